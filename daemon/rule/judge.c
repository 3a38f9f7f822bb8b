/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/judge.h"
#include "rule/eval.h"

#include <inttypes.h>

bool rule_is_for(const struct judging *j, const struct rule *rule)
{
    const struct pack_choice *c = j->file->choice;
    const struct kind *kind = j->classified.kind;
    return choice_holds(c, rule->pack) && !rule_is_off(c, rule) &&
           (rule->kind ? rule->kind == kind : pack_in_force(c, rule->pack, kind));
}

static void not_applicable(struct judging *j, struct outcome *o, enum reason_code code,
                           struct span what)
{
    o->verdict = VERDICT_NOT_APPLICABLE;
    o->why = reason_text(j->arena, (struct reason){.code = code, .what = what}, LANGUAGE_ENGLISH);
}

/* ---- subjects ---- */

static void judge_subject(struct judging *j, const struct value *it, uint32_t index)
{
    const struct rule *rule = j->rule;
    struct scope scope = {it, NULL};
    j->subject = (struct subject){it, index};
    struct value wanted = rule->where ? evaluate(j, rule->where, &scope) : value_bool(true);
    if (wanted.type == VALUE_BOOL && !wanted.truth)
        return;
    j->outcome->subjects++;
    j->told = false;
    if (wanted.type == VALUE_NOTHING)
        judge_unknown(j, wanted.why, NO_SPAN);
    else
        rule->check->judge(j, rule, &j->subject);
    if (!j->told && j->outcome->verdict == VERDICT_NOT_APPLICABLE) {
        j->outcome->verdict = VERDICT_PASS;
        j->outcome->why = NO_SPAN;
    }
    j->trace.n = 0;
}

static void judge_each(struct judging *j)
{
    const struct rule *rule = j->rule;
    const struct selection *s =
        rule->each_fact ? select_fact(j, rule->each_fact) : select_builtin(j, rule->each_builtin);
    for (uint32_t i = 0; i < s->count; i++)
        judge_subject(j, &s->values[i], i);
    j->subject = (struct subject){0};
    if (s->breach.code != REASON_NONE)
        judge_unknown(j, s->breach, s->name);
    else if (j->outcome->subjects == 0) /* nothing to object to */
        j->outcome->verdict = VERDICT_PASS;
}

/* What was not said one by one is counted. */
static void count_the_rest(struct judging *j)
{
    if (j->reported <= LIMIT_FINDINGS)
        return;
    static const struct where nowhere = NOWHERE;
    uint32_t more = j->reported - LIMIT_FINDINGS;
    struct finding *f = VEC_ADD(j->arena, &j->findings);
    *f = (struct finding){
        .pack = j->rule->pack->id,
        .rule = j->rule->id,
        .verdict = VERDICT_FAIL,
        .severity = rule_severity(j->file->choice, j->rule),
        .message = {.en = span_of(arena_printf(j->arena, "and %" PRIu32 " more", more)),
                    .sv = span_of(arena_printf(j->arena, "och %" PRIu32 " till", more))},
        .anchor = SPAN("and more")};
    finding_complete(j, f, &nowhere);
}

static void judge_applicable(struct judging *j, const struct rule *rule, struct outcome *o)
{
    j->rule = rule;
    j->outcome = o;
    j->reported = 0;
    j->steps = 0;
    o->verdict = VERDICT_NOT_APPLICABLE;
    if (rule->each_fact || rule->each_builtin)
        judge_each(j);
    else
        judge_subject(j, NULL, 0);
    count_the_rest(j);
}

/* ---- which rules ---- */

static const struct outcome *inhibitor(struct judging *j, const struct rule *rule)
{
    for (size_t i = 0; i < j->rules->order.n; i++) {
        const struct rule *other = j->rules->order.at[i];
        if (other != rule && span_eq(other->id, rule->inhibited_by) && rule_is_for(j, other))
            return judge_rule(j, i);
    }
    return NULL;
}

static bool is_inhibited(struct judging *j, const struct rule *rule)
{
    const struct outcome *o = rule->inhibited_by.n ? inhibitor(j, rule) : NULL;
    return o && o->rule && o->verdict == VERDICT_FAIL;
}

static bool has_stage(const struct rule *rule, enum stage stage)
{
    return rule->stages == 0 || rule->stages & 1u << stage;
}

/* The rule is marked as judged first, so that two that inhibit each other come to an end. */
const struct outcome *judge_rule(struct judging *j, size_t index)
{
    const struct rule *rule = j->rules->order.at[index];
    struct outcome *o = &j->outcomes[index];
    if (o->rule)
        return o;
    *o = (struct outcome){.rule = rule, .record = j->index};
    if (!is_read(j->rules, j->filed)) {
        bool stale = j->record->unread == READ_OK;
        struct reason why = {.code = stale ? REASON_STALE : REASON_UNREAD};
        o->verdict = VERDICT_UNKNOWN;
        o->why = reason_text(j->arena, why, LANGUAGE_ENGLISH);
    } else if (!has_stage(rule, j->record->stage)) {
        not_applicable(j, o, REASON_OTHER_STAGE, span_of(stage_text(j->record->stage)));
    } else if (is_inhibited(j, rule)) {
        not_applicable(j, o, REASON_INHIBITED, rule->inhibited_by);
    } else {
        judge_applicable(j, rule, o);
    }
    return o;
}

/* ---- a case ---- */

struct result {
    VEC(struct finding) findings;
    VEC(struct outcome) outcomes;
    VEC(struct asked) asked;
};

static void collect(struct judging *j, struct arena *a, struct result *ret)
{
    for (size_t i = 0; i < j->findings.n; i++)
        *VEC_ADD(a, &ret->findings) = j->findings.at[i];
    for (size_t i = 0; i < j->rules->order.n; i++)
        if (j->outcomes[i].rule)
            *VEC_ADD(a, &ret->outcomes) = j->outcomes[i];
    for (size_t i = 0; i < j->asked.n; i++)
        *VEC_ADD(a, &ret->asked) = j->asked.at[i];
}

/* A record that could not be read is told once; of what kind it is, and so which rules it has
   escaped, nobody knows. */
static void judge_record(struct judging *j)
{
    judge_document(j);
    for (size_t i = 0; i < j->rules->order.n; i++)
        if (rule_is_for(j, j->rules->order.at[i]))
            judge_rule(j, i);
    if (is_read(j->rules, j->filed))
        judge_facts(j);
}

void judge(struct arena *a, const struct rules *rules, const struct case_file *c,
           const struct lookup *lookup, const struct waivers *waivers, struct moment now,
           struct judgement *ret)
{
    struct result all = {0};
    (void)waivers; /* they lie over findings, they change no verdict */
    *ret = (struct judgement){.next_change = INSTANT_NEVER};
    ret->classified = ARENA_ARRAY(a, c->count + 1, struct classified);
    for (size_t i = 0; i < c->count; i++) {
        struct judging j;
        judging_begin(&j, a, rules, c, i);
        j.lookup = lookup;
        j.now = now;
        j.outcomes = ARENA_ARRAY(a, rules->order.n + 1, struct outcome);
        judge_record(&j);
        collect(&j, a, &all);
        ret->classified[i] = j.classified;
        if (j.next_change < ret->next_change)
            ret->next_change = j.next_change;
    }
    ret->findings = all.findings.at;
    ret->finding_count = findings_settle(all.findings.at, all.findings.n);
    ret->outcomes = all.outcomes.at;
    ret->outcome_count = all.outcomes.n;
    ret->asked = all.asked.at;
    ret->asked_count = all.asked.n;
}
