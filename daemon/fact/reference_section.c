/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "se avsnitt 5.2", "section 3.2", "§ 5". Statutes have sections too: what names one, and what
 * follows Swedish statutes' way of writing ("3 kap. 2 §", number first), is left alone.
 */
#include "fact/mark.h"
#include "fact/references.h"

enum { MOST_LEVELS = 6, MOST_DIGITS = 3, MOST_TOKENS = 24 };

/* "5", "5.2.1": the last token, or 0. */
static uint32_t number_end(const struct scan *s, uint32_t i, uint32_t *levels)
{
    const struct token *t = scan_token(s, i);
    if (t->kind != TOKEN_NUMBER || token_length(t) > MOST_DIGITS)
        return 0;
    for (*levels = 1; *levels < MOST_LEVELS; ++*levels, i += 2) {
        const struct token *dot = scan_token(s, i + 1), *next = scan_token(s, i + 2);
        if (!mark_in(dot, ".") || !token_glued(dot) || next->kind != TOKEN_NUMBER ||
            !token_glued(next))
            break;
    }
    return i;
}

/* A heading of its own: "Section 3. Payment", "§ 5 Uppsägning", "Avsnitt 5". */
static bool is_heading(const struct scan *s, uint32_t first, uint32_t last)
{
    const struct token *after = scan_token(s, last + 1);
    bool goes_on = after->kind == TOKEN_WORD && !(after->flags & TOKEN_UPPER);
    return begins_row(s, first) && !goes_on;
}

/* A label is a token before its block's text. */
static bool is_label(const struct scan *s, uint32_t i)
{
    const struct document *d = s->document;
    uint32_t block = document_block_at(d, scan_token(s, i)->start);
    if (block >= d->blocks.n)
        return false;
    struct range label = d->blocks.at[block].label;
    return scan_token(s, i)->start >= label.start && scan_token(s, i)->start < label.end;
}

/* "8 juni 2022, § 46": a decision of that day. */
static bool follows_date(const struct scan *s, uint32_t i)
{
    return i > 1 && mark_in(scan_token(s, i - 1), ",") &&
           scan_token(s, i - 2)->kind == TOKEN_NUMBER;
}

/* "U.S.C. § 16", "Rev. Code § 59", "the by-laws, section 7". */
static bool is_cited(const struct scan *s, const struct word_table *w, uint32_t i)
{
    const struct token *before = scan_token(s, i - 1), *letter = scan_token(s, i > 1 ? i - 2 : i);
    if (mark_in(before, ".") && token_glued(before))
        return letter->kind == TOKEN_WORD && token_length(letter) == 1 &&
               (letter->flags & TOKEN_UPPER);
    return i > 1 && mark_in(before, ",") && names_act(s, w, i - 2);
}

/* "2 §" or "kommuneloven" before it, minutes ("KS § 65"), a German act ("§ 5 Abs. 2 BGB"),
   "§ 65/2019". */
static bool is_statute(const struct scan *s, const struct word_table *w, uint32_t i, uint32_t last)
{
    while (i > 0 && scan_token(s, i)->kind == TOKEN_MARK &&
           scan_token(s, i - 1)->value == scan_token(s, i)->value)
        i--; /* the second sign of "§§" */
    const struct token *before = scan_token(s, i ? i - 1 : s->tokens.n);
    const struct token *after = scan_token(s, last + 1);
    if (i > 0 && (before->kind == TOKEN_NUMBER || (before->flags & TOKEN_CAPS) ||
                  names_act(s, w, i - 1) || follows_date(s, i)))
        return true;
    if (i > 0 && is_cited(s, w, i))
        return true;
    const struct token *second = scan_token(s, last + 2);
    bool goes_on = mark_in(after, "/:-") && token_glued(after) && second->kind == TOKEN_NUMBER &&
                   token_glued(second);
    if (goes_on || (after->flags & TOKEN_CAPS))
        return true;
    if (after->kind == TOKEN_WORD && (s->language & LANGUAGE_DE) && (after->flags & TOKEN_UPPER))
        return true;
    return names_another(s, w, last + 1, true);
}

/* One number after another: "5.1 och 5.2", "3, 4", "5-7" (both ends). */
static uint32_t next_number(const struct scan *s, const struct word_table *w, uint32_t last)
{
    const struct token *t = scan_token(s, last + 1);
    bool joins = mark_in(t, ",-") || reference_meaning(s, w, last + 1) == MEANS_AND;
    return joins && scan_token(s, last + 2)->kind == TOKEN_NUMBER ? last + 2 : 0;
}

/* The last number of the row, so that what follows all of them can be judged first. */
static uint32_t numbers_end(const struct scan *s, const struct word_table *w, uint32_t i)
{
    uint32_t levels, last = number_end(s, i, &levels);
    for (uint32_t next; last && (next = next_number(s, w, last));) {
        next = number_end(s, next, &levels);
        if (!next || next - i > MOST_TOKENS)
            break;
        last = next;
    }
    return last;
}

static void add(struct scan *s, uint32_t first, uint32_t from, uint32_t last, bool dotted)
{
    uint32_t levels, end = number_end(s, from, &levels);
    struct range at = {scan_token(s, from)->start, scan_token(s, last)->end};
    if (end && (!dotted || levels > 1))
        reference_add(s, REFERENCE_SECTION, first, last, document_span(s->document, at));
}

uint32_t section_find(struct scan *s, const struct word_table *w, uint32_t i, bool dotted)
{
    bool doubled = scan_token(s, i + 1)->kind == TOKEN_MARK &&
                   scan_token(s, i + 1)->value == scan_token(s, i)->value;
    uint32_t from = i + 1 + doubled, levels, first = i;
    if (is_abbreviation_point(s, from))
        from++; /* "pkt. 4.1" */
    uint32_t last = numbers_end(s, w, from);
    if (!last || is_label(s, i) || is_heading(s, i, last) || is_statute(s, w, i, last))
        return i;
    while (from && from <= last) {
        uint32_t end = number_end(s, from, &levels);
        if (!end)
            break;
        add(s, first, from, end, dotted);
        from = end < last ? next_number(s, w, end) : 0;
        first = from;
    }
    return last;
}
