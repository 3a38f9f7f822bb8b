/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markup inside Markdown lines: what of it is no text, and what stands for something else. */
#pragma once

#include "document/build.h"

/* Bytes of source that are not text. Rising; they do not overlap. */
struct cut {
    uint32_t from, to;
    struct span instead; /* what they stand for: "&amp;" is "&"; "\n" breaks the line */
};

struct cuts {
    VEC(struct cut) list;
    struct arena *arena;
};

enum { CUTS_MAX = 1000000 };

/* Cuts of source [from, to), a paragraph or a cell. Linear in its length. False if there are more
   than CUTS_MAX. */
bool inline_read(struct cuts *cuts, struct span source, size_t from, size_t to);
