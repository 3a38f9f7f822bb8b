/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a format makes a document: blocks of lines in reading order, then document_finish(), which
 * tells headings from list items, tables of contents, addresses and page numbers, and finds
 * sections, sentences, title and language.
 *
 *     struct document *d = document_new(arena, FORMAT_TEXT, source);
 *     document_block(d, (struct block_hint){0});
 *     document_line(d, from, to, place);      bytes [from, to) of source: one line, no line end
 *     ...
 *     document_finish(d);
 */
#pragma once

#include "document/document.h"

struct block_hint {
    enum block_kind kind; /* what the format says it is; BLOCK_PARAGRAPH with given == false if it
                             does not say */
    bool given;
    uint8_t level;     /* of a given heading: 1 highest, 0 the document's title */
    struct span label; /* a number or mark that the format computes and the source does not hold */
};

/* source must stay in the arena, as valid UTF-8. Its bytes may be masked later. */
struct document *document_new(struct arena *a, enum format f, char *source, size_t length);

/* Begins a block; the one before it ends. */
void document_block(struct document *d, struct block_hint hint);

/* Adds one line to the block; the cells of a row are lines too. False once a limit is reached: the
   format stops then. */
bool document_line(struct document *d, size_t from, size_t to, struct place place);

/* Goes on with the line just added, behind markup that was left out; on the same line of source. */
void document_more(struct document *d, size_t from, size_t to);

/* The same with other words than source has at [from, to): "&amp;" is "&". */
void document_instead(struct document *d, struct span text, size_t from, size_t to);

/* The end of the line just added is meant, whatever its width. */
void document_meant(struct document *d);

/* Characters in [from, to) of source, as columns count them: a base and its marks are one. */
uint32_t document_columns(const struct document *d, size_t from, size_t to);

void document_finish(struct document *d);
