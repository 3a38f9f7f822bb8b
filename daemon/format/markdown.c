/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markdown's blocks, as far as text needs them: CommonMark 0.30 with tables and front matter. It
 * departs from the specification where agreements do: a line of underscores is a line to sign on,
 * and "---" right under a sentence is a rule, no heading.
 */
#include "format/markdown.h"

#include "base/limits.h"

enum { HEADING_LINES = 2, HEADING_BYTES = 200 };

static bool next_line(struct markdown *m, struct source_line *ret)
{
    if (m->full || !lines_next(&m->reader, ret))
        return false;
    md_enter_quotes(m, ret);
    return true;
}

static void put_stretch(struct markdown *m, const struct source_line *l, size_t from, size_t to,
                        bool *fresh)
{
    if (from >= to)
        return;
    if (*fresh) {
        struct place place = {l->number, l->column + document_columns(m->d, l->from, from),
                              l->page};
        m->full |= !document_line(m->d, from, to, place);
    } else {
        document_more(m->d, from, to);
    }
    *fresh = false;
}

/* Words that source lacks; where they stand first, they begin the line. */
static void put_instead(struct markdown *m, const struct source_line *l, const struct cut *cut,
                        struct span text, bool *fresh)
{
    if (*fresh) {
        struct place place = {l->number, l->column + document_columns(m->d, l->from, cut->from),
                              l->page};
        m->full |= !document_line(m->d, cut->from, cut->from, place);
    }
    document_instead(m->d, text, cut->from, cut->to);
    *fresh = false;
}

/* One line without its cuts; *next is the first cut that may touch it. */
static void put_line(struct markdown *m, struct source_line l, size_t *next, bool cell)
{
    size_t from = l.from;
    bool fresh = true;
    for (; *next < m->cuts.list.n && m->cuts.list.at[*next].from < l.to; ++*next) {
        const struct cut *cut = &m->cuts.list.at[*next];
        bool breaks = cut->instead.n && cut->instead.at[0] == '\n';
        put_stretch(m, &l, from, cut->from, &fresh);
        if (cut->to > from)
            from = cut->to;
        if (breaks && !cell) {
            document_meant(m->d);
            md_move_start(m, &l, from);
            fresh = true;
        } else if (cut->instead.n) {
            put_instead(m, &l, cut, breaks ? SPAN(" ") : cut->instead, &fresh);
        }
        if (cut->to > l.to)
            return; /* goes on in the next line */
    }
    put_stretch(m, &l, from, l.to, &fresh);
}

/* Markup beyond all reason ends the reading, as too many positions do. */
static void read_inline(struct markdown *m, size_t from, size_t to)
{
    if (!inline_read(&m->cuts, m->s, from, to)) {
        m->d->limit = LIMIT_NAME_RUNS;
        m->full = true;
    }
}

static bool ends_hard(const struct markdown *m, const struct source_line *l)
{
    return l->to - l->from >= 2 &&
           (m->s.at[l->to - 1] == '\\' || memcmp(m->s.at + l->to - 2, "  ", 2) == 0);
}

static void put_lines(struct markdown *m, struct block_hint hint)
{
    if (!m->lines.n)
        return;
    size_t next = 0;
    read_inline(m, m->lines.at[0].from, m->lines.at[m->lines.n - 1].to);
    document_block(m->d, hint);
    for (size_t i = 0; i < m->lines.n && !m->full; i++) {
        put_line(m, m->lines.at[i], &next, false);
        if (ends_hard(m, &m->lines.at[i]))
            document_meant(m->d);
    }
    m->lines.n = 0;
}

static void keep_line(struct markdown *m, struct source_line l)
{
    md_move_start(m, &l, md_skip_blanks(m, l.from, l.to));
    *VEC_ADD(m->d->arena, &m->lines) = l;
}

