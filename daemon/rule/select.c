/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts by position. First the candidates: everything of the fact's type that stands in its
 * sections. Then the words beside it mark which of them are meant. What is left are the fact's
 * statements; those that say the same are one value.
 *
 * Candidates and hits both come in document order, so that a value beside a phrase is found by
 * halving, and the work is n log n in what was read.
 */
#include "rule/select.h"
#include "base/bisect.h"

#include <stdlib.h>

/* ---- candidates ---- */

static bool is_wanted(const struct fact_definition *d, const struct fact *f)
{
    return f->type == d->fact &&
           (f->type != FACT_REFERENCE || !d->of_given || f->reference.kind == d->of);
}

static void add(struct selecting *s, struct range at, uint32_t index, const struct fact *f)
{
    if (!region_holds(&s->region, at))
        return;
    s->at[s->n++] = (struct candidate){
        .at = at,
        .index = index,
        .sentence = f ? f->sentence : 0,
        .block = f ? f->block : 0,
        .list = f && f->type == FACT_DATE ? f->date.list : 0,
    };
}

static void add_facts(struct selecting *s)
{
    const struct record *r = s->record;
    s->at = ARENA_ARRAY(s->arena, r->fact_count + 1, struct candidate);
    for (uint32_t i = 0; i < r->fact_count; i++)
        if (is_wanted(s->definition, &r->facts[i]))
            add(s, r->facts[i].at, i, &r->facts[i]);
}

static void add_items(struct selecting *s)
{
    s->at = ARENA_ARRAY(s->arena, s->record->item_count + 1, struct candidate);
    for (uint32_t i = 0; i < s->record->item_count; i++)
        add(s, s->record->items[i].at, i, NULL);
}

/* `in` names the sections themselves. */
static void add_sections(struct selecting *s)
{
    const struct fact_definition *d = s->definition;
    s->region.all = true;
    s->at = ARENA_ARRAY(s->arena, s->record->section_count + 1, struct candidate);
    for (uint32_t i = 0; i < s->record->section_count; i++)
        if (d->in.n == 0 || section_is_named(&s->record->sections[i], d->in.at, d->in.n))
            add(s, s->record->sections[i].heading, i, NULL);
}

struct value candidate_value(const struct selecting *s, const struct candidate *c)
{
    switch (s->definition->type) {
    case VALUE_SECTION:
        return value_of_section(s->record, c->index);
    case VALUE_LIST_ITEM:
        return value_of_item(s->record, c->index);
    default:
        return value_of_fact(s->record, c->index);
    }
}

uint32_t first_candidate(const struct selecting *s, uint32_t offset)
{
    return FIRST_NOT(i, s->n, s->at[i].at.start < offset);
}

void select_breach(struct selecting *s, enum reason_code code, struct span what)
{
    if (s->ret->breach.code == REASON_NONE)
        s->ret->breach = (struct reason){.code = code, .what = what};
}

/* Hits are counted off even where they lead nowhere: one that is missing might have led here. */
void select_overrun(struct selecting *s, uint32_t probe)
{
    const struct overrun *o = record_overran(s->record, probe);
    if (!o)
        return;
    s->ret->cut = true;
    s->ret->breach = (struct reason){.code = REASON_LIMIT, .what = span_of(limit_text(o->why))};
}

void select_keep(struct selecting *s, struct value v)
{
    s->ret->all[s->ret->all_count++] = v;
}

static void keep_marked(struct selecting *s, uint8_t wanted)
{
    s->ret->all = ARENA_ARRAY(s->arena, s->n + 1, struct value);
    for (uint32_t i = 0; i < s->n; i++)
        if ((s->at[i].marks & wanted) == wanted)
            select_keep(s, candidate_value(s, &s->at[i]));
}

/* ---- distinct values, and how many are wanted ---- */

static int by_value(const void *pa, const void *pb)
{
    const struct value *a = *(const struct value *const *)pa;
    const struct value *b = *(const struct value *const *)pb;
    return value_order(a, b) ?: (a > b) - (a < b);
}

static int by_position(const void *pa, const void *pb)
{
    const struct value *a = *(const struct value *const *)pa;
    const struct value *b = *(const struct value *const *)pb;
    return (a > b) - (a < b);
}

static void find_distinct(struct arena *a, struct selection *ret)
{
    uint32_t n = ret->all_count, distinct = 0;
    const struct value **by = ARENA_ARRAY(a, n + 1, const struct value *);
    for (uint32_t i = 0; i < n; i++)
        by[i] = &ret->all[i];
    qsort(by, n, sizeof *by, by_value);
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || value_order(by[distinct - 1], by[i]) != 0)
            by[distinct++] = by[i];
    qsort(by, distinct, sizeof *by, by_position);
    ret->values = ARENA_ARRAY(a, distinct + 1, struct value);
    for (uint32_t i = 0; i < distinct; i++)
        ret->values[i] = *by[i];
    ret->count = distinct;
}

