/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Personal numbers are found so that nobody sees them. Two things make one: a day of birth with a
 * right check digit stands anywhere, or a label calls a number so, however wrong it is: a typing
 * error still gives the person away. An organisation number is never taken: its third digit is at
 * least 2, where a person has a month.
 */
#include "fact/digit_group.h"
#include "fact/identifiers.h"
#include "fact/identity.h"
#include "fact/mark.h"

enum { LEAST_HEAD = 6, LEAST_DIGITS = 8, MOST_DIGITS = 13 };

struct person {
    const char *ten;
    int century; /* 18-20, 0 if not written */
};

/* The ten digits that count, if the group has a personal number's length. */
static bool person_of(const struct digit_group *g, struct person *ret)
{
    if (g->n == 10 && (g->tail == 0 || g->tail == 4)) {
        *ret = (struct person){g->digits, 0};
        return true;
    }
    if (g->n == 12 && (g->tail == 0 || g->tail == 4)) {
        int century = (g->digits[0] - '0') * 10 + g->digits[1] - '0';
        *ret = (struct person){g->digits + 2, century};
        return century >= 18 && century <= 20;
    }
    return false;
}

/* A sole trader's VAT number is "SE", the personal number and "01". */
static bool person_of_vat(const struct scan *s, const struct digit_group *g, struct person *ret)
{
    const struct token *before = scan_token(s, g->first ? g->first - 1 : s->tokens.n);
    *ret = (struct person){g->digits, 0};
    return g->n == 12 && memcmp(g->digits + 10, "01", 2) == 0 && before->kind == TOKEN_WORD &&
           span_is(scan_span(s, before), "SE");
}

static bool is_birth(struct person p)
{
    return identity_is_birth(p.ten, p.century);
}

static bool is_person(struct person p)
{
    return is_birth(p) && identity_check_digit(p.ten);
}

/* Birth numbers begin at 001. Such a number is hidden like any other, but it is nobody's. */
static bool is_birth_number(struct person p)
{
    return memcmp(p.ten + 6, "000", 3) != 0;
}

static bool is_right_organisation(const struct digit_group *g)
{
    const char *ten = g->n == 12 && memcmp(g->digits, "16", 2) == 0 ? g->digits + 2 : g->digits;
    return (g->n == 10 || ten != g->digits) && identity_is_organisation(ten) &&
           identity_check_digit(ten);
}

/* Whether a number that is not right by itself is called a personal number. */
static bool is_called_so(const struct scan *s, const struct word_table *labels,
                         const struct digit_group *g)
{
    struct person p;
    bool long_enough = g->head >= LEAST_HEAD || g->n >= LEAST_DIGITS;
    if (!long_enough || g->n > MOST_DIGITS || is_right_organisation(g))
        return false;
    enum label label = label_before(s, labels, g->first).label;
    if (label == LABEL_PERSON)
        return true;
    return (label == LABEL_EITHER || label == LABEL_ORGANISATION) && person_of(g, &p) &&
           is_birth(p);
}

/* Masked even when the limit of facts is reached. */
static void add(struct scan *s, struct range at, bool valid)
{
    scan_mask(s, at);
    struct fact *f = scan_add(s, FACT_PERSONAL_NUMBER, at);
    if (!f)
        return;
    f->raw = NO_SPAN;
    f->identifier.valid = valid;
    f->identifier.fault = valid ? FAULT_NONE : FAULT_CHECKSUM;
}

/* "1982-11-05-9954": only glued, and four last digits that are a year end a period of dates. */
static bool dashed_read(const struct scan *s, uint32_t i, struct digit_group *g)
{
    *g = (struct digit_group){.first = i, .last = i + 6};
    for (uint32_t k = i; k <= i + 6; k++) {
        const struct token *t = scan_token(s, k);
        static const uint8_t lengths[] = {4, 0, 2, 0, 2, 0, 4};
        bool dash = mark_in(t, "-");
        bool number = t->kind == TOKEN_NUMBER && token_length(t) == lengths[k - i];
        if (!(lengths[k - i] ? number : dash) || (k > i && !token_glued(t)))
            return false;
        if (number) {
            memcpy(g->digits + g->n, s->document->text + t->start, token_length(t));
            g->n = (uint8_t)(g->n + token_length(t));
        }
    }
    return true;
}

static bool dashed_find(struct scan *s, const struct word_table *labels, uint32_t i,
                        struct digit_group *g)
{
    if (!dashed_read(s, i, g))
        return false;
    uint32_t tail = scan_token(s, g->last)->value;
    struct person p = {g->digits + 2, (g->digits[0] - '0') * 10 + g->digits[1] - '0'};
    bool year = tail >= 1900 && tail < 2100;
    bool right = is_person(p);
    if (!(right && !year) && label_before(s, labels, i).label != LABEL_PERSON)
        return false;
    add(s, digit_group_range(s, g), right && is_birth_number(p));
    return true;
}

/* What follows a labelled number without a blank belongs to it: "131052-308T". */
static void widen(const struct scan *s, struct digit_group *g)
{
    const struct token *next = scan_token(s, g->last + 1);
    if (next->kind == TOKEN_WORD && token_glued(next))
        g->last++;
}

static bool is_hexadecimal(const struct scan *s, const struct token *t)
{
    struct span word = scan_fold(s, t);
    for (size_t i = 0; i < word.n; i++)
        if (word.at[i] < 'a' || word.at[i] > 'f')
            return false;
    return t->kind == TOKEN_WORD;
}

static bool are_decimals(const struct scan *s, uint32_t whole)
{
    return scan_token(s, whole)->kind == TOKEN_NUMBER && mark_in(scan_token(s, whole + 1), ".") &&
           token_glued(scan_token(s, whole + 1)) && token_glued(scan_token(s, whole + 2)) &&
           scan_token(s, whole + 2)->kind == TOKEN_NUMBER;
}

/* "cfa8112189876e41", "8112189876.527": digits of a longer number. */
static bool is_cut_out(const struct scan *s, const struct digit_group *g)
{
    const struct token *first = scan_token(s, g->first), *after = scan_token(s, g->last + 1);
    if (g->separator)
        return false;
    bool led = g->first > 0 && token_glued(first) && is_hexadecimal(s, first - 1);
    bool behind = token_glued(after) && is_hexadecimal(s, after);
    return led || behind || are_decimals(s, g->last) ||
           (g->first > 1 && are_decimals(s, g->first - 2));
}

/* Masks the number that begins at token i; returns its last token, or i if there is none. */
static uint32_t find_at(struct scan *s, const struct identifier_words *words, uint32_t i)
{
    struct digit_group g;
    struct person p;
    if (token_length(scan_token(s, i)) == 4 && dashed_find(s, words->labels, i, &g))
        return g.last;
    if (!digit_group_read(s, i, &g))
        return i;
    bool right = (person_of(&g, &p) && is_person(p) && !is_cut_out(s, &g)) ||
                 (person_of_vat(s, &g, &p) && is_person(p));
    if (!right && !is_called_so(s, words->labels, &g))
        return i;
    if (!right)
        widen(s, &g);
    add(s, digit_group_range(s, &g), right && is_birth_number(p));
    return g.last;
}

void personal_numbers_find(struct scan *s, const struct identifier_words *words)
{
    for (uint32_t i = 0; i < s->tokens.n; i++)
        if (s->tokens.at[i].kind == TOKEN_NUMBER && token_length(&s->tokens.at[i]) >= 4)
            i = find_at(s, words, i);
}
