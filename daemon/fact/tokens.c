/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/limits.h"
#include "base/utf8.h"
#include "document/eight.h"
#include "fact/scan.h"

enum { MARK, LETTER, DIGIT, BLANK, LINE_END, WIDE };

// clang-format off
static const uint8_t classes[256] = {
    [' '] = BLANK, ['\n'] = LINE_END,
    ['0' ... '9'] = DIGIT, ['a' ... 'z'] = LETTER, ['A' ... 'Z'] = LETTER,
    [0x80 ... 0xff] = WIDE,
};
// clang-format on

struct cutter {
    const char *text, *fold;
    const struct vocabulary *vocabulary;
    struct token *out;
    uint32_t room, n; /* n goes on counting beyond room */
};

static uint8_t class_at(const char *s, uint32_t at)
{
    return classes[(uint8_t)s[at]];
}

/* Combining marks (U+0300-U+036F) belong to the letter before them. */
static bool is_word_part(int32_t c)
{
    return (c >= 0x300 && c <= 0x36f) || utf8_is_letter(c);
}

/* Length of the letter beyond ASCII at s[at], 0 if it is none. U+00C0-U+00FF are asked for most:
   all of them letters but the signs of multiplication and division. */
static uint32_t wide_letter(const char *s, uint32_t at, uint32_t end)
{
    size_t length;
    uint8_t next = (uint8_t)s[at + 1];
    if ((uint8_t)s[at] == 0xc3 && at + 1 < end)
        return next == 0x97 || next == 0xb7 ? 0 : 2;
    int32_t c = utf8_decode((struct span){s + at, end - at}, &length);
    return is_word_part(c) ? (uint32_t)length : 0;
}

/* Behind the letters of ASCII, all of them small, that stand from at on. */
static uint32_t letters_end(const char *s, uint32_t at, uint32_t end)
{
    for (; at + 8 <= end; at += 8) {
        uint64_t others = ~eight_in(eight_load(s + at), 'a', 'z') & EIGHT_HIGH;
        if (others)
            return at + eight_first(others);
    }
    while (at < end && class_at(s, at) == LETTER)
        at++;
    return at;
}

static uint32_t word_end(const char *s, uint32_t at, uint32_t end)
{
    for (uint32_t length = 1; length && at < end;) {
        at = letters_end(s, at, end);
        length = at < end && class_at(s, at) == WIDE ? wide_letter(s, at, end) : 0;
        at += length;
    }
    return at;
}

/* fold is as long as text and differs from it just where a capital stands. */
static uint8_t case_flags(const char *text, const char *fold, uint32_t start, uint32_t end)
{
    uint32_t capitals = 0, letters = 0;
    if (text[start] == fold[start] && class_at(fold, start) == LETTER)
        return 0; /* as most words */
    for (uint32_t i = start; i < end; letters++) {
        bool capital = false;
        do
            capital |= text[i] != fold[i];
        while (++i < end && ((uint8_t)text[i] & 0xc0) == 0x80);
        if (!capital)
            return capitals ? TOKEN_UPPER : 0;
        capitals++;
    }
    return letters > 1 ? TOKEN_UPPER | TOKEN_CAPS : TOKEN_UPPER;
}

static uint32_t number_value(const char *s, uint32_t start, uint32_t end)
{
    uint32_t value = 0;
    if (end - start > 9)
        return UINT32_MAX;
    for (uint32_t i = start; i < end; i++)
        value = value * 10 + (uint32_t)(s[i] - '0');
    return value;
}

static void cut_add(struct cutter *c, struct token t)
{
    if (c->n < c->room)
        c->out[c->n] = t;
    c->n++;
}

static struct token cut_word(const struct cutter *c, uint32_t at, uint32_t end)
{
    uint32_t hash = word_hash((struct span){c->fold + at, end - at});
    return (struct token){.start = at,
                          .end = end,
                          .value = hash,
                          .tables = vocabulary_tables(c->vocabulary, hash),
                          .kind = TOKEN_WORD,
                          .flags = case_flags(c->text, c->fold, at, end)};
}

static struct token cut_number(const struct cutter *c, uint32_t at, uint32_t end)
{
    uint32_t to = at + 1;
    while (to < end && class_at(c->fold, to) == DIGIT)
        to++;
    return (struct token){at, to, number_value(c->fold, at, to), TOKEN_NUMBER, 0, 0};
}

static struct token cut_mark(const struct cutter *c, uint32_t at, uint32_t end)
{
    size_t length;
    int32_t mark = utf8_decode((struct span){c->fold + at, end - at}, &length);
    return (struct token){
        at, at + (uint32_t)length, mark < 0 ? UINT32_MAX : (uint32_t)mark, TOKEN_MARK, 0, 0};
}

static struct token cut_one(const struct cutter *c, uint32_t at, uint32_t end)
{
    uint8_t class = class_at(c->fold, at);
    if (class == LETTER || class == WIDE) {
        uint32_t to = word_end(c->fold, at, end);
        if (to > at)
            return cut_word(c, at, to);
    }
    if (class == DIGIT)
        return cut_number(c, at, end);
    if (class == LINE_END)
        return (struct token){at, at + 1, 0, TOKEN_BREAK, 0, 0};
    return cut_mark(c, at, end);
}

static void cut_block(struct cutter *c, uint32_t at, uint32_t end)
{
    uint8_t space = 0;
    while (at < end) {
        if (class_at(c->fold, at) == BLANK) {
            space = TOKEN_SPACE;
            at++;
            continue;
        }
        struct token t = cut_one(c, at, end);
        t.flags |= space;
        space = 0;
        at = t.end;
        cut_add(c, t);
    }
    cut_add(c, (struct token){end, end, 0, TOKEN_END, space, 0});
}

static uint32_t cut_document(const struct document *d, struct cutter *c)
{
    c->n = 0;
    for (size_t i = 0; i < d->blocks.n && c->n < LIMIT_TOKENS; i++) {
        const struct block *b = &d->blocks.at[i];
        bool labelled = b->label.end > b->label.start && b->label.start < b->text.start;
        if (b->kind != BLOCK_FURNITURE)
            cut_block(c, labelled ? b->label.start : b->text.start, b->text.end);
    }
    return c->n;
}

/* Room is guessed first and counted only if the guess was too small, so that a text is seldom cut
   twice and a large one never held three times. */
struct token_list tokens_cut(const struct document *d, struct arena *a, const struct vocabulary *v)
{
    uint32_t room = d->length / 4 + 64;
    if (room > LIMIT_TOKENS)
        room = LIMIT_TOKENS;
    struct cutter c = {.text = d->text, .fold = d->fold, .vocabulary = v, .room = room};
    c.out = ARENA_ARRAY(a, (size_t)room + 1, struct token);
    uint32_t n = cut_document(d, &c);
    if (n > room && room < LIMIT_TOKENS) {
        c.room = n < LIMIT_TOKENS ? n : LIMIT_TOKENS;
        c.out = ARENA_ARRAY(a, (size_t)c.room + 1, struct token);
        cut_document(d, &c);
    }
    if (n > c.room)
        n = c.room;
    uint32_t end = n ? c.out[n - 1].end : 0;
    c.out[n] = (struct token){end, end, 0, TOKEN_END, 0, 0};
    return (struct token_list){c.out, n};
}
