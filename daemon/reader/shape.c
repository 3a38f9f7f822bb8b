/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/shape.h"
#include "base/utf8.h"

const struct span shape_exceptions[] = {SPAN("\xc5\xbf"), SPAN("\xe2\x84\xaa"),
                                        SPAN("\xe2\x84\xab")};
const size_t shape_exception_count = sizeof shape_exceptions / sizeof *shape_exceptions;

enum { LITERAL_LEAST_BYTES = 2 }; /* a single letter is in every text */

struct scan {
    struct span rest;
    char *run; /* the literal characters read last, one behind the other */
    size_t run_length, last_length;
    struct span best;
    bool opaque; /* something that is not understood: nothing is known of the whole */
    bool in_line;
    struct arena *arena;
};

static void take(struct scan *s, size_t n)
{
    s->rest = span_cut(s->rest, n, s->rest.n);
}

static char peek(const struct scan *s, size_t i)
{
    return i < s->rest.n ? s->rest.at[i] : '\0';
}

static void run_end(struct scan *s)
{
    if (s->run_length > s->best.n)
        s->best = arena_copy(s->arena, (struct span){s->run, s->run_length});
    s->run_length = s->last_length = 0;
}

/* Letters whose case is simple: ASCII and Latin-1, less sharp s. Other characters end the run. */
static bool is_simple(int32_t c)
{
    return (c >= ' ' && c < 0x7f) || (c >= 0xc0 && c <= 0xff && c != 0xdf);
}

static void literal(struct scan *s)
{
    size_t n;
    if (!s->rest.n)
        return;
    int32_t c = utf8_decode(s->rest, &n);
    take(s, n);
    if (c < ' ')
        s->in_line = false;
    if (!is_simple(c)) {
        run_end(s);
        return;
    }
    char lower[4];
    s->last_length = utf8_encode(utf8_lower(c), lower);
    memcpy(s->run + s->run_length, lower, s->last_length);
    s->run_length += s->last_length;
}

/* What these take lies within a line and is one character, or none. */
static bool is_tame_escape(char c)
{
    return c && strchr("dwbBhSK", c);
}

/* These take a line end, or look at the text's ends. */
static bool is_wild_escape(char c)
{
    return c && strchr("sDWHvVRAzZGn", c);
}

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void escape(struct scan *s, bool in_class)
{
    char c = peek(s, 1);
    if (c & 0x80 || !is_alphanumeric(c)) {
        take(s, 1);
        if (in_class)
            take(s, 1);
        else
            literal(s);
        return;
    }
    s->in_line = s->in_line && is_tame_escape(c);
    s->opaque = s->opaque || !(is_tame_escape(c) || is_wild_escape(c));
    run_end(s);
    take(s, 2);
}

/* From '[' to the ']' that ends it. */
static void class(struct scan *s)
{
    run_end(s);
    take(s, 1);
    if (peek(s, 0) == '^') {
        s->in_line = false;
        take(s, 1);
    }
    if (peek(s, 0) == ']')
        take(s, 1);
    while (s->rest.n && peek(s, 0) != ']') {
        if (peek(s, 0) == '[' && strchr(":.=", peek(s, 1)))
            s->opaque = true;
        if ((unsigned char)peek(s, 0) < ' ')
            s->in_line = false;
        if (peek(s, 0) == '\\')
            escape(s, true);
        else
            take(s, 1);
    }
    take(s, 1);
}

static bool quantifier_braces(const struct scan *s, size_t *ret_length)
{
    size_t i = 1;
    while (i < s->rest.n && (strchr("0123456789, ", s->rest.at[i])))
        i++;
    *ret_length = i + 1;
    return peek(s, 0) == '{' && i > 1 && peek(s, i) == '}';
}

/* After `+` the last character is still sure; after all others it may be missing. */
static void quantifier(struct scan *s, size_t length)
{
    if (peek(s, 0) != '+')
        s->run_length -= s->last_length;
    run_end(s);
    take(s, length);
    if (peek(s, 0) == '?' || peek(s, 0) == '+')
        take(s, 1);
}

/* Groups whose kind is known: "(", "(?:", "(?>", "(?=", "(?!", "(?<=", "(?<!". */
static size_t group_opening(const struct scan *s)
{
    if (peek(s, 1) == '*')
        return 0;
    if (peek(s, 1) != '?')
        return 1;
    char kind = peek(s, 2);
    if (kind == '<')
        return peek(s, 3) == '=' || peek(s, 3) == '!' ? 4 : 0;
    return kind && strchr(":>=!", kind) ? 3 : 0;
}

/* Inside a group characters are read but not trusted: it may be optional, or have alternatives. */
static void group(struct scan *s)
{
    size_t depth = 0;
    run_end(s);
    do {
        char c = peek(s, 0);
        if (c == '(') {
            size_t opening = group_opening(s);
            s->opaque = s->opaque || !opening;
            depth++;
            take(s, opening ? opening : 1);
        } else if (c == '[') {
            class(s);
        } else if (c == '\\') {
            escape(s, false);
        } else {
            depth -= c == ')';
            s->in_line = s->in_line && (unsigned char)c >= ' ';
            take(s, 1);
        }
        s->run_length = s->last_length = 0;
    } while (depth && s->rest.n);
}

static void item(struct scan *s)
{
    size_t length;
    switch (peek(s, 0)) {
    case '\\':
        escape(s, false);
        break;
    case '[':
        class(s);
        break;
    case '(':
        group(s);
        break;
    case '|': /* what one alternative needs the other may not */
        s->opaque = true;
        take(s, 1);
        break;
    case '.':
    case '^':
    case '$':
        run_end(s);
        take(s, 1);
        break;
    case '*':
    case '+':
    case '?':
        quantifier(s, 1);
        break;
    case '{':
        if (quantifier_braces(s, &length)) {
            quantifier(s, length);
            break;
        }
        __attribute__((fallthrough));
    default:
        literal(s);
    }
}

struct shape pattern_shape(struct arena *a, struct span pattern)
{
    struct scan s = {.rest = pattern, .arena = a, .in_line = true};
    s.run = arena_alloc(a, pattern.n + 4);
    while (s.rest.n && !s.opaque)
        item(&s);
    run_end(&s);
    if (s.opaque)
        return (struct shape){0};
    return (struct shape){s.best.n >= LITERAL_LEAST_BYTES ? s.best : NO_SPAN, s.in_line};
}
