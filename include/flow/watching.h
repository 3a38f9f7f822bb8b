/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The daemon without its event loop: folders → changes → reading → judging → events → system log.
 * Who owns a loop waits for the descriptors of watching_poll(), for its time limit and for the
 * instant of watching_next(), and calls watching_step() then.
 *
 * What is found is kept in memory: a restart says it again.
 */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "finding/finding.h"

#include <poll.h>

struct watching_setup { /* all of it stays the caller's, and stays as long as the daemon runs */
    char *const *folders;
    size_t folder_count;
    const char *const *packs; /* as behind --rules; none: every installed pack */
    size_t pack_count;
    unsigned jobs;
    const char *syslog; /* socket of the system log */
    enum language language;
    const char *version;
    void (*show)(void *arg, const char *sentence); /* each event for a terminal; or NULL */
    void *arg;
};

struct rules;
struct watching;

/* rules are taken. NULL: *reterr, a static text, says why. */
struct watching *watching_new(const struct watching_setup *s, struct rules *rules,
                              const char **reterr);
void watching_free(struct watching *w);

/* Fills fds (room for watching_fds()) and the milliseconds to the next step at the latest. */
size_t watching_fds(const struct watching *w);
size_t watching_poll(const struct watching *w, struct pollfd *fds, int *ret_timeout_ms);
instant watching_next(const struct watching *w); /* INSTANT_NEVER: time alone changes nothing */
void watching_step(struct watching *w);

/* Loads the packs anew; faulty ones change nothing but are said. */
void watching_reload(struct watching *w);

/* Says goodbye; watching_stopped() is true once that was heard, or nobody listens. */
void watching_stop(struct watching *w);
bool watching_stopped(const struct watching *w);

/* True once every watch stands and the first documents are on their way. */
bool watching_ready(const struct watching *w);

/* Something is still to be read, or waits for the system log. */
bool watching_busy(const struct watching *w);

/* "120 documents, 14 open findings". */
void watching_status(const struct watching *w, struct buf *out);
