/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pattern over a stretch of text, by PCRE2's interpreter, with every step counted. Its JIT is not
 * used: it needs memory that is writable and executable, which the jail refuses.
 */
#pragma once

#include "base/limits.h"
#include "record/pattern.h"

/* What patterns may still do in this document, and in this probe. */
struct meter {
    uint64_t document, probe;
    size_t start, position; /* of the attempt that is being counted */
};

/* Steps for a document of so many bytes, all its patterns together; one probe gets a part of it, so
   that a bad pattern does not starve the others. */
struct meter meter_new(uint32_t text_length);
void meter_next_probe(struct meter *m, uint32_t text_length);

/* PCRE2's part, allocated once per process. */
struct pattern_engine {
    pcre2_match_context *context;
    pcre2_match_data *match;
};
struct pattern_engine pattern_engine_new(void);
void pattern_engine_done(struct pattern_engine *e);

struct found {
    uint32_t start, end, group_start, group_end; /* the group's are equal to the match's if unset */
};

enum found_what { FOUND, FOUND_NOTHING, FOUND_STEPS, FOUND_HEAP };

/* The first match of at least one character in text that begins at `from` or later. What stands
   before `from` is seen by lookbehind and '^'. */
enum found_what pattern_find(const struct pattern_engine *e, const pcre2_code *code,
                             struct span text, uint32_t from, struct meter *m, struct found *ret);
