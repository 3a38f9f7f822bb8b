/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that lives and dies together: one arena for a document, one for a rule set, one for an
 * evaluation. What is allocated stays where it is until the arena is freed whole.
 *
 * An allocation never returns NULL. How much can be asked for is bounded where things multiply
 * (base/limits.h) and, in a reader, by its address-space limit; a process that runs out of memory
 * all the same ends with SIGABRT, which for a reader is one finding about one document.
 */
#pragma once

#include "base/span.h"

#include <stdarg.h>
#include <stdint.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);
static inline void arena_freep(struct arena **a)
{
    arena_free(*a);
}
/* struct arena *scratch _cleanup_arena_ = arena_new(); */
#define _cleanup_arena_ __attribute__((cleanup(arena_freep)))

/* Forgets everything allocated, keeps one chunk for the next use. */
void arena_reset(struct arena *a);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size);
#define ARENA_NEW(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, count, type) ((type *)arena_array((a), (count), sizeof(type)))

/* Copies, with a terminating NUL behind them. */
char *arena_strdup(struct arena *a, const char *s);
struct span arena_copy(struct arena *a, struct span s);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Bytes handed out since the arena was made or reset. */
size_t arena_used(const struct arena *a);

/*
 * A growing array inside an arena:
 *     VEC(struct block) blocks = {0};
 *     struct block *b = VEC_ADD(arena, &blocks);      zeroed, at the end
 *     for (size_t i = 0; i < blocks.n; i++) use(&blocks.at[i]);
 * A pointer to an element is good until the next VEC_ADD.
 */
#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t n, room;                                                                            \
    }
#define VEC_ADD(a, v)                                                                              \
    ((v)->at = vec_grow((a), (v)->at, (v)->n, &(v)->room, sizeof *(v)->at), &(v)->at[(v)->n++])

/* at, or a copy of it with room for one element more; the new element is zeroed. */
void *vec_grow(struct arena *a, void *at, size_t n, size_t *room, size_t size);
