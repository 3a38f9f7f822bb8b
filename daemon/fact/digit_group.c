/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/digit_group.h"
#include "fact/mark.h"

static bool add_digits(const struct scan *s, const struct token *t, struct digit_group *g)
{
    uint32_t length = token_length(t);
    if (g->n + length > sizeof g->digits)
        return false;
    memcpy(g->digits + g->n, s->document->text + t->start, length);
    g->n = (uint8_t)(g->n + length);
    return true;
}

static uint32_t length_at(const struct scan *s, uint32_t i, enum token_kind kind)
{
    const struct token *t = scan_token(s, i);
    return t->kind == kind ? token_length(t) : 0;
}

/* "P220" of an interim number, or four digits, or any digits if nothing loose leads there. */
static bool tail_read(const struct scan *s, uint32_t i, bool any, struct digit_group *g)
{
    uint8_t before = g->n;
    if (length_at(s, i, TOKEN_WORD) == 1 && length_at(s, i + 1, TOKEN_NUMBER) == 3 &&
        token_glued(scan_token(s, i + 1)) && (scan_token(s, i)->flags & TOKEN_UPPER)) {
        if (g->n + 4u > sizeof g->digits)
            return false;
        g->digits[g->n++] = '1';
        g->letter = true;
        i++;
    }
    uint32_t length = length_at(s, i, TOKEN_NUMBER);
    if (length == 0 || (length != 4 && !any && !g->letter) || !add_digits(s, scan_token(s, i), g)) {
        g->n = before;
        g->letter = false;
        return false;
    }
    g->tail = (uint8_t)(g->n - before);
    g->last = i;
    return true;
}

/* A separator may be loose only between the parts of a number of the usual shape; elsewhere
   "12 - 14" would become one number. */
static void separated_tail(const struct scan *s, uint32_t i, struct digit_group *g)
{
    const struct token *mark = scan_token(s, i + 1);
    bool usual = g->head == 6 || g->head == 8;
    if (mark->kind == TOKEN_NUMBER && usual && tail_read(s, i + 1, false, g)) {
        g->separator = ' ';
        return;
    }
    if (!mark_in(mark, "-+"))
        return;
    uint32_t next = i + 2;
    bool loose = !token_glued(mark) || !token_glued(scan_token(s, next));
    if (scan_token(s, next)->kind == TOKEN_BREAK) {
        loose = true;
        next++;
    }
    if ((loose && !usual) || !tail_read(s, next, !loose, g))
        return;
    g->separator = (char)mark->value;
    g->loose = loose;
}

bool digit_group_read(const struct scan *s, uint32_t i, struct digit_group *ret)
{
    *ret = (struct digit_group){.first = i, .last = i};
    if (!add_digits(s, scan_token(s, i), ret))
        return false;
    ret->head = ret->n;
    separated_tail(s, i, ret);
    return true;
}

struct range digit_group_range(const struct scan *s, const struct digit_group *g)
{
    return (struct range){scan_token(s, g->first)->start, scan_token(s, g->last)->end};
}
