/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * States are the prefixes of the needles, numbered breadth first. In that order the children of a
 * state are neighbours, and the children of the next state follow them: `first` alone tells who is
 * whose child, and a state's failure link always points to a lower number.
 *
 * The first states, where a text spends nearly all its time, get a full row of transitions over
 * byte classes; the deep ones, which mostly have one child, follow children and failure links.
 *
 * Few pairs of bytes begin a needle. While no more than one byte of any has been seen, the walk
 * looks for the next such pair alone, and need not know each state before it can look at the next.
 */
#include "reader/automaton.h"

#include <stdlib.h>

enum {
    ROOT = 0,
    DENSE_BYTES = 1 << 20, /* of rows: what the second-level cache holds */
};
#define NONE UINT32_MAX

struct automaton {
    uint8_t class_of[256];          /* 0: in no needle */
    uint64_t pairs[256 * 256 / 64]; /* bits: two bytes that a needle begins with */
    uint32_t classes, states, dense;
    uint32_t deep;    /* the first state of two bytes */
    unsigned shift;   /* a row is that power of two wide: shifting is quicker than multiplying */
    uint32_t *first;  /* first child; one more than there are states */
    uint8_t *label;   /* class of the byte that leads here */
    uint32_t *fail;   /* longest proper suffix that is a state */
    uint32_t *needle; /* that ends here, or NONE */
    uint32_t *output; /* the nearest of this state and its suffixes where a needle ends, or NONE */
    uint32_t *rows;
};

/* While it is built: the sorted needles [low, high) begin with the prefix that the state is. */
struct interval {
    uint32_t low, high, depth;
};

struct sorted_needle {
    struct span text;
    uint32_t number;
};

static int needle_order(const void *a, const void *b)
{
    const struct sorted_needle *x = a, *y = b;
    return span_order(x->text, y->text);
}

static struct sorted_needle *needles_sort(struct arena *a, const struct span *needles,
                                          uint32_t count)
{
    struct sorted_needle *sorted = ARENA_ARRAY(a, count + 1, struct sorted_needle);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = (struct sorted_needle){needles[i], i};
    qsort(sorted, count, sizeof *sorted, needle_order);
    return sorted;
}

static size_t classes_find(struct automaton *m, const struct span *needles, uint32_t count)
{
    size_t bytes = 0;
    m->classes = 1;
    for (uint32_t i = 0; i < count; i++) {
        bytes += needles[i].n;
        for (size_t k = 0; k < needles[i].n; k++) {
            uint8_t *class = &m->class_of[(unsigned char)needles[i].at[k]];
            if (!*class)
                *class = (uint8_t)m->classes++;
        }
    }
    return bytes;
}

static uint32_t child(const struct automaton *m, uint32_t state, uint8_t class)
{
    for (uint32_t c = m->first[state]; c < m->first[state + 1]; c++)
        if (m->label[c] == class)
            return c;
    return NONE;
}

static void state_add(struct automaton *m, struct interval *intervals, struct interval i,
                      uint8_t class)
{
    intervals[m->states] = i;
    m->label[m->states] = class;
    m->needle[m->states] = NONE;
    m->states++;
}

/* A needle that ends here sorts before all that go on. */
static void children_add(struct automaton *m, struct interval *intervals, uint32_t state,
                         const struct sorted_needle *sorted)
{
    struct interval i = intervals[state];
    if (i.low < i.high && sorted[i.low].text.n == i.depth)
        m->needle[state] = sorted[i.low++].number;
    while (i.low < i.high) {
        char byte = sorted[i.low].text.at[i.depth];
        uint32_t end = i.low + 1;
        while (end < i.high && sorted[end].text.at[i.depth] == byte)
            end++;
        state_add(m, intervals, (struct interval){i.low, end, i.depth + 1},
                  m->class_of[(unsigned char)byte]);
        i.low = end;
    }
}

static void trie_build(struct automaton *m, const struct sorted_needle *sorted, uint32_t count,
                       struct interval *intervals)
{
    state_add(m, intervals, (struct interval){0, count, 0}, 0);
    for (uint32_t s = 0; s < m->states; s++) {
        m->first[s] = m->states;
        children_add(m, intervals, s, sorted);
    }
    m->first[m->states] = m->states;
}

