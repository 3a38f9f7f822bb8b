/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A literal read as a file would be, and what was found in it as one string. */
#pragma once

#include "base/buf.h"
#include "format/format.h"

#include <stdio.h>

static inline struct document *read_bytes(struct arena *a, enum format format, struct span bytes)
{
    struct span copy = arena_copy(a, bytes);
    struct format_result r = format_read(a, (char *)(uintptr_t)copy.at, copy.n, format);
    if (r.why != READABLE)
        fprintf(stderr, "unreadable: %s\n", r.detail);
    return r.document;
}

static inline struct document *read_text(struct arena *a, const char *text)
{
    return read_bytes(a, FORMAT_TEXT, span_of(text));
}

static inline struct document *read_markdown(struct arena *a, const char *text)
{
    return read_bytes(a, FORMAT_MARKDOWN, span_of(text));
}

/* "1|2|Bakgrund\n" for each section: level, number, title. */
static inline const char *outline_of(const struct document *d)
{
    struct buf b = {0};
    buf_grow(&b, 0);
    for (size_t i = 0; i < d->sections.n; i++) {
        const struct section *s = &d->sections.at[i];
        buf_printf(&b, "%d|%.*s|%.*s\n", s->level, SPAN_ARG(s->number), SPAN_ARG(s->title));
    }
    const char *text = arena_strdup(d->arena, b.at);
    buf_done(&b);
    return text;
}

/* "item [-] text\n" for each block. */
static inline const char *blocks_of(const struct document *d)
{
    static const char *const kinds[] = {
        [BLOCK_PARAGRAPH] = "text", [BLOCK_HEADING] = "heading",   [BLOCK_ITEM] = "item",
        [BLOCK_ROW] = "row",        [BLOCK_CONTENTS] = "contents", [BLOCK_FURNITURE] = "furniture",
        [BLOCK_CODE] = "code",
    };
    struct buf b = {0};
    buf_grow(&b, 0);
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct block *block = &d->blocks.at[i];
        buf_printf(&b, "%s [%.*s] ", kinds[block->kind], SPAN_ARG(document_span(d, block->label)));
        for (uint32_t k = block->text.start; k < block->text.end; k++)
            buf_byte(&b, d->text[k] == '\n' ? '/' : d->text[k]);
        buf_byte(&b, '\n');
    }
    const char *text = arena_strdup(d->arena, b.at);
    buf_done(&b);
    return text;
}

static inline const char *text_of(struct arena *a, struct span s)
{
    return arena_copy(a, s).at;
}
