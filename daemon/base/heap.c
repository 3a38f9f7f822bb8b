/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/heap.h"

#include <stdbool.h>
#include <stdlib.h>

enum { FIRST_ROOM = 64 };

void heap_done(struct heap *h)
{
    free(h->items);
    *h = (struct heap){0};
}

static void put(struct heap *h, size_t place, struct heap_item *i)
{
    h->items[place] = i;
    i->place = place;
}

static void rise(struct heap *h, struct heap_item *item)
{
    size_t i = item->place;
    for (; i > 0 && item->at < h->items[(i - 1) / 2]->at; i = (i - 1) / 2)
        put(h, i, h->items[(i - 1) / 2]);
    put(h, i, item);
}

static void sink(struct heap *h, struct heap_item *item)
{
    size_t i = item->place;
    for (size_t child; (child = 2 * i + 1) < h->n; i = child) {
        if (child + 1 < h->n && h->items[child + 1]->at < h->items[child]->at)
            child++;
        if (h->items[child]->at >= item->at)
            break;
        put(h, i, h->items[child]);
    }
    put(h, i, item);
}

void heap_add(struct heap *h, struct heap_item *i)
{
    if (h->n == h->room) {
        h->room = h->room ? 2 * h->room : FIRST_ROOM;
        h->items = reallocarray(h->items, h->room, sizeof *h->items);
        if (!h->items)
            abort();
    }
    put(h, h->n++, i);
    rise(h, i);
}

void heap_put_off(struct heap *h, struct heap_item *i, int64_t at)
{
    i->at = at;
    rise(h, i);
    sink(h, i);
}

void heap_remove(struct heap *h, struct heap_item *i)
{
    struct heap_item *last = h->items[--h->n];
    if (last == i)
        return;
    put(h, i->place, last);
    rise(h, last);
    sink(h, last);
}

struct heap_item *heap_first(const struct heap *h)
{
    return h->n > 0 ? h->items[0] : NULL;
}
