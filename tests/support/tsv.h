/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of test data: a line is columns parted by tabs; '#' begins a comment line. */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { TSV_COLUMNS = 8 };

struct tsv {
    FILE *file;
    unsigned line;
    char text[4096];
    char *column[TSV_COLUMNS]; /* "" where the line has fewer */
};

/* The next line with data; false at the end, and the file is closed. */
static inline bool tsv_next(struct tsv *t)
{
    while (fgets(t->text, sizeof t->text, t->file)) {
        t->line++;
        t->text[strcspn(t->text, "\n")] = '\0';
        if (t->text[0] == '#' || t->text[0] == '\0')
            continue;
        char *rest = t->text, *end = t->text + strlen(t->text);
        for (size_t i = 0; i < TSV_COLUMNS; i++) {
            char *column = strsep(&rest, "\t");
            t->column[i] = column ? column : end;
        }
        return true;
    }
    fclose(t->file);
    return false;
}

/* Calls holds() with every line; how many there were, and in *ret_wrong how many did not hold. */
static inline size_t tsv_check(const char *path,
                               bool (*holds)(const struct tsv *t, const void *arg), const void *arg,
                               size_t *ret_wrong)
{
    struct tsv t = {.file = fopen(path, "r")};
    size_t lines = 0;
    *ret_wrong = 0;
    for (; t.file && tsv_next(&t); lines++)
        *ret_wrong += !holds(&t, arg);
    return lines;
}
