/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/signature_region.h"
#include "fact/mark.h"
#include "fact/signature_cells.h"

enum page_mark {
    PAGE_SKIPPED = 1 << 0, /* tables of contents, running headers, code */
    PAGE_PROSE = 1 << 1,
    PAGE_OPENING = 1 << 2,
    PAGE_WORDS = 1 << 3,
    PAGE_PLACE = 1 << 4,
    PAGE_ANNEX = 1 << 5,
    PAGE_ROW = 1 << 6,     /* begins a row of a table */
    PAGE_CHAPTER = 1 << 7, /* a numbered heading */
};

enum {
    PROSE_WORDS = 14,
    SHORT_TOKENS = 48,
    OPENING_WORDS = 6, /* more make a sentence of it */
    BACK_LINES = 4,
    BACK_GAP = 3,
    OPENING_LINES = 6, /* of running text that may follow an opening */
    STRANGE_LINES = 4, /* one after the other within a region */
    PROSE_AFTER = 4,   /* so much running text behind it, and it was no signature part */
    DATE_TOKENS = 16,
};

static struct tokens line_tokens(const struct sign_page *p, uint32_t line)
{
    const struct document *d = p->reader->scan->document;
    struct tokens t = {p->first_token[line], p->first_token[line]};
    uint32_t end = d->lines.at[line].text.end;
    while (t.to < p->first_token[line + 1] && scan_token(p->reader->scan, t.to)->start < end)
        t.to++;
    return t;
}

/* Marks. */

/* The first half of "Signed-off-by" asks for nothing. */
static bool is_compound(const struct scan *s, uint32_t i)
{
    const struct token *dash = scan_token(s, i + 1), *next = scan_token(s, i + 2);
    return mark_in(dash, "-") && token_glued(dash) && next->kind == TOKEN_WORD && token_glued(next);
}

static uint8_t first_words(const struct sign_reader *r, struct tokens t)
{
    uint16_t asks = 0;
    while (t.from < t.to && scan_token(r->scan, t.from)->kind != TOKEN_WORD)
        t.from++;
    struct who_word first = who_word_listed(r->who, r->scan, t.from);
    if (first.is & WHO_CLOSING)
        return PAGE_ANNEX;
    for (uint32_t i = t.from; i < t.to && i < t.from + 4; i++) {
        uint16_t label = who_word_listed(r->who, r->scan, i).label;
        if ((!label && scan_token(r->scan, i)->kind == TOKEN_WORD) || is_compound(r->scan, i))
            break;
        asks |= label;
    }
    if ((asks & (ASKS_SIGN | ASKS_SIGNED | ASKS_MINUTES)) ||
        (asks & (ASKS_PLACE | ASKS_DATE)) == (ASKS_PLACE | ASKS_DATE))
        return PAGE_WORDS;
    bool upper = scan_token(r->scan, t.from + 1)->flags & TOKEN_UPPER;
    return (first.is & WHO_FOR) && upper ? PAGE_PLACE : 0;
}

static uint8_t line_marks(const struct sign_reader *r, struct tokens t)
{
    uint32_t words = 0;
    bool heading = false, copies = false;
    const uint16_t opening = who_opening_bit(r->who);
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = scan_token(r->scan, i);
        words += token->kind == TOKEN_WORD;
        if (!(token->tables & opening))
            continue;
        struct who_word means = who_word_opening(r->who, r->scan, i);
        heading |= (means.is & WHO_OPENING) != 0;
        copies |= (means.label & ASKS_COPIES) != 0;
    }
    uint8_t marks = words > PROSE_WORDS ? PAGE_PROSE : 0;
    if (copies || (heading && tokens_n(t) <= OPENING_WORDS))
        marks |= PAGE_OPENING;
    if (tokens_n(t) && tokens_n(t) <= SHORT_TOKENS)
        marks |= first_words(r, t);
    return marks;
}

static uint8_t block_marks(const struct block *b)
{
    if (b->kind == BLOCK_FURNITURE || b->kind == BLOCK_CONTENTS || b->kind == BLOCK_CODE)
        return PAGE_SKIPPED;
    return b->kind == BLOCK_HEADING && b->label.end > b->label.start ? PAGE_CHAPTER : 0;
}

static void mark_block(struct sign_page *p, const struct block *b, uint32_t *token)
{
    const struct scan *s = p->reader->scan;
    for (uint32_t i = 0; i < b->line_count && b->first_line + i < p->lines; i++) {
        uint32_t line = b->first_line + i;
        const struct range *at = &s->document->lines.at[line].text;
        while (*token < s->tokens.n && scan_token(s, *token)->end <= at->start)
            ++*token;
        p->first_token[line] = *token;
        while (*token < s->tokens.n && scan_token(s, *token)->start < at->end)
            ++*token;
        uint8_t marks = block_marks(b);
        if (!(marks & PAGE_SKIPPED))
            marks |= line_marks(p->reader, (struct tokens){p->first_token[line], *token});
        if (b->kind == BLOCK_ROW && i == 0)
            marks |= PAGE_ROW;
        p->seen[line] = marks;
        p->any |= (marks & (PAGE_OPENING | PAGE_WORDS | PAGE_PLACE)) != 0;
        if ((marks & PAGE_PROSE) && p->first_prose > line)
            p->first_prose = line;
    }
}

