/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markdown's blocks, as far as text needs them: CommonMark 0.30 with tables and front matter. It
 * departs from the specification where agreements do: a line of underscores is a line to sign on,
 * and "---" right under a sentence is a rule, no heading.
 */
#include "base/limits.h"
#include "format/inline.h"
#include "format/lines.h"

enum { FRONT_LINES = 200, CODE_INDENT = 4, HEADING_LINES = 2, HEADING_BYTES = 200 };

struct markdown {
    struct document *d;
    struct span s;
    struct line_reader reader;
    struct cuts cuts;
    VEC(struct source_line) lines; /* of the paragraph being read, without container marks */
    bool after_blank, in_list, full;
};

/* What a line begins, when nothing is open. */
enum begins {
    BEGINS_TEXT,
    BEGINS_NOTHING,
    BEGINS_HEADING,
    BEGINS_FENCE,
    BEGINS_RULE,
    BEGINS_ITEM,
    BEGINS_COMMENT,
    BEGINS_DEFINITION
};

static char at(const struct markdown *m, size_t i, size_t end)
{
    return i < end ? m->s.at[i] : '\0';
}

static size_t skip_blanks(const struct markdown *m, size_t i, size_t end)
{
    while (i < end && (m->s.at[i] == ' ' || m->s.at[i] == '\t'))
        i++;
    return i;
}

static size_t run_of(const struct markdown *m, size_t i, size_t end)
{
    size_t n = 0;
    while (i + n < end && m->s.at[i + n] == m->s.at[i])
        n++;
    return n;
}

/* Columns that the line is indented by; a tab counts for four. */
static size_t indent_of(const struct markdown *m, const struct source_line *l)
{
    size_t columns = 0;
    for (size_t i = l->from; i < l->to && (m->s.at[i] == ' ' || m->s.at[i] == '\t'); i++)
        columns += m->s.at[i] == '\t' ? CODE_INDENT : 1;
    return columns;
}

/* Moves the start of the line, and its column with it. */
static void move_start(const struct markdown *m, struct source_line *l, size_t to)
{
    l->column += document_columns(m->d, l->from, to);
    l->from = to;
}

/* Takes off the marks of block quotes. */
static void enter_quotes(const struct markdown *m, struct source_line *l)
{
    for (;;) {
        size_t i = skip_blanks(m, l->from, l->to);
        if (at(m, i, l->to) != '>' || i - l->from >= CODE_INDENT)
            return;
        i++;
        move_start(m, l, at(m, i, l->to) == ' ' ? i + 1 : i);
    }
}

static bool next_line(struct markdown *m, struct source_line *ret)
{
    if (m->full || !lines_next(&m->reader, ret))
        return false;
    enter_quotes(m, ret);
    return true;
}

/* "***", "- - -": one mark, three times or more. */
static bool is_rule(const struct markdown *m, size_t i, size_t end)
{
    char mark = at(m, i, end);
    size_t marks = 0;
    if (mark != '*' && mark != '-')
        return false;
    for (; i < end; i++) {
        if (m->s.at[i] == mark)
            marks++;
        else if (m->s.at[i] != ' ' && m->s.at[i] != '\t')
            return false;
    }
    return marks >= 3;
}

/* Where the text of a list item begins; 0 if the line begins none. */
static size_t item_text(const struct markdown *m, size_t i, size_t end)
{
    char c = at(m, i, end);
    size_t digits = 0;
    if (c == '-' || c == '*' || c == '+') {
        i++;
    } else {
        while (digits < 10 && at(m, i, end) >= '0' && at(m, i, end) <= '9') {
            i++;
            digits++;
        }
        if (!digits || digits > 9 || (at(m, i, end) != '.' && at(m, i, end) != ')'))
            return 0;
        i++;
    }
    return at(m, i, end) == ' ' || at(m, i, end) == '\t' ? skip_blanks(m, i, end) : 0;
}

/* "[label]: https://..." */
static bool is_definition(const struct markdown *m, size_t i, size_t end)
{
    if (at(m, i, end) != '[' || at(m, i + 1, end) == '^')
        return false;
    const char *close = memchr(m->s.at + i, ']', end - i);
    size_t k = close ? (size_t)(close - m->s.at) : end;
    size_t target = skip_blanks(m, k + 2 < end ? k + 2 : end, end);
    return at(m, k + 1, end) == ':' && target < end &&
           !memchr(m->s.at + target, ' ', end - target) &&
           (memchr(m->s.at + target, '/', end - target) || at(m, target, end) == '<');
}

static enum begins what_begins(const struct markdown *m, const struct source_line *l)
{
    size_t i = skip_blanks(m, l->from, l->to), n = i < l->to ? run_of(m, i, l->to) : 0;
    char c = at(m, i, l->to), behind = at(m, i + n, l->to);
    if (i == l->to)
        return BEGINS_NOTHING;
    if (!m->in_list && indent_of(m, l) >= CODE_INDENT)
        return BEGINS_TEXT;
    if (c == '#' && n <= 6 && (behind == '\0' || behind == ' ' || behind == '\t'))
        return BEGINS_HEADING;
    if (n >= 3 && (c == '~' || (c == '`' && !memchr(m->s.at + i + n, '`', l->to - i - n))))
        return BEGINS_FENCE;
    if (is_rule(m, i, l->to))
        return BEGINS_RULE;
    if (item_text(m, i, l->to))
        return BEGINS_ITEM;
    if (l->to - i >= 4 && memcmp(m->s.at + i, "<!--", 4) == 0)
        return BEGINS_COMMENT;
    return is_definition(m, i, l->to) ? BEGINS_DEFINITION : BEGINS_TEXT;
}

