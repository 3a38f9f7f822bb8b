/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/probe.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/utf8.h"

static uint64_t probe_hash(const struct probe *p)
{
    return hash_bytes((uint64_t)p->form << 8 | (uint64_t)p->region, p->text.at, p->text.n);
}

static int probe_order(const struct probe *a, const struct probe *b)
{
    if (a->form != b->form)
        return a->form < b->form ? -1 : 1;
    if (a->region != b->region)
        return a->region < b->region ? -1 : 1;
    return span_order(a->text, b->text);
}

/* Where an equal probe is, or the free place where it belongs. The room is a power of two. */
static uint32_t *hash_slot(const struct probe_table *t, const struct probe *p)
{
    size_t mask = t->hash_room - 1;
    for (size_t i = probe_hash(p) & mask;; i = (i + 1) & mask)
        if (t->hash[i] == 0 || probe_order(&t->list.at[t->hash[i] - 1], p) == 0)
            return &t->hash[i];
}

static void hash_grow(struct probe_table *t)
{
    t->hash_room = t->hash_room ? t->hash_room * 2 : 64;
    t->hash = ARENA_ARRAY(t->arena, t->hash_room, uint32_t);
    for (size_t i = 0; i < t->list.n; i++)
        *hash_slot(t, &t->list.at[i]) = (uint32_t)i + 1;
}

static bool has_room(const struct probe_table *t, size_t bytes)
{
    return t->list.n < LIMIT_PROBES && bytes <= LIMIT_PATTERN_BYTES &&
           t->text_bytes + bytes <= LIMIT_PROBE_BYTES;
}

uint32_t probe_table_add(struct probe_table *t, struct probe p)
{
    if (t->hash_room < 2 * (t->list.n + 1))
        hash_grow(t);
    uint32_t *slot = hash_slot(t, &p);
    if (*slot)
        return *slot - 1;
    if (!has_room(t, p.text.n))
        return UINT32_MAX;
    t->text_bytes += p.text.n;
    p.text = arena_copy(t->arena, p.text);
    *VEC_ADD(t->arena, &t->list) = p;
    *slot = (uint32_t)t->list.n;
    return *slot - 1;
}

struct numbered {
    struct probe probe;
    uint32_t handle;
};

static int numbered_order(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    return probe_order(&x->probe, &y->probe);
}

void probe_table_seal(struct probe_table *t)
{
    size_t n = t->list.n;
    struct numbered *sorted = ARENA_ARRAY(t->arena, n + 1, struct numbered);
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct numbered){t->list.at[i], (uint32_t)i};
    qsort(sorted, n, sizeof *sorted, numbered_order);
    t->index = ARENA_ARRAY(t->arena, n + 1, uint32_t);
    for (size_t i = 0; i < n; i++) {
        t->list.at[i] = sorted[i].probe;
        t->index[sorted[i].handle] = (uint32_t)i;
    }
}

enum { PACKED_LEAST = 2 + 4 }; /* bytes of a probe with an empty text */

void probe_table_pack(const struct probe_table *t, struct buf *out)
{
    pack_u32(out, (uint32_t)t->list.n);
    for (size_t i = 0; i < t->list.n; i++) {
        const struct probe *p = &t->list.at[i];
        pack_u8(out, (uint8_t)p->form);
        pack_u8(out, (uint8_t)p->region);
        pack_span(out, p->text);
    }
}

static struct probe unpack_probe(struct unpacker *u)
{
    uint8_t form = unpack_u8(u), region = unpack_u8(u);
    struct span text = unpack_span(u);
    if (form > PROBE_PATTERN || region >= PROBE_REGIONS)
        unpack_fail(u, "no such probe");
    if (!utf8_valid(text))
        unpack_fail(u, "probe is no UTF-8");
    return (struct probe){(enum probe_form)form, (enum probe_region)region, text};
}

bool probe_table_unpack(struct span packed, struct probe_table *ret)
{
    struct unpacker u = unpack_begin(packed);
    uint32_t count = unpack_count(&u, PACKED_LEAST);
    for (uint32_t i = 0; i < count && !u.bad; i++) {
        struct probe p = unpack_probe(&u);
        if (u.bad)
            break;
        if (i && probe_order(&ret->list.at[i - 1], &p) >= 0)
            unpack_fail(&u, "probes out of order");
        else if (!has_room(ret, p.text.n))
            unpack_fail(&u, "too many probes");
        ret->text_bytes += p.text.n;
        p.text = arena_copy(ret->arena, p.text);
        *VEC_ADD(ret->arena, &ret->list) = p;
    }
    return unpack_end(&u);
}

struct digest probe_table_digest(const struct probe_table *t)
{
    struct buf packed _cleanup_buf_ = {0};
    probe_table_pack(t, &packed);
    return digest_of(buf_peek(&packed));
}
