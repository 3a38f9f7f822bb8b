/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/visible.h"
#include "base/utf8.h"

static bool is_hidden(int32_t c)
{
    static const struct {
        int32_t first, last;
    } hidden[] = {
        {0x00, 0x1f},       {0x7f, 0x9f},     {0x061c, 0x061c}, /* controls; Arabic letter mark */
        {0x200b, 0x200f},                                       /* zero width, direction marks */
        {0x2028, 0x202e},                     /* separators, embeddings, overrides */
        {0x2060, 0x206f},                     /* joiners, isolates */
        {0xfeff, 0xfeff},   {0xfff9, 0xfffb}, /* byte order mark, annotations */
        {0xe0000, 0xe007f},                   /* tags */
    };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (c >= hidden[i].first && c <= hidden[i].last)
            return true;
    return false;
}

void visible_add(struct buf *b, struct span s)
{
    for (size_t i = 0, n; i < s.n; i += n) {
        int32_t c = utf8_decode(span_cut(s, i, s.n), &n);
        if (c < 0)
            buf_printf(b, "\\x%02x", (unsigned char)s.at[i]);
        else if (c == '\\')
            buf_text(b, "\\\\");
        else if (!is_hidden(c))
            buf_add(b, s.at + i, n);
        else if (c < 0x80)
            buf_printf(b, "\\x%02x", (unsigned)c);
        else
            buf_printf(b, "\\u{%x}", (unsigned)c);
    }
}

bool visible_is(struct span s)
{
    for (size_t i = 0, n; i < s.n; i += n) {
        int32_t c = utf8_decode(span_cut(s, i, s.n), &n);
        if (c < 0 || is_hidden(c))
            return false;
    }
    return true;
}
