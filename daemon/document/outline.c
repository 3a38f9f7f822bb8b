/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which blocks are headings.
 *
 * If the format has headings of its own they are believed. Else every block that begins with a
 * number and could be a title is a candidate, and what decides is how the candidates count: lists
 * restart at 1, stand line by line without text between, and end; chapters go on through the whole
 * document. chain.c finds the best way to count. What has no number is a heading only if its words
 * say so or the document sets such lines apart throughout: a heading that is none harms more than
 * one that is missed.
 */
#include "document/outline.h"
#include "document/shape.h"

enum { LIST_RUN = 3, GAP_CHAPTERS = 3 };

static bool is_empty(const struct block *b)
{
    return b->text.start >= b->text.end;
}

static bool may_be_heading(const struct draft *w, uint32_t i)
{
    const struct document *d = &w->document;
    const struct block *b = &d->blocks.at[i];
    const struct label *l = &w->labels.at[i];
    if (l->kind < LABEL_NUMBER || l->kind == LABEL_PAREN || b->given)
        return false;
    if (b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_ITEM)
        return false;
    if (is_empty(b))
        return l->kind >= LABEL_PARAGRAPH;
    return shape_is_title(document_span(d, b->text), document_folded(d, b->text));
}

/* "V." counts as a figure where other Roman figures do. */
static void settle_romans(struct outline *o)
{
    static const struct {
        uint16_t letter, value;
    } both[] = {{'I' - 'A' + 1, 1}, {'V' - 'A' + 1, 5}, {'X' - 'A' + 1, 10}, {'L' - 'A' + 1, 50}};
    bool romans = false;
    for (size_t i = 0; i < o->count; i++)
        romans |= o->candidates[i].label.kind == LABEL_ROMAN;
    for (size_t i = 0; romans && i < o->count; i++)
        for (size_t k = 0; k < sizeof both / sizeof *both; k++) {
            struct label *l = &o->candidates[i].label;
            if (l->kind == LABEL_LETTER && l->number[0] == both[k].letter) {
                l->kind = LABEL_ROMAN;
                l->number[0] = both[k].value;
                break;
            }
        }
}

static unsigned depth_of(const struct label *l)
{
    return l->kind == LABEL_NUMBER ? l->depth : 1;
}

/* Text or a deeper heading comes before the next heading of this depth. */
static bool has_body(const struct outline *o, const struct candidate *c,
                     const struct candidate *next)
{
    const struct document *d = &o->w->document;
    uint32_t follows = next_block(d, c->block);
    if (follows >= d->blocks.n)
        return false;
    if (!next || next->block != follows)
        return true;
    return next->label.kind != c->label.kind || depth_of(&next->label) > depth_of(&c->label);
}

static void find_candidates(struct outline *o)
{
    const struct document *d = &o->w->document;
    VEC(struct candidate) found = {0};
    for (uint32_t i = 0; i < d->blocks.n; i++)
        if (may_be_heading(o->w, i))
            *VEC_ADD(d->arena, &found) =
                (struct candidate){.block = i, .label = o->w->labels.at[i]};
    o->candidates = found.at;
    o->count = found.n;
    settle_romans(o);
    for (size_t i = 0; i < found.n; i++) {
        struct candidate *c = &found.at[i], *next = i + 1 < found.n ? c + 1 : NULL;
        c->body = has_body(o, c, next);
        if (next && next->block == next_block(d, c->block) &&
            chain_counts_on(&c->label, &next->label))
            next->follows = true;
    }
    chain_measure_runs(found.at, found.n);
}

/* "Bilaga 1 Plan" in a list of annexes names one; it is a heading where the annex itself begins. */
static bool annex_begins(const struct outline *o, const struct candidate *c)
{
    const struct document *d = &o->w->document;
    uint32_t before = c->block, after = next_block(d, c->block);
    while (before && d->blocks.at[before - 1].kind == BLOCK_FURNITURE)
        before--;
    if (!c->body || after >= d->blocks.n || o->w->labels.at[after].kind == LABEL_ANNEX)
        return false;
    if (!before)
        return true;
    uint32_t page = d->lines.at[d->blocks.at[c->block].first_line].place.page;
    const struct block *b = &d->blocks.at[before - 1];
    if (page && d->lines.at[b->first_line].place.page != page)
        return true;
    struct span last = document_span(d, b->text);
    return o->w->labels.at[before - 1].kind != LABEL_ANNEX &&
           !shape_is_known_heading(document_folded(d, b->text)) &&
           !(last.n && last.at[last.n - 1] == ':');
}

/* A list: its members stand next to each other without text between them. */
static bool in_list(const struct candidate *c)
{
    return c->run >= LIST_RUN;
}

/* Lexicographic order of two numbers. */
static int number_order(const struct label *a, const struct label *b)
{
    for (int i = 0; i < a->depth && i < b->depth; i++)
        if (a->number[i] != b->number[i])
            return a->number[i] < b->number[i] ? -1 : 1;
    return a->depth < b->depth ? -1 : a->depth > b->depth;
}

/* "5.3" goes on after "5.2.3", and so does "6.3" where chapter 6 was forgotten. */
static bool goes_on(const struct label *last, const struct candidate *c)
{
    const struct label *l = &c->label;
    if (!last->depth)
        return l->number[0] <= GAP_CHAPTERS;
    if (l->number[0] > last->number[0] + GAP_CHAPTERS || l->number[0] < last->number[0])
        return false;
    return number_order(last, l) < 0 || c->body;
}

