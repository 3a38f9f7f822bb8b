/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/diag.h"

#include <stdlib.h>

struct diag *diag_add(struct diags *d, enum diag_level level, const char *id, const char *file,
                      uint32_t line, uint32_t column, const char *format, ...)
{
    struct diag *new = VEC_ADD(d->arena, &d->list);
    va_list args;
    va_start(args, format);
    *new = (struct diag){
        .level = level,
        .id = id,
        .file = arena_strdup(d->arena, file ? file : ""),
        .line = line,
        .column = column,
        .text = arena_vprintf(d->arena, format, args),
    };
    va_end(args);
    d->errors += level == DIAG_ERROR;
    return new;
}

static bool before(const struct diag *a, const struct diag *b)
{
    int order = strcmp(a->file, b->file);
    if (order)
        return order < 0;
    if (a->line != b->line)
        return a->line < b->line;
    return a->column < b->column;
}

/* Insertion keeps the order of arrival among equals; the list is short and nearly sorted. */
void diags_sort(struct diags *d)
{
    for (size_t i = 1; i < d->list.n; i++) {
        struct diag moving = d->list.at[i];
        size_t j = i;
        for (; j > 0 && before(&moving, &d->list.at[j - 1]); j--)
            d->list.at[j] = d->list.at[j - 1];
        d->list.at[j] = moving;
    }
}

const char *diag_level_text(enum diag_level level)
{
    static const char *const texts[] = {"note", "warning", "error"};
    return texts[level];
}

enum { SUGGEST_LONGEST = 40, SUGGEST_FARTHEST = 2 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein, the variant with optimal string alignment. Both at most SUGGEST_LONGEST. */
static size_t distance(struct span a, struct span b)
{
    size_t d[SUGGEST_LONGEST + 1][SUGGEST_LONGEST + 1];
    for (size_t i = 0; i <= a.n; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= b.n; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= a.n; i++)
        for (size_t j = 1; j <= b.n; j++) {
            bool differ = a.at[i - 1] != b.at[j - 1];
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + differ);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.n][b.n];
}

const char *suggest(struct span word, const char *const *candidates, size_t count)
{
    const char *nearest = NULL;
    size_t best = least(SUGGEST_FARTHEST, word.n / 2) + 1;
    if (word.n > SUGGEST_LONGEST)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct span candidate = span_of(candidates[i]);
        if (candidate.n > SUGGEST_LONGEST)
            continue;
        size_t d = distance(word, candidate);
        if (d < best) {
            best = d;
            nearest = candidates[i];
        }
    }
    return nearest;
}
