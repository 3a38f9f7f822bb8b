/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A flood of one rule becomes one line. */
#include "flow/telling_group.h"

#include <limits.h>

/* How a group's sentence goes on behind its number; `more` where some went singly before. */
static const struct {
    const char *en, *more_en, *sv, *more_sv;
} sentences[] = {
    [EVENT_FINDING_OPENED] = {"findings", "more findings", "anmärkningar", "anmärkningar till"},
    [EVENT_FINDING_CHANGED] = {"findings changed", "more findings changed",
                               "anmärkningar har ändrats", "anmärkningar till har ändrats"},
    [EVENT_FINDING_REMINDED] = {"reminders", "more reminders", "påminnelser", "påminnelser till"},
    [EVENT_FINDING_RESOLVED] = {"findings resolved", "more findings resolved",
                                "anmärkningar har upphört", "anmärkningar till har upphört"},
};

static bool is_scan(enum why why)
{
    return why == WHY_FIRST_SCAN || why == WHY_RULES_CHANGED || why == WHY_READER_CHANGED;
}

static struct window *window_of(struct telling *t, struct span rule, enum event_type type)
{
    for (size_t i = 0; i < t->windows.n; i++)
        if (t->windows.at[i].type == type && span_is(rule, t->windows.at[i].rule))
            return &t->windows.at[i];
    return NULL;
}

bool group_takes(struct telling *t, struct span rule, enum event_type type, int64_t ticks)
{
    struct window *w = window_of(t, rule, type);
    if (t->scan != WHY_NONE)
        return true;
    if (!w) {
        if (!t->arena)
            t->arena = arena_new();
        w = VEC_ADD(t->arena, &t->windows);
        *w = (struct window){.type = type, .began = ticks - GROUP_WINDOW};
        w->rule = arena_printf(t->arena, "%.*s", SPAN_ARG(rule));
    }
    if (ticks - w->began >= GROUP_WINDOW && (w->said < GROUP_FIRST || !t->held)) {
        w->began = ticks;
        w->said = 0;
    }
    if (w->said >= GROUP_FIRST)
        return true;
    w->said++;
    return false;
}

bool group_event(struct telling *t, struct arena *a, uint64_t fingerprint, struct event *e,
                 struct finding *finding)
{
    int64_t file;
    if (!ledger_alert_finding(t->ledger, a, fingerprint, finding, &file))
        return false;
    finding->file = t->shown(t->arg, a, file);
    e->finding = finding;
    e->severity = e->type == EVENT_FINDING_RESOLVED ? SEVERITY_NOTICE : finding->severity;
    e->message = finding->message;
    return true;
}

static const char *place_of(struct arena *a, const struct finding *f)
{
    return f->place.line > 0 ? arena_printf(a, "%.*s:%u", SPAN_ARG(f->file), f->place.line)
                             : arena_printf(a, "%.*s", SPAN_ARG(f->file));
}

static void say_group(struct telling *t, const struct held_group *g, struct moment now)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct event e = {.type = g->type, .at = now, .why = g->why};
    struct finding first, other;
    if (!group_event(t, a, g->examples[0], &e, &first))
        return;
    if (g->count == 1) {
        if (is_scan(g->why))
            e.why = g->type != EVENT_FINDING_RESOLVED ? WHY_NONE
                    : g->why == WHY_RULES_CHANGED     ? WHY_RULE_REMOVED
                                                      : WHY_FIXED;
        telling_say(t, &e);
        return;
    }
    const char *places = place_of(a, &first);
    for (uint32_t i = 1; i < g->count && i < GROUP_EXAMPLES; i++)
        if (group_event(t, a, g->examples[i], &(struct event){.type = g->type}, &other))
            places = arena_printf(a, "%s, %s", places, place_of(a, &other));
    e.type = EVENT_FINDING_GROUP;
    e.severity = g->type == EVENT_FINDING_RESOLVED ? SEVERITY_NOTICE : g->worst;
    e.count = g->count;
    e.detail = span_of(places);
    bool more = !is_scan(g->why);
    const char *en = more ? sentences[g->type].more_en : sentences[g->type].en;
    const char *sv = more ? sentences[g->type].more_sv : sentences[g->type].sv;
    e.message.en = span_of(arena_printf(a, "%u %s, for example %s", g->count, en, places));
    e.message.sv = span_of(arena_printf(a, "%u %s, till exempel %s", g->count, sv, places));
    telling_say(t, &e);
}

int telling_step(struct telling *t, struct moment now, int64_t ticks)
{
    if (!t->held || t->scan != WHY_NONE)
        return -1;
    struct arena *a _cleanup_arena_ = arena_new();
    struct held_group *groups;
    size_t n = ledger_held(t->ledger, a, &groups);
    int64_t wait = INT_MAX;
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        struct window *w = window_of(t, groups[i].rule, groups[i].type);
        int64_t over = w ? w->began + GROUP_WINDOW - ticks : 0;
        if (over > 0 && w->said >= GROUP_FIRST) {
            wait = over < wait ? over : wait;
            left++;
            continue;
        }
        say_group(t, &groups[i], now);
        ledger_release(t->ledger, &groups[i]);
        if (w)
            w->said = 0;
    }
    t->held = left > 0;
    return left > 0 ? (int)wait : -1;
}
