/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/walk.h"
#include "base/utf8.h"
#include "record/record.h"

enum { NUMBER_BYTES = 10 }; /* of 64 bits */

static void put_number(struct buf *b, uint64_t v)
{
    if (b->room - b->n <= NUMBER_BYTES)
        buf_grow(b, NUMBER_BYTES);
    char *at = b->at + b->n;
    for (; v >= 0x80; v >>= 7)
        *at++ = (char)(v | 0x80);
    *at++ = (char)v;
    *at = '\0';
    b->n = (size_t)(at - b->at);
}

static uint64_t take_number(struct unpacker *u)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64 && u->at < u->end; shift += 7) {
        uint8_t byte = *u->at++;
        v |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        if ((byte == 0 && shift > 0) || (shift == 63 && byte > 1))
            unpack_fail(u, "number not in its shortest form");
        return v;
    }
    unpack_fail(u, "number cut short");
    return 0;
}

uint64_t walk_number(struct walk *w, uint64_t v, uint64_t most, const char *what)
{
    if (w->out) {
        put_number(w->out, v);
        return v;
    }
    v = take_number(&w->in);
    if (v <= most && !w->in.bad)
        return v;
    unpack_fail(&w->in, what);
    return 0;
}

void walk_truth(struct walk *w, bool *v)
{
    *v = walk_number(w, *v, 1, "neither true nor false") != 0;
}

/* Small magnitudes of either sign stay short: 0, -1, 1, -2 ... become 0, 1, 2, 3 ... */
void walk_signed(struct walk *w, int64_t *v)
{
    uint64_t folded = (uint64_t)*v << 1 ^ (*v < 0 ? UINT64_MAX : 0);
    folded = walk_number(w, folded, UINT64_MAX, "no number");
    *v = (int64_t)(folded >> 1 ^ (folded & 1 ? UINT64_MAX : 0));
}

static struct span walk_bytes(struct walk *w, struct span s)
{
    size_t n = walk_number(w, s.n, UINT32_MAX, "text too long");
    if (w->out) {
        buf_span(w->out, s);
        return s;
    }
    if (n > (size_t)(w->in.end - w->in.at)) {
        unpack_fail(&w->in, "text cut short");
        n = 0;
    }
    s = (struct span){(const char *)w->in.at, n};
    w->in.at += n;
    return s;
}

void walk_text(struct walk *w, struct span *s)
{
    *s = walk_bytes(w, *s);
    if (!w->out && !utf8_valid(*s))
        unpack_fail(&w->in, "text is no UTF-8");
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void walk_code(struct walk *w, char *code, size_t size)
{
    struct span s = walk_bytes(w, (struct span){code, strnlen(code, size - 1)});
    if (w->out)
        return;
    if (s.n >= size)
        unpack_fail(&w->in, "code too long");
    for (size_t i = 0; i < s.n && !w->in.bad; i++) {
        code[i] = s.at[i];
        if (!is_ascii_letter(s.at[i]))
            unpack_fail(&w->in, "code is not of letters");
    }
}

void walk_range(struct walk *w, struct range *r)
{
    WALK(w, r->start, w->length, "range begins beyond the text");
    uint32_t n = r->end - r->start;
    WALK(w, n, w->length - r->start, "range ends beyond the text");
    r->end = r->start + n;
}

void walk_place(struct walk *w, struct place *p)
{
    WALK(w, p->line, UINT32_MAX, "line");
    WALK(w, p->column, UINT32_MAX, "column");
    WALK(w, p->page, UINT32_MAX, "page");
}

/* One more than the index, so that the frequent "none" is one byte. */
void walk_quote(struct walk *w, uint32_t *quote)
{
    uint32_t next = *quote == NO_QUOTE ? 0 : *quote + 1;
    WALK(w, next, w->quotes, "no such quote");
    *quote = next ? next - 1 : NO_QUOTE;
}

void *walk_array(struct walk *w, void *array, uint32_t *count, uint32_t most, size_t size,
                 size_t least_bytes)
{
    WALK(w, *count, most, "too many elements");
    if (w->out)
        return array;
    if (*count > (size_t)(w->in.end - w->in.at) / least_bytes) {
        unpack_fail(&w->in, "more elements than bytes");
        *count = 0;
    }
    return arena_array(w->arena, *count, size);
}