/* A short line with a date may be one of place and date. */
static void mark_dates(struct sign_page *p)
{
    const struct document *d = p->reader->scan->document;
    for (size_t i = 0; i < p->reader->dates.n; i++) {
        uint32_t line = document_line_at(d, p->reader->dates.at[i].at.start);
        if (line >= p->lines || (p->seen[line] & PAGE_SKIPPED) ||
            p->first_token[line + 1] - p->first_token[line] > DATE_TOKENS)
            continue;
        p->seen[line] |= PAGE_PLACE;
        p->any = true;
    }
}

static void count_prose(struct sign_page *p, struct arena *a)
{
    p->prose_after = arena_alloc(a, p->lines + 1);
    uint8_t count = 0;
    for (uint32_t i = p->lines; i-- > 0;) {
        p->prose_after[i] = count;
        if (p->seen[i] & PAGE_ANNEX)
            count = 0;
        else if ((p->seen[i] & PAGE_PROSE) && count < PROSE_AFTER)
            count++;
    }
}

struct sign_page sign_page_read(const struct sign_reader *r, struct arena *a)
{
    const struct document *d = r->scan->document;
    struct sign_page p = {.reader = r, .lines = (uint32_t)d->lines.n};
    uint32_t token = 0;
    p.first_prose = p.lines;
    p.first_token = ARENA_ARRAY(a, d->lines.n + 1, uint32_t);
    p.seen = arena_alloc(a, d->lines.n + 1);
    for (size_t i = 0; i < d->blocks.n; i++)
        mark_block(&p, &d->blocks.at[i], &token);
    p.first_token[p.lines] = r->scan->tokens.n;
    mark_dates(&p);
    if (p.any)
        count_prose(&p, a);
    return p;
}

/* Regions. */

/* Where the second of two columns began last; 0 if the region has none. */
static uint32_t second_column(const struct sign_region *g)
{
    enum { REACH = 12 };
    for (size_t i = g->lines.n; i-- > 0 && g->lines.n - i <= REACH;)
        if (g->lines.at[i].column == 2)
            return g->lines.at[i].left;
    return 0;
}

/* The lines of one row of the document, from line on; returns the line behind it. */
static uint32_t row_read(const struct sign_page *p, uint32_t line, struct sign_region *ret,
                         struct arena *a)
{
    const struct document *d = p->reader->scan->document;
    struct sign_line found[SIGN_COLUMNS];
    struct tokens t = line_tokens(p, line);
    uint32_t next = line + 1, n = 0;
    bool row = p->seen[line] & PAGE_ROW;
    if (row) {
        const struct block *b = &d->blocks.at[document_block_at(d, d->lines.at[line].text.start)];
        next = b->first_line + b->line_count;
        t.to = line_tokens(p, next - 1).to;
    }
    if (tokens_n(t))
        n = sign_row_read(p->reader, t, row, second_column(ret), found);
    for (uint32_t i = 0; i < n; i++) {
        found[i].row = d->lines.at[line].place.line;
        *VEC_ADD(a, &ret->lines) = found[i];
    }
    return next;
}

/* Of the lines added since there were `from` of them. */
static bool any_known(const struct sign_region *g, size_t from)
{
    for (size_t i = from; i < g->lines.n; i++)
        if (sign_is_known(&g->lines.at[i]))
            return true;
    return false;
}

static bool any_flag(const struct sign_region *g, size_t from, uint16_t flag)
{
    for (size_t i = from; i < g->lines.n; i++)
        if (g->lines.at[i].flags & flag)
            return true;
    return false;
}

static uint32_t gap_between(const struct document *d, uint32_t line, uint32_t next)
{
    const struct place *a = &d->lines.at[line].place, *b = &d->lines.at[next].place;
    if (a->page != b->page)
        return 1;
    return a->line && b->line > a->line ? b->line - a->line - 1 : 0;
}

