/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line begins with: "5.2", "1.", "a)", "-", "§ 3", "3 §", "Article 4", "Bilaga 1". */
#pragma once

#include "base/span.h"

#include <stdint.h>

enum label_kind {
    LABEL_NONE,
    LABEL_BULLET,
    LABEL_NUMBER,    /* "5", "5.", "5.2" */
    LABEL_PAREN,     /* "a)", "(1)", "iv)", and "a.": never more than an item */
    LABEL_LETTER,    /* "A.", and "I.", which may be a letter or a figure */
    LABEL_ROMAN,     /* "II." */
    LABEL_PARAGRAPH, /* "§ 3", "3 §" */
    LABEL_ARTICLE,
    LABEL_CHAPTER, /* "Kapitel 2", "2 kap.", "Part 1" */
    LABEL_ANNEX
};

enum { LABEL_DEPTH = 6 };

struct label {
    uint8_t kind;
    uint8_t depth; /* numbers in number[] */
    char end;      /* '.', ')' or ':' behind it, else 0 */
    bool glued;    /* no blank behind it */
    uint16_t number[LABEL_DEPTH];
    uint16_t number_from, number_to; /* bytes of the line: what a section is called by */
    uint16_t length;                 /* of the label as written */
    uint16_t title;                  /* where what follows begins */
};

/* LABEL_NONE if the line begins with no label. */
struct label label_read(struct span line);
