/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/pattern_run.h"

#include <stdlib.h>

/* An ordinary pattern takes less than two steps a byte, and most look at few lines only: a long
   document has enough for all of them, a short one for anything but runaways. */
enum { STEPS_PER_BYTE = 4, PROBE_PART = 8 };

struct meter meter_new(uint32_t text_length)
{
    struct meter m = {0};
    m.document = LIMIT_DOCUMENT_STEPS + (uint64_t)STEPS_PER_BYTE * text_length;
    return m;
}

void meter_next_probe(struct meter *m, uint32_t text_length)
{
    m->probe = (LIMIT_DOCUMENT_STEPS + (uint64_t)STEPS_PER_BYTE * text_length) / PROBE_PART;
    if (m->probe > m->document)
        m->probe = m->document;
}

/* A step is an item tried or a byte passed. Going back costs nothing by itself: what is tried after
   it is counted. */
static int count_step(pcre2_callout_block *at, void *arg)
{
    struct meter *m = arg;
    if (at->start_match != m->start || at->current_position < m->position) {
        m->start = at->start_match;
        m->position = at->current_position;
    }
    uint64_t cost = 1 + (at->current_position - m->position);
    m->position = at->current_position;
    if (cost > m->probe)
        return PCRE2_ERROR_MATCHLIMIT;
    m->probe -= cost;
    m->document -= cost;
    return 0;
}

struct pattern_engine pattern_engine_new(void)
{
    struct pattern_engine e = {pcre2_match_context_create(NULL), pcre2_match_data_create(2, NULL)};
    if (!e.context || !e.match)
        abort(); /* out of memory: see base/arena.h */
    pcre2_set_match_limit(e.context, LIMIT_PATTERN_STEPS);
    pcre2_set_heap_limit(e.context, LIMIT_PATTERN_HEAP_KIB);
    return e;
}

void pattern_engine_done(struct pattern_engine *e)
{
    pcre2_match_context_free(e->context);
    pcre2_match_data_free(e->match);
}

static enum found_what failure(int code)
{
    if (code == PCRE2_ERROR_NOMATCH)
        return FOUND_NOTHING;
    return code == PCRE2_ERROR_HEAPLIMIT ? FOUND_HEAP : FOUND_STEPS;
}

enum found_what pattern_find(const struct pattern_engine *e, const pcre2_code *code,
                             struct span text, uint32_t from, struct meter *m, struct found *ret)
{
    m->start = m->position = from;
    pcre2_set_callout(e->context, count_step, m);
    int n = pcre2_match(code, (PCRE2_SPTR)text.at, text.n, from,
                        PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, e->match, e->context);
    if (n < 0)
        return failure(n);
    const size_t *at = pcre2_get_ovector_pointer(e->match);
    bool group = n > 1 && at[2] != PCRE2_UNSET;
    *ret = (struct found){(uint32_t)at[0], (uint32_t)at[1], (uint32_t)at[group ? 2 : 0],
                          (uint32_t)at[group ? 3 : 1]};
    /* \K in a lookahead can put the start behind the end: no stretch of text, so no hit. */
    return at[0] < at[1] ? FOUND : FOUND_NOTHING;
}
