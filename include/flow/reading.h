/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of one document, from a name to a record: opened beneath its root without following
 * links, a regular file only, hashed here, read in a jail, and looked at again, so that nothing is
 * judged that changed while it was read. `check` and `watch` go the same way.
 */
#pragma once

#include "base/identity.h"
#include "helper/pool.h"

/* Is this name a document's, and of which format? False for what is ignored by name: images,
   archives, temporary files of editors and Office (see the table in reading.c). */
bool reading_wanted(const char *name, enum format *ret_hint);

/* What is known of a file besides its record. */
struct read_file {
    uint64_t id;      /* the caller's own */
    struct span path; /* as given, personal numbers redacted */
    struct digest content;
    struct identity identity; /* of the open file, before and after it was read */
    bool racy;                /* changed so shortly before that the next change may not show */
    struct answer answer;     /* record.unread is set if there is none; the arena is the caller's */
};
typedef void (*read_sink)(void *arg, struct read_file *file);

struct reading;
struct reading *reading_new(unsigned slots, const struct probe_table *probes, read_sink sink,
                            void *arg, int *reterr);
/* What *reterr means, for a person; a static text. */
const char *reading_error(int error);
void reading_free(struct reading *r);
int reading_set_probes(struct reading *r, const struct probe_table *probes); /* as of the pool */

/* A record that is known already for this content, in this arena: then no reader is asked. */
typedef bool (*read_known)(void *arg, struct arena *a, const struct digest *content,
                           enum format hint, struct span *ret_packed);
void reading_set_known(struct reading *r, read_known known);

/* file_size: at most LIMIT_FILE_BYTES, which holds without it; cpu_seconds of one document, 0: no
   limit but the wall clock's. */
void reading_set_limits(struct reading *r, uint32_t file_size, uint32_t cpu_seconds);

/* dirfd: the root's folder, or AT_FDCWD; path beneath it. Answers through the sink, maybe at once
   (cannot be opened). */
void reading_submit(struct reading *r, uint64_t id, int dirfd, const char *path, enum format hint);

/* What is not to be opened, or could not be: answered at once. */
void reading_submit_unread(struct reading *r, uint64_t id, const char *path, enum format hint,
                           const char *why);

/* An open descriptor instead (standard input, copied to memory before); closed by the callee. */
void reading_submit_fd(struct reading *r, uint64_t id, int fd, const char *name, enum format hint);

size_t reading_pending(const struct reading *r);
size_t reading_room(const struct reading *r);
size_t reading_fds(const struct reading *r);
size_t reading_poll(const struct reading *r, struct pollfd *fds, int *ret_timeout_ms);
void reading_step(struct reading *r);

/* Sleeps until a reader has something to say, and takes it: for those without a loop. */
void reading_wait(struct reading *r);
const char *reading_refusal(const struct reading *r);
