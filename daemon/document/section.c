/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings to sections, and what is counted in them. */
#include "base/bisect.h"
#include "document/draft.h"
#include "document/eight.h"

static struct span number_of(const struct draft *w, uint32_t block)
{
    const struct document *d = &w->document;
    const struct block *b = &d->blocks.at[block];
    const struct label *l = &w->labels.at[block];
    if (b->label.end <= b->label.start || l->kind == LABEL_BULLET)
        return (struct span){d->text + b->text.start, 0};
    return (struct span){d->text + b->label.start + l->number_from,
                         (size_t)(l->number_to - l->number_from)};
}

static bool heads_section(const struct draft *w, uint32_t i)
{
    return w->document.blocks.at[i].kind == BLOCK_HEADING && i != w->title_block;
}

static void add_section(struct draft *w, uint32_t block)
{
    struct document *d = &w->document;
    const struct block *b = &d->blocks.at[block];
    struct section *s = VEC_ADD(d->arena, &d->sections);
    s->number = number_of(w, block);
    s->title = document_span(d, b->text);
    s->level = b->level ? b->level : 1;
    s->glued = s->number.n && w->labels.at[block].glued;
    s->heading = (struct range){block_start(b), b->text.end};
    s->body.start = b->text.end < d->length ? b->text.end + 1 : d->length;
}

/* A document whose headings begin at level 2, because level 1 was its title, begins at 1. */
static void raise_levels(struct draft *w)
{
    struct document *d = &w->document;
    uint8_t least = UINT8_MAX;
    for (size_t i = 0; i < d->sections.n; i++)
        if (d->sections.at[i].level < least)
            least = d->sections.at[i].level;
    for (size_t i = 0; i < d->sections.n; i++)
        d->sections.at[i].level = (uint8_t)(d->sections.at[i].level - (least - 1));
    for (uint32_t i = 0; i < d->blocks.n; i++)
        if (heads_section(w, i) && d->blocks.at[i].level >= least)
            d->blocks.at[i].level = (uint8_t)(d->blocks.at[i].level - (least - 1));
}

/* Ends, from the last section back: by level, where the next of that level or a higher one starts.
 */
static void close_sections(struct document *d)
{
    uint32_t next[UINT8_MAX + 1]; /* by level: start of the nearest such section behind */
    uint32_t levels = 0;
    for (size_t i = 0; i < d->sections.n; i++)
        if (d->sections.at[i].level > levels)
            levels = d->sections.at[i].level;
    for (uint32_t level = 0; level <= levels; level++)
        next[level] = d->length;
    for (size_t i = d->sections.n; i--;) {
        struct section *s = &d->sections.at[i];
        s->body.end = i + 1 < d->sections.n ? d->sections.at[i + 1].heading.start : d->length;
        s->whole = (struct range){s->body.start, next[s->level]};
        for (uint32_t level = s->level; level <= levels; level++)
            next[level] = s->heading.start;
    }
}

void make_sections(struct draft *w)
{
    struct document *d = &w->document;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        if (!heads_section(w, i))
            continue;
        if (d->sections.n >= LIMIT_SECTIONS) {
            draft_limit(w, LIMIT_NAME_SECTIONS);
            break;
        }
        add_section(w, i);
    }
    raise_levels(w);
    close_sections(d);
}

/* Bytes that words are made of: letters, digits and all beyond ASCII. */
static uint64_t word_bytes(uint64_t x)
{
    return (x & EIGHT_HIGH) | eight_in(x | EIGHT_ONES * 0x20, 'a', 'z') | eight_in(x, '0', '9');
}

static uint32_t words_in(const struct document *d, struct range r)
{
    uint32_t words = 0;
    uint64_t before = 0; /* whether a word has begun, as the lowest mask bit */
    for (uint32_t i = r.start; i < r.end; i += 8) {
        uint64_t x = 0;
        uint32_t left = r.end - i;
        if (left >= 8)
            x = eight_load(d->text + i);
        else
            memcpy(&x, d->text + i, left);
        uint64_t now = word_bytes(x);
        words += eight_count(now & ~(now << 8 | before));
        before = now >> 56;
    }
    return words;
}

struct sums {
    uint32_t words, items;
};

/* The first block at or behind an offset. */
static size_t block_from(const struct document *d, uint32_t offset)
{
    return FIRST_NOT(i, d->blocks.n, block_start(&d->blocks.at[i]) < offset);
}

void count_words(struct draft *w)
{
    struct document *d = &w->document;
    struct sums *before = ARENA_ARRAY(d->arena, d->blocks.n + 1, struct sums);
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct block *b = &d->blocks.at[i];
        bool read = b->kind != BLOCK_FURNITURE;
        uint32_t words = read ? words_in(d, b->text) : 0;
        d->words += words;
        before[i + 1].words = before[i].words + (b->kind == BLOCK_HEADING ? 0 : words);
        before[i + 1].items = before[i].items + (b->kind == BLOCK_ITEM);
    }
    for (size_t i = 0; i < d->sections.n; i++) {
        struct section *s = &d->sections.at[i];
        size_t from = block_from(d, s->whole.start), to = block_from(d, s->whole.end);
        s->words = before[to].words - before[from].words;
        s->items = before[to].items - before[from].items;
    }
}
