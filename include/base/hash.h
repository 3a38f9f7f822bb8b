/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fast hashes for tables in memory; what is kept or shown is base/digest.h's. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Every bit of v bears upon every bit of the result; a bijection, and 0 stays 0. The constants are
   splitmix64's. */
static inline uint64_t hash_mix(uint64_t v)
{
    v = (v ^ (v >> 30)) * 0xbf58476d1ce4e5b9u;
    v = (v ^ (v >> 27)) * 0x94d049bb133111ebu;
    return v ^ (v >> 31);
}

/* Not the same on machines of another byte order. */
static inline uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    uint64_t word, h = hash_mix(seed + n);
    for (; n > sizeof word; n -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        h = hash_mix(h ^ word);
    }
    word = 0;
    if (n > 0) /* of no bytes, `bytes` may be NULL */
        memcpy(&word, at, n);
    return hash_mix(h ^ word);
}
