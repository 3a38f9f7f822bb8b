/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patterns as the rule loader checks them and as the reader runs them: compiled in one place, so
 * that what the one accepts the other can run.
 */
#pragma once

#include "base/arena.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/*
 * PCRE2_AUTO_CALLOUT is what makes work countable: the callout before each item tells how many
 * items were tried and how far each of them ran (PCRE2's own match limit starts anew at every
 * starting point, and does not see the length of a run that `x++` swallows).
 */
enum {
    PATTERN_OPTIONS = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MULTILINE |
                      PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C
};

/* The pattern as it is compiled: NFC, dashes as '\-', blanks as spaces, soft hyphens out: the
   text it runs on is written so. */
struct span pattern_normalise(struct arena *a, struct span pattern);

/* NULL, with *ret_error a PCRE2 error code and *ret_offset where, if it does not compile. */
pcre2_code *pattern_compile(struct span normalised, int *ret_error, size_t *ret_offset);
