/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/batch.h"

static struct arena *arena_of(struct batch *b)
{
    if (!b->arena)
        b->arena = arena_new();
    return b->arena;
}

void batch_change(struct batch *b, const struct change *c)
{
    struct arena *a = arena_of(b);
    struct change *copy = VEC_ADD(a, &b->changes);
    *copy = *c;
    copy->path = arena_strdup(a, c->path);
    copy->from = c->from ? arena_strdup(a, c->from) : NULL;
}

void batch_event(struct batch *b, const struct event *e)
{
    struct arena *a = arena_of(b);
    struct event *copy = VEC_ADD(a, &b->events);
    *copy = *e;
    copy->message.en = arena_copy(a, e->message.en);
    copy->message.sv = arena_copy(a, e->message.sv);
    copy->detail = arena_copy(a, e->detail);
}

void batch_clear(struct batch *b)
{
    arena_free(b->arena);
    *b = (struct batch){0};
}
