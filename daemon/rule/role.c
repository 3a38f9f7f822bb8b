/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bisect.h"
#include "rule/eval.h"

static bool is_called(struct arena *a, const struct party_fact *p, struct span folded)
{
    return folded.n > 0 && (span_eq(probe_normalise(a, p->name), folded) ||
                            span_eq(probe_normalise(a, p->alias), folded));
}

/* The words stand in the party's own text, or in a sentence that they share. Hits come by place,
   and so by sentence. */
static bool is_told_by(const struct record *r, const struct value *party, uint32_t probe)
{
    uint32_t n;
    if (probe == NO_PROBE || !party->fact)
        return false;
    const struct hit *hits = record_hits(r, probe, &n);
    uint32_t first = FIRST_NOT(i, n, hits[i].sentence < party->fact->sentence);
    return first < n && (hits[first].sentence == party->fact->sentence ||
                         hits[first].at.start < party->where.at.end);
}

static struct value find_role(struct judging *j, const struct fact_definition *d,
                              const struct role *role)
{
    const struct selection *s = select_fact(j, d);
    const struct value *found = NULL;
    for (uint32_t i = 0; i < s->count; i++) {
        const struct value *v = &s->values[i];
        if (!is_called(j->arena, v->party, role->folded) && !is_told_by(j->record, v, role->probe))
            continue;
        if (found)
            return value_unknown(REASON_CANDIDATES, role->name);
        found = v;
    }
    return found ? *found : value_unknown(REASON_NOT_FOUND, role->name);
}

struct value evaluate_role(struct judging *j, const struct fact_definition *d,
                           const struct role *role)
{
    for (size_t i = 0; i < j->roles.n; i++)
        if (j->roles.at[i].role == role)
            return j->roles.at[i].value;
    struct value v = find_role(j, d, role);
    *VEC_ADD(j->arena, &j->roles) = (struct found_role){role, v};
    return v;
}
