/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Front matter: lines of YAML between "---" and "---", or of TOML between "+++" and "+++". Only the
   title is taken from it. */
#include "format/markdown.h"

enum { FRONT_LINES = 200 };

struct front {
    const char *open, *close, *other_close;
    char gives; /* between a key and its value */
};

static const struct front fronts[] = {{"---", "---", "...", ':'}, {"+++", "+++", "+++", '='}};

static bool is_line(const struct markdown *m, const struct source_line *l, const char *text)
{
    return span_is(span_trim(span_cut(m->s, l->from, l->to)), text);
}

static bool is_close(const struct markdown *m, const struct source_line *l, const struct front *f)
{
    return is_line(m, l, f->close) || is_line(m, l, f->other_close);
}

/* NULL if the document begins with none. */
static const struct front *front_matter(const struct markdown *m)
{
    struct line_reader ahead = m->reader;
    struct source_line l;
    const struct front *f = fronts;
    if (!lines_next(&ahead, &l))
        return NULL;
    while (f < fronts + sizeof fronts / sizeof *fronts && !is_line(m, &l, f->open))
        f++;
    if (f == fronts + sizeof fronts / sizeof *fronts)
        return NULL;
    for (int i = 0; i < FRONT_LINES && lines_next(&ahead, &l); i++) {
        if (is_close(m, &l, f))
            return i > 0 ? f : NULL;
        if (i == 0 && !memchr(m->s.at + l.from, f->gives, l.to - l.from))
            return NULL;
    }
    return NULL;
}

/* Where the value of "title: X" or "title = X" begins; the end of the line if it is another. */
static size_t title_value(const struct markdown *m, struct source_line l, const struct front *f)
{
    static const char key[] = "title";
    if (l.to - l.from <= sizeof key || memcmp(m->s.at + l.from, key, sizeof key - 1) != 0)
        return l.to;
    size_t at = l.from + sizeof key - 1;
    if (f->gives == '=')
        at = md_skip_blanks(m, at, l.to);
    return md_at(m, at, l.to) == f->gives ? md_skip_blanks(m, at + 1, l.to) : l.to;
}

/* The title is the document's; the other lines are read for facts, as rows. */
static void put_front_line(struct markdown *m, struct source_line l, const struct front *f)
{
    struct block_hint hint = {.kind = BLOCK_ROW, .given = true};
    size_t value = title_value(m, l, f);
    if (value < l.to) {
        md_move_start(m, &l, value);
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
    const struct front *f = front_matter(m);
    if (!f)
        return;
    lines_next(&m->reader, &l);
    while (!m->full && lines_next(&m->reader, &l) && !is_close(m, &l, f))
        put_front_line(m, l, f);
}
