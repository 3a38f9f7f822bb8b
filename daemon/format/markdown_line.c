/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line of Markdown begins. */
#include "format/markdown.h"

char md_at(const struct markdown *m, size_t i, size_t end)
{
    return i < end ? m->s.at[i] : '\0';
}

size_t md_skip_blanks(const struct markdown *m, size_t i, size_t end)
{
    while (i < end && (m->s.at[i] == ' ' || m->s.at[i] == '\t'))
        i++;
    return i;
}

size_t md_run_of(const struct markdown *m, size_t i, size_t end)
{
    size_t n = 0;
    while (i + n < end && m->s.at[i + n] == m->s.at[i])
        n++;
    return n;
}

/* Columns that the line is indented by; a tab counts for four. */
size_t md_indent(const struct markdown *m, const struct source_line *l)
{
    size_t columns = 0;
    for (size_t i = l->from; i < l->to && (m->s.at[i] == ' ' || m->s.at[i] == '\t'); i++)
        columns += m->s.at[i] == '\t' ? CODE_INDENT : 1;
    return columns;
}

/* Moves the start of the line, and its column with it. */
void md_move_start(const struct markdown *m, struct source_line *l, size_t to)
{
    l->column += document_columns(m->d, l->from, to);
    l->from = to;
}

/* Takes off the marks of block quotes. */
void md_enter_quotes(const struct markdown *m, struct source_line *l)
{
    for (;;) {
        size_t i = md_skip_blanks(m, l->from, l->to);
        if (md_at(m, i, l->to) != '>' || i - l->from >= CODE_INDENT)
            return;
        i++;
        md_move_start(m, l, md_at(m, i, l->to) == ' ' ? i + 1 : i);
    }
}

/* "***", "- - -": one mark, three times or more. */
static bool is_rule(const struct markdown *m, size_t i, size_t end)
{
    char mark = md_at(m, i, end);
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
    char c = md_at(m, i, end);
    size_t digits = 0;
    if (c == '-' || c == '*' || c == '+') {
        i++;
    } else {
        while (digits < 10 && md_at(m, i, end) >= '0' && md_at(m, i, end) <= '9') {
            i++;
            digits++;
        }
        if (!digits || digits > 9 || (md_at(m, i, end) != '.' && md_at(m, i, end) != ')'))
            return 0;
        i++;
    }
    return md_at(m, i, end) == ' ' || md_at(m, i, end) == '\t' ? md_skip_blanks(m, i, end) : 0;
}

/* "[label]: https://..." */
static bool is_definition(const struct markdown *m, size_t i, size_t end)
{
    if (md_at(m, i, end) != '[' || md_at(m, i + 1, end) == '^')
        return false;
    const char *close = memchr(m->s.at + i, ']', end - i);
    size_t k = close ? (size_t)(close - m->s.at) : end;
    size_t target = md_skip_blanks(m, k + 2 < end ? k + 2 : end, end);
    return md_at(m, k + 1, end) == ':' && target < end &&
           !memchr(m->s.at + target, ' ', end - target) &&
           (memchr(m->s.at + target, '/', end - target) || md_at(m, target, end) == '<');
}

enum begins md_what_begins(const struct markdown *m, const struct source_line *l)
{
    size_t i = md_skip_blanks(m, l->from, l->to), n = i < l->to ? md_run_of(m, i, l->to) : 0;
    char c = md_at(m, i, l->to), behind = md_at(m, i + n, l->to);
    if (i == l->to)
        return BEGINS_NOTHING;
    if (!m->in_list && md_indent(m, l) >= CODE_INDENT)
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
