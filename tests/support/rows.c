/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <stdio.h>

static bool row_parse(struct span line, struct row *ret)
{
    *ret = (struct row){0};
    if (!span_trim(line).n || line.at[0] == '#')
        return false;
    for (int i = 0; i < ROW_CELLS && line.n; i++) {
        const char *tab = memchr(line.at, '\t', line.n);
        size_t n = tab ? (size_t)(tab - line.at) : line.n;
        ret->cell[i] = span_cut(line, 0, n);
        line = span_cut(line, tab ? n + 1 : n, line.n);
    }
    return true;
}

size_t rows_check(const char *path, bool (*holds)(const struct row *row, const void *arg),
                  const void *arg, size_t *ret_wrong)
{
    char line[4096];
    size_t rows = 0;
    struct row row;
    FILE *f = fopen(path, "r");
    *ret_wrong = 0;
    while (f && fgets(line, sizeof line, f)) {
        struct span text = {line, strcspn(line, "\n")};
        if (!row_parse(text, &row))
            continue;
        rows++;
        *ret_wrong += !holds(&row, arg);
    }
    if (f)
        fclose(f);
    return rows;
}
