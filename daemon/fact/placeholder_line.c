/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "______" and "......": lines to write on. One that belongs to a signature is no fault of the
 * document, and is told apart by the words before it on its line; a line that fills its row takes
 * the row above if that ends in a colon, or is signed if a short row (a name, a role) stands below.
 */
#include "fact/mark.h"
#include "fact/placeholders.h"

// clang-format off
static const struct word_row signature_words[] = {
    {"underskrift", 0, 0, 0},   {"underskrifter", 0, 0, 0}, {"namnteckning", 0, 0, 0},
    {"namn", 0, 0, 0},          {"namnförtydligande", 0, 0, 0}, {"förtydligande", 0, 0, 0},
    {"ort", 0, 0, 0},           {"datum", 0, 0, 0},         {"titel", 0, 0, 0},
    {"befattning", 0, 0, 0},    {"funktion", 0, 0, 0},      {"signature", 0, 0, 0},
    {"signed", 0, 0, 0},        {"place", 0, 0, 0},         {"date", 0, 0, 0},
    {"name", 0, 0, 0},          {"title", 0, 0, 0},         {"position", 0, 0, 0},
    {"role", 0, 0, 0},          {"by", 0, 0, 0},            {"unterschrift", 0, 0, 0},
    {"allekirjoitus", 0, 0, 0}, {"paikka", 0, 0, 0},        {"päiväys", 0, 0, 0},
    {"nimi", 0, 0, 0},          {"nimenselvennys", 0, 0, 0}, {"sted", 0, 0, 0},
    {"dato", 0, 0, 0},          {"navn", 0, 0, 0},          {"stilling", 0, 0, 0},
    {"lieu", 0, 0, 0},          {"nom", 0, 0, 0},           {"signatur", 0, 0, 0},
    {"sekreterare", 0, 0, 0},   {"ordförande", 0, 0, 0},    {"justerande", 0, 0, 0},
    {"justerare", 0, 0, 0},     {"justeras", 0, 0, 0},      {"protokollförare", 0, 0, 0},
    {"för", 1, 0, 0},           {"for", 1, 0, 0},           {"für", 1, 0, 0},
};
// clang-format on

enum {
    LEAST_UNDERSCORES = 4,
    LEAST_DOTS = 6,
    ELLIPSIS = 0x2026,
    REACH = 24,
    FEW_WORDS = 6,
    MOST_DRAWN = 256
};

/* What stands on the row before a line. */
struct row {
    uint32_t words;
    bool signature, colon, empty, long_row;
};

struct word_table *line_words_prepare(struct vocabulary *v)
{
    return words_new(v, signature_words, sizeof signature_words / sizeof *signature_words);
}

static bool is_end(const struct token *t)
{
    return t->kind == TOKEN_BREAK || t->kind == TOKEN_END;
}

static bool is_drawn(const struct token *t)
{
    return t->kind == TOKEN_MARK && (t->value == '_' || t->value == '.' || t->value == ELLIPSIS);
}

/* The last token of the line that begins at token i, or UINT32_MAX if it is too short for one. */
static uint32_t line_end(const struct scan *s, uint32_t i)
{
    uint32_t first = scan_token(s, i)->value, length = 0, last = i;
    for (uint32_t k = i; is_drawn(scan_token(s, k)); k++) {
        const struct token *t = scan_token(s, k);
        if ((t->value == '_') != (first == '_') || (t->value == '_' && k > i && !token_glued(t)))
            break;
        length += t->value == ELLIPSIS ? 3 : 1;
        last = k;
    }
    return length >= (first == '_' ? LEAST_UNDERSCORES : LEAST_DOTS) ? last : UINT32_MAX;
}

/* The row that ends before token i: back to its beginning, or to another line drawn on it. Of two
   lines side by side, "Justerande ____ ____", the second stands behind the same words. */
static struct row row_before(const struct scan *s, const struct word_table *words, uint32_t i)
{
    struct row row = {.empty = true};
    uint32_t reach = 0;
    for (uint32_t k = i; k-- > 0;) {
        const struct token *t = scan_token(s, k);
        bool drawn = mark_in(t, "_");
        if (is_end(t) || (drawn && (!row.empty || i - k > MOST_DRAWN)))
            return row;
        if (drawn)
            continue;
        if (++reach > REACH) {
            row.long_row = true;
            return row;
        }
        row.colon |= row.empty && mark_in(t, ":");
        row.empty = false;
        if (t->kind != TOKEN_WORD)
            continue;
        const struct word_row *found = words_find(words, t, s->document->fold);
        bool begins = k == 0 || is_end(scan_token(s, k - 1));
        row.words++;
        row.signature |= found && (found->meaning == 0 || begins);
    }
    return row;
}

static bool is_signature_row(struct row row)
{
    return row.signature && row.words <= FEW_WORDS && !row.long_row;
}

