/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/matcher.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "reader/regions.h"
#include "reader/shape.h"

struct wanted {
    struct span text;
    uint32_t needle;
};

/* Needles by text while they are gathered: an open hash. */
struct needle_index {
    struct wanted *at;
    size_t room;
};

static uint32_t *needle_slot(struct needle_index *index, struct span text)
{
    for (size_t h = hash_bytes(0, text.at, text.n);; h++) {
        struct wanted *w = &index->at[h & (index->room - 1)];
        if (!w->text.at)
            *w = (struct wanted){text, NONE};
        if (span_eq(w->text, text))
            return &w->needle;
    }
}

static struct needle_index needle_index_new(struct arena *a, size_t most)
{
    struct needle_index index = {.room = 64};
    while (index.room < 2 * most)
        index.room *= 2;
    index.at = ARENA_ARRAY(a, index.room, struct wanted);
    return index;
}

static bool begins_word(struct span s)
{
    size_t n;
    return is_word_char(utf8_decode(s, &n));
}

static bool ends_word(struct span s)
{
    size_t last = s.n - 1, n;
    while (last && ((unsigned char)s.at[last] & 0xc0) == 0x80)
        last--;
    return is_word_char(utf8_decode(span_cut(s, last, s.n), &n));
}

static uint32_t needle_for(struct arena *a, struct matcher *m, struct needle_index *index,
                           struct span text)
{
    uint32_t *slot = needle_slot(index, text);
    if (*slot == NONE) {
        *slot = (uint32_t)m->needles.n;
        struct needle *n = VEC_ADD(a, &m->needles);
        *n = (struct needle){text, begins_word(text), ends_word(text), {NONE, NONE, NONE}, false};
    }
    return *slot;
}

/* The table was checked before it was sent; a pattern that does not compile all the same is never
   found. */
static void pattern_add(struct arena *a, struct matcher *m, struct needle_index *index,
                        const struct probe *p, uint32_t number)
{
    int error;
    size_t offset;
    struct span text = pattern_normalise(a, p->text);
    struct pattern pattern = {.probe = number, .region = p->region, .needle = NONE};
    pattern.code = pattern_compile(text, &error, &offset);
    if (!pattern.code)
        return;
    struct shape shape = pattern_shape(a, text);
    pattern.in_line = shape.in_line;
    if (shape.literal.n) {
        pattern.needle = needle_for(a, m, index, shape.literal);
        m->needles.at[pattern.needle].for_patterns = true;
    }
    *VEC_ADD(a, &m->patterns) = pattern;
}

static void literal_add(struct arena *a, struct matcher *m, struct needle_index *index,
                        const struct probe *p, uint32_t number)
{
    if (!p->text.n)
        return;
    uint32_t needle = needle_for(a, m, index, arena_copy(a, p->text));
    m->needles.at[needle].probes[p->region] = number;
}

static void probes_add(struct arena *a, struct matcher *m, const struct probe_table *t)
{
    struct needle_index index = needle_index_new(a, t->list.n + shape_exception_count);
    for (size_t i = 0; i < shape_exception_count; i++) {
        uint32_t needle = needle_for(a, m, &index, shape_exceptions[i]);
        m->needles.at[needle].for_patterns = true;
    }
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct probe *p = &t->list.at[i];
        if (p->form == PROBE_PATTERN)
            pattern_add(a, m, &index, p, i);
        else
            literal_add(a, m, &index, p, i);
    }
}

struct matcher *matcher_new(struct arena *a, const struct probe_table *t)
{
    struct matcher *m = ARENA_NEW(a, struct matcher);
    m->probes = (uint32_t)t->list.n;
    m->passes = ARENA_NEW(a, unsigned);
    m->engine = pattern_engine_new();
    probes_add(a, m, t);
    struct span *texts = ARENA_ARRAY(a, m->needles.n, struct span);
    for (size_t i = 0; i < m->needles.n; i++)
        texts[i] = m->needles.at[i].text;
    m->automaton = automaton_new(a, texts, (uint32_t)m->needles.n);
    return m;
}

void matcher_free(struct matcher *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->patterns.n; i++)
        pcre2_code_free(m->patterns.at[i].code);
    pattern_engine_done(&m->engine);
}

unsigned matcher_passes(const struct matcher *m)
{
    return *m->passes;
}