/* Enough values make good what was not found on the way to them. */
static void count_values(const struct fact_definition *d, struct selection *s)
{
    struct reason found = s->breach;
    if (s->cut)
        return;
    s->breach = (struct reason){.code = REASON_NONE};
    if (s->count > d->most)
        s->breach = (struct reason){.code = REASON_CANDIDATES, .what = d->name, .among = s};
    if (s->count < d->least && s->count > 0)
        s->breach = (struct reason){.code = REASON_TOO_FEW, .what = d->name};
    if (s->count < d->least && s->count == 0)
        s->breach = found.code ? found : (struct reason){.code = REASON_NOT_FOUND, .what = d->name};
}

/* A limit that cut the record short: no fact of it is certain to be whole. */
static void note_record_limit(const struct record *r, struct selection *ret)
{
    if (r->limit == LIMIT_COUNT)
        return;
    ret->cut = true;
    ret->breach =
        (struct reason){.code = REASON_LIMIT, .what = span_of(limit_text((enum limit)r->limit))};
}

static void find_candidates(struct selecting *s)
{
    switch (s->definition->type) {
    case VALUE_SECTION:
        add_sections(s);
        break;
    case VALUE_LIST_ITEM:
        add_items(s);
        break;
    default:
        add_facts(s);
        break;
    }
}

static void find_statements(struct selecting *s)
{
    const struct fact_definition *d = s->definition;
    uint8_t wanted = 0;
    find_candidates(s);
    if (d->title_probe != NO_PROBE) {
        keep_matches(s, d->title_probe);
        return;
    }
    if (d->pattern_probe != NO_PROBE) {
        keep_matches(s, d->pattern_probe);
        return;
    }
    if (d->after_probe != NO_PROBE) {
        mark_beside(s, d->after_probe, AFTER);
        wanted |= AFTER;
    }
    if (d->before_probe != NO_PROBE) {
        mark_beside(s, d->before_probe, BEFORE);
        wanted |= BEFORE;
    }
    keep_marked(s, wanted);
}

static struct selection *make_selection(struct arena *a, const struct record *r,
                                        const struct fact_definition *d)
{
    struct selection *ret = ARENA_NEW(a, struct selection);
    struct selecting s = {a, r, d, {.all = true}, NULL, 0, ret};
    ret->name = d->name;
    if (d->in.n > 0)
        s.region = region_of_sections(a, r, d->in.at, d->in.n);
    if (d->in.n > 0 && s.region.n == 0)
        select_breach(&s, REASON_NO_SECTION, d->in.at[0]);
    find_statements(&s);
    note_record_limit(r, ret);
    return ret;
}

struct selection *select_quietly(struct judging *j, const struct fact_definition *d)
{
    const struct kind *k = j->classified.kind;
    bool own = k && d >= k->facts && d < k->facts + k->fact_count;
    struct selection *s = own ? j->facts[d - k->facts] : NULL;
    if (!s) {
        s = make_selection(j->arena, j->record, d);
        find_distinct(j->arena, s);
        count_values(d, s);
    }
    if (own)
        j->facts[d - k->facts] = s;
    return s;
}

struct selection *select_fact(struct judging *j, const struct fact_definition *d)
{
    struct selection *s = select_quietly(j, d);
    s->used = true;
    return s;
}

/* A built-in collection is a fact of its type, anywhere, as many as there are. */
static struct fact_definition anywhere(const struct builtin *b)
{
    return (struct fact_definition){.name = span_of(b->name),
                                    .type = b->type,
                                    .fact = b->fact,
                                    .title_probe = NO_PROBE,
                                    .after_probe = NO_PROBE,
                                    .before_probe = NO_PROBE,
                                    .pattern_probe = NO_PROBE,
                                    .most = UINT32_MAX};
}

struct selection *select_builtin(struct judging *j, const struct builtin *b)
{
    struct selection **s = &j->builtins[b - builtins];
    struct fact_definition d = anywhere(b);
    if (*s)
        return *s;
    *s = make_selection(j->arena, j->record, &d);
    (*s)->values = (*s)->all;
    (*s)->count = (*s)->all_count;
    return *s;
}

struct value selection_value(const struct selection *s)
{
    if (s->breach.code != REASON_NONE)
        return value_because(s->breach);
    if (s->count == 0)
        return value_unknown(REASON_NOT_FOUND, s->name);
    if (s->count > 1)
        return value_because(
            (struct reason){.code = REASON_CANDIDATES, .what = s->name, .among = s});
    return s->values[0];
}
