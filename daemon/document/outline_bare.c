/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headings without numbers: words that head sections everywhere, and lines that the document sets
 * apart in one way throughout (capitals, underlines, short lines beside known headings).
 */
#include "document/outline.h"
#include "document/shape.h"

enum { HEADING_CHARS = 60, HEADING_WORDS = 8, BODY_BYTES = 60 };

/* One line without a label, short and set apart. */
static bool is_bare_line(const struct outline *o, uint32_t i)
{
    const struct block *b = block_of(o, i);
    return b->kind == BLOCK_PARAGRAPH && !b->given && b->line_count == 1 &&
           o->w->labels.at[i].kind == LABEL_NONE &&
           o->w->notes.at[b->first_line].width <= HEADING_CHARS;
}

static bool is_known(const struct outline *o, uint32_t i)
{
    return is_bare_line(o, i) &&
           shape_is_known_heading(document_folded(&o->w->document, block_of(o, i)->text));
}

/* Sentences follow, as they do after a heading and not after a name. */
static bool leads_to_text(const struct outline *o, uint32_t i)
{
    const struct document *d = &o->w->document;
    uint32_t next = next_block(d, i);
    if (next >= d->blocks.n)
        return false;
    const struct block *b = &d->blocks.at[next];
    struct span s = document_span(d, b->text);
    return b->kind == BLOCK_PARAGRAPH && s.n >= BODY_BYTES && s.at[s.n - 1] != ',';
}

static bool is_underlined(const struct outline *o, uint32_t i)
{
    const struct document *d = &o->w->document;
    const struct block *b = block_of(o, i);
    uint32_t next = b->first_line + b->line_count;
    return b->kind == BLOCK_PARAGRAPH && b->line_count == 1 && next < d->lines.n &&
           o->w->notes.at[next].role == ROLE_UNDERLINE &&
           d->lines.at[next].place.line == d->lines.at[b->first_line].place.line + 1 &&
           d->text[d->lines.at[next].text.start] != '*';
}

static bool has_few_words(const struct outline *o, uint32_t i)
{
    struct span s = document_span(&o->w->document, block_of(o, i)->text);
    for (size_t k = 0; k < s.n; k++)
        if (s.at[k] >= '0' && s.at[k] <= '9')
            return false;
    return shape_words(s) <= HEADING_WORDS;
}

static bool is_capitals(const struct outline *o, uint32_t i)
{
    return i && is_bare_line(o, i) && has_few_words(o, i) && leads_to_text(o, i) &&
           shape_is_capitals(document_span(&o->w->document, block_of(o, i)->text));
}

static bool is_plain_title(const struct outline *o, uint32_t i)
{
    const struct document *d = &o->w->document;
    const struct block *b = block_of(o, i);
    return is_bare_line(o, i) && has_few_words(o, i) && d->text[b->text.end - 1] != ':' &&
           leads_to_text(o, i) &&
           shape_is_title(document_span(d, b->text), document_folded(d, b->text));
}

static void set_bare(struct outline *o, uint32_t i, uint8_t level)
{
    block_of(o, i)->kind = BLOCK_HEADING;
    block_of(o, i)->level = level;
}

/* Known words; two of them side by side are a list rather than headings. */
static uint32_t accept_known(struct outline *o, uint32_t *ret_first)
{
    const struct document *d = &o->w->document;
    uint32_t count = 0;
    *ret_first = UINT32_MAX;
    for (uint32_t i = 0, next; i < d->blocks.n; i++) {
        if (!is_known(o, i) || (next = next_block(d, i)) >= d->blocks.n || is_known(o, next))
            continue;
        if (!count++)
            *ret_first = i;
        set_bare(o, i, 1);
    }
    return count;
}

uint32_t given_headings(const struct document *d)
{
    uint32_t count = 0;
    for (size_t i = 0; i < d->blocks.n; i++)
        count += d->blocks.at[i].kind == BLOCK_HEADING && d->blocks.at[i].level > 0;
    return count;
}

/* The highest level of given headings; a single one of level 1 is the title. */
static uint8_t top_level(const struct document *d)
{
    uint8_t least = UINT8_MAX;
    uint32_t tops = 0;
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct block *b = &d->blocks.at[i];
        if (b->kind != BLOCK_HEADING || !b->given || !b->level || (b->level == 1 && !tops++))
            continue;
        if (b->level < least)
            least = b->level;
    }
    return least < UINT8_MAX ? least : 1;
}

/* "Bilagor" with annexes under it is a heading, whatever marks the others. */
void accept_annex_lists(struct outline *o)
{
    const struct document *d = &o->w->document;
    uint8_t level = given_headings(d) < 2 ? 1 : top_level(d);
    for (uint32_t i = 0, next; i < d->blocks.n; i++)
        if (is_bare_line(o, i) &&
            shape_is_annex_heading(document_folded(d, block_of(o, i)->text)) &&
            (next = next_block(d, i)) < d->blocks.n && o->w->labels.at[next].kind == LABEL_ANNEX)
            set_bare(o, i, level);
}

void accept_unnumbered(struct outline *o, bool numbered)
{
    const struct document *d = &o->w->document;
    uint32_t first, capitals = 0, known = accept_known(o, &first), lines = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        capitals += is_capitals(o, i);
        lines += is_underlined(o, i);
    }
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        if (lines && is_underlined(o, i))
            set_bare(o, i,
                     d->text[d->lines.at[block_of(o, i)->first_line + 1].text.start] == '=' ? 1
                                                                                            : 2);
        else if (capitals >= 2 && is_capitals(o, i))
            set_bare(o, i, 1);
        else if (known >= 2 && !numbered && i > first && is_plain_title(o, i))
            set_bare(o, i, 1);
    }
}
