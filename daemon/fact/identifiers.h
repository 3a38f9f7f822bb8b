/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three finders of the identifier scanner, in the order in which they must run. */
#pragma once

#include "fact/labels.h"

struct identifier_words {
    struct word_table *labels;
    struct word_table *never; /* before a case number: "SFS", "prop" */
};

/* Masks every personal and co-ordination number; no token of one is left for the others. */
void personal_numbers_find(struct scan *s, const struct identifier_words *words);

void organisation_numbers_find(struct scan *s, const struct identifier_words *words);

/* Keeps away from organisation numbers by their labels. */
void case_numbers_find(struct scan *s, const struct identifier_words *words);
struct word_table *case_numbers_prepare(struct vocabulary *v);
