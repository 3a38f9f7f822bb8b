/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Little-endian packing between processes and into the ledger. Reading never trusts: the cursor has
 * a sticky failure, every read past the end gives zero and sets it, and unpack_end() is the one
 * place where success is asked for.
 */
#pragma once

#include "base/buf.h"

#include <stdint.h>

void pack_u8(struct buf *b, uint8_t v);
void pack_u16(struct buf *b, uint16_t v);
void pack_u32(struct buf *b, uint32_t v);
void pack_u64(struct buf *b, uint64_t v);
void pack_span(struct buf *b, struct span s); /* length as u32, then the bytes */

struct unpacker {
    const uint8_t *at, *end;
    const char *bad; /* NULL, or the first thing that was wrong, as a static string */
};

static inline struct unpacker unpack_begin(struct span s)
{
    const uint8_t *at = (const uint8_t *)s.at;
    return (struct unpacker){at, at ? at + s.n : at, NULL};
}

uint8_t unpack_u8(struct unpacker *u);
uint16_t unpack_u16(struct unpacker *u);
uint32_t unpack_u32(struct unpacker *u);
uint64_t unpack_u64(struct unpacker *u);
struct span unpack_span(struct unpacker *u); /* a view into the packed bytes */

/* A value that must lie below limit, else the cursor fails and 0 is returned. */
uint32_t unpack_below(struct unpacker *u, uint32_t limit, const char *what);

/* How many elements follow, each at least least_bytes long: never more than the bytes left allow,
   so an array of that many can be allocated. */
uint32_t unpack_count(struct unpacker *u, size_t least_bytes);

void unpack_fail(struct unpacker *u, const char *what);

/* True when nothing failed and nothing is left. */
bool unpack_end(struct unpacker *u);
