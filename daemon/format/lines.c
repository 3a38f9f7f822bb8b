/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/lines.h"

struct line_reader lines_begin(const struct document *d)
{
    bool pages = d->source.n && memchr(d->source.at, '\f', d->source.n);
    return (struct line_reader){d, d->source, 0, 1, 1, pages ? 1 : 0, pages};
}

/* The first of LF, CR and form feed; most texts have neither of the latter. */
static size_t find_end(const struct line_reader *r)
{
    const char *from = r->text.at + r->at, *end = r->text.at + r->text.n;
    const char *found = memchr(from, '\n', (size_t)(end - from));
    const char *stop = found ? found : end, *other;
    if ((other = memchr(from, '\r', (size_t)(stop - from))))
        stop = other;
    if (r->pages && (other = memchr(from, '\f', (size_t)(stop - from))))
        stop = other;
    return (size_t)(stop - r->text.at);
}

bool lines_next(struct line_reader *r, struct source_line *ret)
{
    if (r->at >= r->text.n)
        return false;
    size_t end = find_end(r);
    *ret = (struct source_line){r->at, end, r->number, r->column, r->page};
    if (end < r->text.n && r->text.at[end] == '\f') {
        r->column += document_columns(r->document, r->at, end) + 1;
        r->page++;
        r->at = end + 1;
        return true;
    }
    r->number++;
    r->column = 1;
    bool pair = end + 1 < r->text.n && r->text.at[end] == '\r' && r->text.at[end + 1] == '\n';
    r->at = end + (pair ? 2 : 1);
    return true;
}

uint32_t lines_pages(struct span text)
{
    uint32_t feeds = 0;
    bool behind = false;
    if (!text.n || !memchr(text.at, '\f', text.n))
        return 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '\f') {
            feeds++;
            behind = false;
        } else {
            behind |= text.at[i] > ' ' || text.at[i] < 0;
        }
    }
    return feeds + behind;
}