/* A short row right below, as the name under a line is, or two names under two lines. */
static bool short_row_below(const struct scan *s, uint32_t i, uint32_t lines)
{
    while (is_end(scan_token(s, i)) && i < s->tokens.n)
        i++;
    uint32_t first = i;
    while (!is_end(scan_token(s, i)) && !is_drawn(scan_token(s, i)) &&
           i - first <= FEW_WORDS * lines)
        i++;
    return i > first && is_end(scan_token(s, i)) && scan_token(s, first)->kind == TOKEN_WORD;
}

/* Dots that lead from a word to what belongs to it: "Contents....|intro|", "CFLAGS......: -g", and
   lines that tables are drawn of: "|____|". */
static bool is_leader(const struct scan *s, uint32_t first, uint32_t last)
{
    const struct token *before = scan_token(s, first ? first - 1 : s->tokens.n);
    const struct token *after = scan_token(s, last + 1);
    bool led = first > 0 && token_glued(scan_token(s, first));
    if (is_end(after) || !token_glued(after))
        return false;
    if (mark_in(after, "|"))
        return true;
    return led && ((mark_in(after, ":") && before->kind == TOKEN_WORD) ||
                   (after->kind == TOKEN_NUMBER && mark_in(before, "|")));
}

static bool is_contents(const struct scan *s, uint32_t first, uint32_t last)
{
    const struct token *after = scan_token(s, last + 1);
    bool page = after->kind == TOKEN_NUMBER && is_end(scan_token(s, last + 2));
    bool lost = after->kind == TOKEN_WORD && mark_in(scan_token(s, last + 2), "!"); /* "Fel!" */
    return page || lost || placeholder_block(s, first) == BLOCK_CONTENTS;
}

/* "Partners ____________ 3" leads to a page, as dots do. A year may be begun so: "____ 20". */
static bool leads_to_page(const struct scan *s, const struct row *row, uint32_t first,
                          uint32_t last)
{
    enum { LEAST = 10, PAGE_DIGITS = 3 };
    const struct token *page = scan_token(s, last + 1);
    return row->words && !row->signature && page->kind == TOKEN_NUMBER &&
           token_length(page) <= PAGE_DIGITS && page->value != 19 && page->value != 20 &&
           is_end(scan_token(s, last + 2)) &&
           scan_token(s, last)->end - scan_token(s, first)->start >= LEAST;
}

/* An omission in running text: "han sade ...... och gick". */
static bool is_omission(const struct scan *s, const struct row *row, uint32_t last)
{
    const struct token *after = scan_token(s, last + 1);
    return !row->empty && !row->colon && after->kind == TOKEN_WORD && !(after->flags & TOKEN_UPPER);
}

/* The row around the line at tokens [*first, *last], if nothing but lines is drawn on it. */
static bool fills_row(const struct scan *s, uint32_t *first, uint32_t *last)
{
    enum { MOST = 512 };
    uint32_t from = *first, to = *last;
    while (*first > 0 && from - *first < MOST && is_drawn(scan_token(s, *first - 1)))
        --*first;
    while (*last - to < MOST && is_drawn(scan_token(s, *last + 1)))
        ++*last;
    return is_end(scan_token(s, *last + 1)) && (*first == 0 || is_end(scan_token(s, *first - 1)));
}

/* The line at tokens [first, last] of a row at [row_first, row_last]. */
static uint32_t whole_row(struct scan *s, const struct word_table *words, uint32_t first,
                          uint32_t last, uint32_t row_first, uint32_t row_last)
{
    struct row above = {.empty = true};
    uint32_t lines = first == row_first && last == row_last ? 1 : 2;
    if (row_first > 0 && scan_token(s, row_first - 1)->kind == TOKEN_BREAK)
        above = row_before(s, words, row_first - 1);
    if (above.colon && !is_signature_row(above))
        return placeholder_add(s, PLACEHOLDER_LINE, first, last);
    if (above.colon || short_row_below(s, row_last + 1, lines))
        return placeholder_add(s, PLACEHOLDER_SIGNATURE_LINE, first, last);
    return last;
}

uint32_t line_find(struct scan *s, const struct placeholder_words *w, uint32_t i)
{
    uint32_t last = line_end(s, i);
    if (last == UINT32_MAX)
        return i;
    if (is_leader(s, i, last))
        return last;
    const struct token *after = scan_token(s, last + 1);
    struct row row = row_before(s, w->signature, i);
    bool dots = scan_token(s, i)->value != '_';
    if (dots && (is_contents(s, i, last) || is_omission(s, &row, last)))
        return last;
    if (!dots && leads_to_page(s, &row, i, last))
        return last;
    if (!dots && !row.empty && token_glued(scan_token(s, i)) && token_glued(after) &&
        after->kind == TOKEN_WORD && scan_token(s, i - 1)->kind == TOKEN_WORD)
        return last;
    uint32_t row_first = i, row_last = last;
    if (fills_row(s, &row_first, &row_last))
        return whole_row(s, w->signature, i, last, row_first, row_last);
    return placeholder_add(s, is_signature_row(row) ? PLACEHOLDER_SIGNATURE_LINE : PLACEHOLDER_LINE,
                           i, last);
}
