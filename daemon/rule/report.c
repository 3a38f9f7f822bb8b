/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a check says of a subject to a finding that somebody reads. */
#include "base/utf8.h"
#include "rule/eval.h"

#include <inttypes.h>

/* ---- the line around the words ---- */

/* By characters from the quote's beginning; the words may stand in it twice. */
static uint32_t by_column(const struct quote *q, const struct where *w)
{
    size_t at = 0, length;
    if (w->place.line != q->place.line || w->place.column < q->place.column)
        return UINT32_MAX;
    for (uint32_t column = q->place.column; column < w->place.column; column++) {
        if (at >= q->text.n)
            return UINT32_MAX;
        utf8_decode(span_cut(q->text, at, q->text.n), &length);
        at += length;
    }
    return span_starts(span_cut(q->text, at, q->text.n), w->text) ? (uint32_t)at : UINT32_MAX;
}

static uint32_t find_in_quote(const struct quote *q, const struct where *w)
{
    if (w->text.n == 0 || q->text.n == 0)
        return UINT32_MAX;
    uint32_t at = by_column(q, w);
    if (at != UINT32_MAX)
        return at;
    const char *found = memmem(q->text.at, q->text.n, w->text.at, w->text.n);
    return found ? (uint32_t)(found - q->text.at) : UINT32_MAX;
}

void finding_complete(struct judging *j, struct finding *f, const struct where *w)
{
    const struct kind *k = j->classified.kind;
    f->file = j->filed->path;
    f->place = w->place;
    f->text = w->text;
    f->quote_at = UINT32_MAX;
    if (w->quote < j->record->quote_count) {
        const struct quote *q = &j->record->quotes[w->quote];
        f->quote = q->text;
        f->quote_at = find_in_quote(q, w);
    }
    f->kind = k ? k->id : NO_SPAN;
    f->record_case = j->classified.record_case;
    f->key = j->classified.key;
    finding_fingerprint(f);
}

/* ---- severity ---- */

static bool is_early(const struct judging *j)
{
    return j->rule->has_effective && j->now.day < j->rule->effective_from;
}

static const char *severity_swedish(enum severity s)
{
    static const char *const words[] = {"info", "notis", "varning", "fel", "kritiskt"};
    _Static_assert(sizeof words / sizeof *words == SEVERITY_COUNT, "a severity has no word");
    return words[s];
}

/* Before a rule is in force its findings are milder, and say what they will be. */
static void soften(struct judging *j, struct finding *f)
{
    char day[CIVIL_TEXT];
    enum severity later = f->severity, now = j->rule->effective_before;
    instant begins = clock_day_start(j->rule->effective_from);
    if (begins < j->next_change)
        j->next_change = begins;
    if (now >= later)
        return;
    f->severity = now;
    civil_text(j->rule->effective_from, day);
    f->message.en = span_of(arena_printf(j->arena, "%.*s (%s from %s)", SPAN_ARG(f->message.en),
                                         severity_text(later), day));
    if (f->message.sv.n)
        f->message.sv = span_of(arena_printf(j->arena, "%.*s (%s från %s)", SPAN_ARG(f->message.sv),
                                             severity_swedish(later), day));
}

/* ---- related places ---- */

static struct message and_more(struct arena *a, uint32_t n)
{
    return (struct message){.en = span_of(arena_printf(a, "and %" PRIu32 " more", n)),
                            .sv = span_of(arena_printf(a, "och %" PRIu32 " till", n))};
}

void finding_relate(struct judging *j, struct finding *f, const struct value *v, uint32_t n)
{
    enum { SHOWN = 20 };
    uint32_t shown = n > SHOWN ? SHOWN : n;
    f->related = ARENA_ARRAY(j->arena, shown + 1, struct related);
    for (uint32_t i = 0; i < shown; i++)
        f->related[f->related_count++] = (struct related){
            .file = j->filed->path,
            .place = v[i].where.place,
            .message = {.en = v[i].where.text, .sv = v[i].where.text},
        };
    if (n > shown)
        f->related[f->related_count++] =
            (struct related){.file = j->filed->path, .message = and_more(j->arena, n - shown)};
}

/* ---- results ---- */

