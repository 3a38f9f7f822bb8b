/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/signature_cells.h"

enum { WIDE_BLANKS = 3, COLUMN_SLACK = 2 };

struct cells {
    struct tokens at[SIGN_COLUMNS];
    struct sign_line line[SIGN_COLUMNS];
    uint32_t n;
};

/* Three blanks or a tabulator stand somewhere in it. */
static bool holds_wide_blank(struct span raw)
{
    uint32_t blanks = 0;
    for (size_t i = 0; i < raw.n && blanks < WIDE_BLANKS; i++) {
        uint8_t c = (uint8_t)raw.at[i];
        if (c == '\t')
            return true;
        if (c == ' ' || c == 0xa0) /* the last byte of a no-break space */
            blanks++;
        else if (c != 0xc2)
            blanks = 0;
    }
    return blanks >= WIDE_BLANKS;
}

static bool parts_cells(const struct sign_reader *r, uint32_t token, bool table)
{
    const struct token *t = scan_token(r->scan, token), *next = scan_token(r->scan, token + 1);
    if (table)
        return next->kind == TOKEN_BREAK;
    if (!(next->flags & TOKEN_SPACE))
        return false;
    return holds_wide_blank(document_raw(r->scan->document, (struct range){t->start, next->end}));
}

static void cells_cut(const struct sign_reader *r, struct tokens t, bool table, struct cells *ret)
{
    uint32_t from = t.from;
    for (uint32_t i = t.from; i < t.to; i++) {
        bool last = i + 1 == t.to || ret->n + 1 == SIGN_COLUMNS;
        if (last)
            i = t.to - 1;
        else if (!parts_cells(r, i, table))
            continue;
        ret->at[ret->n++] = (struct tokens){from, i + 1};
        while (i + 1 < t.to && scan_token(r->scan, i + 1)->kind == TOKEN_BREAK)
            i++;
        from = i + 1;
    }
}

static void cell_drop(struct cells *c, uint32_t i)
{
    c->n--;
    for (; i < c->n; i++) {
        c->at[i] = c->at[i + 1];
        c->line[i] = c->line[i + 1];
    }
}

/* "Namn | Anna Berg | Bo Ek": the first cell asks, the others answer. */
static bool one_label_for_all(const struct cells *c)
{
    if (c->n < 3 || !sign_is_bare_label(&c->line[0]))
        return false;
    for (uint32_t i = 1; i < c->n; i++)
        if (c->line[i].labels)
            return false;
    return true;
}

static void answer(const struct sign_reader *r, struct cells *c, uint32_t i, uint16_t labels)
{
    c->line[i] = sign_line_read_as(r, c->at[i], labels);
}

/* Labels are joined with the cells that they ask for. */
static void labels_join(const struct sign_reader *r, struct cells *c)
{
    if (one_label_for_all(c)) {
        uint16_t labels = c->line[0].labels;
        cell_drop(c, 0);
        for (uint32_t i = 0; i < c->n; i++)
            answer(r, c, i, labels);
        return;
    }
    for (uint32_t i = 0; i + 1 < c->n; i++) {
        if (!sign_is_bare_label(&c->line[i]) || c->line[i + 1].labels)
            continue;
        struct range at = c->line[i].at;
        answer(r, c, i + 1, c->line[i].labels);
        c->line[i + 1].at.start = at.start;
        cell_drop(c, i);
    }
}

static uint32_t kinds(const struct sign_line *l)
{
    uint32_t bits = 0;
    for (uint32_t p = 0; p < SIGN_PARTS; p++)
        bits |= sign_has(l, (enum sign_part)p) ? 1u << p : 0;
    return bits;
}

/* "Skolverket | Anna Berg | 2024-05-03": each cell another part of one signature. */
static bool is_one_signature(const struct cells *c)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t bits = kinds(&c->line[i]);
        if (!bits || (bits & all))
            return false;
        all |= bits;
    }
    return true;
}

