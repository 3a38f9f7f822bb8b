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
        .severity = rule->severity,
        .doc = rule->doc,
        .ref = rule->ref,
        .file = rule->mark.file,
        .line = rule->mark.line,
    };
}

size_t rules_list(struct arena *a, const struct rules *r, const struct rule_view **ret)
{
    struct rule_view *views = ARENA_ARRAY(a, r->order.n, struct rule_view);
    for (size_t i = 0; i < r->order.n; i++)
        views[i] = view_of(r->order.at[i]);
    *ret = views;
    return r->order.n;
}

struct span kind_id(const struct kind *k)
{
    return k->id;
}

static bool uses(const struct pack *user, const struct pack *used)
{
    for (uint32_t i = 0; i < user->use_count; i++)
        if (user->uses[i] == used || uses(user->uses[i], used))
            return true;
    return false;
}

bool pack_in_force(const struct rules *r, const struct pack *p, const struct kind *k)
{
    if (!r->by_kind || span_is(p->id, "general"))
        return true;
    return k && (k->pack == p || uses(k->pack, p));
}
