/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/heap.h"

void heap_done(struct heap *h)
{
    free(h->at);
    *h = (struct heap){0};
}

static void put(struct heap *h, size_t place, struct pending *p)
{
    h->at[place] = p;
    p->place = place;
}

static bool earlier(const struct pending *a, const struct pending *b)
{
    return a->settle.due < b->settle.due;
}

static void rise(struct heap *h, struct pending *p)
{
    size_t i = p->place;
    for (; i > 0 && earlier(p, h->at[(i - 1) / 2]); i = (i - 1) / 2)
        put(h, i, h->at[(i - 1) / 2]);
    put(h, i, p);
}

static void sink(struct heap *h, struct pending *p)
{
    size_t i = p->place;
    for (size_t child; (child = 2 * i + 1) < h->n; i = child) {
        if (child + 1 < h->n && earlier(h->at[child + 1], h->at[child]))
            child++;
        if (!earlier(h->at[child], p))
            break;
        put(h, i, h->at[child]);
    }
    put(h, i, p);
}

void heap_add(struct heap *h, struct pending *p)
{
    if (h->n == h->room) {
        h->room = h->room ? 2 * h->room : 64;
        h->at = reallocarray(h->at, h->room, sizeof(struct pending *));
        if (!h->at)
            abort();
    }
    put(h, h->n++, p);
    rise(h, p);
}

void heap_moved(struct heap *h, struct pending *p)
{
    rise(h, p);
    sink(h, p);
}

void heap_remove(struct heap *h, struct pending *p)
{
    struct pending *last = h->at[--h->n];
    if (last == p)
        return;
    put(h, p->place, last);
    heap_moved(h, last);
}

struct pending *heap_first(const struct heap *h)
{
    return h->n > 0 ? h->at[0] : NULL;
}
