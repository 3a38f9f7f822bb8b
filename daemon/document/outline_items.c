/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/outline.h"
#include "document/shape.h"

/* What a label means that is no heading's. */
static bool is_item(const struct label *l, const struct candidate *c)
{
    switch (l->kind) {
    case LABEL_BULLET:
    case LABEL_PAREN:
        return true;
    case LABEL_NUMBER:
        return l->end || l->depth > 1 || (c && c->run > 1);
    case LABEL_LETTER:
    case LABEL_ROMAN:
        return c && c->run > 1;
    default:
        return false;
    }
}

static bool is_date(const struct document *d, const struct block *b, const struct label *l)
{
    struct span fold = document_folded(d, b->text);
    return l->kind == LABEL_NUMBER && l->depth == 1 && shape_is_month_or_unit(fold);
}

void settle_items(struct outline *o)
{
    const struct document *d = &o->w->document;
    size_t next = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        struct block *b = block_of(o, i);
        struct label *l = &o->w->labels.at[i];
        while (next < o->count && o->candidates[next].block < i)
            next++;
        const struct candidate *c =
            next < o->count && o->candidates[next].block == i ? &o->candidates[next] : NULL;
        if (l->kind == LABEL_NONE || b->kind == BLOCK_HEADING || b->given)
            continue;
        if (b->kind != BLOCK_ITEM && (!is_item(l, c) || is_date(d, b, l))) {
            if (b->kind == BLOCK_PARAGRAPH)
                *l = (struct label){0};
            b->text.start = b->label.start;
            b->label.end = b->label.start;
        } else if (b->kind == BLOCK_PARAGRAPH) {
            b->kind = BLOCK_ITEM;
        }
    }
}

/* By indentation, as far as columns tell. */
void level_items(struct draft *w)
{
    enum { LEVELS = 8 };
    struct document *d = &w->document;
    uint32_t columns[LEVELS], depth = 0;
    for (size_t i = 0; i < d->blocks.n; i++) {
        struct block *b = &d->blocks.at[i];
        if (b->kind != BLOCK_ITEM) {
            if (b->kind != BLOCK_FURNITURE)
                depth = 0;
            continue;
        }
        if (b->level)
            continue;
        uint32_t column = d->lines.at[b->first_line].place.column;
        while (depth && columns[depth - 1] > column)
            depth--;
        if (!depth || (columns[depth - 1] < column && depth < LEVELS))
            columns[depth++] = column;
        b->level = (uint8_t)depth;
    }
}
