/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates are compared as the stretches of time that they may mean: "2021-03" is some day of March. A
 * period is certain: it begins with the first day of its start and ends with the last day of its
 * end. Where more than one relation is possible, all are answered, and the caller's question is
 * true, false or unknown by what they share.
 */
#include "rule/stretch.h"

/* What can hold between a moment somewhere in x and one somewhere in y. */
static unsigned between_moments(struct stretch x, struct stretch y)
{
    unsigned relation = 0;
    if (x.first < y.last)
        relation |= RELATION_LESS;
    if (x.last > y.first)
        relation |= RELATION_GREATER;
    if (x.first <= y.last && y.first <= x.last)
        relation |= RELATION_EQUAL;
    return relation;
}

/* Beside a time of the day, a day is all its minutes. */
static void widen(struct stretch *s, unsigned n, const struct value *v)
{
    for (unsigned i = 0; v->date.value.precision != DATE_MINUTE && i < n; i++)
        s[i].last += DAY_MINUTES - 1;
}

/* Two dates that say the same for a month mean the same month. */
static unsigned between_dates(const struct value *x, const struct value *y, struct reason *why)
{
    struct stretch a[2], b[2];
    unsigned n = date_readings(x, a, why), m = n ? date_readings(y, b, why) : 0, relation = 0;
    if (n == 0 || m == 0)
        return 0;
    if (n == 1 && m == 1 && value_order(x, y) == 0)
        return RELATION_EQUAL;
    if (x->date.value.precision == DATE_MINUTE || y->date.value.precision == DATE_MINUTE) {
        widen(a, n, x);
        widen(b, m, y);
    }
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < m; k++)
            relation |= between_moments(a[i], b[k]);
    bool ambiguous = n == 2 || m == 2;
    const struct value *vague = n == 2 || (!ambiguous && a[0].first != a[0].last) ? x : y;
    if (vague->where.text.n == 0) /* a date of the rule itself */
        vague = vague == x ? y : x;
    *why = (struct reason){.code = ambiguous ? REASON_AMBIGUOUS : REASON_NOT_EXACT,
                           .what = vague->where.text};
    return relation;
}

static unsigned same_or_other(bool same)
{
    return same ? RELATION_EQUAL : RELATION_OTHER;
}

static unsigned between_periods(const struct value *x, const struct value *y, struct reason *why)
{
    struct stretch a, b;
    if (!period_stretch(x, &a, why) || !period_stretch(y, &b, why))
        return 0;
    return same_or_other(a.first == b.first && a.last == b.last);
}

/* ---- durations: in hours, a month 28 to 31 days, a year 365 or 366 ---- */

static bool hours_of(struct duration d, struct stretch *ret)
{
    static const struct stretch units[] = {
        [UNIT_NONE] = {0, 0},
        [UNIT_HOUR] = {1, 1},
        [UNIT_DAY] = {24, 24},
        [UNIT_WORKDAY] = {0, 0},
        [UNIT_WEEK] = {168, 168},
        [UNIT_MONTH] = {28 * 24, 31 * 24},
        [UNIT_YEAR] = {365 * 24, 366 * 24},
    };
    if (d.unit > UNIT_YEAR || units[d.unit].last == 0)
        return false;
    *ret = (struct stretch){units[d.unit].first * d.count, units[d.unit].last * d.count};
    return true;
}

static unsigned order_relation(int order)
{
    return order < 0 ? RELATION_LESS : order > 0 ? RELATION_GREATER : RELATION_EQUAL;
}

static unsigned between_durations(const struct value *x, const struct value *y, struct reason *why)
{
    struct duration a = duration_simplest(x->duration), b = duration_simplest(y->duration);
    struct stretch p, q;
    if (a.unit == b.unit)
        return order_relation((a.count > b.count) - (a.count < b.count));
    *why = (struct reason){.code = REASON_UNITS};
    return hours_of(a, &p) && hours_of(b, &q) ? between_moments(p, q) : 0;
}

/* ---- the others ---- */

static unsigned between_amounts(const struct value *x, const struct value *y, struct reason *why)
{
    *why = (struct reason){.code = REASON_CURRENCIES};
    if (memcmp(x->money.currency, y->money.currency, sizeof x->money.currency) != 0)
        return 0;
    return order_relation((x->money.hundredths > y->money.hundredths) -
                          (x->money.hundredths < y->money.hundredths));
}

static bool says(struct arena *a, struct span x, struct span y)
{
    return span_eq(x, y) || span_eq(probe_normalise(a, x), probe_normalise(a, y));
}

/* An identifier against words in a rule: its normal form, in any case. */
static bool identifier_says(struct arena *a, const struct identifier_fact *i, struct span words)
{
    return says(a, i->value, words) || (i->same.n > 0 && says(a, i->same, words));
}

static bool same_party(struct arena *a, const struct party_fact *x, const struct party_fact *y)
{
    return x->orgnr.n > 0 && y->orgnr.n > 0 ? span_eq(x->orgnr, y->orgnr)
                                            : says(a, x->name, y->name);
}

/* Of two types only an identifier and words: the loader lets nothing else through. */
static unsigned between_types(struct arena *a, const struct value *x, const struct value *y,
                              struct reason *why)
{
    if (x->type == VALUE_IDENTIFIER && y->type == VALUE_TEXT)
        return same_or_other(identifier_says(a, x->identifier, y->text));
    if (x->type == VALUE_TEXT && y->type == VALUE_IDENTIFIER)
        return same_or_other(identifier_says(a, y->identifier, x->text));
    *why = (struct reason){.code = REASON_UNITS};
    return 0;
}

unsigned value_compare(struct arena *a, const struct value *x, const struct value *y,
                       struct reason *why)
{
    if (x->type == VALUE_NOTHING || y->type == VALUE_NOTHING) {
        *why = x->type == VALUE_NOTHING ? x->why : y->why;
        return 0;
    }
    if (x->type != y->type)
        return between_types(a, x, y, why);
    switch (x->type) {
    case VALUE_DATE:
        return between_dates(x, y, why);
    case VALUE_PERIOD:
        return between_periods(x, y, why);
    case VALUE_DURATION:
        return between_durations(x, y, why);
    case VALUE_MONEY:
        return between_amounts(x, y, why);
    case VALUE_TEXT:
        return same_or_other(says(a, x->text, y->text));
    case VALUE_PARTY:
        return same_or_other(same_party(a, x->party, y->party));
    case VALUE_NUMBER:
        return order_relation(value_order(x, y));
    default:
        return same_or_other(value_order(x, y) == 0);
    }
}

struct value value_within(const struct value *left, const struct value *right)
{
    struct stretch whole, part[2] = {{0}};
    struct reason why = {0};
    unsigned n = 1, inside = 0, outside = 0;
    if (left->type == VALUE_NOTHING || right->type == VALUE_NOTHING)
        return left->type == VALUE_NOTHING ? *left : *right;
    if (left->type == VALUE_PERIOD)
        n = period_stretch(left, part, &why);
    else
        n = date_readings(left, part, &why);
    if (n == 0 || !period_stretch(right, &whole, &why))
        return value_because(why);
    for (unsigned i = 0; i < n; i++) {
        bool all = part[i].first >= whole.first && part[i].last <= whole.last;
        bool some = part[i].first <= whole.last && part[i].last >= whole.first;
        inside += all;
        outside += left->type == VALUE_PERIOD ? !all : !some;
    }
    if (inside == n || outside == n)
        return value_bool(inside == n);
    return value_unknown(n == 2 ? REASON_AMBIGUOUS : REASON_NOT_EXACT, left->where.text);
}