static struct message cannot_be_judged(struct arena *a, struct reason why)
{
    struct span en = reason_text(a, why, LANGUAGE_ENGLISH);
    struct span sv = reason_text(a, why, LANGUAGE_SWEDISH);
    return (struct message){.en = span_of(arena_printf(a, "Cannot be judged: %.*s", SPAN_ARG(en))),
                            .sv = span_of(arena_printf(a, "Kan inte bedömas: %.*s", SPAN_ARG(sv)))};
}

/* The worst of a rule's subjects speaks for it. */
static int weight(enum verdict v)
{
    static const int weights[] = {[VERDICT_NOT_APPLICABLE] = 0,
                                  [VERDICT_PASS] = 1,
                                  [VERDICT_UNKNOWN] = 2,
                                  [VERDICT_FAIL] = 3};
    return weights[v];
}

static void note_outcome(struct judging *j, enum verdict v, struct reason why)
{
    struct outcome *o = j->outcome;
    bool worse = weight(v) > weight(o->verdict);
    j->told = true;
    if (worse)
        o->verdict = v;
    if ((worse || o->why.n == 0) && v == o->verdict && v != VERDICT_FAIL)
        o->why = reason_text(j->arena, why, LANGUAGE_ENGLISH);
    if (worse && v == VERDICT_FAIL)
        o->why = NO_SPAN;
}

static struct span default_anchor(struct judging *j)
{
    const struct value *it = j->subject.it;
    return it ? value_print(j->arena, it, LANGUAGE_ENGLISH) : NO_SPAN;
}

/* The same fault found by two packs: the check, what it was asked, and the anchor. */
static struct span defect_of(struct judging *j, const struct check_result *r, struct span anchor)
{
    return span_of(arena_printf(j->arena, "%s %.*s %.*s", j->rule->check->name, SPAN_ARG(r->defect),
                                SPAN_ARG(anchor)));
}

static enum severity severity_of(const struct judging *j, const struct check_result *r,
                                 enum verdict verdict)
{
    if (r->severity_given)
        return r->severity;
    return verdict == VERDICT_UNKNOWN ? SEVERITY_WARNING : rule_severity(j->file->choice, j->rule);
}

static struct message message_of(struct judging *j, const struct check_result *r)
{
    if (r->message)
        return *r->message;
    return r->why.code ? cannot_be_judged(j->arena, r->why) : message_render(j, r);
}

static void add_finding(struct judging *j, const struct check_result *r, enum verdict verdict)
{
    struct span anchor = r->anchor.n ? r->anchor : default_anchor(j);
    if (j->reported++ >= LIMIT_FINDINGS)
        return;
    struct finding *f = VEC_ADD(j->arena, &j->findings);
    *f = (struct finding){.pack = j->rule->pack->id,
                          .rule = j->rule->id,
                          .verdict = verdict,
                          .severity = severity_of(j, r, verdict),
                          .message = message_of(j, r),
                          .anchor = anchor,
                          .defect = defect_of(j, r, anchor)};
    if (is_early(j))
        soften(j, f);
    finding_relate(j, f, r->related, r->related_count);
    finding_complete(j, f, r->where);
}

/* Candidates are named, the first as the place where it shows. */
static void name_candidates(struct check_result *r)
{
    const struct selection *s = r->why.among;
    if (!s || r->related_count > 0)
        return;
    uint32_t first = r->where == NULL;
    if (first)
        r->where = &s->values[0].where;
    r->related = s->values + first;
    r->related_count = s->count - first;
}

void judge_report(struct judging *j, const struct check_result *given)
{
    static const struct where nowhere = NOWHERE;
    struct check_result r = *given;
    enum verdict verdict = r.verdict;
    if (!r.where && j->subject.it)
        r.where = &j->subject.it->where;
    name_candidates(&r);
    if (!r.where)
        r.where = &nowhere;
    if (verdict == VERDICT_UNKNOWN && j->rule->missing == MISSING_SKIP)
        verdict = VERDICT_NOT_APPLICABLE;
    if (verdict == VERDICT_UNKNOWN && j->rule->missing == MISSING_FAIL)
        verdict = VERDICT_FAIL;
    note_outcome(j, verdict, r.why);
    if (verdict == VERDICT_FAIL || verdict == VERDICT_UNKNOWN)
        add_finding(j, &r, verdict);
}

void judge_unknown(struct judging *j, struct reason why, struct span anchor)
{
    judge_report(j,
                 &(struct check_result){.verdict = VERDICT_UNKNOWN, .why = why, .anchor = anchor});
}
