/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One walk over the folded text finds every literal, and for every pattern the lines in which the
 * characters that it cannot do without occur. Only there it is run; if they occur nowhere, not at
 * all. Patterns of titles and headings are run on these alone.
 */
#include "base/limits.h"
#include "reader/matcher.h"
#include "reader/regions.h"
#include "reader/shape.h"

enum { LINES_KEPT = 64 }; /* with more, a pattern looks at the whole text */

/* Where a pattern's needle occurs. */
struct sight {
    bool seen, everywhere; /* everywhere: too many lines to keep */
    uint32_t lines, first, last;
};

struct line_seen {
    struct range at;
    uint32_t next; /* of the same needle, or NONE */
};

struct raw_hit {
    uint32_t probe;
    struct found at;
};

/* One document being walked. */
struct search {
    const struct matcher *matcher;
    const struct document *document;
    struct arena *arena;
    struct regions regions;
    struct sight *sights; /* by needle */
    VEC(struct line_seen) lines;
    struct range line; /* the one found last */
    VEC(struct raw_hit) hits;
    uint32_t *counts; /* hits by probe */
    uint32_t *ends;   /* where each probe's last hit ended */
    enum limit *why;  /* each probe's overrun, else LIMIT_COUNT */
};

/* False once the probe can have no more. */
static bool hit_add(struct search *r, uint32_t probe, struct found at)
{
    if (r->why[probe] != LIMIT_COUNT)
        return false;
    if (r->counts[probe] == LIMIT_HITS_PER_PROBE || r->hits.n == LIMIT_HITS) {
        r->why[probe] = r->hits.n == LIMIT_HITS ? LIMIT_NAME_HITS : LIMIT_NAME_HITS_PER_PROBE;
        return false;
    }
    *VEC_ADD(r->arena, &r->hits) = (struct raw_hit){probe, at};
    r->counts[probe]++;
    r->ends[probe] = at.end;
    return true;
}

/* Needles hold no line end and come in rising order, so each line is measured once. */
static struct range line_around(struct search *r, uint32_t offset)
{
    const struct document *d = r->document;
    if (offset < r->line.end)
        return r->line;
    const char *before = memrchr(d->text + r->line.end, '\n', offset - r->line.end);
    const char *behind = memchr(d->text + offset, '\n', d->length - offset);
    r->line.start = before ? (uint32_t)(before - d->text) + 1 : r->line.end;
    r->line.end = behind ? (uint32_t)(behind - d->text) : d->length;
    return r->line;
}

static void sight_add(struct search *r, uint32_t needle, uint32_t offset)
{
    struct sight *s = &r->sights[needle];
    if (s->everywhere || (s->seen && offset < r->lines.at[s->last].at.end))
        return;
    if (s->lines == LINES_KEPT) {
        s->everywhere = true;
        return;
    }
    uint32_t added = (uint32_t)r->lines.n;
    *VEC_ADD(r->arena, &r->lines) = (struct line_seen){line_around(r, offset), NONE};
    if (s->seen)
        r->lines.at[s->last].next = added;
    else
        s->first = added;
    s->seen = true;
    s->last = added;
    s->lines++;
}

static void needle_found(void *arg, uint32_t number, uint32_t end)
{
    struct search *r = arg;
    const struct needle *n = &r->matcher->needles.at[number];
    uint32_t start = end - (uint32_t)n->text.n;
    if (n->for_patterns)
        sight_add(r, number, start);
    for (int region = 0; region < PROBE_REGIONS; region++) {
        uint32_t probe = n->probes[region];
        if (probe != NONE && start >= r->ends[probe] &&
            region_has_words(&r->regions, (enum probe_region)region, (struct range){start, end},
                             n->word_first, n->word_last))
            hit_add(r, probe, (struct found){start, end, start, end});
    }
}

static void text_walk(struct search *r)
{
    struct span fold = {r->document->fold, r->document->length};
    automaton_run(r->matcher->automaton, fold, needle_found, r);
    ++*r->matcher->passes;
}

static void overrun_note(struct search *r, uint32_t probe, enum found_what what)
{
    if (what == FOUND_STEPS)
        r->why[probe] = LIMIT_NAME_PATTERN_STEPS;
    if (what == FOUND_HEAP)
        r->why[probe] = LIMIT_NAME_PATTERN_HEAP_KIB;
}

/* All matches in [from, to), with the text before it in view of lookbehind. */
static void pattern_in_text(struct search *r, const struct pattern *p, struct range in,
                            struct meter *meter)
{
    struct span text = {r->document->text, in.end};
    struct found at;
    enum found_what what = FOUND;
    for (uint32_t from = in.start; from < in.end && r->why[p->probe] == LIMIT_COUNT;) {
        what = pattern_find(&r->matcher->engine, p->code, text, from, meter, &at);
        if (what != FOUND)
            break;
        const struct range *f =
            range_after(r->regions.furniture.at, r->regions.furniture.n, at.start);
        if (f && f->start <= at.start) { /* none that begins in furniture */
            from = f->end;
            continue;
        }
        hit_add(r, p->probe, at);
        from = at.end;
    }
    overrun_note(r, p->probe, what);
}

