/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/table.h"

#include <stdlib.h>

enum { FIRST_ROOM = 64 };

void table_done(struct table *t)
{
    free(t->at);
    *t = (struct table){0};
}

static struct link **bucket(const struct table *t, uint64_t hash)
{
    return &t->at[hash & (t->room - 1)];
}

static void insert(struct table *t, struct link *l)
{
    struct link **b = bucket(t, l->hash);
    l->next = *b;
    *b = l;
}

static void grow(struct table *t)
{
    struct table wider = {.room = t->room ? 2 * t->room : FIRST_ROOM, .n = t->n};
    wider.at = calloc(wider.room, sizeof *wider.at);
    if (!wider.at)
        abort();
    for (size_t i = 0; i < t->room; i++)
        for (struct link *l = t->at[i], *next; l; l = next) {
            next = l->next;
            insert(&wider, l);
        }
    free(t->at);
    *t = wider;
}

void table_add(struct table *t, struct link *l, uint64_t hash)
{
    if (t->n >= t->room)
        grow(t);
    l->hash = hash;
    insert(t, l);
    t->n++;
}

void table_remove(struct table *t, struct link *l)
{
    for (struct link **at = bucket(t, l->hash); *at; at = &(*at)->next)
        if (*at == l) {
            *at = l->next;
            t->n--;
            return;
        }
}

static struct link *same(struct link *l, uint64_t hash)
{
    while (l && l->hash != hash)
        l = l->next;
    return l;
}

struct link *table_first(const struct table *t, uint64_t hash)
{
    return t->n > 0 ? same(*bucket(t, hash), hash) : NULL;
}

struct link *table_next(const struct link *l)
{
    return same(l->next, l->hash);
}

void table_expect(const struct table *t, uint64_t hash)
{
    if (t->n > 0)
        __builtin_prefetch(bucket(t, hash));
}

void table_expect_first(const struct table *t, uint64_t hash)
{
    if (t->n > 0)
        __builtin_prefetch(*bucket(t, hash));
}
