/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/figure.h"
#include "fact/mark.h"

enum { MOST_DIGITS = 15, MOST_DECIMALS = 6, MOST_STEPS = 12, GROUP = 3 };

static bool is_group(const struct token *t)
{
    return t->kind == TOKEN_NUMBER && token_length(t) == GROUP;
}

static bool append(const struct scan *s, const struct token *t, struct figure *f, uint32_t *digits)
{
    *digits += token_length(t);
    if (*digits > MOST_DIGITS)
        return false;
    for (uint32_t i = t->start; i < t->end; i++)
        f->whole = f->whole * 10 + (s->document->text[i] - '0');
    return true;
}

/* The separator of the group of three digits after token i: ' ', '.', ',', '\'' or 0. */
static char group_mark(const struct scan *s, uint32_t i)
{
    const struct token *next = scan_token(s, i + 1), *after = scan_token(s, i + 2);
    if (is_group(next) && !token_glued(next))
        return ' ';
    if (mark_in(next, ".,'") && token_glued(next) && is_group(after) && token_glued(after))
        return (char)next->value;
    return 0;
}

static char decimal_mark(const struct scan *s)
{
    return s->language == LANGUAGE_EN ? '.' : ',';
}

static bool groups_read(const struct scan *s, struct figure *f, uint32_t *digits)
{
    const struct token *lead = scan_token(s, f->first);
    char mark = group_mark(s, f->last);
    uint32_t groups = 0;
    bool leads = token_length(lead) <= GROUP && s->document->text[lead->start] != '0';
    for (; leads && mark && group_mark(s, f->last) == mark; groups++) {
        f->last += mark == ' ' ? 1 : 2;
        if (!append(s, scan_token(s, f->last), f, digits))
            return false;
    }
    f->either = groups == 1 && mark == decimal_mark(s);
    f->short_year = groups == 0 && token_length(lead) == 4;
    return true;
}

static void decimals_read(const struct scan *s, struct figure *f)
{
    const struct token *mark = scan_token(s, f->last + 1), *digits = scan_token(s, f->last + 2);
    if (f->either || !mark_in(mark, ".,") || !token_glued(mark) || digits->kind != TOKEN_NUMBER ||
        !token_glued(digits) || token_length(digits) > MOST_DECIMALS)
        return;
    f->decimals = digits->value;
    f->decimal_digits = token_length(digits);
    f->last += 2;
}

bool figure_read(const struct scan *s, uint32_t i, struct figure *ret)
{
    uint32_t digits = 0;
    *ret = (struct figure){.first = i, .last = i};
    if (!append(s, scan_token(s, i), ret, &digits) || !groups_read(s, ret, &digits))
        return false;
    decimals_read(s, ret);
    return true;
}

/* How many tokens back the figure goes on from its part at token k; 0 if it begins there. */
static uint32_t step_back(const struct scan *s, uint32_t k)
{
    const struct token *part = scan_token(s, k), *before = scan_token(s, k - 1);
    if (k == 0)
        return 0;
    if (before->kind == TOKEN_NUMBER)
        return is_group(part) && !token_glued(part) && token_length(before) <= GROUP ? 1 : 0;
    bool inner = k >= 2 && mark_in(before, ".,'") && token_glued(before) && token_glued(part) &&
                 scan_token(s, k - 2)->kind == TOKEN_NUMBER;
    return inner ? 2 : 0;
}

/* "-05-25" of a date, ":30" of a time, "U2019"; but "3-5" is a span of numbers. */
static bool is_tail(const struct scan *s, uint32_t k)
{
    if (k == 0 || !token_glued(scan_token(s, k)))
        return false;
    const struct token *before = scan_token(s, k - 1);
    if (before->kind == TOKEN_WORD || before->kind == TOKEN_NUMBER || mark_in(before, "/:._,#@*"))
        return true;
    if (!mark_in(before, "-") || !token_glued(before) || k < 2)
        return false;
    const struct token *from = scan_token(s, k - 2);
    bool dated = k >= 3 && token_glued(from) && mark_in(scan_token(s, k - 3), "-/.:");
    return from->kind != TOKEN_NUMBER || dated;
}

bool figure_before(const struct scan *s, uint32_t i, struct figure *ret)
{
    if (i == 0 || scan_token(s, i - 1)->kind != TOKEN_NUMBER)
        return false;
    uint32_t k = i - 1;
    for (uint32_t steps = 0, back; (back = step_back(s, k)); k -= back)
        if (++steps > MOST_STEPS)
            return false;
    if (!is_tail(s, k) && figure_read(s, k, ret) && ret->last == i - 1)
        return true;
    /* "2020 30 dagar": the last part alone. */
    return !token_glued(scan_token(s, i - 1)) && figure_read(s, i - 1, ret) && ret->last == i - 1;
}