/* Lines just before the first mark may be part of it: the party above "Ort och datum". */
static uint32_t step_back(const struct sign_page *p, uint32_t line, uint32_t least)
{
    const struct document *d = p->reader->scan->document;
    uint32_t first = line;
    for (uint32_t i = 0; i < BACK_LINES && first > least; i++) {
        uint32_t before = first - 1;
        if ((p->seen[before] & (PAGE_SKIPPED | PAGE_PROSE | PAGE_CHAPTER | PAGE_ANNEX)) ||
            gap_between(d, before, first) > BACK_GAP)
            break;
        struct sign_line l = sign_line_read(p->reader, line_tokens(p, before));
        if (!sign_is_known(&l) || (l.flags & SIGN_REVIEWER))
            break;
        first = before;
    }
    return first;
}

static enum sign_ground ground_of(const struct sign_page *p, uint32_t line)
{
    if (p->seen[line] & PAGE_OPENING) {
        struct tokens t = line_tokens(p, line);
        return tokens_n(t) <= OPENING_WORDS ? GROUND_HEADING : GROUND_OPENING;
    }
    return p->seen[line] & PAGE_WORDS ? GROUND_WORDS : GROUND_PLACE;
}

static bool ends_region(const struct sign_page *p, uint32_t line)
{
    uint8_t marks = p->seen[line];
    if (marks & PAGE_ANNEX)
        return true;
    return (marks & PAGE_CHAPTER) && !(marks & PAGE_OPENING);
}

struct growth {
    uint32_t strange; /* lines of no use, one after the other */
    uint32_t opening; /* lines of running text behind an opening */
    bool items;       /* a line of a signature has been found */
};

enum step { STEP_READ, STEP_PASS, STEP_END };

static enum step step_of(const struct sign_page *p, uint32_t line, const struct sign_region *g,
                         struct growth *w)
{
    uint8_t marks = p->seen[line];
    if (line > g->first && ends_region(p, line))
        return STEP_END;
    if (marks & (PAGE_SKIPPED | PAGE_OPENING))
        return STEP_PASS;
    if (!(marks & PAGE_PROSE))
        return STEP_READ;
    if (w->items || g->ground < GROUND_OPENING)
        return STEP_END;
    return ++w->opening <= OPENING_LINES ? STEP_PASS : STEP_READ;
}

/* What the lines just read say of the region; false if they no longer belong to it. */
static bool goes_on(const struct sign_region *g, size_t from, struct growth *w)
{
    bool known = any_known(g, from);
    if (!known && any_flag(g, from, SIGN_LONG) && (w->items || ++w->opening > OPENING_LINES))
        return false;
    w->items |= known;
    w->strange = known || any_flag(g, from, SIGN_REVIEWER) ? 0 : w->strange + 1;
    return w->strange <= STRANGE_LINES;
}

/* Reads on from the line where it begins until something that is no signature follows. */
static uint32_t region_grow(const struct sign_page *p, uint32_t line, struct sign_region *ret,
                            struct arena *a)
{
    struct growth w = {0};
    while (line < p->lines) {
        if (p->seen[line] & PAGE_OPENING && !(line > ret->first && ends_region(p, line))) {
            enum sign_ground ground = ground_of(p, line);
            ret->ground = ground > ret->ground ? ground : ret->ground;
            w.opening = 0;
        }
        enum step step = step_of(p, line, ret, &w);
        if (step == STEP_END)
            break;
        if (step == STEP_PASS) {
            line++;
            continue;
        }
        size_t before = ret->lines.n;
        uint32_t next = row_read(p, line, ret, a);
        if (!goes_on(ret, before, &w))
            break;
        line = next;
    }
    return line;
}

static void set_gaps(struct sign_region *g)
{
    for (size_t i = 1; i < g->lines.n; i++) {
        struct sign_line *l = &g->lines.at[i];
        const struct sign_line *before = l - 1;
        l->gap = before->row && l->row > before->row + 1 ? l->row - before->row - 1 : 0;
    }
}

bool sign_region_next(const struct sign_page *p, struct arena *a, uint32_t *at,
                      struct sign_region *ret)
{
    uint32_t line = *at;
    while (line < p->lines && !(p->seen[line] & (PAGE_OPENING | PAGE_WORDS | PAGE_PLACE)))
        line++;
    if (line == p->lines)
        return false;
    *ret = (struct sign_region){.ground = ground_of(p, line)};
    ret->first = ret->ground < GROUND_OPENING ? step_back(p, line, *at) : line;
    ret->end = region_grow(p, ret->first, ret, a);
    *at = ret->end > line ? ret->end : line + 1;
    sign_columns_stack(ret->lines.at, ret->lines.n, a);
    set_gaps(ret);
    return true;
}

bool sign_region_is_plausible(const struct sign_page *p, const struct sign_region *g)
{
    if (g->ground >= GROUND_WORDS)
        return true;
    bool listed = g->first > 0 && (p->seen[g->first - 1] & PAGE_ANNEX); /* "Kopia till:" */
    return !listed && g->first > p->first_prose && g->end > 0 &&
           p->prose_after[g->end - 1] < PROSE_AFTER;
}
