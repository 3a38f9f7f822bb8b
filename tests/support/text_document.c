/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text_document.h"

#include "base/utf8.h"

static bool is_dash(int32_t c)
{
    return c == 0xad || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool is_blank(int32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0xa0 || c == 0x202f ||
           (c >= 0x2000 && c <= 0x200a);
}

/* Writes one character as the text has it; lower case too where that is as long. */
static uint32_t normal_add(struct document *d, uint32_t at, int32_t c, struct span bytes)
{
    char lower[4];
    size_t n = bytes.n;
    if (c < 0)
        return at;
    if (is_blank(c) || is_dash(c)) {
        bytes = is_blank(c) ? SPAN(" ") : SPAN("-");
        n = 1;
        if (c == 0xad || (is_blank(c) && (at == 0 || strchr(" \n", d->text[at - 1]))))
            return at;
    }
    memcpy(d->text + at, bytes.at, n);
    memcpy(d->fold + at, bytes.at, n);
    if (n == bytes.n && !is_blank(c) && !is_dash(c) && utf8_encode(utf8_lower(c), lower) == n)
        memcpy(d->fold + at, lower, n);
    return at + (uint32_t)n;
}

static void line_add(struct document *d, struct span source, size_t from, size_t to,
                     uint32_t number)
{
    struct place place = {.line = number, .column = 1};
    struct line *line = VEC_ADD(d->arena, &d->lines);
    *line = (struct line){{d->length, d->length}, place};
    for (size_t i = from, n; i < to; i += n, place.column++) {
        struct run *run = VEC_ADD(d->arena, &d->runs);
        *run = (struct run){d->length, (uint32_t)i, place};
        struct span rest = span_cut(source, i, to);
        int32_t c = utf8_decode(rest, &n);
        d->length = normal_add(d, d->length, c, span_cut(rest, 0, n));
    }
    while (d->length > line->text.start && d->text[d->length - 1] == ' ')
        d->length--;
    line->text.end = d->length;
}

static void block_end(struct document *d, uint32_t first_line)
{
    if (first_line == d->lines.n)
        return;
    struct block *b = VEC_ADD(d->arena, &d->blocks);
    *b = (struct block){
        .kind = BLOCK_PARAGRAPH,
        .first_line = first_line,
        .line_count = (uint32_t)d->lines.n - first_line,
        .text = {d->lines.at[first_line].text.start, d->lines.at[d->lines.n - 1].text.end}};
    b->label = (struct range){b->text.start, b->text.start};
}

static void sentences_find(struct document *d)
{
    bool begins = true;
    for (uint32_t i = 0; i < d->length; i++) {
        if (begins && d->text[i] != ' ')
            *VEC_ADD(d->arena, &d->sentences) = i;
        bool stop = i > 1 && d->text[i] == ' ' && strchr(".!?", d->text[i - 1]) &&
                    d->text[i + 1] != d->fold[i + 1];
        begins = d->text[i] == '\n' || stop;
    }
}

struct document *text_document(struct arena *a, struct span text, const char *language)
{
    struct document *d = ARENA_NEW(a, struct document);
    uint32_t first = 0, number = 0;
    *d = (struct document){.arena = a, .source = arena_copy(a, text), .limit = UINT32_MAX};
    d->text = arena_alloc(a, text.n + 2);
    d->fold = arena_alloc(a, text.n + 2);
    memcpy(d->language, language, strnlen(language, sizeof d->language - 1));
    for (size_t i = 0; i < text.n; i++) {
        const char *end = memchr(text.at + i, '\n', text.n - i);
        size_t to = end ? (size_t)(end - text.at) : text.n;
        uint32_t before = d->length;
        line_add(d, d->source, i, to, ++number);
        if (d->length == before) {
            d->lines.n--;
            block_end(d, first);
            first = (uint32_t)d->lines.n;
        } else {
            d->text[d->length] = d->fold[d->length] = '\n';
            d->length++;
        }
        i = to;
    }
    block_end(d, first);
    sentences_find(d);
    return d;
}