static uint32_t step(const struct automaton *m, uint32_t state, uint8_t class)
{
    while (state >= m->dense) {
        uint32_t next = child(m, state, class);
        if (next != NONE)
            return next;
        state = m->fail[state];
    }
    return m->rows[(state << m->shift) + class];
}

static void row_fill(struct automaton *m, uint32_t state)
{
    uint32_t *row = &m->rows[state << m->shift];
    if (state != ROOT)
        memcpy(row, &m->rows[m->fail[state] << m->shift], m->classes * sizeof *row);
    for (uint32_t c = m->first[state]; c < m->first[state + 1]; c++)
        row[m->label[c]] = c;
}

/* Links and rows in order of number: whatever a state leans on is done before it. */
static void links_fill(struct automaton *m, uint32_t dense)
{
    for (uint32_t s = 0; s < m->states; s++) {
        m->output[s] = m->needle[s] != NONE ? s : s == ROOT ? NONE : m->output[m->fail[s]];
        for (uint32_t c = m->first[s]; c < m->first[s + 1]; c++)
            m->fail[c] = s == ROOT ? ROOT : step(m, m->fail[s], m->label[c]);
        if (s < dense) {
            row_fill(m, s);
            m->dense = s + 1;
        }
    }
}

static void pair_add(struct automaton *m, unsigned char first, unsigned char second)
{
    unsigned pair = first * 256u + second;
    m->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
}

/* A needle of one byte is begun, and found, behind any byte. */
static void pairs_fill(struct automaton *m, const struct span *needles, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *s = (const unsigned char *)needles[i].at;
        for (unsigned before = 0; needles[i].n == 1 && before < 256; before++)
            pair_add(m, (unsigned char)before, s[0]);
        if (needles[i].n > 1)
            pair_add(m, s[0], s[1]);
    }
}

struct automaton *automaton_new(struct arena *a, const struct span *needles, uint32_t count)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct automaton *m = ARENA_NEW(a, struct automaton);
    size_t most = classes_find(m, needles, count) + 1;
    m->first = ARENA_ARRAY(a, most + 1, uint32_t);
    m->label = ARENA_ARRAY(a, most, uint8_t);
    m->fail = ARENA_ARRAY(a, most, uint32_t);
    m->needle = ARENA_ARRAY(a, most, uint32_t);
    m->output = ARENA_ARRAY(a, most, uint32_t);
    trie_build(m, needles_sort(scratch, needles, count), count,
               ARENA_ARRAY(scratch, most, struct interval));
    while (1u << m->shift < m->classes)
        m->shift++;
    uint32_t dense = DENSE_BYTES / (uint32_t)sizeof(uint32_t) >> m->shift;
    dense = dense < m->states ? dense : m->states;
    m->rows = ARENA_ARRAY(a, (size_t)dense << m->shift, uint32_t);
    links_fill(m, dense);
    pairs_fill(m, needles, count);
    m->deep = m->first[m->states > 1];
    return m;
}

/* Every needle that ends where this state does: its own, then those of its suffixes. */
static void outputs_tell(const struct automaton *m, uint32_t state, uint32_t end, needle_sink sink,
                         void *arg)
{
    for (uint32_t s = m->output[state]; s != NONE; s = m->output[m->fail[s]])
        sink(arg, m->needle[s], end);
}

/* The next place, from i > 0 on, whose byte and the one before it begin a needle. */
static size_t pair_find(const struct automaton *m, const unsigned char *s, size_t i, size_t n)
{
    for (; i < n; i++) {
        unsigned pair = s[i - 1] * 256u + s[i];
        if (m->pairs[pair / 64] >> pair % 64 & 1)
            break;
    }
    return i;
}

void automaton_run(const struct automaton *m, struct span text, needle_sink sink, void *arg)
{
    const unsigned char *const s = (const unsigned char *)text.at;
    uint32_t state = ROOT;
    for (size_t i = 0; i < text.n; i++) {
        if (state < m->deep && i > 0) {
            i = pair_find(m, s, i, text.n);
            if (i == text.n)
                return;
            state = m->rows[m->class_of[s[i - 1]]];
        }
        state = step(m, state, m->class_of[s[i]]);
        if (m->output[state] != NONE)
            outputs_tell(m, state, (uint32_t)i + 1, sink, arg);
    }
}
