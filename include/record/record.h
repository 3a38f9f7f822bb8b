/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reading a document yields: everything that judging may ever ask, and nothing else. It is
 * made once per (content, reader version, probe table), crosses a process boundary, and rests in
 * the ledger. Whoever unpacks one treats its maker as taken over.
 */
#pragma once

#include "base/buf.h"
#include "base/limits.h"
#include "document/document.h"
#include "fact/fact.h"

/* Raised whenever the same bytes would give another record. */
enum { RECORD_VERSION = 1 };

enum unread {
    READ_OK,
    UNREAD_BINARY,
    UNREAD_ENCODING,
    UNREAD_LIMIT,    /* detail: the limit's name */
    UNREAD_CRASHED,  /* the reader died over it, twice */
    UNREAD_TIME,     /* ... or overran the wall clock, twice */
    UNREAD_OPEN,     /* could not be opened or read: detail says errno's text */
    UNREAD_CHANGING, /* changed while it was read, again and again */
    UNREAD_FORMAT,   /* a format that is not read */
    UNREAD_COUNT
};
const char *unread_text(enum unread why); /* "binary", "encoding", "limit", ... */

struct record_section {
    struct span number, title;
    struct span folded; /* the title as probe_normalise() would have it, for comparing */
    uint8_t level;
    bool glued;
    struct place place;
    struct range heading, body, whole;
    uint32_t words, items;
    uint32_t quote;
};

/* A found probe. */
struct hit {
    uint32_t probe;     /* index in the probe table */
    struct range at;    /* in the text; for title and headings too */
    struct range group; /* what the pattern's group took; equal to at without a group */
    struct span text;   /* of the group, as in the file */
    struct place place;
    uint32_t sentence, block;
    uint32_t quote;
};

/* An item of a list, whole: what a section demands, point by point. */
struct record_item {
    struct span label, text; /* as in the file; text at most LIMIT_QUOTE_BYTES */
    struct range at;
    struct place place;
    uint32_t quote;
};

/* A probe whose hits are not all there. Too many hits still prove "at least so many"; a pattern
   that ran out of steps or heap proves nothing. */
struct overrun {
    uint32_t probe;
    enum limit why; /* hits-per-probe, hits, pattern-steps or pattern-heap */
};

/* A line, or a window of a long one, with what was found in it: shown beneath a finding. */
struct quote {
    struct range at; /* of the text that is quoted */
    struct place place;
    struct span text; /* as in the file, at most LIMIT_QUOTE_BYTES */
    bool cut_before, cut_after;
};
#define NO_QUOTE UINT32_MAX

struct record {
    /* From the reader. */
    enum unread unread;
    struct span detail; /* why, for a person; empty if READ_OK */
    enum format format;
    char language[4];
    enum stage stage;
    struct span title, title_folded;
    struct place title_place;
    struct range title_range;
    uint32_t title_quote;
    uint32_t length; /* of the text */
    uint32_t lines, pages, words;
    struct record_section *sections;
    uint32_t section_count;
    struct record_item *items;
    uint32_t item_count;
    struct fact *facts;    /* in document order */
    uint32_t *fact_quotes; /* one per fact; NO_QUOTE if none */
    uint32_t fact_count;
    struct hit *hits; /* by probe, then by place */
    uint32_t hit_count;
    struct overrun *overruns; /* by probe */
    uint32_t overrun_count;
    struct quote *quotes;
    uint32_t quote_count;
    unsigned limit; /* a limit that cut facts or hits short, else LIMIT_COUNT */
};

/* A record of what was not read. format: FORMAT_COUNT if no reader knows it. */
struct record record_unread(enum unread why, struct span detail, enum format format);

/* The hits of one probe: a slice of hits. */
const struct hit *record_hits(const struct record *r, uint32_t probe, uint32_t *ret_count);
const struct overrun *record_overran(const struct record *r, uint32_t probe); /* or NULL */

void record_pack(const struct record *r, struct buf *out);

/*
 * Everything is checked: enums, ranges against length, indexes, order, UTF-8, dates, counts, bytes
 * left over. Texts are views into packed, arrays lie in the arena. False: *ret_why says what was
 * wrong, and *ret is untouched.
 */
bool record_unpack(struct arena *a, struct span packed, uint32_t probe_count, struct record *ret,
                   const char **ret_why);
