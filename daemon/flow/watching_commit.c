/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When what was done is made lasting. A single change at once; in a storm, while readers are at
 * work, many of them together: a commit waits for the disk, and makes all who write to that disk
 * wait with it. What cannot be committed is done once more, later: until then nothing else is
 * begun.
 */
#include "flow/watching_state.h"

#include "outlet/journal.h"

#include <stdio.h>

enum {
    TOGETHER = 20,       /* ms */
    TOGETHER_MOST = 250, /* ms; longer ones are long commits */
    DISK_SHARE = 20,     /* of the time at most a twentieth is spent on commits */
    RETRY = 1000         /* ms */
};

static int64_t together(const struct watching *w)
{
    int64_t wait = w->commit_took * DISK_SHARE;
    return wait < TOGETHER ? TOGETHER : wait > TOGETHER_MOST ? TOGETHER_MOST : wait;
}

static bool may_wait(const struct watching *w)
{
    bool at_work =
        reading_pending(w->reading) > 0 || w->work.queue.n > 0 || w->through.part != THROUGH_DONE;
    return at_work && !w->stopping && w->ticks - w->dirty_since < together(w);
}

/* Without the ledger there is no event with a number: this one goes by itself. */
static void sound_alarm(struct watching *w, const char *text)
{
    struct event e = {.type = EVENT_WATCH_DEGRADED,
                      .severity = SEVERITY_CRITICAL,
                      .at = w->now,
                      .message = {.en = span_of(text)}};
    struct buf body _cleanup_buf_ = {0}, datagram _cleanup_buf_ = {0};
    if (w->setup->alarm)
        w->setup->alarm(w->setup->arg, text);
    event_body(&e, &w->telling.frame, &body);
    event_datagram(buf_peek(&body), e.type, e.severity, e.at, &w->draining.form, &datagram);
    if (w->syslog)
        syslog_send(w->syslog, buf_peek(&datagram), w->ticks);
}

/* The changes come again as if they had just been heard; what was gone through is gone through
   again, and a scan that ended goes on. New roots are given their numbers once more. */
static void do_again(struct watching *w)
{
    struct batch done = w->batch;
    w->batch = (struct batch){0};
    for (size_t i = 0; i < w->roots.n; i++)
        if (!w->roots.at[i].left)
            w->roots.at[i].number = ledger_root(w->ledger, w->roots.at[i].name);
    for (size_t i = 0; i < done.changes.n; i++)
        if (!w->roots.at[done.changes.at[i].root].left)
            heard_change(w, &done.changes.at[i]);
    for (size_t i = 0; i < done.events.n; i++) {
        batch_event(&w->batch, &done.events.at[i]);
        telling_say(&w->telling, &done.events.at[i]);
    }
    w->telling.held = true;
    if (done.through || w->through.part != THROUGH_DONE)
        w->through = (struct going_through){.every = done.every || w->through.every};
    if (w->telling.scan == WHY_NONE)
        w->telling.scan = done.scan;
    w->announce |= done.announce;
    batch_clear(&done);
}

static void failed(struct watching *w)
{
    struct buf text _cleanup_buf_ = {0};
    if (!w->failing) {
        buf_printf(&text, "%s; nothing new is judged until it can be written again",
                   ledger_fault(w->ledger));
        sound_alarm(w, text.at);
    }
    w->failing = true;
    w->retry_at = w->ticks + RETRY;
}

static void committed(struct watching *w)
{
    batch_clear(&w->batch);
    w->commits++;
    w->commit_due = w->retry_at = INT64_MAX;
    if (w->failing)
        w->watch_due = w->ticks;
    w->failing = false;
}

/* That it works again is said in the very transaction that shows it. */
static void say_restored(struct watching *w)
{
    telling_say(&w->telling,
                &(struct event){
                    .type = EVENT_WATCH_RESTORED,
                    .severity = SEVERITY_NOTICE,
                    .at = w->now,
                    .message = {.en = SPAN("the ledger can be written again; nothing was lost")}});
}

void commit_step(struct watching *w)
{
    if (w->failing && w->ticks < w->retry_at)
        return;
    if (w->failing) {
        do_again(w);
        say_restored(w);
    }
    if (!ledger_dirty(w->ledger)) {
        batch_clear(&w->batch);
        return;
    }
    if (w->dirty_since == 0)
        w->dirty_since = w->ticks;
    if (!w->failing && may_wait(w)) {
        w->commit_due = w->dirty_since + together(w);
        return;
    }
    w->dirty_since = 0;
    int64_t began = clock_ticks();
    bool lasting = ledger_commit(w->ledger);
    w->commit_took = clock_ticks() - began;
    if (lasting)
        committed(w);
    else
        failed(w);
}
