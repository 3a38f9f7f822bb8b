/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a text: they end with LF, CRLF or CR; a form feed begins a page, not a line. */
#pragma once

#include "document/build.h"

struct source_line {
    size_t from, to; /* without its end */
    uint32_t number;
    uint32_t column; /* of from: more than 1 behind a form feed */
    uint32_t page;   /* 0 if the text has no form feeds */
};

struct line_reader {
    const struct document *document;
    struct span text; /* its source */
    size_t at;
    size_t next[3]; /* the nearest LF, CR and form feed at or behind at, or text.n */
    uint32_t number, column, page;
};

struct line_reader lines_begin(const struct document *d);

/* False behind the last line. */
bool lines_next(struct line_reader *r, struct source_line *ret);

/* Form feeds, and one more unless the text ends with the last; 0 without form feeds. */
uint32_t lines_pages(struct span text);

/* Read the source of a new document into it, but for document_finish(). */
void format_text_read(struct document *d);
void format_markdown_read(struct document *d);
