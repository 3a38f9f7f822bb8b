/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Source bytes to text, with the runs that lead back. Nearly all bytes are copied as they are; a
 * run goes on as long as source and text advance together, and is cut every RUN_BYTES so that a
 * place is found without counting through a whole line.
 *
 * NFC is made cluster by cluster: a base and the marks behind it. A base alone changes only if it
 * has a decomposition (Unicode Standard Annex 15). Clusters are cut at MARKS_MAX marks as the
 * stream-safe text format there has it, which also bounds the work for one.
 */
#include "base/utf8.h"
#include "document/draft.h"
#include "document/eight.h"
#include "document/wide.h"

#include <utf8proc.h>

enum { RUN_BYTES = 256, MARKS_MAX = 30, GAP_BLANKS = 3 };

/* LATIN leads two bytes, U+00C0 to U+02FF, that are copied as they are. */
enum byte_class { PLAIN, BLANK, NOTHING, LATIN, WIDE };
static const uint8_t byte_classes[256] = {
    [0 ... 8] = NOTHING, ['\t' ... '\r'] = BLANK, [14 ... 31] = NOTHING,   [' '] = BLANK,
    [127] = NOTHING,     [128 ... 0xc2] = WIDE,   [0xc3 ... 0xcb] = LATIN, [0xcc ... 255] = WIDE,
};

static int32_t char_at(const char *source, size_t i, size_t end, size_t *ret_length)
{
    return utf8_decode((struct span){source + i, end - i}, ret_length);
}

uint32_t columns_between(const char *source, size_t a, size_t b)
{
    uint32_t count = 0;
    for (size_t i = a + 1; i <= b; i++) {
        while (i + 8 <= b && !(eight_load(source + i) & EIGHT_HIGH)) {
            count += 8;
            i += 8;
        }
        unsigned char c = (unsigned char)source[i];
        size_t n;
        if (c < 0x80 || (c >= 0xc2 && c < 0xcc))
            count++;
        else if (c >= 0xcc)
            count += !wide_is_mark(char_at(source, i, i + 4, &n));
    }
    return count;
}

static void add_run(struct draft *w, size_t source)
{
    struct document *d = &w->document;
    struct run *last = d->runs.n ? &d->runs.at[d->runs.n - 1] : NULL;
    struct place place = w->line_place;
    if (w->line_fresh) {
        if (source > w->line_from)
            place.column += columns_between(w->source, w->line_from, source);
    } else if (last) {
        place = last->place;
        if (source > last->source)
            place.column += columns_between(w->source, last->source, source);
    }
    if (!last || last->text != d->length)
        last = VEC_ADD(d->arena, &d->runs);
    *last = (struct run){d->length, (uint32_t)source, place};
    w->shift = source - d->length;
    w->run_text = d->length;
    w->line_fresh = w->run_over = false;
    if (d->runs.n > LIMIT_RUNS)
        draft_limit(w, LIMIT_NAME_RUNS);
}

/* From here on, text comes from this byte of source. */
static inline void at_source(struct draft *w, size_t source)
{
    uint32_t length = w->document.length;
    if (w->line_fresh || w->run_over || w->shift != source - length ||
        length - w->run_text >= RUN_BYTES)
        add_run(w, source);
}

static void need_room(struct draft *w, size_t n)
{
    struct document *d = &w->document;
    if (d->length + n + 8 <= w->room)
        return;
    size_t room = w->room + w->room / 4 + n + 64;
    char *grown = arena_alloc(d->arena, room);
    memcpy(grown, d->text, d->length);
    d->text = grown;
    w->room = room;
}

static inline void put(struct draft *w, const char *bytes, size_t n, size_t source)
{
    struct document *d = &w->document;
    need_room(w, n);
    at_source(w, source);
    memcpy(d->text + d->length, bytes, n);
    d->length += (uint32_t)n;
}

static bool after_blank(const struct draft *w)
{
    const struct document *d = &w->document;
    return d->length == w->line_start || d->text[d->length - 1] == ' ';
}

/* How many of eight bytes, from the first on, are copied as they are: ASCII, LATIN characters, and
   single spaces before either. What the last byte is depends on the one behind it. */
static unsigned simple_bytes(uint64_t x)
{
    uint64_t low = x & ~EIGHT_HIGH, high = x & EIGHT_HIGH;
    uint64_t continues = eight_in(low, 0, 0x3f) & high, leads = eight_in(low, 0x43, 0x4b) & high;
    uint64_t plain = eight_in(x, '!', '~'), solid = plain | leads | continues;
    uint64_t simple =
        plain | continues | (leads & continues >> 8) | (eight_is(x, ' ') & solid >> 8);
    return simple == EIGHT_HIGH ? 8 : eight_first(~simple & EIGHT_HIGH);
}

static bool copies(const unsigned char *in, const unsigned char *stop)
{
    return byte_classes[*in] == PLAIN ||
           (*in == ' ' && in + 1 < stop && byte_classes[in[1]] == PLAIN);
}

/* Copies from in up to stop, as far as nothing needs thought; moves *out. */
static const unsigned char *copy_stretch(const unsigned char *in, const unsigned char *stop,
                                         char **out)
{
    char *to = *out;
    for (;;) {
        for (unsigned n = 8; n && stop - in >= 8; in += n, to += n) {
            uint64_t x = eight_load((const char *)in);
            n = simple_bytes(x);
            memcpy(to, &x, 8); /* there is room for more than n */
        }
        while (in < stop && copies(in, stop))
            *to++ = (char)*in++;
        if (stop - in < 2 || byte_classes[*in] != LATIN)
            break;
        memcpy(to, in, 2);
        in += 2;
        to += 2;
    }
    *out = to;
    return in;
}

