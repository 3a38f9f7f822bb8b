/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pack.h"

static void pack_bytes(struct buf *b, uint64_t v, int n)
{
    uint8_t bytes[8];
    for (int i = 0; i < n; i++)
        bytes[i] = (uint8_t)(v >> 8 * i);
    buf_add(b, bytes, (size_t)n);
}

void pack_u8(struct buf *b, uint8_t v)
{
    pack_bytes(b, v, 1);
}

void pack_u16(struct buf *b, uint16_t v)
{
    pack_bytes(b, v, 2);
}

void pack_u32(struct buf *b, uint32_t v)
{
    pack_bytes(b, v, 4);
}

void pack_u64(struct buf *b, uint64_t v)
{
    pack_bytes(b, v, 8);
}

void pack_span(struct buf *b, struct span s)
{
    pack_u32(b, (uint32_t)s.n);
    buf_span(b, s);
}

void unpack_fail(struct unpacker *u, const char *what)
{
    if (!u->bad)
        u->bad = what;
    u->at = u->end;
}

static size_t left(const struct unpacker *u)
{
    return (size_t)(u->end - u->at);
}

static uint64_t unpack_bytes(struct unpacker *u, size_t n)
{
    uint64_t v = 0;
    if (left(u) < n) {
        unpack_fail(u, "cut short");
        return 0;
    }
    for (size_t i = 0; i < n; i++)
        v |= (uint64_t)u->at[i] << 8 * i;
    u->at += n;
    return v;
}

uint8_t unpack_u8(struct unpacker *u)
{
    return (uint8_t)unpack_bytes(u, 1);
}

uint16_t unpack_u16(struct unpacker *u)
{
    return (uint16_t)unpack_bytes(u, 2);
}

uint32_t unpack_u32(struct unpacker *u)
{
    return (uint32_t)unpack_bytes(u, 4);
}

uint64_t unpack_u64(struct unpacker *u)
{
    return unpack_bytes(u, 8);
}

struct span unpack_span(struct unpacker *u)
{
    size_t n = unpack_u32(u);
    if (left(u) < n) {
        unpack_fail(u, "cut short");
        return (struct span){"", 0};
    }
    struct span s = {(const char *)u->at, n};
    u->at += n;
    return s;
}

uint32_t unpack_below(struct unpacker *u, uint32_t limit, const char *what)
{
    uint32_t v = unpack_u32(u);
    if (v < limit)
        return v;
    unpack_fail(u, what);
    return 0;
}

uint32_t unpack_count(struct unpacker *u, size_t least_bytes)
{
    uint32_t n = unpack_u32(u);
    if (n <= left(u) / least_bytes)
        return n;
    unpack_fail(u, "more elements than bytes");
    return 0;
}

bool unpack_end(struct unpacker *u)
{
    if (!u->bad && u->at != u->end)
        u->bad = "bytes left over";
    return !u->bad;
}
