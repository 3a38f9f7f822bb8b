/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check.h"

struct expect {
    const struct yaml_node *node;
    const struct expression *condition;
};

static const struct schema_row rows[] = {
    {.key = "expect",
     .type = SCHEMA_NODE,
     .offset = offsetof(struct expect, node),
     .required = true,
     .help = "a condition over facts that must hold: it within period"},
};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct expect *p = ARENA_NEW(l->arena, struct expect);
    if (!check_bind(l, check, rows, 1, p))
        return NULL;
    p->condition = load_expression(l, p->node, VALUE_BOOL, check_it(r));
    return p->condition ? p : NULL;
}

/* It shows where the subject stands, or the part of it that is at fault; without `each`, where the
   first fact of the condition stands. The others are related. */
static void judge_condition(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct expect *p = r->params;
    struct scope scope = check_scope(s);
    j->tracing = true;
    struct value v = evaluate(j, p->condition, &scope);
    j->tracing = false;
    if (v.type == VALUE_BOOL && v.truth)
        return;
    size_t first = j->trace.n > 0 && (!s->it || j->trace.at[0].is_part);
    struct check_result result = {
        .verdict = v.type == VALUE_BOOL ? VERDICT_FAIL : VERDICT_UNKNOWN,
        .why = v.why,
        .where = first ? &j->trace.at[0].where : NULL,
        .defect = p->condition->source,
        .related = j->trace.at ? j->trace.at + first : NULL,
        .related_count = (uint32_t)(j->trace.n - first),
    };
    judge_report(j, &result);
}

const struct check_type check_expect = {
    .name = "expect",
    .help = "a condition over facts holds",
    .load = load,
    .judge = judge_condition,
    .specials = SPECIAL_BIT(AT),
};
