/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Probes and a text: "=literal" and "~pattern" lines, an empty line, then the text. What the
 * matcher finds must be what the plain way finds: every literal looked for at every place, every
 * pattern run over the whole text.
 */
#include "base/utf8.h"
#include "format/format.h"
#include "reader/pattern_run.h"
#include "reader/reader.h"
#include "reader/regions.h"

#include <stdint.h>
#include <stdlib.h>

enum { PROBES_MOST = 8, TEXT_MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool word_at(const struct document *d, uint32_t i)
{
    size_t n;
    return i < d->length &&
           is_word_char(utf8_decode((struct span){d->fold + i, d->length - i}, &n));
}

static bool word_before(const struct document *d, uint32_t i)
{
    if (!i--)
        return false;
    while (i && ((unsigned char)d->fold[i] & 0xc0) == 0x80)
        i--;
    return word_at(d, i);
}

static uint32_t literals_plainly(const struct document *d, struct span text)
{
    uint32_t count = 0, length = (uint32_t)text.n;
    for (uint32_t i = 0; length && i + length <= d->length;) {
        bool here = memcmp(d->fold + i, text.at, length) == 0 &&
                    !(word_at(d, i) && word_before(d, i)) &&
                    !(word_before(d, i + length) && word_at(d, i + length));
        count += here;
        i += here ? length : 1;
    }
    return count;
}

static bool patterns_plainly(const struct document *d, struct arena *a, struct span text,
                             uint32_t *ret_count)
{
    int error;
    size_t offset;
    uint32_t from = 0;
    pcre2_code *code = pattern_compile(pattern_normalise(a, text), &error, &offset);
    struct pattern_engine engine = pattern_engine_new();
    struct meter meter = meter_new(d->length);
    struct found at;
    enum found_what what = FOUND_NOTHING;
    meter_next_probe(&meter, d->length);
    *ret_count = 0;
    while (code && from < d->length &&
           (what = pattern_find(&engine, code, (struct span){d->text, d->length}, from, &meter,
                                &at)) == FOUND) {
        from = at.end;
        ++*ret_count;
    }
    pcre2_code_free(code);
    pattern_engine_done(&engine);
    return what == FOUND || what == FOUND_NOTHING;
}

static bool has_furniture(const struct document *d)
{
    for (size_t i = 0; i < d->blocks.n; i++)
        if (d->blocks.at[i].kind == BLOCK_FURNITURE)
            return true;
    return false;
}

/* A title begins a word even behind a letter: with one, literals are left to the unit tests. */
static bool has_titles(const struct document *d)
{
    return d->sections.n || d->title.n;
}

static void compare(const struct document *d, struct arena *a, const struct probe_table *t,
                    const struct record *r)
{
    for (uint32_t p = 0; p < t->list.n; p++) {
        uint32_t found, plain;
        record_hits(r, p, &found);
        if (record_overran(r, p))
            continue;
        if (t->list.at[p].form == PROBE_LITERAL && has_titles(d))
            continue;
        if (t->list.at[p].form == PROBE_LITERAL)
            plain = literals_plainly(d, t->list.at[p].text);
        else if (!patterns_plainly(d, a, t->list.at[p].text, &plain))
            continue;
        if (plain != found)
            abort();
    }
}

/* The line at the front of *rest, which is taken off. */
static struct span take_line(struct span *rest)
{
    const char *end = memchr(rest->at, '\n', rest->n);
    struct span line = span_cut(*rest, 0, end ? (size_t)(end - rest->at) : rest->n);
    *rest = span_cut(*rest, line.n + 1, rest->n);
    return line;
}

static void probes_take(struct arena *a, struct probe_table *t, struct span *rest)
{
    for (int i = 0; rest->n && i < PROBES_MOST; i++) {
        size_t at;
        struct span line = take_line(rest), text = span_cut(line, 1, line.n);
        if (!line.n)
            break;
        if (!utf8_valid(text))
            continue;
        if (line.at[0] == '=')
            probe_table_add(t, (struct probe){PROBE_LITERAL, PROBE_TEXT, probe_normalise(a, text)});
        else if (!probe_pattern_error(a, text, &at))
            probe_table_add(t, (struct probe){PROBE_PATTERN, PROBE_TEXT, text});
    }
    probe_table_seal(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct probe_table t = {.arena = a};
    struct span rest = {(const char *)data, size};
    probes_take(a, &t, &rest);
    if (rest.n > TEXT_MOST)
        return 0;
    char *bytes = memcpy(arena_alloc(a, rest.n + 1), rest.at ? rest.at : "", rest.n);
    struct format_result f = format_read(a, bytes, rest.n, FORMAT_TEXT);
    if (!f.document)
        return 0;
    struct record r = {.limit = LIMIT_COUNT};
    struct matcher *m = matcher_new(a, &t);
    matcher_run(m, f.document, &r);
    if (matcher_passes(m) != 1)
        abort();
    if (!has_furniture(f.document))
        compare(f.document, a, &t, &r);
    matcher_free(m);
    return 0;
}
