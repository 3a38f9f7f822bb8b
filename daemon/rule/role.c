/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/eval.h"

static bool is_called(struct arena *a, const struct party_fact *p, struct span folded)
{
    return folded.n > 0 && (span_eq(probe_normalise(a, p->name), folded) ||
                            span_eq(probe_normalise(a, p->alias), folded));
}

/* The words stand in the party's own text, or in a sentence that they share. */
static bool is_told_by(const struct record *r, const struct value *party, uint32_t probe)
{
    uint32_t count;
    if (probe == NO_PROBE || !party->fact)
        return false;
    const struct hit *hits = record_hits(r, probe, &count);
    for (uint32_t i = 0; i < count; i++)
        if (hits[i].sentence == party->fact->sentence ||
            (hits[i].at.start < party->where.at.end && hits[i].at.end > party->where.at.start))
            return true;
    return false;
}

struct value evaluate_role(struct judging *j, const struct fact_definition *d,
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