static void read_heading(struct markdown *m, struct source_line l)
{
    size_t i = md_skip_blanks(m, l.from, l.to), level = md_run_of(m, i, l.to);
    md_move_start(m, &l, i + level);
    while (l.to > l.from && (m->s.at[l.to - 1] == ' ' || m->s.at[l.to - 1] == '\t'))
        l.to--;
    size_t end = l.to;
    while (end > l.from && m->s.at[end - 1] == '#')
        end--;
    if (end == l.from || m->s.at[end - 1] == ' ')
        l.to = end;
    keep_line(m, l);
    put_lines(m, (struct block_hint){BLOCK_HEADING, true, (uint8_t)level, {0}});
}

static void read_fence(struct markdown *m, const struct source_line *open)
{
    size_t i = md_skip_blanks(m, open->from, open->to), n = md_run_of(m, i, open->to);
    char mark = m->s.at[i];
    document_block(m->d, (struct block_hint){.kind = BLOCK_CODE, .given = true});
    for (struct source_line l; next_line(m, &l);) {
        i = md_skip_blanks(m, l.from, l.to);
        if (md_at(m, i, l.to) == mark && md_run_of(m, i, l.to) >= n &&
            md_skip_blanks(m, i + md_run_of(m, i, l.to), l.to) == l.to)
            return;
        m->full |= !document_line(m->d, l.from, l.to, (struct place){l.number, l.column, l.page});
    }
}

static void read_comment(struct markdown *m, struct source_line l)
{
    do {
        const char *end = memmem(m->s.at + l.from, l.to - l.from, "-->", 3);
        if (!end)
            continue;
        md_move_start(m, &l, (size_t)(end - m->s.at) + 3);
        keep_line(m, l);
        put_lines(m, (struct block_hint){0});
        return;
    } while (next_line(m, &l));
}

static bool is_delimiter_row(const struct markdown *m, const struct source_line *l)
{
    bool dash = false, pipe = false;
    for (size_t i = l->from; i < l->to; i++) {
        char c = m->s.at[i];
        dash |= c == '-';
        pipe |= c == '|';
        if (!strchr("-|: \t", c) || !c)
            return false;
    }
    return dash && pipe;
}

static bool peek_line(const struct markdown *m, struct source_line *ret)
{
    struct line_reader ahead = m->reader;
    if (!lines_next(&ahead, ret))
        return false;
    md_enter_quotes(m, ret);
    return true;
}

static size_t cell_end(const struct markdown *m, size_t i, size_t end)
{
    while (i < end && m->s.at[i] != '|')
        i += m->s.at[i] == '\\' && i + 1 < end ? 2 : 1;
    return i < end ? i : end;
}

static void read_row(struct markdown *m, struct source_line l)
{
    size_t i = md_skip_blanks(m, l.from, l.to);
    document_block(m->d, (struct block_hint){.kind = BLOCK_ROW, .given = true});
    i += md_at(m, i, l.to) == '|';
    for (size_t end; i < l.to && !m->full; i = end + 1) {
        struct source_line cell = l;
        size_t next = 0;
        end = cell_end(m, i, l.to);
        md_move_start(m, &cell, md_skip_blanks(m, i, end));
        cell.to = end;
        read_inline(m, cell.from, cell.to);
        put_line(m, cell, &next, true);
    }
}

static bool has_pipe(const struct markdown *m, const struct source_line *l)
{
    return memchr(m->s.at + l->from, '|', l->to - l->from) != NULL;
}

static bool read_table(struct markdown *m, const struct source_line *head)
{
    struct source_line l;
    if (!has_pipe(m, head) || !peek_line(m, &l) || !is_delimiter_row(m, &l))
        return false;
    read_row(m, *head);
    next_line(m, &l);
    while (peek_line(m, &l) && has_pipe(m, &l) && next_line(m, &l))
        read_row(m, l);
    return true;
}

