/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/speaking.h"

#include <stdlib.h>

enum { EXAMPLES = 3 };

/* What is held back of one rule's events of one type. */
struct group {
    enum event_type type;
    char *rule;
    int64_t began; /* its window */
    unsigned said; /* since then */

    uint32_t held;
    struct arena *arena; /* of what is below; NULL while nothing is held */
    enum severity worst;
    struct event first; /* and its finding, copied */
    struct finding finding;
    struct span examples[EXAMPLES];
};

struct speaker {
    struct arena *arena;
    event_sink sink;
    void *arg;
    uint64_t seq;
    enum why scan; /* WHY_NONE: no scan is going on */
    VEC(struct group) groups;
};

/* How a group's sentence goes on behind its number. */
static const struct {
    const char *en, *sv;
} sentences[] = {
    [EVENT_FINDING_OPENED] = {"more findings", "avvikelser till"},
    [EVENT_FINDING_CHANGED] = {"more findings changed", "avvikelser till har ändrats"},
    [EVENT_FINDING_REMINDED] = {"more reminders", "påminnelser till"},
    [EVENT_FINDING_RESOLVED] = {"more findings resolved", "avvikelser till har upphört"},
};

struct speaker *speaker_new(event_sink sink, void *arg)
{
    struct arena *arena = arena_new();
    struct speaker *s = ARENA_NEW(arena, struct speaker);
    s->arena = arena;
    s->sink = sink;
    s->arg = arg;
    return s;
}

void speaker_free(struct speaker *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->groups.n; i++)
        arena_free(s->groups.at[i].arena);
    arena_free(s->arena);
}

static void say_now(struct speaker *s, struct event e)
{
    e.seq = ++s->seq;
    s->sink(s->arg, &e);
}

static struct group *group_of(struct speaker *s, const struct event *e, int64_t ticks)
{
    for (size_t i = 0; i < s->groups.n; i++)
        if (s->groups.at[i].type == e->type && span_is(e->finding->rule, s->groups.at[i].rule))
            return &s->groups.at[i];
    struct group *g = VEC_ADD(s->arena, &s->groups);
    g->type = e->type;
    g->rule = arena_printf(s->arena, "%.*s", SPAN_ARG(e->finding->rule));
    g->began = ticks;
    return g;
}

static void hold(struct group *g, const struct event *e)
{
    const struct finding *f = e->finding;
    if (g->held == 0) {
        g->arena = arena_new();
        g->finding = finding_copy(g->arena, f);
        g->first = *e;
        g->first.message = g->finding.message;
        g->worst = e->severity;
    }
    if (g->held < EXAMPLES)
        g->examples[g->held] = span_of(
            f->place.line > 0 ? arena_printf(g->arena, "%.*s:%u", SPAN_ARG(f->file), f->place.line)
                              : arena_printf(g->arena, "%.*s", SPAN_ARG(f->file)));
    if (e->severity > g->worst)
        g->worst = e->severity;
    g->held++;
}

static struct event group_event(const struct group *g, enum why scan, struct moment now)
{
    const char *examples = "";
    for (uint32_t i = 0; i < g->held && i < EXAMPLES; i++)
        examples =
            arena_printf(g->arena, "%s%s%.*s", examples, i ? ", " : "", SPAN_ARG(g->examples[i]));
    return (struct event){
        .type = EVENT_FINDING_GROUP,
        .severity = g->worst,
        .why = scan != WHY_NONE ? scan : g->first.why,
        .at = now,
        .message = {.en = span_of(arena_printf(g->arena, "%u %s, for example %s", g->held,
                                               sentences[g->type].en, examples)),
                    .sv = span_of(arena_printf(g->arena, "%u %s, till exempel %s", g->held,
                                               sentences[g->type].sv, examples))},
        .finding = &g->finding,
        .count = g->held,
        .detail = span_of(examples),
    };
}

/* One that was held back alone goes as itself. Groups move when there are more of them: only now
   does the event get its finding. */
static void release(struct speaker *s, struct group *g, struct moment now)
{
    g->first.finding = &g->finding;
    if (g->held == 1)
        say_now(s, g->first);
    else if (g->held > 1)
        say_now(s, group_event(g, s->scan, now));
    arena_free(g->arena);
    g->arena = NULL;
    g->held = g->said = 0;
}

void speaker_say(struct speaker *s, const struct event *e, int64_t ticks)
{
    if (!e->finding) {
        say_now(s, *e);
        return;
    }
    struct group *g = group_of(s, e, ticks);
    if (s->scan == WHY_NONE && ticks - g->began >= GROUP_WINDOW) {
        release(s, g, e->at);
        g->began = ticks;
    }
    if (g->said < GROUP_FIRST) {
        g->said++;
        say_now(s, *e);
    } else {
        hold(g, e);
    }
}

void speaker_begin(struct speaker *s, enum why why)
{
    s->scan = why;
}

void speaker_end(struct speaker *s, struct moment now)
{
    for (size_t i = 0; i < s->groups.n; i++)
        release(s, &s->groups.at[i], now);
    s->scan = WHY_NONE;
}

int speaker_step(struct speaker *s, int64_t ticks, struct moment now)
{
    int64_t wait = -1;
    for (size_t i = 0; i < s->groups.n && s->scan == WHY_NONE; i++) {
        struct group *g = &s->groups.at[i];
        if (g->held == 0)
            continue;
        int64_t left = g->began + GROUP_WINDOW - ticks;
        if (left <= 0)
            release(s, g, now);
        else if (wait < 0 || left < wait)
            wait = left;
    }
    return (int)wait;
}
