/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Eight bytes looked at together, for the passes over the whole text. A mask has the high bit of
 * each byte for which something holds; the masks of eight_is() and eight_in() are exact only for
 * bytes below 0x80, and never hold for others.
 */
#pragma once

#include <stdint.h>
#include <string.h>

#define EIGHT_ONES 0x0101010101010101u
#define EIGHT_HIGH 0x8080808080808080u

static inline uint64_t eight_load(const char *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

/* Which bytes are c. */
static inline uint64_t eight_is(uint64_t x, unsigned char c)
{
    uint64_t differs = x ^ EIGHT_ONES * c;
    return ~(((differs & ~EIGHT_HIGH) + EIGHT_ONES * 0x7f) | differs) & EIGHT_HIGH;
}

/* Which bytes lie from first to last. */
static inline uint64_t eight_in(uint64_t x, unsigned char first, unsigned char last)
{
    uint64_t low = x & ~EIGHT_HIGH;
    uint64_t reaches = low + EIGHT_ONES * (0x80u - first),
             passes = low + EIGHT_ONES * (0x7fu - last);
    return reaches & ~passes & ~x & EIGHT_HIGH;
}

/* How many bytes a mask holds for. */
static inline unsigned eight_count(uint64_t mask)
{
    return (unsigned)((mask >> 7) * EIGHT_ONES >> 56);
}

/* The first byte that a mask, which is not empty, holds for. */
static inline unsigned eight_first(uint64_t mask)
{
    if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
        return (unsigned)__builtin_ctzll(mask) / 8;
    return (unsigned)__builtin_clzll(mask) / 8;
}

/* For comparing texts by number first; equal texts have equal hashes. */
static inline uint64_t eight_hash(const char *at, size_t n)
{
    uint64_t hash = n, x = 0;
    for (; n >= 8; at += 8, n -= 8)
        hash = ((hash ^ eight_load(at)) * 0x9e3779b97f4a7c15u) ^ hash >> 29;
    memcpy(&x, at, n);
    return (hash ^ x) * 0x9e3779b97f4a7c15u;
}
