/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bisect.h"
#include "base/names.h"
#include "base/utf8.h"
#include "document/draft.h"
#include "document/wide.h"

#include <utf8proc.h>

static const char *const format_names[] = {
    [FORMAT_TEXT] = "text", [FORMAT_MARKDOWN] = "markdown", [FORMAT_DOCX] = "docx",
    [FORMAT_ODT] = "odt",   [FORMAT_PDF] = "pdf",
};
_Static_assert(sizeof format_names / sizeof *format_names == FORMAT_COUNT,
               "a name for each format");
NAMES(format, format_names, enum format)

/* The last of n elements, by their rising offsets, that does not lie behind the offset; SIZE_MAX if
   none. */
#define LAST_NOT_BEHIND(n, element_offset, offset)                                                 \
    ((size_t)FIRST_NOT(i, n, (element_offset) <= (offset)) - 1)

static const struct run *run_at(const struct document *d, uint32_t offset)
{
    size_t found = LAST_NOT_BEHIND(d->runs.n, d->runs.at[i].text, offset);
    return found < d->runs.n ? &d->runs.at[found] : NULL;
}

/* Where the run after this one begins in source. */
static size_t run_limit(const struct document *d, const struct run *run)
{
    return run + 1 < d->runs.at + d->runs.n ? run[1].source : d->source.n;
}

/* Never behind the run: a line end that text has and source has not lies on its last character. */
static size_t source_at(const struct document *d, const struct run *run, uint32_t offset)
{
    size_t at = run->source + (size_t)(offset - run->text), limit = run_limit(d, run);
    if (at >= limit)
        at = limit > run->source ? limit - 1 : run->source;
    while (at > run->source && byte_continues(d->source.at[at]))
        at--;
    return at;
}

struct place document_place(const struct document *d, uint32_t offset)
{
    const struct run *run = run_at(d, offset);
    if (!run)
        return (struct place){0};
    struct place place = run->place;
    place.column += columns_between(d->source.at, run->source, source_at(d, run, offset));
    return place;
}

uint32_t document_columns(const struct document *d, size_t from, size_t to)
{
    if (from >= to || from >= d->source.n)
        return 0;
    if (to >= d->source.n)
        return columns_between(d->source.at, from, d->source.n - 1) + 1;
    return columns_between(d->source.at, from, to);
}

/* Behind the character at i and the marks on it. */
static size_t cluster_end(struct span s, size_t i)
{
    size_t n;
    utf8_decode(span_cut(s, i, s.n), &n);
    for (i += n; i < s.n && wide_is_mark(utf8_decode(span_cut(s, i, s.n), &n));)
        i += n;
    return i;
}

/* The bytes of source that a range of text came from. */
static struct span source_range(const struct document *d, struct range r, size_t *ret_from)
{
    *ret_from = 0;
    if (r.end > d->length)
        r.end = d->length;
    if (r.start >= r.end || !d->runs.n)
        return (struct span){d->source.at, 0};
    while (r.start && byte_continues(d->text[r.start]))
        r.start--;
    uint32_t last = r.end - 1;
    while (last > r.start && byte_continues(d->text[last]))
        last--;
    const struct run *first_run = run_at(d, r.start), *last_run = run_at(d, last);
    if (!first_run || !last_run)
        return (struct span){d->source.at, 0};
    size_t from = source_at(d, first_run, r.start), to = source_at(d, last_run, last);
    if (to < d->source.n && run_limit(d, last_run) > last_run->source)
        to = cluster_end(d->source, to);
    if (to > run_limit(d, last_run))
        to = run_limit(d, last_run);
    *ret_from = from;
    return span_cut(d->source, from, to);
}

struct span document_raw(const struct document *d, struct range r)
{
    size_t from;
    return source_range(d, r, &from);
}

uint32_t document_block_at(const struct document *d, uint32_t offset)
{
    size_t found = LAST_NOT_BEHIND(d->blocks.n, block_start(&d->blocks.at[i]), offset);
    if (found >= d->blocks.n || offset > d->blocks.at[found].text.end)
        return UINT32_MAX;
    return (uint32_t)found;
}

uint32_t document_line_at(const struct document *d, uint32_t offset)
{
    size_t found = LAST_NOT_BEHIND(d->lines.n, d->lines.at[i].text.start, offset);
    if (found >= d->lines.n || offset > d->lines.at[found].text.end)
        return UINT32_MAX;
    return (uint32_t)found;
}

uint32_t document_section_at(const struct document *d, uint32_t offset)
{
    size_t found = LAST_NOT_BEHIND(d->sections.n, d->sections.at[i].heading.start, offset);
    return found < d->sections.n && offset < d->sections.at[found].whole.end ? (uint32_t)found
                                                                             : UINT32_MAX;
}

uint32_t document_sentence_at(const struct document *d, uint32_t offset)
{
    size_t found = LAST_NOT_BEHIND(d->sentences.n, d->sentences.at[i], offset);
    return found < d->sentences.n && offset < d->length ? (uint32_t)found : UINT32_MAX;
}

static void mask_bytes(char *s, size_t n)
{
    for (size_t i = 0, length; i < n; i += length) {
        int32_t c = utf8_decode((struct span){s + i, n - i}, &length);
        utf8proc_category_t k = c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
        bool hide = k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO; /* L, M and N */
        if (hide || c < 0)
            memset(s + i, '*', length);
    }
}

void document_mask(struct document *d, struct range r)
{
    size_t from;
    if (r.end > d->length)
        r.end = d->length;
    if (r.start >= r.end)
        return;
    struct span source = source_range(d, r, &from);
    mask_bytes((char *)(uintptr_t)source.at, source.n); /* the format gave it to be written to */
    mask_bytes(d->text + r.start, r.end - r.start);
    mask_bytes(d->fold + r.start, r.end - r.start);
}
