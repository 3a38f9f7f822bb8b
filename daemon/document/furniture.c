/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Page numbers, and lines that stand at the top or the foot of page after page. */
#include "base/hash.h"
#include "document/draft.h"
#include "document/shape.h"

#include <stdlib.h>

enum { EDGE_LINES = 3, RECURS = 3, PAGE_DIGITS = 4, RUNNING_WIDTH = 120 };

static const char page_words[] = "|sida|sidan|sid|sid.|s.|page|seite|sivu|side|";
static const char of_words[] = "|av|of|von|/|de|sur|(|";

static size_t digits_at(struct span s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && s.at[i + n] >= '0' && s.at[i + n] <= '9')
        n++;
    return n <= PAGE_DIGITS ? n : 0;
}

static size_t skip_blank(struct span s, size_t i)
{
    return i < s.n && s.at[i] == ' ' ? i + 1 : i;
}

/* A listed word or sign at i; its length, 0 if there is none. */
static size_t listed_at(struct span s, size_t i, const char *list)
{
    size_t n = 0;
    while (i + n < s.n && s.at[i + n] != ' ' && !(s.at[i + n] >= '0' && s.at[i + n] <= '9'))
        n++;
    return shape_listed(list, span_cut(s, i, i + n)) ? n : 0;
}

/* "2 (6)", "Sida 2 av 6", "page 2", "- 2 -", "2/6". *ret_bare: a figure alone, which may be more.
 */
static bool is_page_number(struct span fold, bool *ret_bare)
{
    *ret_bare = false;
    if (fold.n > 24)
        return false;
    bool dashes = fold.n > 4 && fold.at[0] == '-' && fold.at[fold.n - 1] == '-';
    struct span s = dashes ? span_trim(span_cut(fold, 1, fold.n - 1)) : fold;
    size_t word = listed_at(s, 0, page_words);
    size_t i = skip_blank(s, word), n = digits_at(s, i);
    if (!n)
        return false;
    i += n;
    if (i == s.n) {
        *ret_bare = !word && !dashes;
        return true;
    }
    size_t of = listed_at(s, skip_blank(s, i), of_words);
    if (!of)
        return false;
    bool open = s.at[skip_blank(s, i)] == '(';
    i = skip_blank(s, skip_blank(s, i) + of);
    n = digits_at(s, i);
    i += n;
    if (open && i < s.n && s.at[i] == ')')
        i++;
    return n && i == s.n;
}

static bool at_page_edge(const struct document *d, size_t i)
{
    uint32_t page = d->lines.at[i].place.page;
    return page && (i == 0 || i + 1 == d->lines.n || d->lines.at[i - 1].place.page != page ||
                    d->lines.at[i + 1].place.page != page);
}

/* True if there are any. */
static bool mark_page_numbers(struct draft *w)
{
    struct document *d = &w->document;
    bool found = false;
    for (size_t i = 0; i < d->lines.n; i++) {
        bool bare;
        if (d->lines.at[i].text.end - d->lines.at[i].text.start > 24)
            continue;
        if (is_page_number(document_folded(d, d->lines.at[i].text), &bare) &&
            (!bare || at_page_edge(d, i))) {
            w->notes.at[i].role = ROLE_FURNITURE;
            found = true;
        }
    }
    return found;
}

struct edge {
    uint64_t hash;
    uint32_t line;
};

/* Of the line, all figures alike, so that "Sida 2" is "Sida 3". */
static uint64_t edge_hash(struct span s)
{
    uint64_t h = 0;
    bool digit = false;
    for (size_t i = 0; i < s.n; i++) {
        bool now = s.at[i] >= '0' && s.at[i] <= '9';
        if (!now || !digit)
            h = hash_mix(h ^ (now ? (unsigned char)'0' : (unsigned char)s.at[i]));
        digit = now;
    }
    return h;
}

struct edges {
    struct edge *at;
    size_t n, room;
};

static int edge_order(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* A page begins or ends between the lines: at a form feed, or else where a page number stands. */
static bool page_ends(const struct draft *w, size_t line, size_t next)
{
    const struct document *d = &w->document;
    if (d->pages)
        return d->lines.at[line].place.page != d->lines.at[next].place.page;
    return w->notes.at[line].role == ROLE_FURNITURE || w->notes.at[next].role == ROLE_FURNITURE;
}

/* Which line of a page this is: 1 the first, -1 the last; 0 if it is none of EDGE_LINES. */
static int place_on_page(const struct draft *w, size_t i)
{
    size_t n = w->document.lines.n;
    for (int k = 1; k <= EDGE_LINES; k++) {
        size_t up = i - (size_t)k, down = i + (size_t)k;
        if (up + 1 == 0 || (up < n && page_ends(w, up, up + 1)))
            return k;
        if (down == n || (down < n && page_ends(w, down - 1, down)))
            return -k;
    }
    return 0;
}

/* A running line is short and no sentence. */
static void add_edge(struct draft *w, size_t i, struct edges *edges)
{
    struct span s = line_span(w, (uint32_t)i);
    int place = 0;
    if (w->notes.at[i].role == ROLE_TEXT && w->notes.at[i].width <= RUNNING_WIDTH &&
        !shape_is_sentence(s))
        place = place_on_page(w, i);
    if (place)
        *VEC_ADD(w->document.arena, edges) =
            (struct edge){edge_hash(s) + (uint64_t)(place + EDGE_LINES), (uint32_t)i};
}

/* The first of them stays: it may be the title, and what it names is named once. */
static void mark_running_lines(struct draft *w)
{
    struct edges edges = {0};
    for (size_t i = 0; i < w->document.lines.n; i++)
        add_edge(w, i, &edges);
    if (edges.n < RECURS)
        return;
    qsort(edges.at, edges.n, sizeof *edges.at, edge_order);
    for (size_t i = 0, end; i < edges.n; i = end) {
        for (end = i + 1; end < edges.n && edges.at[end].hash == edges.at[i].hash;)
            end++;
        w->notes.at[edges.at[i].line].runs = end - i >= RECURS;
        for (size_t k = i + 1; k < end && end - i >= RECURS; k++)
            w->notes.at[edges.at[k].line].role = ROLE_FURNITURE;
    }
}

/* A line of nothing but '=' or '-' under a short line. */
static void mark_underlines(struct draft *w)
{
    for (uint32_t i = 0; i < w->document.lines.n; i++) {
        struct span s = line_span(w, i);
        if (s.n < 3 || (s.at[0] != '=' && s.at[0] != '-' && s.at[0] != '*'))
            continue;
        size_t n = 1;
        while (n < s.n && s.at[n] == s.at[0])
            n++;
        if (n == s.n)
            w->notes.at[i].role = ROLE_UNDERLINE;
    }
}

void mark_furniture(struct draft *w)
{
    bool numbered = mark_page_numbers(w);
    mark_underlines(w);
    if (numbered || w->document.pages)
        mark_running_lines(w);
}
