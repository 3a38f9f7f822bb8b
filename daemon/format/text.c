/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text: blocks are parted by blank lines and by pages. */
#include "base/utf8.h"
#include "format/lines.h"

/* Blank to the eye: Unicode blanks and what is invisible count too. */
static bool looks_blank(struct span s)
{
    for (size_t i = 0, n; i < s.n; i += n) {
        int32_t c = utf8_decode(span_cut(s, i, s.n), &n);
        bool blank = c <= ' ' || c == 0xa0 || c == 0xfeff || c == 0x3000 ||
                     (c >= 0x2000 && c <= 0x200f) || c == 0x202f;
        if (!blank)
            return false;
    }
    return true;
}

void format_text_read(struct document *d)
{
    struct line_reader r = lines_begin(d);
    uint32_t page = 0;
    bool open = false;
    d->pages = lines_pages(d->source);
    for (struct source_line l; lines_next(&r, &l);) {
        if (looks_blank(span_cut(d->source, l.from, l.to))) {
            open = false;
            continue;
        }
        if (!open || l.page != page)
            document_block(d, (struct block_hint){0});
        open = true;
        page = l.page;
        if (!document_line(d, l.from, l.to, (struct place){l.number, l.column, l.page}))
            break;
    }
}
