/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/work.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

/* Names that collide on purpose cost their own folder's owner time, and nobody else. */
static uint64_t hash_of(int root, const char *text)
{
    return hash_bytes((uint64_t)(unsigned)root, text, strlen(text));
}

struct work_item *work_find(const struct work *w, int root, const char *path)
{
    for (struct link *l = table_first(&w->names, hash_of(root, path)); l; l = table_next(l)) {
        struct work_item *i = LINKED(l, struct work_item, named);
        if (i->root == root && strcmp(i->path, path) == 0)
            return i;
    }
    return NULL;
}

static uint32_t free_number(struct work *w)
{
    if (w->free_count > 0)
        return w->free[--w->free_count];
    if (w->n == w->room) {
        w->room = w->room ? 2 * w->room : 64;
        w->at = reallocarray(w->at, w->room, sizeof *w->at);
        w->free = reallocarray(w->free, w->room, sizeof *w->free);
        if (!w->at || !w->free)
            abort();
    }
    return w->n++;
}

static struct work_item *make(struct work *w, int root, const char *path)
{
    struct work_item *i = calloc(1, sizeof *i);
    if (!i)
        abort();
    i->root = root;
    i->path = text_dup(path);
    i->number = free_number(w);
    w->at[i->number] = i;
    w->count++;
    table_add(&w->names, &i->named, hash_of(root, path));
    return i;
}

struct work_item *work_add(struct work *w, int root, const char *path, enum format hint)
{
    struct work_item *i = work_find(w, root, path);
    if (!i)
        i = make(w, root, path);
    i->hint = hint;
    if (i->in_reader)
        i->again = true;
    else
        work_queue(w, i);
    return i;
}

void work_queue(struct work *w, struct work_item *i)
{
    if (i->waiting)
        return;
    i->waiting = true;
    i->turn.at = ++w->turns;
    heap_add(&w->queue, &i->turn);
}

struct work_item *work_next(struct work *w)
{
    struct heap_item *first = heap_first(&w->queue);
    if (!first)
        return NULL;
    struct work_item *i = LINKED(first, struct work_item, turn);
    heap_remove(&w->queue, first);
    i->waiting = false;
    return i;
}

void work_remove(struct work *w, struct work_item *i)
{
    if (i->waiting)
        heap_remove(&w->queue, &i->turn);
    if (!i->disowned)
        table_remove(&w->names, &i->named);
    w->at[i->number] = NULL;
    w->count--;
    w->free[w->free_count++] = i->number;
    free(i->path);
    free(i);
}

void work_drop(struct work *w, struct work_item *i)
{
    if (!i->in_reader) {
        work_remove(w, i);
        return;
    }
    table_remove(&w->names, &i->named);
    i->disowned = true;
}

void work_done(struct work *w)
{
    for (uint32_t i = 0; i < w->n; i++)
        if (w->at[i])
            work_remove(w, w->at[i]);
    free(w->at);
    free(w->free);
    table_done(&w->names);
    heap_done(&w->queue);
}

bool work_finished(const struct work *w, int64_t turn)
{
    const struct heap_item *first = heap_first(&w->queue);
    if (first && first->at <= turn)
        return false;
    for (uint32_t i = 0; i < w->n; i++)
        if (w->at[i] && w->at[i]->in_reader && w->at[i]->turn.at <= turn)
            return false;
    return true;
}
