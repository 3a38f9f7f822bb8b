/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The daemon without its event loop: folders → changes → reading → ledger → judging → events →
 * system log. Who owns a loop waits for the descriptors of watching_poll(), for its time limit and
 * for the instant of watching_next(), and calls watching_step() then.
 *
 * With a configuration the ledger lies in the state folder and a control socket in the run-time
 * folder. Without one it is a trial: the ledger lies in memory, and a restart says everything
 * again.
 */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "base/diag.h"
#include "finding/finding.h"
#include "flow/settings.h"

#include <poll.h>

struct watching_setup { /* all of it stays the caller's, and stays as long as the daemon runs */
    struct settings_source source;
    unsigned jobs;
    const char *syslog; /* its socket, instead of the configuration's; NULL in a trial: none */
    const enum language *language; /* instead of the configuration's; or NULL */
    enum language locale;          /* where nobody says */
    const char *version;
    void (*show)(void *arg, const char *line);  /* each event for a terminal; or NULL */
    void (*alarm)(void *arg, const char *line); /* what cannot be an event: the ledger cannot be
                                                   written, the system log takes nothing */
    void *arg;
};

struct watching;

/* NULL: diags, and ret_text if it is not empty, say why. */
struct watching *watching_new(const struct watching_setup *s, struct diags *diags,
                              struct buf *ret_text);
void watching_free(struct watching *w);

/* Fills fds (room for watching_fds()) and the milliseconds to the next step at the latest. */
size_t watching_fds(const struct watching *w);
size_t watching_poll(const struct watching *w, struct pollfd *fds, int *ret_timeout_ms);
instant watching_next(const struct watching *w); /* INSTANT_NEVER: time alone changes nothing */
void watching_step(struct watching *w);

/* Loads configuration and packs anew. False: they are faulty, and change nothing but are said. */
bool watching_reload(struct watching *w, struct diags *diags);

/* Called around each reload, whoever asked for it. */
void watching_on_reload(struct watching *w, void (*begins)(void *arg, bool begins), void *arg);

/* Says goodbye; watching_stopped() is true once that was heard, or nobody listens. */
void watching_stop(struct watching *w);
bool watching_stopped(const struct watching *w);

/* True once every watch stands and the first documents are on their way. */
bool watching_ready(const struct watching *w);

/* Something is still to be read, or waits for the system log. */
bool watching_busy(const struct watching *w);

/* "120 documents, 14 open findings". */
void watching_status(const struct watching *w, struct buf *out);
