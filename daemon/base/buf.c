/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"

#include <stdio.h>

/* As in arena.h: no condition that a caller could mend. */
static void must(const void *p)
{
    if (p)
        return;
    fputs("duly: out of memory\n", stderr);
    abort();
}

char *text_dup(const char *text)
{
    char *copy = strdup(text);
    must(copy);
    return copy;
}

void buf_grow(struct buf *b, size_t n)
{
    size_t need;
    if (__builtin_add_overflow(b->n, n, &need) || __builtin_add_overflow(need, (size_t)1, &need))
        abort();
    if (need <= b->room)
        return;
    size_t room = b->room ? b->room : 128;
    while (room < need)
        room = room > SIZE_MAX / 2 ? need : room * 2;
    b->at = realloc(b->at, room);
    must(b->at);
    b->room = room;
    b->at[b->n] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    buf_grow(b, n);
    if (n)
        memcpy(b->at + b->n, bytes, n);
    b->n += n;
    b->at[b->n] = '\0';
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n > 0) {
        buf_grow(b, (size_t)n);
        vsnprintf(b->at + b->n, (size_t)n + 1, format, args);
        b->n += (size_t)n;
    }
    va_end(args);
}
