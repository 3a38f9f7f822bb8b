/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/wide.h"
#include "base/bisect.h"

#include <stddef.h>
#include <utf8proc.h>

struct wide_row {
    int32_t first, last;
    enum wide_class class;
};

/* Rising. Blanks: general category Z and U+0085; dashes: Pd but for the wave and hooked ones, and
   the minus sign; nothing: soft hyphen, zero-width, bidirectional and other invisible controls. */
// clang-format off
static const struct wide_row wide_rows[] = {
    {0x0080, 0x0084, WIDE_NOTHING}, {0x0085, 0x0085, WIDE_BLANK},   {0x0086, 0x009f, WIDE_NOTHING},
    {0x00a0, 0x00a0, WIDE_BLANK},   {0x00ad, 0x00ad, WIDE_NOTHING}, {0x061c, 0x061c, WIDE_NOTHING},
    {0x1680, 0x1680, WIDE_BLANK},   {0x180e, 0x180e, WIDE_NOTHING}, {0x2000, 0x200a, WIDE_BLANK},
    {0x200b, 0x200f, WIDE_NOTHING}, {0x2010, 0x2015, WIDE_DASH},    {0x2016, 0x2027, WIDE_PLAIN},
    {0x2028, 0x2029, WIDE_BLANK},   {0x202a, 0x202e, WIDE_NOTHING}, {0x202f, 0x202f, WIDE_BLANK},
    {0x2030, 0x205e, WIDE_PLAIN},   {0x205f, 0x205f, WIDE_BLANK},   {0x2060, 0x206f, WIDE_NOTHING},
    {0x20ac, 0x20ac, WIDE_PLAIN},   {0x2212, 0x2212, WIDE_DASH},    {0x3000, 0x3000, WIDE_BLANK},
    {0xfe58, 0xfe58, WIDE_DASH},    {0xfe63, 0xfe63, WIDE_DASH},    {0xfeff, 0xfeff, WIDE_NOTHING},
    {0xff0d, 0xff0d, WIDE_DASH},    {0xfff9, 0xfffb, WIDE_NOTHING},
};
// clang-format on

bool wide_is_mark(int32_t c)
{
    if (c < 0x300)
        return false;
    utf8proc_category_t k = utf8proc_category(c);
    return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC || k == UTF8PROC_CATEGORY_ME;
}

/* Conjoining vowels and finals of Hangul compose with what stands before them, as marks do. */
bool wide_composes_back(int32_t c)
{
    return wide_is_mark(c) || (c >= 0x1160 && c <= 0x11ff);
}

enum wide_class wide_classify(int32_t c)
{
    size_t row = FIRST_NOT(i, sizeof wide_rows / sizeof *wide_rows, c > wide_rows[i].last);
    if (row < sizeof wide_rows / sizeof *wide_rows && c >= wide_rows[row].first)
        return wide_rows[row].class;
    if (c < 0x300)
        return WIDE_PLAIN;
    if (wide_composes_back(c))
        return WIDE_MARK;
    return utf8proc_get_property(c)->decomp_seqindex == UINT16_MAX ? WIDE_PLAIN : WIDE_DECOMPOSES;
}
