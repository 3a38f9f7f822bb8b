/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view of bytes that somebody else owns: an arena, a literal, a file in memory. Not terminated.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
    const char *at;
    size_t n; /* bytes */
};

/* For %.*s: printf("%.*s", SPAN_ARG(s)). */
#define SPAN_ARG(s)   ((int)(s).n), ((s).at ? (s).at : "")
#define NO_SPAN       ((struct span){0})
#define SPAN(literal) ((struct span){(literal), sizeof(literal) - 1})

static inline struct span span_of(const char *s)
{
    return (struct span){s, s ? strlen(s) : 0};
}

static inline bool span_eq(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

static inline bool span_is(struct span a, const char *s)
{
    return span_eq(a, span_of(s));
}

static inline bool span_starts(struct span a, struct span prefix)
{
    return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.at, prefix.at, prefix.n) == 0);
}

/* The bytes [from, to) of a; both are cut to its length. */
static inline struct span span_cut(struct span a, size_t from, size_t to)
{
    if (to > a.n)
        to = a.n;
    if (from > to)
        from = to;
    return (struct span){a.at ? a.at + from : NULL, to - from};
}

/* Bytewise order, a shorter prefix first: the same on every machine and in every locale. */
int span_order(struct span a, struct span b);

/* Without blanks (space, tab, line ends) at either end. */
struct span span_trim(struct span a);
