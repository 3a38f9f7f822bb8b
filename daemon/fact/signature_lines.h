/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a signature part, or one column of it, told apart into what it gives or asks for. */
#pragma once

#include "fact/who.h"

enum sign_part { PART_PARTY, PART_PLACE, PART_DATE, PART_NAME, PART_ROLE, SIGN_PARTS };

enum sign_flag {
    SIGN_FILL = 1 << 0,       /* holds "____" or "....", which a pen would fill */
    SIGN_FOR = 1 << 1,        /* the party stands behind "För", "On behalf of" */
    SIGN_SUBSTITUTE = 1 << 2, /* "e.u.", "enligt fullmakt", "vikarierande" */
    SIGN_REVIEWER = 1 << 3,   /* names who has looked at it, not who signs */
    SIGN_CLOSING = 1 << 4,    /* what follows signatures: "Bilagor" */
    SIGN_OPENING = 1 << 5,    /* says that signatures follow */
    SIGN_LONG = 1 << 6,       /* running text */
    SIGN_CAPS = 1 << 7,       /* a name all in capitals */
    SIGN_WHOLE_DATE = 1 << 8,
    SIGN_REPAIRED = 1 << 9,    /* the date was */
    SIGN_DATE_BELOW = 1 << 10, /* the date stood on the next line */
};

struct sign_line {
    struct range at;
    struct range part[SIGN_PARTS]; /* start == end: none */
    struct date signed_on;
    uint16_t flags;  /* enum sign_flag */
    uint16_t labels; /* enum who_asks: what it begins with */
    uint16_t blank;  /* those of them whose value is missing; ASKS_SIGN for a line of "____" */
    uint16_t column; /* 1 ... in a line of several columns; 0 alone */
    uint32_t left;   /* column of the file where it begins; 0 if unknown */
    uint32_t row;    /* line of the file, or a count of its own */
    uint32_t gap;    /* empty lines before it */
};

/* Dates as the scanner found them, and parties by name, in document order. */
struct sign_date {
    struct range at;
    struct date value;
    bool whole, repaired;
};
struct sign_reader {
    const struct scan *scan;
    const struct who *who;
    VEC(struct sign_date) dates;
    VEC(struct span) parties; /* folded names and aliases */
};

/* Of the tokens of one line or column. at, part, flags, labels and blank are filled in. */
struct sign_line sign_line_read(const struct sign_reader *r, struct tokens t);

/* The same for tokens that a label elsewhere asks for: the cell beside it. None is a blank. */
struct sign_line sign_line_read_as(const struct sign_reader *r, struct tokens t, uint16_t labels);

static inline bool sign_has(const struct sign_line *l, enum sign_part p)
{
    return l->part[p].end > l->part[p].start;
}

/* It gives or asks for something. */
bool sign_is_known(const struct sign_line *l);

/* Nothing but labels, without a line to write on: "Ort och datum". */
bool sign_is_bare_label(const struct sign_line *l);
