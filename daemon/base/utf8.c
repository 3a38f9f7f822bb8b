/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <utf8proc.h>

int32_t utf8_decode(struct span s, size_t *ret_length)
{
    const unsigned char *p = (const unsigned char *)s.at;
    *ret_length = 1;
    if (p[0] < 0x80) // NOLINT(clang-analyzer-core.NullDereference): s.n > 0
        return p[0];
    int n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || s.n < (size_t)n)
        return -1;
    int32_t c = p[0] & (0x7f >> n);
    for (int i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return -1;
        c = c << 6 | (p[i] & 0x3f);
    }
    static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return -1;
    *ret_length = (size_t)n;
    return c;
}

size_t utf8_encode(int32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* Bytes from i on that are ASCII, eight at a time. */
static size_t ascii_run(struct span s, size_t i)
{
    size_t from = i;
    for (uint64_t eight; s.n - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, s.at + i, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    return i - from;
}

bool utf8_valid(struct span s)
{
    size_t n;
    for (size_t i = ascii_run(s, 0); i < s.n; i += n + ascii_run(s, i + n))
        if (utf8_decode(span_cut(s, i, s.n), &n) < 0)
            return false;
    return true;
}

size_t utf8_count(struct span s)
{
    size_t count = s.n, i = 0;
    for (uint64_t eight; i + 8 <= s.n; i += 8) {
        memcpy(&eight, s.at + i, 8);
        uint64_t continues = eight >> 7 & ~(eight >> 6) & 0x0101010101010101u;
        count -= continues * 0x0101010101010101u >> 56;
    }
    for (; i < s.n; i++)
        count -= ((unsigned char)s.at[i] & 0xc0) == 0x80;
    return count;
}

struct span utf8_prefix(struct span s, size_t n)
{
    if (s.n <= n)
        return s;
    while (n && ((unsigned char)s.at[n] & 0xc0) == 0x80)
        n--;
    return (struct span){s.at, n};
}

bool utf8_is_letter(int32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    utf8proc_category_t k = utf8proc_category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_upper(int32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    return utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
}

bool utf8_is_lower(int32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    return utf8proc_category(c) == UTF8PROC_CATEGORY_LL;
}

int32_t utf8_lower(int32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return utf8proc_tolower(c);
}
