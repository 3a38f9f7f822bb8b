/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/quantity.h"
#include "fact/mark.h"

enum { REACH = 10 };

/* "(2)", "(1 000)", "(15 %)". */
static bool bracketed_figure(const struct scan *s, uint32_t i, struct figure *f, uint32_t *last)
{
    if (scan_token(s, i + 1)->kind != TOKEN_NUMBER || !figure_read(s, i + 1, f))
        return false;
    *last = f->last + 1;
    if (mark_in(scan_token(s, *last), "%"))
        ++*last;
    return f->decimal_digits == 0 && mark_in(scan_token(s, *last), ")");
}

/* The bracket that closes what token i opens, within reach. */
static uint32_t closing(const struct scan *s, uint32_t i)
{
    for (uint32_t k = i + 1; k < i + REACH; k++) {
        const struct token *t = scan_token(s, k);
        if (mark_in(t, ")"))
            return k;
        if (t->kind != TOKEN_WORD && !mark_in(t, "-"))
            return 0;
    }
    return 0;
}

/* "30 (trettio)". One is left out: "9001 (en)" names a language. */
static bool bracketed_words(const struct scan *s, uint32_t i, struct number_pair *p)
{
    uint32_t first = 0, last = closing(s, i);
    if (!last || !figure_before(s, i, &p->figure) || p->figure.decimal_digits ||
        !number_words_before(s, last, &p->words, &first) || first != i + 1 || p->words.value < 2)
        return false;
    p->first = p->figure.first;
    p->last = last;
    return true;
}

bool number_pair_at(const struct scan *s, uint32_t i, struct number_pair *ret)
{
    if (i == 0)
        return false;
    if (scan_token(s, i - 1)->kind == TOKEN_NUMBER)
        return bracketed_words(s, i, ret);
    return scan_token(s, i - 1)->kind == TOKEN_WORD &&
           bracketed_figure(s, i, &ret->figure, &ret->last) &&
           number_words_before(s, i, &ret->words, &ret->first);
}

static bool opening(const struct scan *s, uint32_t i, uint32_t *ret)
{
    for (uint32_t k = i; k-- > 0 && i - k < REACH;)
        if (mark_in(scan_token(s, k), "(")) {
            *ret = k;
            return true;
        }
    return false;
}

bool quantity_before(const struct scan *s, uint32_t i, struct figure *ret)
{
    struct number_pair pair;
    struct number_in_words words;
    uint32_t open, first;
    const struct token *before = scan_token(s, i ? i - 1 : s->tokens.n);
    if (before->kind == TOKEN_NUMBER)
        return figure_before(s, i, ret);
    if (mark_in(before, ")") && opening(s, i - 1, &open) && number_pair_at(s, open, &pair) &&
        pair.last == i - 1) {
        *ret = pair.figure;
        ret->first = pair.first;
        ret->last = pair.last;
        return true;
    }
    if (before->kind != TOKEN_WORD || !number_words_before(s, i, &words, &first) ||
        !number_word_fits(s, &words))
        return false;
    *ret = (struct figure){.whole = words.value, .first = first, .last = i - 1};
    return true;
}
