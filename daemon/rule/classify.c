/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/glob.h"
#include "rule/eval.h"

static struct value probe_holds(const struct record *r, uint32_t probe)
{
    uint32_t count;
    if (probe == NO_PROBE)
        return value_bool(false);
    const struct hit *hits = record_hits(r, probe, &count);
    const struct overrun *o = record_overran(r, probe);
    if (count == 0 && o)
        return value_unknown(REASON_LIMIT, span_of(limit_text(o->why)));
    struct value v = value_bool(count > 0);
    if (count > 0)
        v.where = (struct where){hits[0].place, hits[0].at, hits[0].text, hits[0].quote};
    return v;
}

/* Kleene's `or` over the parts for true, `and` for false. */
static struct value parts_hold(const struct rules *rules, const struct evidence *e,
                               const struct filed *f, bool decides)
{
    struct value rest = value_bool(!decides);
    for (uint32_t i = 0; i < e->count; i++) {
        struct value v = evidence_holds(rules, &e->parts[i], f);
        if (v.type == VALUE_BOOL && v.truth == decides)
            return v;
        if (v.type == VALUE_NOTHING)
            rest = v;
    }
    return rest;
}

struct value evidence_holds(const struct rules *rules, const struct evidence *e,
                            const struct filed *f)
{
    struct value v;
    switch (e->type) {
    case EVIDENCE_ALL:
        return parts_hold(rules, e, f, false);
    case EVIDENCE_ANY:
        return parts_hold(rules, e, f, true);
    case EVIDENCE_NONE:
        v = parts_hold(rules, e, f, true);
        return v.type == VALUE_BOOL ? value_bool(!v.truth) : v;
    case EVIDENCE_TITLE:
    case EVIDENCE_HEADING:
    case EVIDENCE_TEXT:
        return probe_holds(f->record, e->probe);
    case EVIDENCE_PATH:
        return value_bool(glob_matches(e->text, f->path));
    case EVIDENCE_FORMAT:
        return value_bool(f->record->format == e->format);
    case EVIDENCE_PROPERTY:
        break;
    }
    return value_unknown(REASON_NOT_STATED, e->text);
}

/* Two ways to write one registration number are one key. */
static struct span key_text(struct arena *a, const struct value *v)
{
    if (v->type == VALUE_IDENTIFIER && v->identifier->same.n > 0)
        return v->identifier->same;
    return value_print(a, v, LANGUAGE_ENGLISH);
}

/* Empty if any of its facts is missing. */
struct span template_fill(struct judging *j, const struct template *t)
{
    struct buf b _cleanup_buf_ = {0};
    for (uint32_t i = 0; i < t->count; i++) {
        const struct template_part *p = &t->parts[i];
        if (!p->fact) {
            buf_span(&b, p->literal);
            continue;
        }
        struct value v = selection_value(select_quietly(j, p->fact));
        struct span text = v.type == VALUE_NOTHING ? NO_SPAN : key_text(j->arena, &v);
        if (text.n == 0)
            return NO_SPAN;
        buf_span(&b, text);
    }
    return t->count ? arena_copy(j->arena, buf_peek(&b)) : NO_SPAN;
}

bool kind_is_known(const struct judging *j, const struct kind *k)
{
    return choice_holds(j->file->choice, k->pack);
}

static void find_kind(struct judging *j)
{
    struct classified *c = &j->classified;
    for (size_t i = 0; i < j->rules->kinds.n; i++) {
        const struct kind *k = j->rules->kinds.at[i];
        if (!kind_is_known(j, k))
            continue;
        struct value v = evidence_holds(j->rules, &k->match, j->filed);
        if (v.type == VALUE_BOOL && v.truth && c->matching++ == 0)
            c->kind = k;
    }
    if (c->matching > 1)
        c->kind = NULL;
}

bool is_read(const struct rules *rules, const struct filed *f)
{
    return f->record->unread == READ_OK && digest_eq(&f->probes, &rules->probe_digest);
}

void judging_begin(struct judging *j, struct arena *a, const struct rules *rules,
                   const struct case_file *c, size_t index)
{
    *j = (struct judging){.arena = a,
                          .rules = rules,
                          .file = c,
                          .index = index,
                          .filed = &c->records[index],
                          .record = c->records[index].record,
                          .next_change = INSTANT_NEVER};
    j->builtins = ARENA_ARRAY(a, builtin_count, struct selection *);
    if (!is_read(rules, j->filed))
        return;
    find_kind(j);
    const struct kind *k = j->classified.kind;
    if (!k)
        return;
    j->facts = ARENA_ARRAY(a, k->fact_count + 1, struct selection *);
    j->classified.key = template_fill(j, &k->key);
    j->classified.record_case = template_fill(j, &k->record_case);
}

struct classified classify(struct arena *a, const struct rules *rules,
                           const struct pack_choice *choice, const struct filed *f)
{
    struct case_file alone = {.records = f, .count = 1, .choice = choice};
    struct judging j;
    judging_begin(&j, a, rules, &alone, 0);
    return j.classified;
}
