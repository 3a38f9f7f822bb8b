/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing run of bytes on the heap, always NUL-terminated. */
#pragma once

#include "base/span.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

struct buf {
    char *at; /* NULL while empty */
    size_t n, room;
};

static inline void buf_done(struct buf *b)
{
    free(b->at);
    *b = (struct buf){0};
}
#define _cleanup_buf_ __attribute__((cleanup(buf_done)))

/* A copy on the heap; never NULL (as in arena.h). */
char *text_dup(const char *text);

/* Room for n bytes more; buf_grow(b, 0) gives an empty buffer its terminator. */
void buf_grow(struct buf *b, size_t n);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void buf_byte(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}
static inline void buf_span(struct buf *b, struct span s)
{
    buf_add(b, s.at, s.n);
}
static inline void buf_text(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}
static inline struct span buf_peek(const struct buf *b)
{
    return (struct span){b->at ? b->at : "", b->n};
}
static inline void buf_clear(struct buf *b)
{
    b->n = 0;
    if (b->at)
        b->at[0] = '\0';
}
