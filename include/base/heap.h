/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due, the soonest first: a binary heap of items that lie in what is due, each of which
   knows its place, so that any of them can be put off or taken out. */
#pragma once

#include "base/table.h"

struct heap_item {
    int64_t at; /* ticks or an instant: the owner's choice */
    size_t place;
};

struct heap {
    struct heap_item **items;
    size_t n, room;
};

void heap_done(struct heap *h);
void heap_add(struct heap *h, struct heap_item *i);
void heap_remove(struct heap *h, struct heap_item *i);
void heap_put_off(struct heap *h, struct heap_item *i, int64_t at); /* or forward */
struct heap_item *heap_first(const struct heap *h);                 /* NULL if it is empty */
