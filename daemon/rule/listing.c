/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/listing.h"
#include "rule/model.h"

static struct rule_view view_of(const struct rule *rule)
{
    return (struct rule_view){
        .pack = rule->pack->id,
        .id = rule->id,
        .kind = rule->kind ? rule->kind->id : NO_SPAN,
        .check = rule->check->name,
        .check_help = rule->check->help,
        .severity = rule_severity(NULL, rule),
        .doc = rule->doc,
        .ref = rule->ref,
        .file = rule->mark.file,
        .line = rule->mark.line,
    };
}

size_t rules_list(struct arena *a, const struct rules *r, const struct rule_view **ret)
{
    struct rule_view *views = ARENA_ARRAY(a, r->order.n, struct rule_view);
    size_t n = 0;
    for (size_t i = 0; i < r->order.n; i++)
        if (!rule_is_off(NULL, r->order.at[i]))
            views[n++] = view_of(r->order.at[i]);
    *ret = views;
    return n;
}

struct span kind_id(const struct kind *k)
{
    return k->id;
}
