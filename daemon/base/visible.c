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

/* How many bytes at the beginning are letters, digits and marks of ASCII, which stay as they are.
 */
static size_t plain_run(struct span s)
{
    size_t n = 0;
    while (n < s.n && s.at[n] >= 0x20 && s.at[n] < 0x7f && s.at[n] != '\\')
        n++;
    return n;
}

void visible_add(struct buf *b, struct span s)
{
    for (size_t i = 0, n; i < s.n; i += n) {
        n = plain_run(span_cut(s, i, s.n));
        if (n > 0) {
            buf_add(b, s.at + i, n);
            continue;
        }
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

/* The value of the hexadecimal digits at *at up to `end`; -1 if there are none, or too many. */
static int32_t hexadecimal(struct span s, size_t *at, char end, size_t most)
{
    int32_t v = 0;
    size_t from = *at;
    for (; *at < s.n && *at - from < most && s.at[*at] != end; ++*at) {
        char c = s.at[*at];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        v = v << 4 | digit;
    }
    return *at > from ? v : -1;
}

/* What stands behind a backslash at s.at[*at]; *at goes behind it. */
static bool undo_escape(struct buf *b, struct span s, size_t *at)
{
    char kind = *at < s.n ? s.at[*at] : '\0', bytes[4];
    ++*at;
    if (kind == '\\') {
        buf_byte(b, '\\');
        return true;
    }
    if (kind == 'x') {
        int32_t v = hexadecimal(s, at, '\0', 2);
        buf_byte(b, (char)v);
        return v >= 0;
    }
    if (kind != 'u' || *at >= s.n || s.at[(*at)++] != '{')
        return false;
    int32_t c = hexadecimal(s, at, '}', 6);
    if (!is_hidden(c) || *at >= s.n || s.at[(*at)++] != '}')
        return false;
    buf_add(b, bytes, utf8_encode(c, bytes));
    return true;
}

/* Whatever is undone must give the same text again: so there is one text for each run of bytes. */
bool visible_undo(struct buf *b, struct span s)
{
    struct buf again _cleanup_buf_ = {0};
    size_t before = b->n;
    bool undone = true;
    for (size_t i = 0; undone && i < s.n;) {
        if (s.at[i++] != '\\')
            buf_byte(b, s.at[i - 1]);
        else
            undone = undo_escape(b, s, &i);
    }
    visible_add(&again, span_cut(buf_peek(b), before, b->n));
    if (undone && span_eq(buf_peek(&again), s))
        return true;
    if (b->at)
        b->at[before] = '\0';
    b->n = before;
    return false;
}
