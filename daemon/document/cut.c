/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The format's blocks, cut where a heading or an item begins without a blank line before it. In a
 * wrapped paragraph a line may begin with "15 april" or "3. Därefter" by chance: so behind a full
 * line only what goes on counting begins a block.
 */
#include "base/utf8.h"
#include "document/draft.h"
#include "document/shape.h"

enum { ANNEX_HEADING_CHARS = 20 };

struct cutter {
    struct draft *w;
    const struct stanza *stanza;
    uint32_t widest;
    struct label open;    /* of the block being made */
    struct label counted; /* the last one that a block of this stanza began with */
    uint32_t open_line;
};

static void add_block(struct cutter *c, uint32_t first, uint32_t count)
{
    struct document *d = &c->w->document;
    const struct block_hint *hint = &c->stanza->hint;
    if (d->blocks.n >= LIMIT_BLOCKS) {
        draft_limit(c->w, LIMIT_NAME_BLOCKS);
        return;
    }
    struct range text = {d->lines.at[first].text.start, d->lines.at[first + count - 1].text.end};
    struct block *b = VEC_ADD(d->arena, &d->blocks);
    struct label *l = VEC_ADD(d->arena, &c->w->labels);
    *b = (struct block){hint->kind,  text,       {text.start, text.start}, first, count,
                        hint->level, hint->given};
    switch (c->w->notes.at[first].role) {
    case ROLE_FURNITURE:
    case ROLE_UNDERLINE:
        b->kind = BLOCK_FURNITURE;
        break;
    case ROLE_CONTENTS:
        b->kind = BLOCK_CONTENTS;
        break;
    default:
        break;
    }
    if (b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_HEADING && b->kind != BLOCK_ITEM)
        return;
    *l = label_read(line_span(c->w, first));
    if (b->kind == BLOCK_PARAGRAPH && hint->given)
        *l = (struct label){0};
    if (l->kind) {
        b->label = (struct range){text.start, text.start + l->length};
        b->text.start = text.start + l->title;
        if (b->text.start < b->text.end && d->text[b->text.start] == '\n')
            b->text.start++; /* "§ 45", and its title on the next line */
    }
}

/* a, and then b, count on. */
static bool counts_on(const struct label *a, const struct label *b)
{
    if (a->kind != b->kind || a->end != b->end || a->depth != b->depth)
        return a->kind == LABEL_NONE && b->number[0] == 1 && b->depth == 1;
    for (int i = 0; i + 1 < a->depth; i++)
        if (a->number[i] != b->number[i])
            return false;
    return a->depth && a->number[a->depth - 1] + 1 == b->number[b->depth - 1];
}

/* "3", and "3.1" below it. */
static bool descends(const struct label *a, const struct label *b)
{
    if (a->kind != LABEL_NUMBER || b->kind != LABEL_NUMBER || b->depth != a->depth + 1)
        return false;
    return memcmp(a->number, b->number, a->depth * sizeof *a->number) == 0 &&
           b->number[a->depth] == 1;
}

static char last_byte(struct span s)
{
    return s.n ? s.at[s.n - 1] : '\0';
}

/* "- 31 augusti" goes on with a period that the line before began. */
static bool is_hanging_dash(struct span line, struct span before)
{
    return line.at[0] == '-' && line.n > 2 && line.at[2] >= '0' && line.at[2] <= '9' &&
           last_byte(before) != ':' && last_byte(before) != '.';
}

/* A sentence ended with the line before, however full, and what the label heads is a title. */
static bool is_title_behind_sentence(const struct cutter *c, uint32_t line, const struct label *l)
{
    const struct document *d = &c->w->document;
    struct range title = d->lines.at[line].text;
    title.start += l->title;
    if (last_byte(line_span(c->w, line - 1)) != '.')
        return false;
    return title.start >= title.end
               ? l->kind >= LABEL_PARAGRAPH
               : shape_is_title(document_span(d, title), document_folded(d, title));
}

/* The line before may have been broken because it was full. */
static bool follows_full_line(const struct cutter *c, uint32_t line, const struct label *l)
{
    return l->kind && line_is_full(c->w, line - 1, c->widest) &&
           last_byte(line_span(c->w, line - 1)) != ':' && !is_title_behind_sentence(c, line, l);
}

