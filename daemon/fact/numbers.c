/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/numbers.h"

static void *prepare(struct vocabulary *v)
{
    return number_units_prepare(v);
}

static bool word_find(struct scan *s, const struct word_table *units, uint32_t i)
{
    const struct word_row *row = number_unit(s, units, i);
    if (!row)
        return true;
    if (row->meaning == MEANS_UNIT)
        return duration_find(s, units, i, (enum duration_unit)row->value);
    if (row->meaning == MEANS_CURRENCY)
        return money_find(s, units, i, (uint32_t)row->value);
    return true;
}

static bool mark_find(struct scan *s, const struct word_table *units, uint32_t i)
{
    switch (scan_token(s, i)->value) {
    case '(':
        return pair_find(s, i);
    case ':':
    case '$':
    case 0xa3:
    case 0x20ac:
        return money_find_sign(s, units, i);
    default:
        return true;
    }
}

static void find(struct scan *s, const void *prepared)
{
    const struct word_table *units = prepared;
    for (uint32_t i = 0; i < s->tokens.n; i++) {
        const struct token *t = &s->tokens.at[i];
        if ((t->tables & units->bit) && !word_find(s, units, i))
            return;
        if (t->kind == TOKEN_MARK && !mark_find(s, units, i))
            return;
    }
}

const struct scanner scanner_numbers = {.name = "numbers", .prepare = prepare, .find = find};
