/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/mark.h"
#include "fact/numbers.h"

enum { MOST = 100000 };

/* "10 business days", "12 hela månader": where the quantity ends, and what the days are. */
static uint32_t kind_before(const struct scan *s, const struct word_table *units, uint32_t i,
                            enum duration_unit *unit)
{
    const struct word_row *row = i > 0 ? number_unit(s, units, i - 1) : NULL;
    if (!row || row->meaning != MEANS_DAY_KIND)
        return i;
    if (row->value == UNIT_WORKDAY && *unit == UNIT_DAY)
        *unit = UNIT_WORKDAY;
    return i - 1;
}

/* "jours ouvrables" */
static uint32_t kind_behind(const struct scan *s, const struct word_table *units, uint32_t i,
                            enum duration_unit *unit)
{
    const struct word_row *row = number_unit(s, units, i + 1);
    if (!row || row->meaning != MEANS_DAY_KIND || row->value != UNIT_WORKDAY || *unit != UNIT_DAY)
        return i;
    *unit = UNIT_WORKDAY;
    return i + 1;
}

/* The whole number that is counted; half a year is six months. */
static bool count_of(const struct figure *f, enum duration_unit *unit, uint32_t *ret)
{
    bool half = f->decimal_digits == 1 && f->decimals == 5;
    if (f->either || f->whole < 0 || f->whole > MOST || (f->whole == 0 && !half))
        return false;
    if (f->decimal_digits == 0) {
        *ret = (uint32_t)f->whole;
        return *unit != UNIT_YEAR || !figure_is_year(f);
    }
    if (!half || *unit != UNIT_YEAR)
        return false;
    *unit = UNIT_MONTH;
    *ret = (uint32_t)f->whole * 12 + 6;
    return true;
}

bool duration_find(struct scan *s, const struct word_table *units, uint32_t i,
                   enum duration_unit unit)
{
    struct figure f;
    uint32_t count, end = kind_before(s, units, i, &unit);
    const struct token *before = scan_token(s, end ? end - 1 : s->tokens.n);
    if (mark_in(before, "-") && token_glued(before) && token_glued(scan_token(s, end)))
        end--; /* "30-day" */
    if (!quantity_before(s, end, &f))
        return true;
    uint32_t last = kind_behind(s, units, i, &unit);
    if (!count_of(&f, &unit, &count))
        return true;
    struct range at = {scan_token(s, f.first)->start, scan_token(s, last)->end};
    struct fact *fact = scan_add(s, FACT_DURATION, at);
    if (!fact)
        return false;
    fact->duration = (struct duration){count, (uint8_t)unit};
    return true;
}