static bool label_begins_block(const struct cutter *c, uint32_t line, const struct label *l)
{
    size_t n;
    struct span text = line_span(c->w, line), before = line_span(c->w, line - 1);
    struct span title = span_cut(text, l->title, text.n);
    bool full = follows_full_line(c, line, l);
    bool capital = title.n && utf8_is_upper(utf8_decode(title, &n));
    switch (l->kind) {
    case LABEL_NONE:
        return false;
    case LABEL_BULLET:
        return !is_hanging_dash(text, before);
    case LABEL_PAREN:
        return !full || c->open.kind == LABEL_PAREN || last_byte(before) == ';' ||
               counts_on(&c->counted, l);
    case LABEL_NUMBER:
        if (l->depth == 1 && !l->end && !capital)
            return false;
        return !full || descends(&c->counted, l) ||
               (counts_on(&c->counted, l) && (l->end || l->depth > 1));
    default:
        return (!full || counts_on(&c->counted, l)) && (!title.n || capital);
    }
}

/* The line before is a heading as a whole, and this one begins the text. */
static bool heading_ends_before(const struct cutter *c, uint32_t line)
{
    size_t n;
    struct span head = line_span(c->w, line - 1), next = line_span(c->w, line);
    if (c->open_line != line - 1 || !utf8_is_upper(utf8_decode(next, &n)))
        return false;
    if (c->open.kind == LABEL_NONE)
        return shape_is_known_heading(
            document_folded(&c->w->document, c->w->document.lines.at[line - 1].text));
    if (c->open.kind == LABEL_BULLET || c->open.kind == LABEL_PAREN)
        return false;
    if (c->open.title >= head.n) /* "§ 45" alone: the title is on the next line */
        return false;
    if (line_is_full(c->w, line - 1, c->widest) && c->w->notes.at[line - 1].width > 60)
        return false;
    struct range title = c->w->document.lines.at[line - 1].text;
    title.start += c->open.title;
    return shape_is_title(document_span(&c->w->document, title),
                          document_folded(&c->w->document, title));
}

/* "§ 45" alone and its title have been read: what comes now is text. */
static bool titled_label_ends_before(const struct cutter *c, uint32_t line)
{
    return c->open_line + 2 == line && c->open.kind >= LABEL_PARAGRAPH &&
           c->open.title >= line_span(c->w, c->open_line).n;
}

/* "Bilagor", and the first of them on the next line. */
static bool announces_annexes(const struct cutter *c, uint32_t line)
{
    const struct document *d = &c->w->document;
    return c->w->notes.at[line].width <= ANNEX_HEADING_CHARS && line + 1 < d->lines.n &&
           shape_is_annex_heading(document_folded(d, d->lines.at[line].text)) &&
           label_read(line_span(c->w, line + 1)).kind == LABEL_ANNEX;
}

static bool begins_block(struct cutter *c, uint32_t line, struct label *ret)
{
    const struct note *notes = c->w->notes.at;
    *ret = (struct label){0};
    if (notes[line].joined)
        return false;
    bool role_changes = notes[line].role != notes[line - 1].role || notes[line].role != ROLE_TEXT;
    *ret = label_read(line_span(c->w, line));
    if (role_changes || label_begins_block(c, line, ret))
        return true;
    *ret = (struct label){0};
    return announces_annexes(c, line) || heading_ends_before(c, line) ||
           titled_label_ends_before(c, line);
}

static void cut_stanza(struct draft *w, const struct stanza *s)
{
    uint32_t end = s->first_line + s->line_count;
    struct cutter c = {w, s, widest_line(w, s->first_line, s->line_count), {0}, {0}, s->first_line};
    if (s->hint.given || s->hint.kind != BLOCK_PARAGRAPH) {
        add_block(&c, s->first_line, s->line_count);
        return;
    }
    c.open = c.counted = label_read(line_span(w, s->first_line));
    for (uint32_t i = s->first_line + 1; i < end; i++) {
        struct label label;
        if (!begins_block(&c, i, &label))
            continue;
        add_block(&c, c.open_line, i - c.open_line);
        c.open = label;
        if (label.kind)
            c.counted = label;
        c.open_line = i;
    }
    add_block(&c, c.open_line, end - c.open_line);
}

void cut_blocks(struct draft *w)
{
    for (size_t i = 0; i < w->stanzas.n; i++)
        if (w->stanzas.at[i].line_count)
            cut_stanza(w, &w->stanzas.at[i]);
}
