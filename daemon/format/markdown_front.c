/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Front matter: lines of YAML between "---" and "---". Only the title is taken from it. */
#include "format/markdown.h"

enum { FRONT_LINES = 200 };

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
        md_move_start(m, &l, md_skip_blanks(m, l.from + sizeof key - 1, l.to));
        while (l.to > l.from && (m->s.at[l.to - 1] == ' ' || m->s.at[l.to - 1] == '\t'))
            l.to--;
        char quote = md_at(m, l.from, l.to);
        if ((quote == '"' || quote == '\'') && l.to - l.from > 2 && m->s.at[l.to - 1] == quote) {
            md_move_start(m, &l, l.from + 1);
            l.to--;
        }
        hint.kind = BLOCK_HEADING;
    }
    document_block(m->d, hint);
    m->full |= !document_line(m->d, l.from, l.to, (struct place){l.number, l.column, l.page});
}

void md_read_front_matter(struct markdown *m)
{
    struct source_line l;
    if (!has_front_matter(m))
        return;
    lines_next(&m->reader, &l);
    while (!m->full && lines_next(&m->reader, &l) && !is_line(m, &l, "---") &&
           !is_line(m, &l, "..."))
        put_front_line(m, l);
}
