/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding/settle.h"

#include <stdlib.h>

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int place_order(const struct place *a, const struct place *b)
{
    return COMPARE(a->page, b->page) ?: COMPARE(a->line, b->line) ?: COMPARE(a->column, b->column);
}

/* After what the header promises, whatever else could differ: the order is total. */
int finding_order(const struct finding *a, const struct finding *b)
{
    return span_order(a->file, b->file)
               ?: place_order(&a->place, &b->place)
               ?: COMPARE(b->severity, a->severity)
               ?: span_order(a->rule, b->rule)
               ?: span_order(a->anchor, b->anchor)
               ?: span_order(a->pack, b->pack)
               ?: span_order(a->text, b->text)
               ?: span_order(a->message.en, b->message.en);
}

static int by_order(const void *a, const void *b)
{
    return finding_order(a, b);
}

void findings_sort(struct finding *f, size_t n)
{
    if (n > 1)
        qsort(f, n, sizeof *f, by_order);
}

/* ---- the same defect found by two packs ---- */

static bool same_defect(const struct finding *a, const struct finding *b)
{
    return a->defect.n > 0 && span_eq(a->defect, b->defect) && span_eq(a->file, b->file) &&
           place_order(&a->place, &b->place) == 0 && span_eq(a->text, b->text) &&
           !span_eq(a->pack, b->pack);
}

/* Same defects beside each other, the one to keep first. */
static int by_defect(const void *pa, const void *pb)
{
    const struct finding *a = *(const struct finding *const *)pa;
    const struct finding *b = *(const struct finding *const *)pb;
    return span_order(a->defect, b->defect)
               ?: span_order(a->file, b->file)
               ?: place_order(&a->place, &b->place)
               ?: span_order(a->text, b->text) ?: COMPARE(a, b);
}

static size_t merge(struct arena *scratch, struct finding *f, size_t n)
{
    struct finding **by = ARENA_ARRAY(scratch, n, struct finding *);
    bool *gone = ARENA_ARRAY(scratch, n, bool);
    for (size_t i = 0; i < n; i++)
        by[i] = &f[i];
    qsort(by, n, sizeof *by, by_defect);
    for (size_t i = 1, kept = 0; i < n; i++)
        if (same_defect(by[kept], by[i]))
            gone[by[i] - f] = true;
        else
            kept = i;
    size_t left = 0;
    for (size_t i = 0; i < n; i++)
        if (!gone[i])
            f[left++] = f[i];
    return left;
}

/* ---- fingerprints that are shared ---- */

static int by_fingerprint(const void *pa, const void *pb)
{
    const struct finding *a = *(const struct finding *const *)pa;
    const struct finding *b = *(const struct finding *const *)pb;
    return COMPARE(a->fingerprint, b->fingerprint) ?: COMPARE(a, b);
}

static void number(struct arena *scratch, struct finding *f, size_t n)
{
    struct finding **by = ARENA_ARRAY(scratch, n, struct finding *);
    for (size_t i = 0; i < n; i++)
        by[i] = &f[i];
    qsort(by, n, sizeof *by, by_fingerprint);
    uint32_t ordinal = 1;
    uint64_t shared = n > 0 ? by[0]->fingerprint : 0;
    for (size_t i = 1; i < n; i++) {
        ordinal = by[i]->fingerprint == shared ? ordinal + 1 : 1;
        shared = by[i]->fingerprint;
        if (ordinal > 1)
            by[i]->fingerprint = fingerprint_ordinal(shared, ordinal);
    }
}

size_t findings_settle(struct finding *f, size_t n)
{
    if (n < 2)
        return n;
    struct arena *scratch _cleanup_arena_ = arena_new();
    findings_sort(f, n);
    n = merge(scratch, f, n);
    number(scratch, f, n);
    return n;
}
