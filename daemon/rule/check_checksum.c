/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check.h"

struct checksum {
    const struct yaml_node *node;
    const struct expression *number;
};

static const struct schema_row rows[] = {
    {.key = "checksum",
     .type = SCHEMA_NODE,
     .offset = offsetof(struct checksum, node),
     .required = true,
     .help = "an organisation or personal number: it, it.orgnr"},
};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct checksum *p = ARENA_NEW(l->arena, struct checksum);
    if (!check_bind(l, check, rows, 1, p))
        return NULL;
    p->number = load_expression(l, p->node, VALUE_IDENTIFIER, check_it(r));
    return p->number ? p : NULL;
}

/* "XXXXXX-XXXX" is to be filled in, not wrong; that is another check's to say. */
static void judge_checksum(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct checksum *p = r->params;
    struct scope scope = check_scope(s);
    struct value v = evaluate(j, p->number, &scope);
    if (v.type == VALUE_NOTHING) {
        judge_unknown(j, v.why, NO_SPAN);
        return;
    }
    if (v.identifier->valid || v.identifier->fault == FAULT_PLACEHOLDER)
        return;
    struct span why = span_of(identifier_fault_text(v.identifier->fault));
    judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                           .missing = check_said(why),
                                           .values = check_said(v.identifier->value),
                                           .where = &v.where,
                                           .anchor = v.identifier->value});
}

const struct check_type check_checksum = {
    .name = "checksum",
    .help = "an organisation or personal number has the right check digit",
    .load = load,
    .judge = judge_checksum,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(VALUES),
};
