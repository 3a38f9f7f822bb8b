/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words before a number call it: "Org.nr", "personnummer", "Dnr", "telefon". */
#pragma once

#include "fact/scan.h"

enum label {
    LABEL_NONE,
    LABEL_ORGANISATION,
    LABEL_PERSON,
    LABEL_EITHER,    /* "person-/organisationsnummer" */
    LABEL_CASE,      /* "Dnr", "Diarienummer" */
    LABEL_REFERENCE, /* "Beteckning", "Our ref": less sure than LABEL_CASE */
    LABEL_OTHER,     /* a telephone, an account: none of these numbers */
};

struct label_found {
    enum label label;
    uint32_t words; /* between label and number, "nr" and the like not counted */
};

struct word_table *labels_prepare(struct vocabulary *v);

/* The label before token i: on the same line at most three words away, or the last word of the
   line before. */
struct label_found label_before(const struct scan *s, const struct word_table *labels, uint32_t i);

/* Whether this very word is a label of case numbers. */
bool label_is_case(const struct scan *s, const struct word_table *labels, const struct token *word);
