/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

enum { CHUNK_BYTES = 64 * 1024 };

struct chunk {
    struct chunk *next;
    size_t size, used;
    max_align_t data[];
};

struct arena {
    struct chunk *chunks; /* the newest first */
    size_t used;
};

/* Out of memory is no condition that a caller could mend: see arena.h. */
static void *must(void *p)
{
    if (!p) {
        fputs("duly: out of memory\n", stderr);
        abort();
    }
    return p;
}

static struct chunk *chunk_new(size_t size, struct chunk *next)
{
    struct chunk *c = must(malloc(sizeof *c + size));
    c->next = next;
    c->size = size;
    c->used = 0;
    return c;
}

struct arena *arena_new(void)
{
    return must(calloc(1, sizeof(struct arena)));
}

static void chunks_free(struct chunk *c)
{
    while (c) {
        struct chunk *next = c->next;
        free(c);
        c = next;
    }
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    chunks_free(a->chunks);
    free(a);
}

void arena_reset(struct arena *a)
{
    struct chunk *keep = a->chunks;
    if (keep) {
        chunks_free(keep->next);
        keep->next = NULL;
        keep->used = 0;
        if (keep->size > CHUNK_BYTES) {
            chunks_free(keep);
            keep = NULL;
        }
    }
    a->chunks = keep;
    a->used = 0;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - 2 * align)
        must(NULL);
    size = (size + align - 1) / align * align;
    struct chunk *c = a->chunks;
    if (!c || c->size - c->used < size) {
        size_t room = size > CHUNK_BYTES / 4 ? size : CHUNK_BYTES;
        c = chunk_new(room, a->chunks);
        if (room == size && a->chunks) { /* keep the half-full chunk in front */
            c->next = a->chunks->next;
            a->chunks->next = c;
        } else {
            a->chunks = c;
        }
    }
    void *p = (char *)c->data + c->used;
    c->used += size;
    a->used += size;
    return memset(p, 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        must(NULL);
    return arena_alloc(a, total);
}

struct span arena_copy(struct arena *a, struct span s)
{
    char *copy = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(copy, s.at, s.n);
    return (struct span){copy, s.n};
}

char *arena_strdup(struct arena *a, const char *s)
{
    size_t n = strlen(s);
    return memcpy(arena_alloc(a, n + 1), s, n);
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        n = 0;
    char *s = arena_alloc(a, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, format, args);
    return s;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *s = arena_vprintf(a, format, args);
    va_end(args);
    return s;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

void *vec_grow(struct arena *a, void *at, size_t n, size_t *room, size_t size)
{
    if (n < *room) {
        memset((char *)at + n * size, 0, size);
        return at;
    }
    size_t more = *room ? *room * 2 : 8;
    void *grown = arena_array(a, more, size);
    if (n)
        memcpy(grown, at, n * size);
    *room = more;
    return grown;
}
