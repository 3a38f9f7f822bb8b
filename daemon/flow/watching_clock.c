/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A wall clock that steps. What it made due is judged by the new time; what was put off by the old
 * one waits no longer than it would have from now on; and nothing is thrown away by a clock that
 * was only just set.
 */
#include "flow/watching_state.h"

enum { CLOCK_STEP = 60 /* s */ };

static void clock_stepped(struct watching *w, int64_t step)
{
    say(w, EVENT_CLOCK_JUMP, SEVERITY_WARNING, 0, NO_SPAN,
        "the wall clock stepped by %lld s; everything is judged by the new time", (long long)step);
    telling_clock(&w->telling, w->now.at);
    upkeep_put_off(w);
    go_through(w, WHY_NONE, true);
}

/* The ticks never step. */
void notice_clock(struct watching *w)
{
    int64_t lead = w->now.at - w->ticks / 1000, step = lead - w->clock_lead;
    bool jumped = w->clock_lead != 0 && (step > CLOCK_STEP || step < -CLOCK_STEP);
    if (w->clock_lead == 0 || jumped)
        w->clock_lead = lead;
    if (jumped)
        clock_stepped(w, step);
}

/* While nobody looked it may have been set back: the last event happened later than now. */
void notice_clock_at_start(struct watching *w)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct outbox_event *last;
    uint64_t before = w->draining.shown; /* what was said before this start */
    if (before == 0 || ledger_events(w->ledger, a, before - 1, 1, &last) == 0)
        return;
    int64_t step = w->now.at - last->at;
    if (step < -CLOCK_STEP)
        clock_stepped(w, step);
}
