/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the reader is asked to look for on behalf of the packs. All packs' probes are one table,
 * each different probe in it once, looked for in one pass over the text. The table's digest is the
 * only thing about rules that a record depends on: an edited message, severity or date leaves it
 * alone.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"

enum probe_form {
    PROBE_LITERAL, /* whole words of normalised text, ignoring case */
    PROBE_PATTERN  /* PCRE2, UTF and caseless, '^' and '$' at line ends, on normalised text */
};

enum probe_region {
    PROBE_TEXT,    /* everything but furniture */
    PROBE_TITLE,   /* the document's title alone: '^' is its beginning */
    PROBE_HEADING, /* each heading's title alone */
    PROBE_REGIONS
};

struct probe {
    enum probe_form form;
    enum probe_region region;
    struct span text; /* normalised for literals (probe_normalise) */
};

struct probe_table {
    struct arena *arena; /* the caller's; all else begins as zero */
    VEC(struct probe) list;
    uint32_t *index; /* handle → place in list, once sealed */

    /* probe.c's own, until it is sealed: an open hash of list (0 is free, else handle + 1). */
    uint32_t *hash;
    size_t hash_room, text_bytes;
};

/* A handle for the probe, the same one for an equal probe (form, region, text); UINT32_MAX when the
   table is full. text is copied. */
uint32_t probe_table_add(struct probe_table *t, struct probe p);

/* Sorts the list by form, region and text, so that neither the order of rules in a file nor that of
   packs changes the digest. Nothing is added afterwards. */
void probe_table_seal(struct probe_table *t);

/* The number by which records know a probe: its place in the sealed list. */
static inline uint32_t probe_table_index(const struct probe_table *t, uint32_t handle)
{
    return t->index[handle];
}

/* Text as it is compared: NFC, blanks to one space, dashes to '-', soft hyphens out, lower case. */
struct span probe_normalise(struct arena *a, struct span text);

/* NULL, or what is wrong with a pattern (at most one group; compiles; at most LIMIT_PATTERN_BYTES)
   and at which byte: asked by the rule loader, so that the reader is never sent a bad one. */
const char *probe_pattern_error(struct arena *a, struct span pattern, size_t *ret_offset);

void probe_table_pack(const struct probe_table *t, struct buf *out);
/* ret is empty but for its arena; after false it holds nothing of use. */
bool probe_table_unpack(struct span packed, struct probe_table *ret);
struct digest probe_table_digest(const struct probe_table *t);
