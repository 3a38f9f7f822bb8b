/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The daemon's ear: a socket in its run-time folder, mode 0660. One question is one line, one answer
 * is one JSON object and the end of the stream. Who may ask what is a row of a table, decided by the
 * peer's credentials as the kernel tells them. Nothing waits for a slow or silent peer.
 */
#pragma once

#include "base/buf.h"

#include <poll.h>

enum control_right {
    CONTROL_GROUP, /* whoever may open the socket: mode 0660 and its group */
    CONTROL_OWNER  /* root and the daemon's own user */
};

struct control_question; /* one that waits for its answer */

struct control_row {
    const char *word;
    enum control_right right;
    /* May answer at once, or keep q and answer later; argument is "" or what stood behind the word.
     */
    void (*ask)(void *arg, struct control_question *q, const char *argument);
};

struct control;

/* NULL: *reterr says why ("another daemon answers at ..."). A socket left behind by a daemon that is
   gone is replaced. */
struct control *control_new(const char *run, const struct control_row *rows, size_t count,
                            void *arg, struct buf *reterr);
void control_free(struct control *c); /* unanswered questions are closed */

/* Takes the answer's bytes; q is then gone. */
void control_answer(struct control_question *q, struct span answer);

size_t control_fds(const struct control *c);
size_t control_poll(const struct control *c, struct pollfd *fds, int *ret_timeout_ms);
void control_step(struct control *c);

/* The other side, blocking: asks and gathers the whole answer. 0, or a negative errno (ENOENT,
   ECONNREFUSED: no daemon; EACCES; ETIMEDOUT). */
int control_ask(const char *run, const char *question, int timeout_ms, struct buf *ret);
