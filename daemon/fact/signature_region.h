/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a document is signed, and the lines there in the order in which they belong together. */
#pragma once

#include "fact/signature_lines.h"

/* What says that a region is one of signatures, from weak to strong. */
enum sign_ground {
    GROUND_NONE,
    GROUND_PLACE,   /* place and date, or "För X", behind running text */
    GROUND_WORDS,   /* the lines ask for it: "Ort och datum", "Underskrift", "Signed by" */
    GROUND_OPENING, /* a sentence: "... i två likalydande exemplar" */
    GROUND_HEADING, /* "Underskrifter" */
};

struct sign_region {
    VEC(struct sign_line) lines; /* columns one below the other */
    enum sign_ground ground;
    uint32_t first, end; /* lines of the document */
};

/* Lines of a document by number, with their tokens. */
struct sign_page {
    const struct sign_reader *reader;
    uint32_t *first_token; /* per line, and one more */
    uint8_t *seen;         /* per line: enum page_mark */
    uint8_t *prose_after; /* per line: lines of running text up to an annex or the end, at most 4 */
    uint32_t first_prose; /* the first line of running text */
    uint32_t lines;
    bool any; /* a line is marked */
};

struct sign_page sign_page_read(const struct sign_reader *r, struct arena *a);

/* The next region at or behind line *at; false when there is none. */
bool sign_region_next(const struct sign_page *p, struct arena *a, uint32_t *at,
                      struct sign_region *ret);

/* Whether a region without words that name signing stands where an agreement is signed: behind the
   running text, not above it as the head of a letter does. */
bool sign_region_is_plausible(const struct sign_page *p, const struct sign_region *g);