/* "5.2" and deeper, in between the chapters that were found. */
static void accept_deeper(struct outline *o, size_t from, size_t to, bool chapters)
{
    struct label last = {0};
    size_t deeper = 0;
    for (size_t i = from; i < to; i++)
        deeper += o->candidates[i].label.kind == LABEL_NUMBER && o->candidates[i].label.depth > 1 &&
                  o->candidates[i].body && !in_list(&o->candidates[i]);
    if (!chapters && deeper < 2)
        return;
    for (size_t i = from; i < to; i++) {
        struct candidate *c = &o->candidates[i];
        if (c->label.kind != LABEL_NUMBER)
            continue;
        if (c->label.depth > 1)
            c->accepted = !in_list(c) && (!chapters && !last.depth ? true : goes_on(&last, c));
        if (c->accepted)
            last = c->label;
    }
}

/* "§ 12", "Article 4", "Chapter II": what names itself needs only to rise. */
static void accept_named(struct outline *o, size_t from, size_t to, enum label_kind kind)
{
    struct label last = {0};
    for (size_t i = from; i < to; i++) {
        struct candidate *c = &o->candidates[i];
        if (kind != LABEL_CHAPTER && c->label.kind == LABEL_CHAPTER && c->accepted)
            last = (struct label){0};
        if (c->label.kind != kind || in_list(c) || !c->body)
            continue;
        c->accepted = !last.depth || number_order(&last, &c->label) < 0;
        if (c->accepted)
            last = c->label;
    }
}

/* One annex, or what stands before the first. */
static void accept_segment(struct outline *o, size_t from, size_t to)
{
    if (from == to)
        return;
    bool chapters = chain_numbers(o->room, o->candidates + from, to - from);
    accept_deeper(o, from, to, chapters);
    accept_named(o, from, to, LABEL_CHAPTER);
    accept_named(o, from, to, LABEL_PARAGRAPH);
    accept_named(o, from, to, LABEL_ARTICLE);
    if (!chain_letters(o->room, o->candidates + from, to - from, LABEL_ROMAN))
        chain_letters(o->room, o->candidates + from, to - from, LABEL_LETTER);
}

static void accept_numbered(struct outline *o)
{
    size_t from = 0;
    for (size_t i = 0; i < o->count; i++) {
        struct candidate *c = &o->candidates[i];
        if (c->label.kind != LABEL_ANNEX || !annex_begins(o, c))
            continue;
        c->accepted = true;
        accept_segment(o, from, i);
        from = i + 1;
    }
    accept_segment(o, from, o->count);
}

/* What kinds of heading are there: a lower kind lies one level deeper where a higher one leads. */
struct ranks {
    bool chapters, letters_lead;
};

static struct ranks find_ranks(const struct outline *o)
{
    struct ranks r = {0};
    bool number = false, named = false, chapter = false;
    for (size_t i = 0; i < o->count; i++) {
        const struct label *l = &o->candidates[i].label;
        if (!o->candidates[i].accepted)
            continue;
        chapter |= l->kind == LABEL_CHAPTER;
        if (chapter && (l->kind == LABEL_PARAGRAPH || l->kind == LABEL_ARTICLE ||
                        (l->kind == LABEL_NUMBER && l->depth == 1)))
            r.chapters = true;
        if ((l->kind == LABEL_LETTER || l->kind == LABEL_ROMAN) && !number && !named)
            r.letters_lead = true;
        number |= l->kind == LABEL_NUMBER;
        named |= l->kind == LABEL_PARAGRAPH || l->kind == LABEL_ARTICLE;
    }
    return r;
}

static uint8_t level_of(const struct ranks *r, const struct label *l, bool in_annex, uint8_t last)
{
    unsigned level = depth_of(l);
    if (l->kind == LABEL_ANNEX)
        return 1;
    if ((l->kind == LABEL_LETTER || l->kind == LABEL_ROMAN) && !r->letters_lead)
        level = last + 1u;
    else if (l->kind != LABEL_CHAPTER && l->kind != LABEL_LETTER && l->kind != LABEL_ROMAN)
        level += r->chapters + r->letters_lead;
    return (uint8_t)(level + in_annex);
}

static void set_numbered(struct outline *o)
{
    struct ranks ranks = find_ranks(o);
    bool in_annex = false;
    uint8_t last = 0;
    for (size_t i = 0; i < o->count; i++) {
        const struct candidate *c = &o->candidates[i];
        if (!c->accepted)
            continue;
        in_annex |= c->label.kind == LABEL_ANNEX;
        struct block *b = block_of(o, c->block);
        b->kind = BLOCK_HEADING;
        b->level = level_of(&ranks, &c->label, in_annex, last);
        if (c->label.kind == LABEL_NUMBER || c->label.kind > LABEL_ROMAN)
            last = b->level;
    }
}

void decide_outline(struct draft *w)
{
    struct document *d = &w->document;
    struct outline o = {.w = w};
    bool numbered = false;
    mark_recurring(w);
    find_candidates(&o);
    o.room = chain_room_new(d->arena, o.count);
    if (given_headings(d) < 2) {
        accept_numbered(&o);
        for (size_t i = 0; i < o.count; i++)
            numbered |= o.candidates[i].accepted;
        set_numbered(&o);
        accept_unnumbered(&o, numbered);
    }
    accept_annex_lists(&o);
    settle_items(&o);
    level_items(w);
}