static void cells_fuse(struct cells *c)
{
    struct sign_line *one = &c->line[0];
    for (uint32_t i = 1; i < c->n; i++) {
        const struct sign_line *other = &c->line[i];
        for (uint32_t p = 0; p < SIGN_PARTS; p++)
            if (sign_has(other, (enum sign_part)p))
                one->part[p] = other->part[p];
        if (sign_has(other, PART_DATE))
            one->signed_on = other->signed_on;
        one->flags |= other->flags;
        one->labels |= other->labels;
        one->blank |= other->blank;
        one->at.end = other->at.end;
    }
    c->n = 1;
}

static bool all_known(const struct cells *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (!sign_is_known(&c->line[i]))
            return false;
    return true;
}

/* "Namn | Roll | Datum": the head of a table, whose rows answer. */
static bool is_table_head(const struct cells *c)
{
    uint16_t all = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        if (!sign_is_bare_label(&c->line[i]) || (c->line[i].labels & all))
            return false;
        all |= c->line[i].labels;
    }
    return c->n >= 3;
}

/* Below "Seller | Buyer" the cells of a row are parts of two signatures, whatever they hold. */
static bool goes_on_below(const struct sign_reader *r, const struct cells *c, uint32_t second_left)
{
    uint32_t left = document_place(r->scan->document, c->line[1].at.start).column;
    return second_left && left + COLUMN_SLACK >= second_left && left <= second_left + COLUMN_SLACK;
}

uint32_t sign_row_read(const struct sign_reader *r, struct tokens t, bool table,
                       uint32_t second_left, struct sign_line ret[SIGN_COLUMNS])
{
    struct cells c = {.n = 0};
    cells_cut(r, t, table, &c);
    for (uint32_t i = 0; i < c.n; i++)
        c.line[i] = sign_line_read(r, c.at[i]);
    if (table && is_table_head(&c))
        return 0;
    labels_join(r, &c);
    if (c.n > 1 && !table && !all_known(&c)) {
        struct sign_line whole = sign_line_read(r, t);
        if (sign_is_known(&whole)) {
            c.line[0] = whole;
            c.n = 1;
        }
    }
    if (c.n > 1 && is_one_signature(&c) && (table || !goes_on_below(r, &c, second_left)))
        cells_fuse(&c);
    for (uint32_t i = 0; i < c.n; i++) {
        ret[i] = c.line[i];
        ret[i].column = c.n > 1 ? (uint16_t)(i + 1) : 0;
        ret[i].left = document_place(r->scan->document, ret[i].at.start).column;
    }
    return c.n;
}

/* A line that stands alone among columns belongs to the one above it. */
static uint16_t column_of(uint32_t left, const uint32_t lefts[SIGN_COLUMNS], uint16_t columns)
{
    uint16_t found = 1;
    for (uint16_t c = 1; c < columns; c++)
        if (lefts[c] <= left + COLUMN_SLACK)
            found = (uint16_t)(c + 1);
    return found;
}

static uint16_t columns_assign(struct sign_line *lines, size_t n)
{
    uint32_t lefts[SIGN_COLUMNS] = {0};
    uint16_t columns = 0;
    for (size_t i = 0; i < n; i++) {
        struct sign_line *l = &lines[i];
        if (!l->column && columns)
            l->column = column_of(l->left, lefts, columns);
        else if (l->column > columns)
            lefts[columns++] = l->left;
    }
    return columns;
}

void sign_columns_stack(struct sign_line *lines, size_t n, struct arena *a)
{
    while (n && !lines->column) {
        lines++;
        n--;
    }
    uint16_t columns = columns_assign(lines, n);
    if (columns < 2)
        return;
    struct sign_line *sorted = ARENA_ARRAY(a, n, struct sign_line);
    size_t done = 0;
    for (uint16_t c = 1; c <= columns; c++)
        for (size_t i = 0; i < n; i++)
            if (lines[i].column == c)
                sorted[done++] = lines[i];
    memcpy(lines, sorted, done * sizeof *lines);
}
