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
    uint8_t level;
    struct span label; /* a number or mark that the format computes and the source does not hold */
};

/* source must stay in the arena, as valid UTF-8. Its bytes may be masked later. */
struct document *document_new(struct arena *a, enum format f, char *source, size_t length);

/* Begins a block; the one before it ends. */
void document_block(struct document *d, struct block_hint hint);

/* Adds one line to the block. False once a limit is reached: the format stops then. */
bool document_line(struct document *d, size_t from, size_t to, struct place place);

void document_finish(struct document *d);
