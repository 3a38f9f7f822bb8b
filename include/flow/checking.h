/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over many documents: read side by side, judged one by one, told in one order. */
#pragma once

#include "flow/choosing.h"
#include "flow/documents.h"
#include "flow/reading.h"
#include "outlet/report.h"
#include "rule/judge.h"

/* A record as it was read, filed under its path: a case of its own. */
struct filed file_record(const struct read_file *file, const struct digest *probes);

/* Called now and then while a long pass goes on; NULL if nobody looks. */
typedef void (*progress)(void *arg, size_t done, size_t total);

struct checking {
    const struct choosing *by;
    struct moment now;
    unsigned jobs;
    progress progress;
    void *progress_arg;
};

/* Fills documents, findings, packs and counts of *ret, all in the arena. False: *reterr says why
   nothing could be read (no reader, no jail). */
bool check_documents(struct arena *a, const struct checking *c, const struct document_list *list,
                     struct report *ret, const char **reterr);

/* One file read and handed to `use`, for facts and explain. False as above. */
bool read_one(struct arena *a, const struct rules *rules, const struct document_file *file,
              void (*use)(void *arg, struct read_file *file), void *arg, const char **reterr);
