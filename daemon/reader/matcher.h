/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What compiled probes are: made by matcher.c, used by matcher_run.c. */
#pragma once

#include "reader/automaton.h"
#include "reader/pattern_run.h"
#include "reader/reader.h"

#define NONE UINT32_MAX

/* What the automaton looks for, and on whose behalf. */
struct needle {
    struct span text;
    bool word_first, word_last;     /* begins, ends with a letter or digit */
    uint32_t probes[PROBE_REGIONS]; /* literals, or NONE */
    bool for_patterns;              /* some pattern needs it */
};

struct pattern {
    uint32_t probe;
    enum probe_region region;
    uint32_t needle; /* what it needs, or NONE */
    bool in_line;
    pcre2_code *code;
};

struct matcher {
    struct automaton *automaton;
    VEC(struct needle) needles; /* the exceptions of shape.h come first */
    VEC(struct pattern) patterns;
    uint32_t probes;
    struct pattern_engine engine;
    unsigned *passes;
};
