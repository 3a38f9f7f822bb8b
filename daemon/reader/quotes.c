/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A short line is quoted whole. A long one is cut into windows that overlap by half, on a grid that
 * begins with the line: whatever is found gets the window in which it has something before it and
 * at least a quarter of the window behind it, and neighbours share one.
 */
#include "reader/quotes.h"
#include "base/utf8.h"

enum {
    WINDOW = LIMIT_QUOTE_BYTES,
    GRID = WINDOW / 2,
    LEAD = WINDOW / 4,       /* shown before what was found */
    WORD_SEARCH = WINDOW / 8 /* how far a cut moves to fall between words */
};

struct quote_slot {
    uint64_t key;
    uint32_t quote; /* and one; 0 is free */
};

static struct quote_slot *slot_for(const struct quotes *q, uint64_t key)
{
    for (size_t i = (key ^ key >> 32) * 0x9e3779b97f4a7c15u >> 32;; i++) {
        struct quote_slot *s = &q->slots[i & (q->room - 1)];
        if (!s->quote || s->key == key)
            return s;
    }
}

static void slots_grow(struct quotes *q)
{
    struct quotes old = *q;
    q->room = q->room ? q->room * 2 : 64;
    q->slots = ARENA_ARRAY(q->document->arena, q->room, struct quote_slot);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].quote)
            *slot_for(q, old.slots[i].key) = old.slots[i];
}

static bool splits_char(const struct document *d, uint32_t offset)
{
    return ((unsigned char)d->text[offset] & 0xc0) == 0x80;
}

static uint32_t cut_before(const struct document *d, struct range line, uint32_t at)
{
    for (uint32_t i = at; i < line.end && i < at + WORD_SEARCH; i++)
        if (d->text[i] == ' ')
            return i + 1;
    while (at < line.end && splits_char(d, at))
        at++;
    return at;
}

static uint32_t cut_after(const struct document *d, struct range window)
{
    for (uint32_t i = window.end; i > window.start && i + WORD_SEARCH > window.end; i--)
        if (d->text[i] == ' ')
            return i;
    uint32_t at = window.end;
    while (at > window.start && splits_char(d, at))
        at--;
    return at;
}

static struct range window_at(const struct document *d, struct range line, uint32_t step)
{
    struct range w = {line.start + step * GRID, line.end};
    if (step)
        w.start = cut_before(d, line, w.start);
    if (w.end - w.start > WINDOW) {
        w.end = w.start + WINDOW;
        w.end = cut_after(d, w);
    }
    return w;
}

/* The file may say in more bytes what the text says in few: fewer words are quoted then. */
static struct span raw_fitting(const struct document *d, struct range *w)
{
    for (int tries = 0; tries < 4; tries++) {
        struct span raw = document_raw(d, *w);
        if (raw.n <= WINDOW)
            return raw;
        w->end = w->start + (uint32_t)((uint64_t)(w->end - w->start) * WINDOW / raw.n);
        w->end = cut_after(d, *w);
    }
    return utf8_prefix(document_raw(d, *w), WINDOW);
}

static uint32_t quote_add(struct quotes *q, struct range line, uint32_t step)
{
    const struct document *d = q->document;
    struct range w = window_at(d, line, step);
    struct span raw = raw_fitting(d, &w);
    *VEC_ADD(d->arena, &q->list) = (struct quote){.at = w,
                                                  .place = document_place(d, w.start),
                                                  .text = raw,
                                                  .cut_before = w.start > line.start,
                                                  .cut_after = w.end < line.end};
    return (uint32_t)q->list.n - 1;
}

uint32_t quote_at(struct quotes *q, uint32_t offset)
{
    const struct document *d = q->document;
    uint32_t index = document_line_at(d, offset);
    if (index == UINT32_MAX)
        return NO_QUOTE;
    struct range line = d->lines.at[index].text;
    uint32_t step = 0, into = offset > line.start ? offset - line.start : 0;
    if (line.end - line.start > WINDOW && into > LEAD)
        step = (into - LEAD) / GRID;
    if (q->room < 2 * (q->list.n + 1))
        slots_grow(q);
    struct quote_slot *s = slot_for(q, (uint64_t)index << 32 | step);
    if (!s->quote)
        *s = (struct quote_slot){(uint64_t)index << 32 | step, quote_add(q, line, step) + 1};
    return s->quote - 1;
}
