/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A simpler reading than CommonMark's, for text rather than for layout: only what surely is markup
 * goes. "[namn]" and "________" stay, since they are what a form leaves open; "5*3" stays a sum.
 * Every search is bounded by the next character of its own kind, or remembers that it failed, so
 * that no input costs more than a few passes.
 */
#include "format/inline.h"

#include "base/utf8.h"
#include "format/entity.h"

enum { DELIMITERS_MAX = 3, CODE_RUNS = 32, OPEN_MAX = 64, KINDS = 3 };

/* A run of '*', '_' or '~' that may open emphasis. */
struct opener {
    size_t cut; /* its second cut, for what it loses at its end */
    size_t left;
};

struct bracket {
    size_t at, cut;
};

struct scanner {
    struct cuts *cuts;
    struct span s;
    size_t i, end;
    struct opener openers[KINDS][OPEN_MAX];
    size_t open[KINDS];
    struct bracket brackets[OPEN_MAX];
    size_t nested;
    size_t code_missing[CODE_RUNS]; /* from here on no run of that length closes */
    bool comment_missing;
};

static struct cut *add_cut(struct scanner *p, size_t from, size_t to)
{
    struct cut *cut = VEC_ADD(p->cuts->arena, &p->cuts->list);
    cut->from = (uint32_t)from;
    cut->to = (uint32_t)to;
    return cut;
}

static char at(const struct scanner *p, size_t i)
{
    return i < p->end ? p->s.at[i] : '\0';
}

