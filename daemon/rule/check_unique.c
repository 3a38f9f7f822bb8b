/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check.h"

struct unique {
    const struct yaml_node *node;
    const struct fact_definition *fact;
};

static const struct schema_row rows[] = {
    {.key = "unique",
     .type = SCHEMA_NODE,
     .offset = offsetof(struct unique, node),
     .required = true,
     .help = "a fact of one value that no other document may have"},
};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct unique *p = ARENA_NEW(l->arena, struct unique);
    const struct builtin *builtin;
    (void)r;
    if (!check_bind(l, check, rows, 1, p) || !load_fact_name(l, p->node, &p->fact, &builtin))
        return NULL;
    if (p->fact && p->fact->most == 1)
        return p;
    load_error(l, p->node, "rules.many-values", "'%.*s' may have many values",
               SPAN_ARG(p->node->text))
        ->hint = "this check is for a fact with 'want: one' or 'want: optional'";
    return NULL;
}

static size_t holders(struct judging *j, const struct unique *p, struct span value)
{
    struct asked *a = VEC_ADD(j->arena, &j->asked);
    *a = (struct asked){j->classified.kind->id, p->fact->name, value};
    return j->lookup->holders(j->lookup->arg, a->kind, a->fact, a->value);
}

static void judge_unique(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct unique *p = r->params;
    (void)s;
    if (!j->lookup || !j->lookup->holders) {
        judge_report(j, &(struct check_result){.verdict = VERDICT_NOT_APPLICABLE,
                                               .why = {.code = REASON_ARCHIVE}});
        return;
    }
    struct value v = selection_value(select_fact(j, p->fact));
    if (v.type == VALUE_NOTHING) {
        judge_unknown(j, v.why, p->fact->name);
        return;
    }
    struct span value = value_print(j->arena, &v, LANGUAGE_ENGLISH);
    size_t count = holders(j, p, value);
    if (count > 1)
        judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                               .values = check_said(value),
                                               .count = count,
                                               .where = &v.where,
                                               .anchor = value});
}

const struct check_type check_unique = {
    .name = "unique",
    .help = "no other document has this value",
    .load = load,
    .judge = judge_unique,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(VALUES) | SPECIAL_BIT(COUNT),
};
