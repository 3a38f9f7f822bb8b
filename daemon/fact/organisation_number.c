/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/digit_group.h"
#include "fact/identifiers.h"
#include "fact/identity.h"
#include "fact/mark.h"

enum { LEAST_WRONG = 8, MOST_WRONG = 13 };

/* The ten digits, or NULL. 12 digits are the ten with 16 before them, or in a VAT number with 01
   behind. */
static const char *ten_of(const struct digit_group *g, bool vat)
{
    if (g->n == 10 && (g->tail == 0 || (g->head == 6 && g->tail == 4)))
        return g->digits;
    if (g->n != 12)
        return NULL;
    if (memcmp(g->digits + 10, "01", 2) == 0 && (vat || g->tail == 0) &&
        (vat || identity_check_digit(g->digits)))
        return g->digits;
    bool whole = g->tail == 0 || (g->head == 8 && g->tail == 4);
    return !vat && whole && memcmp(g->digits, "16", 2) == 0 ? g->digits + 2 : NULL;
}

static bool is_word(const struct scan *s, uint32_t i, const char *word)
{
    const struct token *t = scan_token(s, i);
    return t->kind == TOKEN_WORD && span_is(scan_span(s, t), word);
}

/* "SE 202100-4185 01": the two last digits may stand apart. */
static bool vat_tail(const struct scan *s, struct digit_group *g)
{
    const struct token *tail = scan_token(s, g->last + 1);
    if (g->n == 12)
        return true;
    if (g->n != 10 || tail->kind != TOKEN_NUMBER || !span_is(scan_span(s, tail), "01"))
        return false;
    memcpy(g->digits + 10, "01", 2);
    g->n = 12;
    g->last++;
    return true;
}

/* A letter, digit or sign that touches the number makes it something else: "+46...", "U2021...". */
static bool is_apart(const struct scan *s, const struct word_table *labels,
                     const struct digit_group *g)
{
    const struct token *after = scan_token(s, g->last + 1);
    const struct token *second = scan_token(s, g->last + 2);
    bool joins = mark_in(after, "-/:+.,_") && second->kind == TOKEN_NUMBER && token_glued(second);
    if (token_glued(after) && (after->kind == TOKEN_WORD || joins))
        return false;
    if (g->first == 0 || !token_glued(scan_token(s, g->first)))
        return true;
    const struct token *before = scan_token(s, g->first - 1);
    if (before->kind == TOKEN_WORD) {
        struct label_found found = label_before(s, labels, g->first);
        return found.label != LABEL_NONE && found.words == 0;
    }
    return before->kind != TOKEN_NUMBER && !mark_in(before, "-/+_.,#@&=*");
}

static struct span normal_form(struct arena *a, const char *ten)
{
    return span_of(arena_printf(a, "%.6s-%.4s", ten, ten + 6));
}

/* As written, without blanks: a number of a wrong length has no normal form. */
static struct span written_form(struct arena *a, const struct digit_group *g)
{
    return span_of(
        g->tail ? arena_printf(a, "%.*s-%.*s", g->head, g->digits, g->tail, g->digits + g->head)
                : arena_printf(a, "%.*s", g->n, g->digits));
}

static enum identifier_fault fault_of(const char *ten)
{
    if (identity_is_dummy(ten))
        return FAULT_PLACEHOLDER;
    if (!identity_check_digit(ten))
        return FAULT_CHECKSUM;
    return identity_is_organisation(ten) ? FAULT_NONE : FAULT_FORM;
}

/* Without a label the shape must speak for itself. "345678-2020" is rather a case number. */
static bool stands_alone(const struct digit_group *g, const char *ten)
{
    uint32_t tail = (uint32_t)(ten[6] - '0') * 10 + (uint32_t)(ten[7] - '0');
    if (!identity_is_organisation(ten) || identity_is_dummy(ten))
        return false;
    if (identity_check_digit(ten))
        return true;
    return g->tail == 4 && g->separator == '-' && !g->loose && tail != 19 && tail != 20;
}

static bool counts(const struct scan *s, const struct word_table *labels,
                   const struct digit_group *g, const char *ten, uint32_t first)
{
    if (g->letter || g->separator == '+')
        return false;
    struct label_found found = label_before(s, labels, first);
    switch (found.label) {
    case LABEL_ORGANISATION:
    case LABEL_EITHER:
        return ten || (g->n >= LEAST_WRONG && g->n <= MOST_WRONG && !g->loose && found.words <= 1);
    case LABEL_OTHER:
    case LABEL_CASE:
        return false;
    case LABEL_NONE:
    case LABEL_PERSON:
    case LABEL_REFERENCE:
        break;
    }
    return ten && stands_alone(g, ten);
}

static bool add(struct scan *s, const struct digit_group *g, const char *ten)
{
    struct fact *f = scan_add(s, FACT_ORGNR, digit_group_range(s, g));
    if (!f)
        return false;
    f->repaired = g->loose;
    f->identifier.value = ten ? normal_form(s->arena, ten) : written_form(s->arena, g);
    f->identifier.fault = ten ? fault_of(ten) : g->n == 10 ? FAULT_FORM : FAULT_LENGTH;
    f->identifier.valid = f->identifier.fault == FAULT_NONE;
    return true;
}

/* False if the limit of facts is reached. *at is moved to the last token of what was taken. */
static bool find_at(struct scan *s, const struct word_table *labels, uint32_t *at)
{
    struct digit_group g;
    if (!digit_group_read(s, *at, &g) || g.n < LEAST_WRONG)
        return true;
    bool vat = *at > 0 && is_word(s, *at - 1, "SE") && vat_tail(s, &g);
    const char *ten = ten_of(&g, vat);
    if (vat && ten)
        g.first--;
    if (!is_apart(s, labels, &g) ||
        !(vat && ten ? identity_is_organisation(ten) : counts(s, labels, &g, ten, g.first)))
        return true;
    *at = g.last;
    return add(s, &g, ten);
}

void organisation_numbers_find(struct scan *s, const struct identifier_words *words)
{
    for (uint32_t i = 0; i < s->tokens.n; i++) {
        const struct token *t = &s->tokens.at[i];
        if (t->kind == TOKEN_NUMBER && token_length(t) >= 4 && !find_at(s, words->labels, &i))
            return;
    }
}
