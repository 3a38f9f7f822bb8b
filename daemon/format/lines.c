/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/lines.h"

static const char ends[3] = {'\n', '\r', '\f'};

/* Each is looked for only when the last one found has been passed: all together one pass. */
static size_t find_end(struct line_reader *r)
{
    size_t nearest = r->text.n;
    for (size_t k = 0; k < sizeof ends; k++) {
        if (r->next[k] < r->at) {
            const char *found = memchr(r->text.at + r->at, ends[k], r->text.n - r->at);
            r->next[k] = found ? (size_t)(found - r->text.at) : r->text.n;
        }
        if (r->next[k] < nearest)
            nearest = r->next[k];
    }
    return nearest;
}

struct line_reader lines_begin(const struct document *d)
{
    struct line_reader r = {.document = d, .text = d->source, .number = 1, .column = 1};
    for (size_t k = 0; k < sizeof ends; k++) {
        const char *found = d->source.n ? memchr(d->source.at, ends[k], d->source.n) : NULL;
        r.next[k] = found ? (size_t)(found - d->source.at) : d->source.n;
    }
    r.page = r.next[2] < d->source.n;
    return r;
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
