/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finders of the reference scanner. Each looks at the word or sign at token i and returns the
   last token that it took, or i. */
#pragma once

#include "fact/scan.h"

enum reference_meaning {
    MEANS_ANNEX = 1,
    MEANS_SECTION,   /* "avsnitt", "section": any number */
    MEANS_POINT,     /* "punkt": of lists too, so only a number with a point */
    MEANS_AGREEMENT, /* before "(ÖK 1)" */
    MEANS_AND,       /* between numbers */
    MEANS_NUMBER,    /* "nr" */
    MEANS_OF,        /* "i", "of": what follows is named by something else */
    MEANS_OWN,       /* "detta", "this", "avtalet": this document */
    MEANS_ACT,       /* "lag", "directive" */
};

struct word_table *reference_words_prepare(struct vocabulary *v);
uint16_t reference_meaning(const struct scan *s, const struct word_table *w, uint32_t i);

uint32_t annex_find(struct scan *s, const struct word_table *w, uint32_t i);
uint32_t section_find(struct scan *s, const struct word_table *w, uint32_t i, bool dotted);
uint32_t agreement_find(struct scan *s, uint32_t i);

/* Annexes that a list of annexes numbers: "1. Tidplan" below a heading "Bilagor". */
void annex_lists_find(struct scan *s, const struct word_table *w);

/* Whether the word at token i names an act of law or other rules: "kommunallagen". */
bool names_act(const struct scan *s, const struct word_table *w, uint32_t i);

/* Whether the words from token i on name an act of law ("till förordning (2010:1)"), or, with
   `any`, anything but this document ("i handledningen"). */
bool names_another(const struct scan *s, const struct word_table *w, uint32_t i, bool any);

/* Whether the token is the first of its block's text, label not counted, or of a row of it. */
bool begins_row(const struct scan *s, uint32_t i);

/* Whether token i is the point of a short word before it: "pkt.", not the end of a sentence. */
bool is_abbreviation_point(const struct scan *s, uint32_t i);

/* NULL if the limit of facts is reached. */
struct fact *reference_add(struct scan *s, enum reference_kind kind, uint32_t first, uint32_t last,
                           struct span value);
