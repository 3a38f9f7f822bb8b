/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which encoding: a byte order mark decides; zero bytes at every second place mean UTF-16; then
 * strict UTF-8; else Windows-1252, if what comes out looks like words. Other 8-bit encodings (Mac,
 * DOS) give capitals and signs inside words there, and a text that was only half converted gives
 * "Ã¥": both are refused rather than read wrong.
 */
#include "format/encoding.h"

#include "base/utf8.h"
#include "document/eight.h"

#include <stdint.h>

enum { LOOK_BYTES = 4096, CONTROLS_PER = 200, CONTROLS_FREE = 2 };

struct magic {
    const char *bytes;
    size_t n;
    const char *what;
};

// clang-format off
#define MAGIC(literal, what) {(literal), sizeof(literal) - 1, (what)}
static const struct magic magics[] = {
    MAGIC("%PDF-", "a PDF document"),           MAGIC("PK\3\4", "a zip archive or office document"),
    MAGIC("\x89PNG", "an image"),               MAGIC("GIF8", "an image"),
    MAGIC("\xff\xd8\xff", "an image"),          MAGIC("\xd0\xcf\x11\xe0", "an old office document"),
    MAGIC("{\\rtf", "a rich text document"),    MAGIC("\x1f\x8b", "a compressed file"),
    MAGIC("\x7f" "ELF", "a program"),           MAGIC("7z\xbc\xaf", "an archive"),
    MAGIC("BZh", "a compressed file"),          MAGIC("\xfd" "7zXZ", "a compressed file"),
    MAGIC("SQLite format 3", "a database"),     MAGIC("II*\0", "an image"),
    MAGIC("MM\0*", "an image"),
};

/* Windows-1252, 0x80 to 0x9f; 0 where it has nothing (WHATWG Encoding, index windows-1252, says
   controls there, which no text holds). */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};
// clang-format on

static struct decoded refuse(enum unreadable why, const char *detail)
{
    return (struct decoded){.why = why, .detail = detail};
}

/* No text has these, but for an end of file (0x1a) and terminal escapes (0x1b). */
static const uint8_t is_control[256] = {[0 ... 8] = 1, [14 ... 25] = 1, [28 ... 31] = 1, [127] = 1};

/* Bytes up to the first that is no ASCII, eight at a time. */
static size_t ascii_prefix(const char *s, size_t n)
{
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t wide = eight_load(s + i) & EIGHT_HIGH;
        if (wide)
            return i + eight_first(wide);
    }
    while (i < n && !((unsigned char)s[i] & 0x80))
        i++;
    return i;
}

/* Where s stops being UTF-8; n if nowhere. */
static size_t utf8_prefix_length(const char *s, size_t n)
{
    for (size_t i = 0, length;; i += length) {
        i += ascii_prefix(s + i, n - i);
        if (i == n || utf8_decode((struct span){s + i, n - i}, &length) < 0)
            return i;
    }
}

/* One in CONTROLS_PER bytes may be what it ought not to be, and a few in any file. */
static bool too_many(size_t odd, size_t n)
{
    return odd > CONTROLS_FREE + n / CONTROLS_PER;
}

/* True if one of eight bytes lies below the space, or is 0x7f. */
static bool low_bytes(const char *s)
{
    uint64_t x;
    memcpy(&x, s, 8);
    uint64_t low = x & 0x7f7f7f7f7f7f7f7fu, ones = 0x0101010101010101u;
    uint64_t reaches = low + ones * 0x60, deletes = low + ones;
    return ((~reaches | deletes) & ~x & ones * 0x80) != 0;
}

static size_t count_controls(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        while (n - i >= 8 && !(low_bytes(s + i)))
            i += 8;
        if (i < n)
            count += is_control[(unsigned char)s[i]];
    }
    return count;
}

struct unit_reader {
    const unsigned char *at;
    size_t n, width; /* bytes left, bytes of a unit */
    bool big;
};

static uint32_t next_unit(struct unit_reader *r)
{
    uint32_t unit = 0;
    for (size_t i = 0; i < r->width; i++)
        unit |= (uint32_t)r->at[i] << 8 * (r->big ? r->width - 1 - i : i);
    r->at += r->width;
    r->n -= r->width;
    return unit;
}

