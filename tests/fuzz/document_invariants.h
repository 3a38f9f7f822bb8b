/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds of every document, whatever bytes it was made of. */
#pragma once

#include "base/limits.h"
#include "base/utf8.h"
#include "format/format.h"

#include <stdlib.h>

#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static inline void range_holds(const struct document *d, struct range r)
{
    HOLDS(r.start <= r.end && r.end <= d->length);
}

static inline void span_holds(const struct document *d, struct span s)
{
    HOLDS(!s.n || (s.at >= d->text && s.at + s.n <= d->text + d->length));
}

static inline void texts_hold(const struct document *d)
{
    struct span text = {d->text, d->length}, fold = {d->fold, d->length};
    HOLDS(utf8_valid(text) && utf8_valid(fold) && utf8_valid(d->source));
    HOLDS(!d->text[d->length] && !d->fold[d->length]);
    HOLDS(!memchr(text.at, 0, text.n) && !memmem(text.at, text.n, "  ", 2));
    HOLDS(!d->length || text.at[text.n - 1] == '\n');
    for (uint32_t i = 0; i < d->length; i++)
        HOLDS((text.at[i] & 0x80) == (fold.at[i] & 0x80) &&
              (text.at[i] == '\n') == (fold.at[i] == '\n'));
}

static inline void parts_hold(const struct document *d)
{
    uint32_t end = 0;
    for (size_t i = 1; i < d->runs.n; i++) {
        HOLDS(d->runs.at[i - 1].text < d->runs.at[i].text);
        HOLDS(d->runs.at[i - 1].source <= d->runs.at[i].source);
        HOLDS(d->runs.at[i].source <= d->source.n && d->runs.at[i].text <= d->length);
    }
    for (size_t i = 0; i < d->lines.n; i++) {
        struct range r = d->lines.at[i].text;
        range_holds(d, r);
        HOLDS(r.start >= end && r.start < r.end);
        HOLDS(d->lines.at[i].place.line && d->lines.at[i].place.column);
        end = r.end;
    }
    end = 0;
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct block *b = &d->blocks.at[i];
        range_holds(d, b->text);
        range_holds(d, b->label);
        uint32_t start = b->label.end > b->label.start ? b->label.start : b->text.start;
        HOLDS(b->label.end <= b->text.start && start >= end && b->line_count);
        HOLDS(b->first_line + b->line_count <= d->lines.n);
        end = b->text.end;
    }
}

static inline void outline_holds(const struct document *d)
{
    for (size_t i = 0; i < d->sections.n; i++) {
        const struct section *s = &d->sections.at[i];
        span_holds(d, s->number);
        span_holds(d, s->title);
        range_holds(d, s->heading);
        range_holds(d, s->body);
        range_holds(d, s->whole);
        HOLDS(s->level && s->body.start == s->whole.start && s->body.end <= s->whole.end);
        HOLDS(i == 0 || d->sections.at[i - 1].heading.end < s->heading.start + 1);
    }
    for (size_t i = 1; i < d->sentences.n; i++)
        HOLDS(d->sentences.at[i - 1] < d->sentences.at[i] && d->sentences.at[i] < d->length);
    span_holds(d, d->title);
    range_holds(d, d->title_range);
}

static inline void lookups_hold(struct document *d)
{
    uint32_t step = d->length / 64 + 1;
    for (uint32_t i = 0; i < d->length; i += step) {
        struct place place = document_place(d, i);
        HOLDS(place.line && place.column);
        uint32_t line = document_line_at(d, i), block = document_block_at(d, i);
        HOLDS(line == UINT32_MAX || line < d->lines.n);
        HOLDS(block == UINT32_MAX || block < d->blocks.n);
        HOLDS(document_sentence_at(d, i) < d->sentences.n || d->limit != LIMIT_COUNT);
        struct span raw = document_raw(d, (struct range){i, i + 7});
        HOLDS(utf8_valid(raw) && raw.at >= d->source.at &&
              raw.at + raw.n <= d->source.at + d->source.n);
    }
    if (d->length > 2)
        document_mask(d, (struct range){d->length / 3, d->length / 2});
}

static inline int document_fuzz(const uint8_t *data, size_t size, enum format format)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct span bytes = arena_copy(a, (struct span){(const char *)data, size});
    struct format_result r = format_read(a, (char *)(uintptr_t)bytes.at, bytes.n, format);
    HOLDS((r.why == READABLE) == (r.document != NULL) && r.detail);
    if (!r.document)
        return 0;
    texts_hold(r.document);
    parts_hold(r.document);
    outline_holds(r.document);
    lookups_hold(r.document);
    HOLDS(utf8_valid(r.document->source));
    return 0;
}
