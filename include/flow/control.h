/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The daemon's ear: a socket in its run-time folder, mode 0660. One question is one line, one
 * answer is one JSON object and the end of the stream. Who may ask what is a row of a table,
 * decided by the peer's credentials as the kernel tells them. Nothing waits for a slow or silent
 * peer.
 *
 * A question belongs to who was asked from `ask` until control_answer(), which is called once for
 * each; it stays good meanwhile even if the asker has hung up, and the answer then goes nowhere.
 * control_free() ends those that are still open: they must not be answered any more.
 */
#pragma once

#include "base/buf.h"

#include <poll.h>

enum {
    CONTROL_LINE = 256,          /* bytes of a question with its line end */
    CONTROL_ANSWERS = 128 << 20, /* bytes that wait to be read, of all peers: so much has a view
                                    of 300,000 files */
    CONTROL_PEERS = 16,          /* that ask or are being answered; more wait to be let in */
    CONTROL_HELD = 64,           /* questions that wait for their answer; more are refused */
    CONTROL_ASK_MS = 5000,       /* from connecting to the end of the line */
    CONTROL_STALL_MS = 10000     /* without a byte of the answer taken */
};

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
    bool waits; /* its answer may take long: refused while CONTROL_HELD wait already */
};

struct control;

/* NULL: *reterr says why ("another daemon answers at ..."). A socket left behind by a daemon that
   is gone is replaced; a folder that is missing is made. rows stay the caller's. */
struct control *control_new(const char *run, const struct control_row *rows, size_t count,
                            void *arg, struct buf *reterr);
void control_free(struct control *c);

/* Copies the answer's bytes; q is then gone. */
void control_answer(struct control_question *q, struct span answer);

/* {"duly":1,"error":"..."} as the answer; q is then gone. */
void control_refuse(struct control_question *q, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Fills fds (room for control_fds()) and the milliseconds to the next time limit, -1 if there is
   none. */
size_t control_fds(const struct control *c);
size_t control_poll(const struct control *c, struct pollfd *fds, int *ret_timeout_ms);
void control_step(struct control *c);

/*
 * The other side, blocking: asks and gathers the whole answer, within timeout_ms unless that is
 * negative. 0, or a negative errno (ENOENT, ECONNREFUSED: no daemon; EACCES; ETIMEDOUT; ECONNRESET:
 * it ended before it answered).
 */
int control_ask(const char *run, const char *question, int timeout_ms, struct buf *ret);
