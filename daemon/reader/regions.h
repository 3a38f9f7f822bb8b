/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts of a document a probe may be found in. */
#pragma once

#include "document/document.h"
#include "record/probe.h"

struct regions {
    const struct document *document;
    struct range title;
    VEC(struct range) headings;  /* each heading's title; rising */
    VEC(struct range) furniture; /* rising */
};

/* The lists lie in the document's arena. */
void regions_find(const struct document *d, struct regions *ret);

/* The first of the ranges that ends beyond the offset, or NULL: the one that holds it, if any. */
const struct range *range_after(const struct range *list, size_t n, uint32_t offset);

/* Whether [start, end), as whole words, lies in the region. A literal that itself begins or ends
   with a mark needs no word boundary there. */
bool region_has_words(const struct regions *r, enum probe_region region, struct range at,
                      bool word_first, bool word_last);

/* Letters and digits of any script. */
bool is_word_char(int32_t c);
