/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/reconcile.h"

#include <stdlib.h>

/* Findings by fingerprint, to be found by halving. */
struct index {
    const struct finding **at;
    size_t n;
};

static int by_fingerprint(const void *a, const void *b)
{
    uint64_t left = (*(const struct finding *const *)a)->fingerprint;
    uint64_t right = (*(const struct finding *const *)b)->fingerprint;
    return (left > right) - (left < right);
}

static struct index index_of(struct arena *a, const struct finding *f, size_t n)
{
    struct index x = {ARENA_ARRAY(a, n, const struct finding *), n};
    for (size_t i = 0; i < n; i++)
        x.at[i] = &f[i];
    if (n > 1)
        qsort(x.at, n, sizeof(const struct finding *), by_fingerprint);
    return x;
}

static const struct finding *same_in(const struct index *x, const struct finding *f)
{
    const struct finding *const *found =
        x->n > 0 ? bsearch(&f, x->at, x->n, sizeof(const struct finding *), by_fingerprint) : NULL;
    return found ? *found : NULL;
}

/* What a person would act on; the message and the place may change freely. */
static bool changed(const struct finding *was, const struct finding *is)
{
    return was->severity != is->severity || was->state != is->state ||
           was->has_due != is->has_due || (is->has_due && was->due != is->due) ||
           !span_eq(was->waiver, is->waiver);
}

static void add(struct event_list *l, enum event_type type, enum severity severity, enum why why,
                struct moment now, const struct finding *f)
{
    *VEC_ADD(l->arena, &l->list) = (struct event){
        .type = type,
        .severity = severity,
        .why = why,
        .at = now,
        .message = f->message,
        .finding = f,
    };
}

void reconcile(const struct finding *old, size_t old_count, const struct finding *new,
               size_t new_count, enum why why, struct moment now, struct event_list *ret)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    const struct index before = index_of(scratch, old, old_count);
    const struct index after = index_of(scratch, new, new_count);
    for (size_t i = 0; i < new_count; i++) {
        const struct finding *was = same_in(&before, &new[i]);
        if (!was)
            add(ret, EVENT_FINDING_OPENED, new[i].severity, WHY_NONE, now, &new[i]);
        else if (changed(was, &new[i]))
            add(ret, EVENT_FINDING_CHANGED, new[i].severity, WHY_NONE, now, &new[i]);
    }
    for (size_t i = 0; i < old_count; i++)
        if (!same_in(&after, &old[i]))
            add(ret, EVENT_FINDING_RESOLVED, SEVERITY_NOTICE, why, now, &old[i]);
}
