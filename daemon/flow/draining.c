/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/draining.h"

#include "outlet/journal.h"

/* journald drops beyond 10,000 messages in 30 s: what is more waits in the outbox, where nothing
   is dropped. */
enum { RATE = 300 /* events a second */, BURST = 1000, CHUNK = 64, MARK_EVERY = 200 /* ms */ };

void draining_begin(struct draining *d, int64_t ticks)
{
    d->sent = ledger_sent(d->ledger);
    d->shown = ledger_counts(d->ledger)->last_seq;
    d->tokens = (int64_t)BURST * 1000;
    d->tokens_at = d->marked_at = ticks;
}

static void earn(struct draining *d, int64_t ticks)
{
    d->tokens += (ticks - d->tokens_at) * RATE;
    if (d->tokens > (int64_t)BURST * 1000)
        d->tokens = (int64_t)BURST * 1000;
    d->tokens_at = ticks;
}

static bool send_one(struct draining *d, const struct outbox_event *e, int64_t ticks)
{
    struct buf datagram _cleanup_buf_ = {0};
    event_datagram(e->body, e->type, e->severity, clock_moment(e->at), &d->form, &datagram);
    if (syslog_send(d->syslog, buf_peek(&datagram), ticks) == SYSLOG_LATER)
        return false;
    d->sent = e->seq;
    d->tokens -= 1000;
    return true;
}

static void drain(struct draining *d, int64_t ticks)
{
    struct arena *a _cleanup_arena_ = arena_new();
    uint64_t last = ledger_counts(d->ledger)->last_seq;
    d->full = syslog_wait(d->syslog, ticks) != 0;
    while (d->sent < last && !d->full && d->tokens >= 1000) {
        struct outbox_event *events;
        arena_reset(a);
        size_t n = ledger_events(d->ledger, a, d->sent, CHUNK, &events);
        if (n == 0 && ledger_dirty(d->ledger))
            return; /* the ledger could not be read */
        if (n == 0)
            d->sent = last; /* they were lost, or pruned */
        for (size_t i = 0; i < n && !d->full && d->tokens >= 1000; i++)
            d->full = !send_one(d, &events[i], ticks);
    }
}

static void show(struct draining *d)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct outbox_event *events;
    for (size_t n; (n = ledger_events(d->ledger, a, d->shown, CHUNK, &events)) > 0; arena_reset(a))
        for (size_t i = 0; i < n; i++) {
            struct buf line _cleanup_buf_ = {0};
            event_line(events[i].body, &line);
            d->show(d->arg, line.at);
            d->shown = events[i].seq;
        }
}

/* At once when all is sent, so that few come again after a kill; while more goes out, at times. */
static int mark(struct draining *d, int64_t ticks)
{
    if (d->sent <= ledger_sent(d->ledger))
        return -1;
    if (draining_pending(d) > 0 && ticks - d->marked_at < MARK_EVERY)
        return (int)(d->marked_at + MARK_EVERY - ticks);
    d->marked_at = ticks;
    ledger_set_sent(d->ledger, d->sent);
    return -1;
}

int draining_step(struct draining *d, int64_t ticks)
{
    uint64_t last = ledger_counts(d->ledger)->last_seq;
    int wait = -1;
    if (ledger_dirty(d->ledger))
        return -1; /* nothing is told before it is committed */
    if (d->show && d->shown < last)
        show(d);
    if (!d->syslog) {
        d->sent = last;
    } else if (d->sent < last) {
        earn(d, ticks);
        drain(d, ticks);
        if (d->sent < last)
            wait = d->full ? syslog_wait(d->syslog, ticks) : (int)((1000 - d->tokens) / RATE + 1);
    }
    int due = mark(d, ticks);
    return due >= 0 && (wait < 0 || due < wait) ? due : wait;
}

void draining_again(struct draining *d, uint64_t since)
{
    if (since < d->sent)
        d->sent = since;
}

size_t draining_pending(const struct draining *d)
{
    return (size_t)(ledger_counts(d->ledger)->last_seq - d->sent);
}
