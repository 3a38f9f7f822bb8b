/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's content as text with structure. A format makes the lines; everything below them is found
 * here, in the same way for every format.
 *
 * Three texts belong together:
 *   source  what the file says, as UTF-8; raw texts are cut from it
 *   text    normalised: NFC, any blank one space, any dash '-', soft hyphens out, words broken at
 *           line ends joined. A line end within a paragraph is ' ' where the line was merely full
 *           and '\n' where it was meant; blocks end with '\n'. All ranges count in it.
 *   fold    text in lower case, byte for byte as long, so that a range serves both
 */
#pragma once

#include "base/arena.h"
#include "base/place.h"

enum format { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_DOCX, FORMAT_ODT, FORMAT_PDF, FORMAT_COUNT };
const char *format_text(enum format f); /* "text", "markdown", ... */
bool format_parse(struct span s, enum format *ret);

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_ITEM,      /* of a list, numbered or not */
    BLOCK_ROW,       /* of a table; cells are parted by '\n' */
    BLOCK_CONTENTS,  /* a line of a table of contents */
    BLOCK_FURNITURE, /* page numbers, running headers and footers: read for no fact */
    BLOCK_CODE,      /* verbatim: no heading, no item */
};

struct line {
    struct range text;
    struct place place; /* of its first character */
};

struct block {
    enum block_kind kind;
    struct range text;  /* without its final '\n' and without its label */
    struct range label; /* "5.2", "a)", "-", "§ 3" as written; empty if there is none */
    uint32_t first_line, line_count;
    uint8_t level; /* of a heading, 1 highest; of an item, 1 outermost; else 0 */
    bool given;    /* kind and level are the format's own word (Markdown '#', a style) */
};

struct section {
    struct span number; /* "5.2" without final punctuation; empty if it has none; view into text */
    struct span title;  /* view into text */
    uint8_t level;
    bool glued;            /* no blank between number and title: "5.2Handledning" */
    struct range heading;  /* label and title */
    struct range body;     /* to the next heading of any level */
    struct range whole;    /* body and all subsections */
    uint32_t words, items; /* in whole, headings not counted */
};

/* Where a stretch of text came from; good until the next run. Filled by the format. */
struct run {
    uint32_t text, source; /* byte offsets */
    struct place place;
};

struct document {
    struct arena *arena;
    enum format format;

    /* Filled by the format through document/build.h. */
    struct span source;
    char *text; /* NUL-terminated; may be overwritten in place by document_mask() only */
    uint32_t length;
    VEC(struct run) runs;
    VEC(struct line) lines;
    VEC(struct block) blocks;
    uint32_t pages; /* 0 if the format has none */

    /* Filled by document_finish(). */
    char *fold;
    VEC(struct section) sections;
    VEC(uint32_t) sentences; /* where each begins; a block end or '\n' ends one too; rising */
    struct span title;       /* view into text; empty if none was found */
    struct range title_range;
    char language[4]; /* "sv", "en", "de", "fi", "nb", "nn", "da", "fr"; "" if unclear */
    uint32_t words;

    /* The first limit that was reached, else LIMIT_COUNT; what lies beyond it was not read. */
    unsigned limit;
};

/* In characters, found by halving runs: cheap, but not for every byte. */
struct place document_place(const struct document *d, uint32_t offset);

/* What the file says there, from source; masked digits stay masked. */
struct span document_raw(const struct document *d, struct range r);

static inline struct span document_span(const struct document *d, struct range r)
{
    return (struct span){d->text + r.start, r.end - r.start};
}
static inline struct span document_folded(const struct document *d, struct range r)
{
    return (struct span){d->fold + r.start, r.end - r.start};
}

/* Indexes; UINT32_MAX if the offset lies in none. */
uint32_t document_block_at(const struct document *d, uint32_t offset);
uint32_t document_line_at(const struct document *d, uint32_t offset);
uint32_t document_section_at(const struct document *d, uint32_t offset); /* innermost, by body */
uint32_t document_sentence_at(const struct document *d, uint32_t offset);

/* Overwrites every digit and letter of the range with '*' in text, fold and source (personal
   numbers never leave the reader). Views into text see it at once. */
void document_mask(struct document *d, struct range r);
