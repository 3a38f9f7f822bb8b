/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be said of a pattern without running it, so that it is run only where it may match. All
 * of it is sound and none of it is complete: where the pattern is not plainly understood, nothing
 * is said.
 */
#pragma once

#include "base/arena.h"

struct shape {
    struct span literal; /* lower case; part of the fold of every match; empty: none known */
    bool in_line;        /* a match never takes or looks at anything beyond its line */
};

/* Of a pattern in the form of pattern_normalise(). */
struct shape pattern_shape(struct arena *a, struct span pattern);

/* Characters that match an ASCII letter caselessly without being folded to it (U+017F, U+212A,
   U+212B): a text that holds one may match without holding the literal. */
extern const struct span shape_exceptions[];
extern const size_t shape_exception_count;
