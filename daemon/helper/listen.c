/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/limits.h"
#include "helper/pool_private.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

enum { MESSAGES = 64 }; /* taken from one reader before the next one's turn */

static void ready(struct pool *p, struct reader *r, const struct wire_answer *a, struct span jail,
                  int64_t now)
{
    if (a->version != RECORD_VERSION) {
        pool_refuse(p, "the reader is of another version than duly", SPAN(""));
        reader_kill(r, READ_OK, p->refusal, now);
        return;
    }
    snprintf(p->jail, sizeof p->jail, "%.*s", SPAN_ARG(jail));
    r->state = READER_READY;
    r->since = now;
    p->failed_starts = 0;
}

static void record_came(struct pool *p, struct reader *r, struct span packed, int64_t now)
{
    struct answer a;
    const char *why = "";
    struct task *t = reader_oldest(r);
    if (!answer_decode(t, packed, &a, &why)) {
        char words[128];
        snprintf(words, sizeof words, "the reader's answer is not to be believed: %s", why);
        reader_kill(r, UNREAD_CRASHED, words, now);
        return;
    }
    reader_finish(r, now);
    if (r->count && !reader_oldest(r)) /* all that is left is read by others meanwhile */
        reader_kill(r, READ_OK, "", now);
    pool_answer(p, t, a);
}

/* Parts come in order; nothing is allocated for bytes that are only promised. */
static bool part_came(struct pool *p, struct reader *r, const struct wire_answer *a,
                      struct span bytes, int64_t now)
{
    bool expected = r->count && a->number == r->answered + 1 && a->offset == r->partial.n &&
                    a->total <= LIMIT_RECORD_BYTES && a->offset <= a->total && bytes.n &&
                    bytes.n <= a->total - a->offset;
    if (!expected)
        return false;
    if (bytes.n == a->total) {
        record_came(p, r, bytes, now);
        return true;
    }
    buf_span(&r->partial, bytes);
    if (r->partial.n == a->total) {
        struct buf whole _cleanup_buf_ = r->partial;
        r->partial = (struct buf){0};
        record_came(p, r, buf_peek(&whole), now);
    }
    return true;
}

static bool message_came(struct pool *p, struct reader *r, struct span message, int64_t now)
{
    struct wire_answer a;
    if (message.n < sizeof a)
        return false;
    memcpy(&a, message.at, sizeof a);
    struct span bytes = span_cut(message, sizeof a, message.n);
    if (a.kind == WIRE_RECORD && r->state == READER_READY)
        return part_came(p, r, &a, bytes, now);
    if (r->state != READER_STARTING)
        return false;
    if (a.kind == WIRE_READY)
        ready(p, r, &a, bytes, now);
    else if (a.kind == WIRE_REFUSED)
        pool_refuse(p, "the reader's jail cannot be built: ", bytes);
    return a.kind == WIRE_READY || a.kind == WIRE_REFUSED;
}

void pool_listen(struct pool *p, struct reader *r, int64_t now)
{
    for (int i = 0; i < MESSAGES && (r->state == READER_STARTING || r->state == READER_READY);
         i++) {
        ssize_t n = recv(r->socket, p->message, sizeof p->message, MSG_DONTWAIT | MSG_TRUNC);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0)
            reader_kill(r, READ_OK, "", now);
        else if ((size_t)n > sizeof p->message ||
                 !message_came(p, r, (struct span){p->message, (size_t)n}, now))
            reader_kill(r, UNREAD_CRASHED, "the reader does not keep to the protocol", now);
    }
}