/* A code point; U+FFFD for a lone surrogate and for what lies beyond Unicode. */
static int32_t next_point(struct unit_reader *r)
{
    uint32_t c = next_unit(r);
    if (r->width == 2 && c >= 0xd800 && c < 0xdc00 && r->n >= 2) {
        struct unit_reader ahead = *r;
        uint32_t low = next_unit(&ahead);
        if (low >= 0xdc00 && low < 0xe000) {
            *r = ahead;
            return (int32_t)(0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
        }
    }
    return c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0xfffd : (int32_t)c;
}

static struct decoded decode_units(struct arena *a, const char *bytes, size_t n, size_t width,
                                   bool big)
{
    struct unit_reader r = {(const unsigned char *)bytes, n, width, big};
    struct decoded d = {.why = READABLE, .detail = ""};
    size_t broken = 0, controls = 0;
    d.text = arena_alloc(a, n / width * (width == 2 ? 3 : 4) + 1);
    while (r.n >= width) {
        int32_t c = next_point(&r);
        broken += c == 0xfffd;
        controls += c == 0 || (c < 0x80 && is_control[c]);
        d.length += utf8_encode(c, d.text + d.length);
    }
    if (too_many(controls, n) || too_many(broken, n))
        return refuse(UNREADABLE_BINARY, "not text");
    return d;
}

/* Zero bytes at odd places: ASCII in little-endian UTF-16, at even ones big-endian. */
static int utf16_order(const char *s, size_t n)
{
    size_t even = 0, odd = 0, look = n < LOOK_BYTES ? n : LOOK_BYTES;
    for (size_t i = 0; i + 1 < look; i += 2) {
        even += s[i] == 0;
        odd += s[i + 1] == 0;
    }
    if (n % 2 == 0 && look >= 4) {
        if (odd * 4 > look && even * 20 < odd)
            return 'L';
        if (even * 4 > look && odd * 20 < even)
            return 'B';
    }
    return 0;
}

/* What Windows-1252 makes of a byte, as far as words are concerned. */
enum high { HIGH_NONE, HIGH_SIGN, HIGH_UPPER, HIGH_LOWER };
static enum high high_kind(unsigned char c)
{
    if (c == 0x8a || c == 0x8c || c == 0x8e || c == 0x9f || (c >= 0xc0 && c <= 0xde && c != 0xd7))
        return HIGH_UPPER;
    if (c == 0x9a || c == 0x9c || c == 0x9e || (c >= 0xdf && c != 0xf7))
        return HIGH_LOWER;
    return c < 0x80 ? HIGH_NONE : HIGH_SIGN;
}

static bool is_lower_ascii(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Signs that do stand inside words: apostrophe, soft hyphen, dash, middle dot. */
static bool joins_words(unsigned char c)
{
    return c == 0x92 || c == 0xad || c == 0x96 || c == 0x97 || c == 0xb7 || c == 0xb4;
}

static bool looks_like_words(const char *s, size_t n)
{
    size_t good = 0, bad = 0, high = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x80)
            continue;
        high++;
        if (c < 0xa0 && !windows_1252[c - 0x80])
            return false;
        bool inside = i && i + 1 < n && is_lower_ascii(s[i - 1]) && is_lower_ascii(s[i + 1]);
        enum high kind = high_kind(c);
        if (inside && (kind == HIGH_UPPER || (kind == HIGH_SIGN && !joins_words(c))))
            bad++;
        else if (kind == HIGH_UPPER && i + 1 < n && high_kind((unsigned char)s[i + 1]) == HIGH_SIGN)
            bad++;
        else if (kind == HIGH_LOWER || kind == HIGH_UPPER)
            good++;
    }
    return bad * 8 <= good && high * 2 <= n + 8;
}

static struct decoded decode_windows(struct arena *a, const char *bytes, size_t n)
{
    struct decoded d = {.why = READABLE, .detail = ""};
    d.text = arena_alloc(a, n * 3 + 1);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        int32_t point = c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c;
        d.length += utf8_encode(point, d.text + d.length);
    }
    return d;
}

static struct decoded decode_marked(struct arena *a, const char *bytes, size_t n, bool *ret_found)
{
    static const struct {
        const char *mark;
        size_t n, width;
        bool big;
    } marks[] = {{"\xff\xfe\0\0", 4, 4, false},
                 {"\0\0\xfe\xff", 4, 4, true},
                 {"\xff\xfe", 2, 2, false},
                 {"\xfe\xff", 2, 2, true}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t skip = marks[i].n;
        if (n < skip || memcmp(bytes, marks[i].mark, skip) != 0)
            continue;
        *ret_found = true;
        return decode_units(a, bytes + skip, n - skip, marks[i].width, marks[i].big);
    }
    *ret_found = false;
    return refuse(UNREADABLE_ENCODING, "");
}

static const char *magic_of(const char *bytes, size_t n)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (n >= magics[i].n && memcmp(bytes, magics[i].bytes, magics[i].n) == 0)
            return magics[i].what;
    return NULL;
}

struct decoded encoding_decode(struct arena *a, const char *bytes, size_t n)
{
    bool marked;
    struct decoded d = decode_marked(a, bytes, n, &marked);
    if (marked)
        return d;
    const char *magic = magic_of(bytes, n);
    if (magic)
        return refuse(UNREADABLE_BINARY, magic);
    int order = memchr(bytes, 0, n < LOOK_BYTES ? n : LOOK_BYTES) ? utf16_order(bytes, n) : 0;
    if (order)
        return decode_units(a, bytes, n, 2, order == 'B');
    if (memchr(bytes, 0, n) || too_many(count_controls(bytes, n), n))
        return refuse(UNREADABLE_BINARY, "not text");
    size_t mark = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    size_t valid = utf8_prefix_length(bytes, n);
    if (valid == n) {
        struct span copy = arena_copy(a, (struct span){bytes + mark, n - mark});
        d = (struct decoded){READABLE, "", (char *)(uintptr_t)copy.at, copy.n};
        return d;
    }
    if (mark || !looks_like_words(bytes, n))
        return refuse(
            UNREADABLE_ENCODING,
            arena_printf(a, "byte %zu is not UTF-8, and the text is not Windows-1252", valid + 1));
    return decode_windows(a, bytes, n);
}
