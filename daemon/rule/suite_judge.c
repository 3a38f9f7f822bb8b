/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/eval.h"
#include "rule/suite.h"

#include <inttypes.h>

struct comparing {
    struct arena *arena;
    const struct suite_case *expected;
    const struct judgement *found;
    struct judging judging; /* of the first file, for its facts */
    struct suite_coverage *coverage;
    size_t coverage_count;
    bool *matched; /* findings that something expected */
    VEC(struct suite_mismatch) mismatches;
};

static void mismatch(struct comparing *c, uint32_t line, const char *text)
{
    *VEC_ADD(c->arena, &c->mismatches) = (struct suite_mismatch){
        c->expected->file, line ? line : c->expected->line, c->expected->name, text};
}

static struct suite_coverage *coverage_of(struct comparing *c, struct span rule)
{
    for (size_t i = 0; i < c->coverage_count; i++)
        if (span_eq(c->coverage[i].id, rule))
            return &c->coverage[i];
    return NULL;
}

/* ---- findings ---- */

static bool contains(struct span text, struct span words)
{
    return words.n == 0 || (text.n >= words.n && memmem(text.at, text.n, words.at, words.n));
}

static bool is_expected(const struct suite_finding *e, const struct finding *f)
{
    return span_eq(e->rule, f->rule) && (!e->file.n || span_eq(e->file, f->file)) &&
           (!e->line || e->line == f->place.line) &&
           (!e->severity.n || span_is(e->severity, severity_text(f->severity))) &&
           (!e->verdict.n || span_is(e->verdict, verdict_text(f->verdict))) &&
           (!e->text.n || span_eq(e->text, f->text)) &&
           (contains(f->message.en, e->message) || contains(f->message.sv, e->message));
}

static const char *describe(struct comparing *c, const struct finding *f)
{
    return arena_printf(c->arena, "%.*s, %s %s at %.*s:%" PRIu32 ": %.*s", SPAN_ARG(f->rule),
                        verdict_text(f->verdict), severity_text(f->severity), SPAN_ARG(f->file),
                        f->place.line, SPAN_ARG(f->message.en));
}

/* The nearest that there is: another finding of the same rule. */
static const char *found_instead(struct comparing *c, const struct suite_finding *e)
{
    for (size_t i = 0; i < c->found->finding_count; i++)
        if (span_eq(c->found->findings[i].rule, e->rule) && !c->matched[i])
            return arena_printf(c->arena, "; there is %s", describe(c, &c->found->findings[i]));
    for (size_t i = 0; i < c->found->outcome_count; i++) {
        const struct outcome *o = &c->found->outcomes[i];
        if (span_eq(o->rule->id, e->rule))
            return arena_printf(c->arena, "; the rule says %s%s%.*s", verdict_text(o->verdict),
                                o->why.n ? ": " : "", SPAN_ARG(o->why));
    }
    return "; the rule was not judged";
}

/* Each expected finding takes one that no other has taken. */
static void compare_finding(struct comparing *c, const struct suite_finding *e)
{
    for (size_t i = 0; i < c->found->finding_count; i++) {
        if (c->matched[i] || !is_expected(e, &c->found->findings[i]))
            continue;
        struct suite_coverage *row = coverage_of(c, e->rule);
        c->matched[i] = true;
        if (row)
            row->firing++;
        return;
    }
    mismatch(c, e->mark,
             arena_printf(c->arena, "no finding of %.*s as expected%s", SPAN_ARG(e->rule),
                          found_instead(c, e)));
}

static bool is_silent(const struct suite_case *c, struct span rule)
{
    for (uint32_t i = 0; i < c->silent_count; i++)
        if (span_eq(c->silent[i], rule))
            return true;
    return false;
}

static void compare_findings(struct comparing *c)
{
    const struct suite_case *e = c->expected;
    for (uint32_t i = 0; i < e->finding_count; i++)
        compare_finding(c, &e->findings[i]);
    for (size_t i = 0; i < c->found->finding_count; i++) {
        const struct finding *f = &c->found->findings[i];
        if (!c->matched[i] && (e->none || e->complete || is_silent(e, f->rule)))
            mismatch(c, 0, arena_printf(c->arena, "not expected: %s", describe(c, f)));
    }
}

/* A rule that passed where silence was asked for. */
static void count_silent(struct comparing *c)
{
    const struct suite_case *e = c->expected;
    for (size_t i = 0; i < c->found->outcome_count; i++) {
        const struct outcome *o = &c->found->outcomes[i];
        struct suite_coverage *row = coverage_of(c, o->rule->id);
        if (row && o->verdict == VERDICT_PASS &&
            (e->none || e->complete || is_silent(e, o->rule->id)))
            row->silent++;
    }
}