static bool is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static bool is_blank(char c)
{
    return c == '\0' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t run_length(const struct scanner *p, size_t i)
{
    size_t n = 1;
    while (i + n < p->end && p->s.at[i + n] == p->s.at[i])
        n++;
    return n;
}

static void take_escape(struct scanner *p)
{
    char next = at(p, p->i + 1);
    if (is_punctuation(next) || next == '\n' || next == '\r') {
        add_cut(p, p->i, p->i + 1);
        p->i++;
    }
    p->i++;
}

static void take_code(struct scanner *p)
{
    size_t n = run_length(p, p->i), from = p->i + n;
    p->i = from;
    if (n >= CODE_RUNS || (p->code_missing[n] && from >= p->code_missing[n]))
        return;
    for (size_t i = from, length; i < p->end; i += length) {
        const char *tick = memchr(p->s.at + i, '`', p->end - i);
        if (!tick)
            break;
        i = (size_t)(tick - p->s.at);
        length = run_length(p, i);
        if (length != n)
            continue;
        add_cut(p, from - n, from);
        add_cut(p, i, i + n);
        p->i = i + n;
        return;
    }
    p->code_missing[n] = from;
}

/* CommonMark 0.30, 6.2: left-flanking runs open, right-flanking ones close. */
static void flanks(const struct scanner *p, size_t n, bool *ret_open, bool *ret_close)
{
    char c = p->s.at[p->i], before = p->i ? p->s.at[p->i - 1] : '\0', after = at(p, p->i + n);
    bool left =
        !is_blank(after) && (!is_punctuation(after) || is_blank(before) || is_punctuation(before));
    bool right =
        !is_blank(before) && (!is_punctuation(before) || is_blank(after) || is_punctuation(after));
    if (c == '*' && is_digit(before) && is_digit(after))
        left = right = false;
    *ret_open = left && (c != '_' || !right || is_punctuation(before));
    *ret_close = right && (c != '_' || !left || is_punctuation(after));
}

static void take_emphasis(struct scanner *p)
{
    char c = p->s.at[p->i];
    size_t n = run_length(p, p->i), kind = c == '*' ? 0 : c == '_' ? 1 : 2, left = n;
    bool opens, closes;
    flanks(p, n, &opens, &closes);
    if (n > DELIMITERS_MAX || (c == '~' && n != 2))
        opens = closes = false;
    if (opens || closes) {
        size_t lead = p->cuts->list.n;
        add_cut(p, p->i, p->i);
        add_cut(p, p->i + n, p->i + n);
        while (closes && left && p->open[kind]) {
            struct opener *o = &p->openers[kind][p->open[kind] - 1];
            size_t both = o->left < left ? o->left : left;
            p->cuts->list.at[o->cut].from -= (uint32_t)both;
            p->cuts->list.at[lead].to += (uint32_t)both;
            o->left -= both;
            left -= both;
            if (!o->left)
                p->open[kind]--;
        }
        if (opens && left && p->open[kind] < OPEN_MAX)
            p->openers[kind][p->open[kind]++] = (struct opener){lead + 1, left};
    }
    p->i += n;
}

static void take_bracket(struct scanner *p)
{
    size_t image = p->i && p->s.at[p->i - 1] == '!' ? 1 : 0;
    if (p->nested < OPEN_MAX) {
        p->brackets[p->nested++] = (struct bracket){p->i - image, p->cuts->list.n};
        add_cut(p, p->i + 1, p->i + 1);
    }
    p->i++;
}

/* The end of "(destination "title")" at i, or of "[label]"; 0 if it is none. */
static size_t target_end(const struct scanner *p, size_t i)
{
    char open = at(p, i), close = open == '(' ? ')' : ']';
    size_t depth = 0;
    if (open != '(' && open != '[')
        return 0;
    for (size_t k = i; k < p->end; k++) {
        char c = p->s.at[k];
        if (c == open)
            depth++;
        else if (c == close && --depth == 0)
            return k + 1;
        else if ((c == '[' || c == ']') && k > i)
            return 0;
    }
    return 0;
}

static void close_bracket(struct scanner *p)
{
    size_t close = p->i++;
    if (!p->nested)
        return;
    struct bracket b = p->brackets[--p->nested];
    size_t end = target_end(p, close + 1);
    if (!end)
        return;
    p->cuts->list.at[b.cut].from = (uint32_t)b.at;
    add_cut(p, close, end);
    p->i = end;
}

static bool is_break(struct span tag)
{
    return tag.n >= 4 && (tag.at[1] | 0x20) == 'b' && (tag.at[2] | 0x20) == 'r' &&
           (tag.at[3] == '>' || tag.at[3] == ' ' || tag.at[3] == '/');
}

static void take_comment(struct scanner *p)
{
    const char *end =
        p->comment_missing ? NULL : memmem(p->s.at + p->i + 4, p->end - p->i - 4, "-->", 3);
    if (!end) {
        p->comment_missing = true;
        p->i++;
        return;
    }
    size_t to = (size_t)(end - p->s.at) + 3;
    add_cut(p, p->i, to);
    p->i = to;
}

/* "<b>" goes whole, of "<https://...>" only the brackets. */
static void take_tag(struct scanner *p)
{
    size_t from = p->i, to = from + 1;
    char next = at(p, to);
    if (p->end - from > 4 && memcmp(p->s.at + from, "<!--", 4) == 0) {
        take_comment(p);
        return;
    }
    p->i++;
    if (next != '/' && !((next | 0x20) >= 'a' && (next | 0x20) <= 'z'))
        return;
    bool address = false;
    for (; to < p->end && p->s.at[to] != '>'; to++) {
        char c = p->s.at[to];
        if (c == '<')
            return;
        address |= c == '@' || (c == ':' && !memchr(p->s.at + from, ' ', to - from));
    }
    if (to >= p->end)
        return;
    p->i = to + 1;
    if (address) {
        add_cut(p, from, from + 1);
        add_cut(p, to, to + 1);
        return;
    }
    struct cut *cut = add_cut(p, from, to + 1);
    if (is_break(span_cut(p->s, from, to + 1)))
        cut->instead = SPAN("\n");
}

static void take_entity(struct scanner *p)
{
    size_t n;
    struct span text = entity_read(p->cuts->arena, span_cut(p->s, p->i, p->end), &n);
    if (text.n)
        add_cut(p, p->i, p->i + n)->instead = text;
    p->i += n;
}

bool inline_read(struct cuts *cuts, struct span source, size_t from, size_t to)
{
    struct scanner p = {.cuts = cuts, .s = source, .i = from, .end = to};
    cuts->list.n = 0;
    while (p.i < to && cuts->list.n < CUTS_MAX) {
        switch (source.at[p.i]) {
        case '\\':
            take_escape(&p);
            break;
        case '`':
            take_code(&p);
            break;
        case '*':
        case '_':
        case '~':
            take_emphasis(&p);
            break;
        case '[':
            take_bracket(&p);
            break;
        case ']':
            close_bracket(&p);
            break;
        case '<':
            take_tag(&p);
            break;
        case '&':
            take_entity(&p);
            break;
        default:
            p.i++;
            break;
        }
    }
    return p.i >= to;
}
