/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that decide what is a heading and what an item. */
#pragma once

#include "document/chain.h"
#include "document/draft.h"

struct outline {
    struct draft *w;
    struct candidate *candidates;
    size_t count;
    struct chain_room *room;
};

static inline struct block *block_of(const struct outline *o, size_t i)
{
    return &o->w->document.blocks.at[i];
}

/* The next block that is read; the count of blocks if there is none. */
static inline uint32_t next_block(const struct document *d, uint32_t i)
{
    do
        i++;
    while (i < d->blocks.n &&
           (d->blocks.at[i].kind == BLOCK_FURNITURE || d->blocks.at[i].kind == BLOCK_CONTENTS));
    return i;
}

/* outline_bare.c: headings without numbers. */
void accept_unnumbered(struct outline *o, bool numbered);
void accept_annex_lists(struct outline *o);

/* Headings of the format's own, without a title that it gave too. */
uint32_t given_headings(const struct document *d);

/* outline_items.c: what labels are left make items, or are no labels after all. */
void settle_items(struct outline *o);
void level_items(struct draft *w);