/* What is text as it stands: a run that goes on. */
static size_t copy_plain(struct draft *w, size_t i, size_t to)
{
    struct document *d = &w->document;
    at_source(w, i);
    size_t end = i + RUN_BYTES - (d->length - w->run_text);
    if (end > to)
        end = to;
    need_room(w, end - i);
    char *out = d->text + d->length;
    const unsigned char *source = (const unsigned char *)w->source,
                        *in = copy_stretch(source + i, source + end, &out);
    d->length = (uint32_t)(out - d->text);
    if (in == source + i && byte_classes[*in] == LATIN) { /* cut by the end of the run */
        put(w, w->source + i, 2, i);
        return i + 2;
    }
    return (size_t)(in - source);
}

/* Any stretch of blanks is one; a wide one, or a tab, is a gap. */
static size_t take_blanks(struct draft *w, size_t i, size_t to)
{
    struct document *d = &w->document;
    size_t start = i;
    bool gap = false;
    for (; i < to && byte_classes[(unsigned char)w->source[i]] == BLANK; i++)
        gap |= w->source[i] == '\t';
    if (!after_blank(w))
        put(w, " ", 1, start);
    if ((gap || i - start >= GAP_BLANKS) && d->length > w->line_start)
        w->line_gap = d->length;
    return i;
}

/* Writes the NFC form of source [from, to) over text from start on. */
static void put_cluster(struct draft *w, uint32_t start, struct span cluster, size_t source)
{
    utf8proc_int32_t points[4 * (MARKS_MAX + 2)];
    const unsigned how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t n =
        utf8proc_decompose((const utf8proc_uint8_t *)cluster.at, (utf8proc_ssize_t)cluster.n,
                           points, sizeof points / sizeof *points, how);
    if (n < 0 || n > (utf8proc_ssize_t)(sizeof points / sizeof *points))
        n = 0;
    n = utf8proc_normalize_utf32(points, n, how);
    w->document.length = start;
    for (utf8proc_ssize_t k = 0; k < n; k++) {
        char bytes[4];
        size_t length = utf8_encode(points[k], bytes);
        if (k == 0) {
            put(w, bytes, length, source);
        } else { /* of the same cluster: the run goes on, whatever source has there */
            need_room(w, length);
            memcpy(w->document.text + w->document.length, bytes, length);
            w->document.length += (uint32_t)length;
        }
    }
}

/* A mark, and those behind it, join the character before them. */
static size_t take_marks(struct draft *w, size_t i, size_t to)
{
    struct document *d = &w->document;
    char cluster[4 * (MARKS_MAX + 2)];
    uint32_t base = d->length;
    size_t n, used = 0, source = i;
    if (!after_blank(w)) {
        do
            base--;
        while (byte_continues(d->text[base]));
        used = d->length - base;
        if (used > 4)
            used = 4;
        memcpy(cluster, d->text + base, used);
        const struct run *run = &d->runs.at[d->runs.n - 1]; /* no run begins behind a base */
        source = run->source + (base - run->text);
    }
    for (int marks = 0; marks < MARKS_MAX && i < to; marks++, i += n) {
        if (!wide_composes_back(char_at(w->source, i, to, &n)))
            break;
        memcpy(cluster + used, w->source + i, n);
        used += n;
    }
    put_cluster(w, base, (struct span){cluster, used}, source);
    return i;
}

static size_t take_wide(struct draft *w, size_t i, size_t to)
{
    size_t n;
    int32_t c = char_at(w->source, i, to, &n);
    switch (wide_classify(c)) {
    case WIDE_BLANK:
        if (!after_blank(w))
            put(w, " ", 1, i);
        break;
    case WIDE_DASH:
        put(w, "-", 1, i);
        break;
    case WIDE_NOTHING:
        break;
    case WIDE_MARK:
        return take_marks(w, i, to);
    case WIDE_DECOMPOSES:
        put_cluster(w, w->document.length, (struct span){w->source + i, n}, i);
        break;
    case WIDE_PLAIN:
        put(w, w->source + i, n, i);
        break;
    }
    return i + n;
}

void normalise(struct draft *w, size_t from, size_t to)
{
    for (size_t i = from; i < to && w->document.limit == LIMIT_COUNT;) {
        switch (byte_classes[(unsigned char)w->source[i]]) {
        case PLAIN:
        case LATIN:
            i = copy_plain(w, i, to);
            break;
        case BLANK:
            i = take_blanks(w, i, to);
            break;
        case NOTHING:
            i++;
            break;
        default:
            i = take_wide(w, i, to);
            break;
        }
    }
}

/* Each character is a run of its own, so that all lead to one byte of source. */
void normalise_other(struct draft *w, struct span text, size_t source)
{
    for (size_t i = 0, n; i < text.n; i += n) {
        int32_t c = utf8_decode(span_cut(text, i, text.n), &n);
        enum wide_class class =
            c < 0x80 ? (byte_classes[c < 0 ? 0 : c] == BLANK ? WIDE_BLANK : WIDE_PLAIN)
                     : wide_classify(c);
        w->run_over = true;
        if (c < 0 || class == WIDE_NOTHING || (class == WIDE_BLANK && after_blank(w)))
            continue;
        if (class == WIDE_BLANK || class == WIDE_DASH)
            put(w, class == WIDE_BLANK ? " " : "-", 1, source);
        else
            put(w, text.at + i, n, source);
    }
    w->run_over = true;
}