/* "====" is 1, "----" 2, anything else 0. */
static unsigned underline_level(const struct markdown *m, const struct source_line *l)
{
    size_t i = md_skip_blanks(m, l->from, l->to), n = i < l->to ? md_run_of(m, i, l->to) : 0;
    char c = md_at(m, i, l->to);
    if (!n || (c != '=' && c != '-') || md_skip_blanks(m, i + n, l->to) != l->to)
        return 0;
    return c == '=' ? 1 : n >= 2 ? 2 : 0;
}

static bool may_be_underlined(const struct markdown *m)
{
    const struct source_line *last = &m->lines.at[m->lines.n - 1];
    size_t end = last->to;
    while (end > last->from && m->s.at[end - 1] == ' ')
        end--;
    return m->lines.n <= HEADING_LINES && end > last->from && end - last->from <= HEADING_BYTES &&
           !strchr(".,;:", m->s.at[end - 1]);
}

/* Lines up to whatever begins something else. */
static void read_paragraph(struct markdown *m, struct source_line first, struct block_hint hint)
{
    keep_line(m, first);
    for (struct source_line l; peek_line(m, &l);) {
        unsigned level = hint.kind == BLOCK_PARAGRAPH ? underline_level(m, &l) : 0;
        if (level && may_be_underlined(m)) {
            next_line(m, &l);
            hint = (struct block_hint){BLOCK_HEADING, true, (uint8_t)level, {0}};
            break;
        }
        if (m->lines.n >= LIMIT_LINES || l.page != first.page ||
            md_what_begins(m, &l) != BEGINS_TEXT || !next_line(m, &l))
            break;
        keep_line(m, l);
    }
    put_lines(m, hint);
}

static void read_code(struct markdown *m, struct source_line l)
{
    document_block(m->d, (struct block_hint){.kind = BLOCK_CODE, .given = true});
    for (;;) {
        struct place place = {l.number, l.column, l.page};
        m->full |= !document_line(m->d, l.from, l.to, place);
        if (!peek_line(m, &l) || md_indent(m, &l) < CODE_INDENT ||
            md_what_begins(m, &l) == BEGINS_NOTHING || !next_line(m, &l))
            return;
    }
}

static void read_definition(struct markdown *m, const struct source_line *l)
{
    document_block(m->d, (struct block_hint){.kind = BLOCK_FURNITURE, .given = true});
    m->full |= !document_line(m->d, l->from, l->to, (struct place){l->number, l->column, l->page});
}

static void read_text(struct markdown *m, const struct source_line *l)
{
    if (m->after_blank && !m->in_list && md_indent(m, l) >= CODE_INDENT)
        read_code(m, *l);
    else if (!read_table(m, l))
        read_paragraph(m, *l, (struct block_hint){0});
}

static void read_block(struct markdown *m, const struct source_line *l)
{
    enum begins what = md_what_begins(m, l);
    if (what != BEGINS_NOTHING && what != BEGINS_ITEM && md_indent(m, l) == 0)
        m->in_list = false;
    switch (what) {
    case BEGINS_HEADING:
        read_heading(m, *l);
        break;
    case BEGINS_FENCE:
        read_fence(m, l);
        break;
    case BEGINS_ITEM:
        m->in_list = true;
        read_paragraph(m, *l, (struct block_hint){.kind = BLOCK_ITEM});
        break;
    case BEGINS_COMMENT:
        read_comment(m, *l);
        break;
    case BEGINS_DEFINITION:
        read_definition(m, l);
        break;
    case BEGINS_TEXT:
        read_text(m, l);
        break;
    case BEGINS_RULE:
    case BEGINS_NOTHING:
        break;
    }
    m->after_blank = what == BEGINS_NOTHING;
}

void format_markdown_read(struct document *d)
{
    struct markdown m = {.d = d,
                         .s = d->source,
                         .reader = lines_begin(d),
                         .cuts = {.arena = d->arena},
                         .after_blank = true};
    d->pages = lines_pages(d->source);
    md_read_front_matter(&m);
    for (struct source_line l; next_line(&m, &l);)
        read_block(&m, &l);
}