/* `silent` for a rule that is nowhere judged would check nothing. */
static void compare_silent(struct comparing *c)
{
    for (uint32_t i = 0; i < c->expected->silent_count; i++) {
        struct span rule = c->expected->silent[i];
        bool judged = false;
        for (size_t k = 0; k < c->found->outcome_count; k++)
            judged |= span_eq(c->found->outcomes[k].rule->id, rule);
        if (!judged)
            mismatch(
                c, 0,
                arena_printf(c->arena, "%.*s is to be silent, but was not judged", SPAN_ARG(rule)));
    }
}

/* ---- kind and facts of the first file ---- */

static void compare_kind(struct comparing *c)
{
    const struct kind *k = c->judging.classified.kind;
    struct span found = k ? k->id : SPAN("none"), wanted = c->expected->kind;
    if (wanted.n && !span_eq(found, wanted))
        mismatch(c, 0,
                 arena_printf(c->arena, "kind %.*s, not %.*s", SPAN_ARG(found), SPAN_ARG(wanted)));
}

static struct span values_text(struct comparing *c, const struct selection *s)
{
    struct buf b _cleanup_buf_ = {0};
    for (uint32_t i = 0; i < s->count; i++) {
        buf_text(&b, i ? ", " : "");
        buf_span(&b, value_print(c->arena, &s->values[i], LANGUAGE_ENGLISH));
    }
    if (s->breach.code != REASON_NONE || s->count == 0) {
        struct span why = reason_text(c->arena, s->breach, LANGUAGE_ENGLISH);
        buf_printf(&b, "%sunknown%s%.*s", b.n ? ", " : "", why.n ? ": " : "", SPAN_ARG(why));
    }
    return arena_copy(c->arena, buf_peek(&b));
}

static bool same_values(struct comparing *c, const struct suite_fact *e, const struct selection *s)
{
    bool known = s->breach.code == REASON_NONE && s->count > 0;
    if (e->count == 1 && span_is(e->values[0], "unknown"))
        return !known;
    if (s->count != e->count)
        return false;
    for (uint32_t i = 0; i < s->count; i++)
        if (!span_eq(value_print(c->arena, &s->values[i], LANGUAGE_ENGLISH), e->values[i]))
            return false;
    return true;
}

static void compare_fact(struct comparing *c, const struct suite_fact *e)
{
    const struct kind *k = c->judging.classified.kind;
    const struct fact_definition *d = k ? kind_fact(k, e->name) : NULL;
    if (!d) {
        mismatch(c, e->mark, arena_printf(c->arena, "there is no fact %.*s", SPAN_ARG(e->name)));
        return;
    }
    const struct selection *s = select_quietly(&c->judging, d);
    if (!same_values(c, e, s))
        mismatch(
            c, e->mark,
            arena_printf(c->arena, "%.*s is %.*s", SPAN_ARG(e->name), SPAN_ARG(values_text(c, s))));
}

/* ---- */

size_t suite_coverage_new(struct arena *a, const struct rules *rules, struct span pack,
                          struct suite_coverage **ret)
{
    size_t n = 0;
    *ret = ARENA_ARRAY(a, rules->order.n + 1, struct suite_coverage);
    for (size_t i = 0; i < rules->order.n; i++) {
        const struct rule *r = rules->order.at[i];
        bool again = n > 0 && span_eq((*ret)[n - 1].id, r->id); /* for another kind */
        if (span_eq(r->pack->id, pack) && !again)
            (*ret)[n++] = (struct suite_coverage){.rule = r, .id = r->id};
    }
    return n;
}

static struct moment moment_of(const struct suite_case *c, struct moment now)
{
    return c->has_at ? clock_moment(clock_day_start(c->at)) : now;
}

void suite_judge(struct arena *a, const struct rules *rules, const struct pack_choice *choice,
                 const struct suite_case *c, const struct filed *records, struct moment now,
                 struct suite_coverage *coverage, size_t coverage_count, struct suite_result *ret)
{
    struct case_file together = {
        .records = records, .count = c->file_count, .loaded = c->file_count > 1, .choice = choice};
    struct judgement found;
    struct comparing x = {.arena = a,
                          .expected = c,
                          .found = &found,
                          .coverage = coverage,
                          .coverage_count = coverage_count};
    judge(a, rules, &together, NULL, NULL, moment_of(c, now), &found);
    judging_begin(&x.judging, a, rules, &together, 0);
    x.matched = ARENA_ARRAY(a, found.finding_count + 1, bool);
    compare_kind(&x);
    for (uint32_t i = 0; i < c->fact_count; i++)
        compare_fact(&x, &c->facts[i]);
    compare_findings(&x);
    compare_silent(&x);
    count_silent(&x);
    *ret = (struct suite_result){x.mismatches.at, x.mismatches.n, c->needs_cases};
}
