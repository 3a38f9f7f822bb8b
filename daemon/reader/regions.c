/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/regions.h"
#include "base/bisect.h"
#include "base/utf8.h"

#include <utf8proc.h>

/* Where a view into the text stands; empty at 0 if it is none. */
static struct range range_of(const struct document *d, struct span view)
{
    if (view.n == 0 || view.at < d->text || view.at > d->text + d->length - view.n)
        return (struct range){0};
    uint32_t start = (uint32_t)(view.at - d->text);
    return (struct range){start, start + (uint32_t)view.n};
}

void regions_find(const struct document *d, struct regions *ret)
{
    *ret = (struct regions){.document = d, .title = range_of(d, d->title)};
    for (size_t i = 0; i < d->sections.n; i++) {
        struct range title = range_of(d, d->sections.at[i].title);
        if (title.start < title.end)
            *VEC_ADD(d->arena, &ret->headings) = title;
    }
    for (size_t i = 0; i < d->blocks.n; i++)
        if (d->blocks.at[i].kind == BLOCK_FURNITURE)
            *VEC_ADD(d->arena, &ret->furniture) = d->blocks.at[i].text;
}

const struct range *range_after(const struct range *list, size_t n, uint32_t offset)
{
    size_t first = FIRST_NOT(i, n, list[i].end <= offset);
    return first < n ? &list[first] : NULL;
}

bool is_word_char(int32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || utf8_is_letter(c);
    if (utf8_is_letter(c))
        return true;
    utf8proc_category_t k = utf8proc_category(c);
    return k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO;
}

static int32_t char_at(const struct document *d, uint32_t offset)
{
    size_t n;
    return utf8_decode((struct span){d->fold + offset, d->length - offset}, &n);
}

static uint32_t char_before(const struct document *d, uint32_t offset)
{
    do
        offset--;
    while (offset && ((unsigned char)d->fold[offset] & 0xc0) == 0x80);
    return offset;
}

/* A heading's title begins a word even where its number is glued to it: "5.2Bakgrund". */
static bool title_begins(const struct regions *r, uint32_t offset)
{
    const struct range *h = range_after(r->headings.at, r->headings.n, offset);
    return (h && h->start == offset) || (r->title.end && r->title.start == offset);
}

static bool word_begins(const struct regions *r, uint32_t offset)
{
    const struct document *d = r->document;
    return offset == 0 || !is_word_char(char_at(d, char_before(d, offset))) ||
           title_begins(r, offset);
}

static bool word_ends(const struct regions *r, uint32_t offset)
{
    return offset == r->document->length || !is_word_char(char_at(r->document, offset));
}

static bool lies_in(const struct range *r, struct range at)
{
    return r && r->start <= at.start && at.end <= r->end;
}

bool region_has_words(const struct regions *r, enum probe_region region, struct range at,
                      bool word_first, bool word_last)
{
    if ((word_first && !word_begins(r, at.start)) || (word_last && !word_ends(r, at.end)))
        return false;
    switch (region) {
    case PROBE_TEXT:
        return !lies_in(range_after(r->furniture.at, r->furniture.n, at.start), at);
    case PROBE_TITLE:
        return lies_in(&r->title, at);
    case PROBE_HEADING:
        return lies_in(range_after(r->headings.at, r->headings.n, at.start), at);
    case PROBE_REGIONS:
        break;
    }
    return false;
}
