/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/scan.h"

struct word_slot {
    uint32_t hash;
    uint32_t row; /* index + 1 of the first row for the word; 0: free */
};

static uint64_t load(const char *at, size_t bytes)
{
    uint32_t half;
    uint64_t whole;
    if (bytes == sizeof half) {
        memcpy(&half, at, sizeof half);
        return half;
    }
    memcpy(&whole, at, sizeof whole);
    return whole;
}

static uint64_t stir(uint64_t h)
{
    h *= UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

/* Whole machine words at a time, the last ones overlapping: words are short and many. */
uint32_t word_hash(struct span s)
{
    const char *at = s.at;
    size_t n = s.n;
    uint64_t h = n;
    for (; n > 8; at += 8, n -= 8)
        h = stir(h ^ load(at, 8));
    if (n >= 4)
        h ^= load(at, 4) | load(at + n - 4, 4) << 32;
    else if (n)
        h ^=
            (uint64_t)(uint8_t)at[0] << 16 | (uint64_t)(uint8_t)at[n / 2] << 8 | (uint8_t)at[n - 1];
    return (uint32_t)(stir(h ^ s.n << 56) >> 16);
}

static bool same_word(const struct word_table *t, uint32_t row, struct span word)
{
    return t->lengths[row] == word.n && memcmp(t->rows[row].word, word.at, word.n) == 0;
}

/* The slot of the word, or the free one where it would go. */
static inline struct word_slot *slot_of(const struct word_table *t, uint32_t hash, struct span word)
{
    for (uint32_t i = hash & t->mask;; i = (i + 1) & t->mask) {
        struct word_slot *s = &t->slots[i];
        if (!s->row || (s->hash == hash && same_word(t, s->row - 1, word)))
            return s;
    }
}

static uint32_t words_add(struct word_table *t, uint32_t row)
{
    struct span word = {t->rows[row].word, t->lengths[row]};
    uint32_t hash = word_hash(word);
    struct word_slot *s = slot_of(t, hash, word);
    if (!s->row) {
        *s = (struct word_slot){hash, row + 1};
        return hash;
    }
    uint32_t last = s->row - 1;
    while (t->next[last])
        last = t->next[last] - 1;
    t->next[last] = row + 1;
    return hash;
}

struct vocabulary *vocabulary_new(struct arena *a)
{
    struct vocabulary *v = ARENA_NEW(a, struct vocabulary);
    v->arena = a;
    return v;
}

/* With more tables than bits some share one, and are asked more often than they need be. */
static uint16_t next_bit(struct vocabulary *v)
{
    return (uint16_t)(1u << v->count++ % 16);
}

struct word_table *words_new(struct vocabulary *v, const struct word_row *rows, size_t count)
{
    struct arena *a = v->arena;
    uint32_t room = 8;
    while (room < count * 2)
        room *= 2;
    struct word_table *t = ARENA_NEW(a, struct word_table);
    *t = (struct word_table){.rows = rows,
                             .bit = next_bit(v),
                             .next = ARENA_ARRAY(a, count, uint32_t),
                             .lengths = ARENA_ARRAY(a, count, uint16_t),
                             .slots = ARENA_ARRAY(a, room, struct word_slot),
                             .mask = room - 1};
    for (uint32_t i = 0; i < count; i++) {
        t->lengths[i] = (uint16_t)strlen(rows[i].word);
        v->tables[words_add(t, i) % VOCABULARY_SLOTS] |= t->bit;
    }
    return t;
}

const struct word_row *words_look_up(const struct word_table *t, const struct token *word,
                                     const char *fold)
{
    struct span text = {fold + word->start, word->end - word->start};
    const struct word_slot *s = slot_of(t, word->value, text);
    return s->row ? &t->rows[s->row - 1] : NULL;
}

const struct word_row *words_next(const struct word_table *t, const struct word_row *row)
{
    uint32_t next = t->next[row - t->rows];
    return next ? &t->rows[next - 1] : NULL;
}