/* --- What was read, into the document --- */

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
            move_start(m, &l, from);
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
    move_start(m, &l, skip_blanks(m, l.from, l.to));
    *VEC_ADD(m->d->arena, &m->lines) = l;
}

/* --- Kinds of block --- */

static void read_heading(struct markdown *m, struct source_line l)
{
    size_t i = skip_blanks(m, l.from, l.to), level = run_of(m, i, l.to);
    move_start(m, &l, i + level);
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
    size_t i = skip_blanks(m, open->from, open->to), n = run_of(m, i, open->to);
    char mark = m->s.at[i];
    document_block(m->d, (struct block_hint){.kind = BLOCK_CODE, .given = true});
    for (struct source_line l; next_line(m, &l);) {
        i = skip_blanks(m, l.from, l.to);
        if (at(m, i, l.to) == mark && run_of(m, i, l.to) >= n &&
            skip_blanks(m, i + run_of(m, i, l.to), l.to) == l.to)
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
        move_start(m, &l, (size_t)(end - m->s.at) + 3);
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
    enter_quotes(m, ret);
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
    size_t i = skip_blanks(m, l.from, l.to);
    document_block(m->d, (struct block_hint){.kind = BLOCK_ROW, .given = true});
    i += at(m, i, l.to) == '|';
    for (size_t end; i < l.to && !m->full; i = end + 1) {
        struct source_line cell = l;
        size_t next = 0;
        end = cell_end(m, i, l.to);
        move_start(m, &cell, skip_blanks(m, i, end));
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
    size_t i = skip_blanks(m, l->from, l->to), n = i < l->to ? run_of(m, i, l->to) : 0;
    char c = at(m, i, l->to);
    if (!n || (c != '=' && c != '-') || skip_blanks(m, i + n, l->to) != l->to)
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
            what_begins(m, &l) != BEGINS_TEXT || !next_line(m, &l))
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
        if (!peek_line(m, &l) || indent_of(m, &l) < CODE_INDENT ||
            what_begins(m, &l) == BEGINS_NOTHING || !next_line(m, &l))
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
    if (m->after_blank && !m->in_list && indent_of(m, l) >= CODE_INDENT)
        read_code(m, *l);
    else if (!read_table(m, l))
        read_paragraph(m, *l, (struct block_hint){0});
}

static void read_block(struct markdown *m, const struct source_line *l)
{
    enum begins what = what_begins(m, l);
    if (what != BEGINS_NOTHING && what != BEGINS_ITEM && indent_of(m, l) == 0)
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

/* --- Front matter --- */

static bool is_line(const struct markdown *m, const struct source_line *l, const char *text)
{
    return span_is(span_trim(span_cut(m->s, l->from, l->to)), text);
}

static bool has_front_matter(const struct markdown *m)
{
    struct line_reader ahead = m->reader;
    struct source_line l;
    if (!lines_next(&ahead, &l) || !is_line(m, &l, "---"))
        return false;
    for (int i = 0; i < FRONT_LINES && lines_next(&ahead, &l); i++) {
        if (is_line(m, &l, "---") || is_line(m, &l, "..."))
            return i > 0;
        if (i == 0 && !memchr(m->s.at + l.from, ':', l.to - l.from))
            return false;
    }
    return false;
}

/* "title: X" gives the title; the other lines are read for facts, as rows. */
static void put_front_line(struct markdown *m, struct source_line l)
{
    static const char key[] = "title:";
    struct block_hint hint = {.kind = BLOCK_ROW, .given = true};
    if (l.to - l.from > sizeof key && memcmp(m->s.at + l.from, key, sizeof key - 1) == 0) {
        move_start(m, &l, skip_blanks(m, l.from + sizeof key - 1, l.to));
        while (l.to > l.from && (m->s.at[l.to - 1] == ' ' || m->s.at[l.to - 1] == '\t'))
            l.to--;
        char quote = at(m, l.from, l.to);
        if ((quote == '"' || quote == '\'') && l.to - l.from > 2 && m->s.at[l.to - 1] == quote) {
            move_start(m, &l, l.from + 1);
            l.to--;
        }
        hint.kind = BLOCK_HEADING;
    }
    document_block(m->d, hint);
    m->full |= !document_line(m->d, l.from, l.to, (struct place){l.number, l.column, l.page});
}

static void read_front_matter(struct markdown *m)
{
    struct source_line l;
    if (!has_front_matter(m))
        return;
    lines_next(&m->reader, &l);
    while (!m->full && lines_next(&m->reader, &l) && !is_line(m, &l, "---") &&
           !is_line(m, &l, "..."))
        put_front_line(m, l);
}

void format_markdown_read(struct document *d)
{
    struct markdown m = {.d = d,
                         .s = d->source,
                         .reader = lines_begin(d),
                         .cuts = {.arena = d->arena},
                         .after_blank = true};
    d->pages = lines_pages(d->source);
    read_front_matter(&m);
    for (struct source_line l; next_line(&m, &l);)
        read_block(&m, &l);
}
