/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/normalise.h"
#include "base/utf8.h"
#include "record/probe.h"

#include <stdlib.h>
#include <utf8proc.h>

bool char_is_blank(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

bool char_is_dash(int32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63 ||
           c == 0xff0d;
}

bool char_is_nothing(int32_t c)
{
    return (c < ' ' && !char_is_blank(c)) || (c >= 0x7f && c <= 0x9f && c != 0x85) || c == 0xad ||
           c == 0x61c || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xfff9 && c <= 0xfffb);
}

static bool is_ascii(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] & 0x80)
            return false;
    return true;
}

struct span text_compose(struct arena *a, struct span text)
{
    if (is_ascii(text))
        return text;
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.n,
                                      &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    struct span result = text; /* no UTF-8: left as it is */
    if (n >= 0)
        result = arena_copy(a, (struct span){(const char *)composed, (size_t)n});
    free(composed);
    return result;
}

/* A letter whose lower case has another length stays, as in a document's fold. */
static size_t put_lower(char *out, int32_t c)
{
    char lower[4];
    size_t n = utf8_encode(c, out);
    if (utf8_encode(utf8_lower(c), lower) == n)
        memcpy(out, lower, n);
    return n;
}

struct span probe_normalise(struct arena *a, struct span text)
{
    struct span s = text_compose(a, text);
    char *out = arena_alloc(a, s.n + 4);
    size_t n = 0, length;
    bool blank = false;
    for (size_t i = 0; i < s.n; i += length) {
        int32_t c = utf8_decode(span_cut(s, i, s.n), &length);
        if (char_is_nothing(c))
            continue;
        if (char_is_blank(c)) {
            blank = n > 0;
            continue;
        }
        if (blank)
            out[n++] = ' ';
        blank = false;
        n += put_lower(out + n, char_is_dash(c) ? '-' : c);
    }
    out[n] = '\0';
    return (struct span){out, n};
}
