/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/entity.h"

#include "base/utf8.h"

enum { ENTITY_BYTES = 10 };

// clang-format off
/* Those that converters write; HTML has two thousand more. */
static const struct {
    const char *name;
    const char *text;
} entities[] = {
    {"amp", "&"},      {"lt", "<"},       {"gt", ">"},       {"quot", "\""},    {"apos", "'"},
    {"nbsp", "\u00a0"}, {"shy", "\u00ad"}, {"ndash", "–"},    {"mdash", "—"},    {"hellip", "…"},
    {"lsquo", "‘"},    {"rsquo", "’"},    {"ldquo", "“"},    {"rdquo", "”"},    {"laquo", "«"},
    {"raquo", "»"},    {"bull", "•"},     {"middot", "·"},   {"sect", "§"},     {"euro", "€"},
    {"pound", "£"},    {"deg", "°"},      {"copy", "©"},     {"reg", "®"},      {"times", "×"},
    {"aring", "å"},    {"auml", "ä"},     {"ouml", "ö"},     {"Aring", "Å"},    {"Auml", "Ä"},
    {"Ouml", "Ö"},     {"eacute", "é"},   {"Eacute", "É"},   {"egrave", "è"},   {"agrave", "à"},
    {"uuml", "ü"},     {"Uuml", "Ü"},     {"szlig", "ß"},    {"aelig", "æ"},    {"AElig", "Æ"},
    {"oslash", "ø"},   {"Oslash", "Ø"},   {"ccedil", "ç"},   {"ecirc", "ê"},    {"frac12", "½"},
    {"ensp", "\u2002"}, {"emsp", "\u2003"}, {"thinsp", "\u2009"}, {"zwnj", "\u200c"},
};
// clang-format on

/* "#229", "#xE5"; -1 if it is no scalar value. */
static int32_t numeric(struct span name)
{
    unsigned base = name.n > 1 && (name.at[1] | 0x20) == 'x' ? 16 : 10;
    size_t i = base == 16 ? 2 : 1;
    int32_t value = 0;
    if (i >= name.n)
        return -1;
    for (; i < name.n; i++) {
        char c = name.at[i], lower = (char)(c | 0x20);
        unsigned digit = c >= '0' && c <= '9'                         ? (unsigned)(c - '0')
                         : base == 16 && lower >= 'a' && lower <= 'f' ? (unsigned)(lower - 'a') + 10
                                                                      : base;
        if (digit >= base || value > 0x10ffff)
            return -1;
        value = (int32_t)((unsigned)value * base + digit);
    }
    return value == 0 || value > 0x10ffff || (value >= 0xd800 && value < 0xe000) ? -1 : value;
}

struct span entity_read(struct arena *a, struct span s, size_t *ret_length)
{
    char bytes[4];
    const char *end = memchr(s.at, ';', s.n < ENTITY_BYTES ? s.n : ENTITY_BYTES);
    *ret_length = 1;
    if (!end || end < s.at + 3)
        return NO_SPAN;
    struct span name = {s.at + 1, (size_t)(end - s.at) - 1}, found = {0};
    if (name.at[0] == '#') {
        int32_t c = numeric(name);
        if (c > 0)
            found = arena_copy(a, (struct span){bytes, utf8_encode(c, bytes)});
    }
    for (size_t i = 0; !found.n && i < sizeof entities / sizeof *entities; i++)
        if (span_is(name, entities[i].name))
            found = span_of(entities[i].text);
    if (found.n)
        *ret_length = name.n + 2;
    return found;
}
