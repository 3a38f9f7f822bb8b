/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One description of a record serves both ways: walking it with `out` set packs it, walking it
 * without unpacks and checks it. What is written and what is read can therefore not drift apart.
 *
 * Numbers are LEB128, seven bits a byte, lowest first. Only the shortest form is taken, so that a
 * record has one packed form and no other.
 */
#pragma once

#include "base/arena.h"
#include "base/pack.h"
#include "base/place.h"

struct walk {
    struct buf *out;         /* packing: where to */
    struct unpacker in;      /* unpacking: where from */
    struct arena *arena;     /* unpacking: for the arrays */
    uint32_t length;         /* of the text: ranges end there */
    uint32_t quotes, probes; /* how many there are: what indexes lie below */
};

/* v packed; or what was unpacked, at most `most`, else the walk has failed and it is 0. */
uint64_t walk_number(struct walk *w, uint64_t v, uint64_t most, const char *what);

/* Any number field, of any type. */
#define WALK(w, field, most, what)                                                                 \
    ((field) = (typeof(field))walk_number((w), (uint64_t)(field), (most), (what)))

void walk_truth(struct walk *w, bool *v);
void walk_signed(struct walk *w, int64_t *v);
void walk_text(struct walk *w, struct span *s);          /* valid UTF-8 */
void walk_code(struct walk *w, char *code, size_t size); /* up to size - 1 ASCII letters */
void walk_range(struct walk *w, struct range *r);        /* rising, within length */
void walk_place(struct walk *w, struct place *p);
void walk_quote(struct walk *w, uint32_t *quote); /* an index below `quotes`, or NO_QUOTE */

/* The length of an array, at most `most`, of elements of at least `least_bytes` packed. When
   unpacking, *array becomes that long. */
void *walk_array(struct walk *w, void *array, uint32_t *count, uint32_t most, size_t size,
                 size_t least_bytes);
#define WALK_ARRAY(w, array, count, most, least_bytes)                                             \
    ((array) = walk_array((w), (array), &(count), (most), sizeof *(array), (least_bytes)))

static inline void walk_fail(struct walk *w, const char *what)
{
    if (!w->out)
        unpack_fail(&w->in, what);
}
