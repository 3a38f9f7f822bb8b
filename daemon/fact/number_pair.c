/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number in words beside its figure. Brackets mean other things too, so a pair that disagrees
 * counts only where nothing else explains it: a year ("År ett (2021)"), the mark of a list ("two
 * (1) ... and (2) ..."), a pronoun ("each one (5)").
 */
#include "fact/mark.h"
#include "fact/numbers.h"

enum { LIST_REACH = 80, YEARS_FROM = 1000 };

/* Whether token i opens "(n)" and no number in words stands before it. */
static bool is_list_mark(const struct scan *s, uint32_t i, int64_t n)
{
    struct number_pair pair;
    return mark_in(scan_token(s, i), "(") && scan_token(s, i + 1)->kind == TOKEN_NUMBER &&
           scan_token(s, i + 1)->value == n && mark_in(scan_token(s, i + 2), ")") &&
           !number_pair_at(s, i, &pair);
}

/* Its neighbour in a list, "(n + 1)" behind it or "(n - 1)" before it, in the same block. */
static bool stands_in_a_list(const struct scan *s, uint32_t open, int64_t n)
{
    for (uint32_t k = open + 1; k < open + LIST_REACH; k++) {
        if (scan_token(s, k)->kind == TOKEN_END)
            break;
        if (is_list_mark(s, k, n + 1))
            return true;
    }
    for (uint32_t k = open; n > 1 && k-- > 0 && open - k < LIST_REACH;) {
        if (scan_token(s, k)->kind == TOKEN_END)
            break;
        if (is_list_mark(s, k, n - 1))
            return true;
    }
    return false;
}

static bool counts(const struct scan *s, uint32_t open, const struct number_pair *p)
{
    if (p->words.value == p->figure.whole)
        return true;
    if (p->words.value <= 1 || !number_word_fits(s, &p->words))
        return false;
    if (figure_is_year(&p->figure) && p->words.value < YEARS_FROM)
        return false;
    return !stands_in_a_list(s, open, p->figure.whole);
}

bool pair_find(struct scan *s, uint32_t open)
{
    struct number_pair p;
    if (!number_pair_at(s, open, &p) || !counts(s, open, &p))
        return true;
    struct range at = {scan_token(s, p.first)->start, scan_token(s, p.last)->end};
    struct fact *f = scan_add(s, FACT_NUMBER, at);
    if (!f)
        return false;
    f->number = (struct number_fact){p.words.value, p.figure.whole};
    return true;
}
