/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Once a night: a copy of what cannot be recomputed, and the end of what was kept long enough. */
#include "flow/watching_state.h"

enum { NIGHT = 3 * 3600 /* s into the day */, DAY = 86400 };

static instant next_night(struct moment now)
{
    instant today = clock_day_start(now.day) + NIGHT;
    return now.at < today ? today : clock_day_start(now.day + 1) + NIGHT;
}

/* A copy that is older than a day, because the machine was off at night, is made soon. */
void upkeep_begin(struct watching *w)
{
    enum { SOON = 600 };
    struct arena *a _cleanup_arena_ = arena_new();
    struct span word = ledger_word(w->ledger, a, "copied-at");
    int64_t copied = word.n > 0 ? strtoll(word.at, NULL, 10) : 0;
    instant night = next_night(w->now);
    bool late = w->now.at - copied >= DAY && night - w->now.at > SOON;
    w->upkeep_at = !w->setup->source.config_file ? INSTANT_NEVER : late ? w->now.at + SOON : night;
}

void upkeep_put_off(struct watching *w)
{
    if (w->upkeep_at != INSTANT_NEVER)
        w->upkeep_at = next_night(w->now);
}

static void copy(struct watching *w)
{
    struct arena *a _cleanup_arena_ = arena_new();
    w->upkeep_at = next_night(w->now);
    w->pruning = true;
    if (ledger_copy(w->ledger))
        ledger_set_word(w->ledger, "copied-at",
                        span_of(arena_printf(a, "%lld", (long long)w->now.at)));
    else
        say(w, EVENT_WATCH_DEGRADED, SEVERITY_WARNING, 0, NO_SPAN,
            "the nightly copy of the ledger could not be written to %s", w->settings->config.state);
}

void upkeep_step(struct watching *w)
{
    if (w->failing)
        return;
    if (w->now.at >= w->upkeep_at)
        copy(w);
    if (!w->pruning)
        return;
    w->pruning = ledger_prune(w->ledger, w->now.at - w->settings->config.retention);
    if (w->pruning)
        w->watch_due = w->ticks;
}
