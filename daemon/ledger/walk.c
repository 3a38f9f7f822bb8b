/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which files are to be judged again, or read again. Those that were judged by other rules lie in
 * an index by what they were judged by: so each other value that there is is asked for its files,
 * and an archive in which nothing is stale is not walked at all. The same with what was read.
 */
#include "ledger/records.h"

#include <stdlib.h>

size_t ledger_files_due(struct ledger *l, instant now, int64_t *ret, size_t most)
{
    size_t n = 0;
    struct query q _cleanup_query_ = query(l, STATEMENT_FILES_DUE);
    put_number(&q, now);
    put_unsigned(&q, most);
    while (n < most && query_row(&q))
        ret[n++] = get_number(&q);
    return n;
}

instant ledger_next_change(struct ledger *l)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_NEXT_CHANGE);
    return query_row(&q) ? get_instant(&q) : INSTANT_NEVER;
}

/* ---- one value after the other ---- */

struct walk {
    enum statement next_value, files;
    int64_t root; /* 0: the statements take none */
    int64_t after;
    size_t most;
    struct arena *arena;
    VEC(int64_t) found;
};

static bool next_value(struct ledger *l, const struct walk *w, int64_t *value)
{
    struct query q _cleanup_query_ = query(l, w->next_value);
    if (w->root != 0)
        put_number(&q, w->root);
    put_number(&q, *value);
    if (!query_row(&q))
        return false;
    *value = get_instant(&q);
    return *value != INSTANT_NEVER;
}

static void find_files(struct ledger *l, struct walk *w, int64_t value)
{
    struct query q _cleanup_query_ = query(l, w->files);
    if (w->root != 0)
        put_number(&q, w->root);
    put_number(&q, value);
    put_number(&q, w->after);
    put_unsigned(&q, w->most);
    while (query_row(&q))
        *VEC_ADD(w->arena, &w->found) = get_number(&q);
}

static int by_number(const void *pa, const void *pb)
{
    int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

static size_t lowest(const struct walk *w, int64_t *ret)
{
    size_t n = w->found.n < w->most ? w->found.n : w->most;
    if (w->found.n > 1)
        qsort(w->found.at, w->found.n, sizeof *w->found.at, by_number);
    for (size_t i = 0; i < n; i++)
        ret[i] = w->found.at[i];
    return n;
}

/* ---- stale ---- */

int64_t files_judging(struct ledger *l, const struct digest *judged_by)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_JUDGING_FIND);
    put_digest(&q, judged_by);
    return query_number(&q);
}

size_t ledger_files_stale(struct ledger *l, int64_t root, const struct digest *judged_by,
                          int64_t after, int64_t *ret, size_t most)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct walk w = {
        STATEMENT_JUDGING_AFTER, STATEMENT_FILES_JUDGED, root, after, most, scratch, {0}};
    int64_t fresh = files_judging(l, judged_by);
    for (int64_t value = -1; next_value(l, &w, &value);)
        if (value != fresh || fresh == 0)
            find_files(l, &w, value);
    return lowest(&w, ret);
}

/* ---- unfit ---- */

size_t ledger_files_unfit(struct ledger *l, const struct digest *probes, int64_t after,
                          int64_t *ret, size_t most)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct walk w = {STATEMENT_READING_AFTER, STATEMENT_FILES_READ, 0, after, most, scratch, {0}};
    int64_t fit = records_reading(l, probes);
    for (int64_t value = 0; next_value(l, &w, &value);)
        if (value != fit && !records_fit_any(l, value))
            find_files(l, &w, value);
    return lowest(&w, ret);
}