/* All matches in a title, which is the whole text as far as the pattern can see. */
static void pattern_in_title(struct search *r, const struct pattern *p, struct range in,
                             struct meter *meter)
{
    struct span text = document_span(r->document, in);
    struct found at;
    enum found_what what = FOUND;
    for (uint32_t from = 0; from < text.n && r->why[p->probe] == LIMIT_COUNT; from = at.end) {
        what = pattern_find(&r->matcher->engine, p->code, text, from, meter, &at);
        if (what != FOUND)
            break;
        hit_add(r, p->probe,
                (struct found){in.start + at.start, in.start + at.end, in.start + at.group_start,
                               in.start + at.group_end});
    }
    overrun_note(r, p->probe, what);
}

static void pattern_in_lines(struct search *r, const struct pattern *p, struct meter *meter)
{
    const struct sight *s = &r->sights[p->needle];
    for (uint32_t i = s->first; i != NONE; i = r->lines.at[i].next)
        pattern_in_text(r, p, r->lines.at[i].at, meter);
}

/* Whether the text holds a letter that makes required literals unsure. */
static bool is_exceptional(const struct search *r)
{
    for (size_t i = 0; i < shape_exception_count; i++)
        if (r->sights[i].seen)
            return true;
    return false;
}

static void pattern_run(struct search *r, const struct pattern *p, bool sure, struct meter *meter)
{
    const struct sight *s = sure && p->needle != NONE ? &r->sights[p->needle] : NULL;
    if (s && !s->seen)
        return;
    meter_next_probe(meter, r->document->length);
    switch (p->region) {
    case PROBE_TITLE:
        pattern_in_title(r, p, r->regions.title, meter);
        break;
    case PROBE_HEADING:
        for (size_t i = 0; i < r->regions.headings.n; i++)
            pattern_in_title(r, p, r->regions.headings.at[i], meter);
        break;
    case PROBE_TEXT:
    case PROBE_REGIONS:
        if (s && p->in_line && !s->everywhere)
            pattern_in_lines(r, p, meter);
        else
            pattern_in_text(r, p, (struct range){0, r->document->length}, meter);
    }
}

static struct hit hit_of(const struct document *d, const struct raw_hit *raw)
{
    struct range group = {raw->at.group_start, raw->at.group_end};
    return (struct hit){.probe = raw->probe,
                        .at = {raw->at.start, raw->at.end},
                        .group = group,
                        .text = document_raw(d, group),
                        .place = document_place(d, group.start),
                        .sentence = document_sentence_at(d, raw->at.start),
                        .block = document_block_at(d, raw->at.start),
                        .quote = NO_QUOTE};
}

/* Hits of one probe were found in order of place; counting sorts them by probe. */
static void hits_put(const struct search *r, struct record *record)
{
    uint32_t *next = ARENA_ARRAY(r->arena, r->matcher->probes + 1, uint32_t);
    for (uint32_t p = 0; p < r->matcher->probes; p++)
        next[p + 1] = next[p] + r->counts[p];
    record->hit_count = (uint32_t)r->hits.n;
    record->hits = ARENA_ARRAY(r->arena, r->hits.n, struct hit);
    for (size_t i = 0; i < r->hits.n; i++)
        record->hits[next[r->hits.at[i].probe]++] = hit_of(r->document, &r->hits.at[i]);
}

static void overruns_put(const struct search *r, struct record *record)
{
    VEC(struct overrun) list = {0};
    for (uint32_t p = 0; p < r->matcher->probes; p++)
        if (r->why[p] != LIMIT_COUNT)
            *VEC_ADD(r->arena, &list) = (struct overrun){p, r->why[p]};
    record->overruns = list.at;
    record->overrun_count = (uint32_t)list.n;
    if (r->hits.n == LIMIT_HITS && record->limit == LIMIT_COUNT)
        record->limit = LIMIT_NAME_HITS;
}

static struct search search_new(const struct matcher *m, const struct document *d)
{
    struct search r = {.matcher = m, .document = d, .arena = d->arena};
    r.sights = ARENA_ARRAY(d->arena, m->needles.n, struct sight);
    r.counts = ARENA_ARRAY(d->arena, m->probes, uint32_t);
    r.ends = ARENA_ARRAY(d->arena, m->probes, uint32_t);
    r.why = ARENA_ARRAY(d->arena, m->probes, enum limit);
    for (uint32_t p = 0; p < m->probes; p++)
        r.why[p] = LIMIT_COUNT;
    regions_find(d, &r.regions);
    return r;
}

void matcher_run(const struct matcher *m, const struct document *d, struct record *record)
{
    struct search r = search_new(m, d);
    *m->passes = 0;
    text_walk(&r);
    bool sure = !is_exceptional(&r);
    struct meter meter = meter_new(d->length);
    for (size_t i = 0; i < m->patterns.n; i++)
        pattern_run(&r, &m->patterns.at[i], sure, &meter);
    hits_put(&r, record);
    overruns_put(&r, record);
}
