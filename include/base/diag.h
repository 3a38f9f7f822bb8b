/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with somebody's input is data: a list of diagnostics with file, line and column,
 * gathered while the work goes on, so that one run tells everything. Who asked prints them.
 */
#pragma once

#include "base/arena.h"

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag {
    enum diag_level level;
    const char *id;        /* stable, dotted: "rules.unknown-key"; a static string */
    const char *file;      /* as it was named; "" if there is none */
    uint32_t line, column; /* from 1; 0 if unknown */
    const char *text;      /* one sentence: what is wrong */
    const char *hint;      /* what to do, or NULL */
};

struct diags {
    struct arena *arena; /* owns the texts; given by the caller, outlives the list */
    VEC(struct diag) list;
    size_t errors;
};

/* Returns the diagnostic so that a hint can be set; good until the next one is added. */
struct diag *diag_add(struct diags *d, enum diag_level level, const char *id, const char *file,
                      uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

/* By file, line, column, then order of arrival. */
void diags_sort(struct diags *d);

const char *diag_level_text(enum diag_level level); /* "note", "warning", "error" */

/* The nearest of the candidates by Damerau-Levenshtein distance (at most 2, and less than half of
   the word), or NULL. */
const char *suggest(struct span word, const char *const *candidates, size_t count);
