/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main process's side of the readers: starts them, hands out documents by descriptor, takes
 * records back as if the reader were already taken over, kills and replaces what dies or overruns.
 * It knows no event loop: who owns one watches the descriptors that pool_poll() names.
 */
#pragma once

#include "record/probe.h"
#include "record/record.h"

#include <poll.h>

/* One document to be read. The fd is duplicated into the reader's message and closed by the pool.
 */
struct job {
    uint64_t id; /* the caller's own */
    int fd;      /* open for reading, a regular file, of at most LIMIT_FILE_BYTES */
    enum format hint;
};

/*
 * One answer for each job, in the order in which they end. record lies in arena, which now belongs
 * to the caller; unread is set when it could not be read (crash, time, limit). packed is the
 * record as the ledger keeps it, in the same arena.
 */
struct answer {
    uint64_t id;
    struct arena *arena;
    struct record record;
    struct span packed;
    struct digest probes; /* of the table it was read with: the pool's word, never the reader's */
};
typedef void (*answer_sink)(void *arg, struct answer *answer);

struct pool;

/* slots readers, started when first needed. program is the reader's path (NULL: beside our own
   executable, else the libexec folder). The probe table is packed at once; it need not stay.
   A negative errno in *reterr if no reader can be started. */
struct pool *pool_new(unsigned slots, const char *program, const struct probe_table *probes,
                      answer_sink sink, void *arg, int *reterr);
void pool_free(struct pool *p); /* ends the readers; jobs not yet answered are dropped */

/* Seconds of processor time that a reader may use for one document, 0: as many as it wants. Longer
   than that it is not read, and not tried again: it would use them again. */
void pool_set_cpu(struct pool *p, uint32_t seconds);

/* New probes for all jobs submitted from now on. 0, or a negative errno: the old ones stay. */
int pool_set_probes(struct pool *p, const struct probe_table *probes);

void pool_submit(struct pool *p, struct job job);

/* Jobs not yet answered, waiting ones included. */
size_t pool_pending(const struct pool *p);

/* Jobs that a further submit would have to wait for: submit no more while it is 0. */
size_t pool_room(const struct pool *p);

/* Fills fds (room for pool_fds()) and the milliseconds to the next time limit, -1 if there is none.
 */
size_t pool_fds(const struct pool *p);
size_t pool_poll(const struct pool *p, struct pollfd *fds, int *ret_timeout_ms);

/* Takes what has come and enforces time limits; calls the sink. Never blocks. */
void pool_step(struct pool *p);

/* NULL, or why readers refuse to read (jail could not be built): said once by the caller. */
const char *pool_refusal(const struct pool *p);

/* What the readers' jail is made of, in words; NULL while none has been ready yet. */
const char *pool_jail(const struct pool *p);
