/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates are compared as the stretches of time that they may mean: "2021-03" is some day of March. A
 * period is certain: it begins with the first day of its start and ends with the last day of its
 * end. Where more than one relation is possible, all are answered, and the caller's question is
 * true, false or unknown by what they share.
 */
#include "rule/eval.h"

enum { DAY_MINUTES = 24 * 60 };

/* Minutes since 1970-01-01, both ends inclusive. */
struct stretch {
    int64_t first, last;
};

static bool stretch_of_date(struct date d, struct stretch *ret)
{
    civil_day first, last;
    if (!date_days(d, &first, &last))
        return false;
    *ret = (struct stretch){(int64_t)first * DAY_MINUTES,
                            (int64_t)last * DAY_MINUTES + DAY_MINUTES - 1};
    if (d.precision == DATE_MINUTE) {
        ret->first += d.hour * 60 + d.minute;
        ret->last = ret->first;
    }
    return true;
}

/* Why a date has no stretch; REASON_NONE if it has one. */
static enum reason_code date_trouble(const struct date_fact *d)
{
    if (d->flags & DATE_IMPOSSIBLE)
        return REASON_IMPOSSIBLE;
    if (d->value.precision == DATE_NONE)
        return REASON_NOT_WHOLE;
    if (d->recurs.every)
        return REASON_RECURS;
    return d->value.year == 0 ? REASON_NO_YEAR : REASON_NONE;
}

/* The readings of a date, one or two; 0, and *why, if it is none of the calendar. */
static unsigned readings(const struct value *v, struct stretch ret[2], struct reason *why)
{
    enum reason_code trouble = date_trouble(&v->date);
    if (trouble == REASON_NONE && !stretch_of_date(v->date.value, &ret[0]))
        trouble = REASON_NOT_WHOLE;
    if (trouble != REASON_NONE) {
        *why = (struct reason){trouble, v->where.text};
        return 0;
    }
    return v->date.flags & DATE_AMBIGUOUS && stretch_of_date(v->date.other, &ret[1]) ? 2 : 1;
}

static bool open_or_vague(struct date d, bool vague, int64_t open, int64_t *ret, bool last)
{
    struct stretch s;
    if (d.precision == DATE_NONE && !vague) {
        *ret = open;
        return true;
    }
    if (!stretch_of_date(d, &s))
        return false;
    *ret = last ? s.last : s.first;
    return true;
}

static bool stretch_of_period(const struct value *v, struct stretch *ret, struct reason *why)
{
    const struct period_fact *p = &v->period;
    bool vague = p->flags & PERIOD_VAGUE;
    if (!open_or_vague(p->start, vague, INT64_MIN, &ret->first, false) ||
        !open_or_vague(p->end, vague, INT64_MAX, &ret->last, true)) {
        *why = (struct reason){vague ? REASON_VAGUE : REASON_NO_YEAR, v->where.text};
        return false;
    }
    if (ret->last < ret->first)
        *why = (struct reason){REASON_REVERSED, v->where.text};
    return ret->first <= ret->last;
}

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

static unsigned between_dates(const struct value *x, const struct value *y, struct reason *why)
{
    struct stretch a[2], b[2];
    unsigned n = readings(x, a, why), m = n ? readings(y, b, why) : 0;
    if (n == 0 || m == 0)
        return 0;
    if (n == 1 && m == 1 && value_order(x, y) == 0)
        return RELATION_EQUAL; /* the same words for a month mean the same month */
    unsigned relation = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < m; k++)
            relation |= between_moments(a[i], b[k]);
    bool ambiguous = n == 2 || m == 2;
    const struct value *vague = n == 2 || (!ambiguous && a[0].first != a[0].last) ? x : y;
    *why = (struct reason){ambiguous ? REASON_AMBIGUOUS : REASON_NOT_EXACT, vague->where.text};
    return relation;
}

static unsigned between_periods(const struct value *x, const struct value *y, struct reason *why)
{
    struct stretch a, b;
    if (!stretch_of_period(x, &a, why) || !stretch_of_period(y, &b, why))
        return 0;
    if (a.first == b.first && a.last == b.last)
        return RELATION_EQUAL;
    return a.last < b.first ? RELATION_LESS : a.first > b.last ? RELATION_GREATER : RELATION_OTHER;
}

/* A moment somewhere in x against a whole period. */
static unsigned moment_to_period(struct stretch x, struct stretch period)
{
    unsigned relation = 0;
    if (x.first < period.first)
        relation |= RELATION_LESS;
    if (x.last > period.last)
        relation |= RELATION_GREATER;
    if (x.first <= period.last && x.last >= period.first)
        relation |= RELATION_OTHER;
    return relation;
}

static unsigned date_to_period(const struct value *date, const struct value *period,
                               struct reason *why)
{
    struct stretch moments[2], whole;
    unsigned n = readings(date, moments, why), relation = 0;
    if (n == 0 || !stretch_of_period(period, &whole, why))
        return 0;
    for (unsigned i = 0; i < n; i++)
        relation |= moment_to_period(moments[i], whole);
    *why = (struct reason){n == 2 ? REASON_AMBIGUOUS : REASON_NOT_EXACT, date->where.text};
    return relation;
}

static unsigned mirrored(unsigned relation)
{
    unsigned less = relation & RELATION_LESS ? RELATION_GREATER : 0;
    unsigned greater = relation & RELATION_GREATER ? RELATION_LESS : 0;
    return (relation & (RELATION_EQUAL | RELATION_OTHER)) | less | greater;
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

/* A year is twelve months, a week seven days: units of one family are exact. */
static struct duration simplest(struct duration d)
{
    if (d.unit == UNIT_YEAR && d.count <= UINT32_MAX / 12)
        return (struct duration){d.count * 12, UNIT_MONTH};
    if (d.unit == UNIT_WEEK && d.count <= UINT32_MAX / 7)
        return (struct duration){d.count * 7, UNIT_DAY};
    return d;
}

static unsigned between_durations(const struct value *x, const struct value *y, struct reason *why)
{
    struct duration a = simplest(x->duration), b = simplest(y->duration);
    struct stretch p, q;
    if (a.unit == b.unit)
        return order_relation((a.count > b.count) - (a.count < b.count));
    *why = (struct reason){REASON_UNITS, {0}};
    return hours_of(a, &p) && hours_of(b, &q) ? between_moments(p, q) : 0;
}

/* ---- the others ---- */

static unsigned between_amounts(const struct value *x, const struct value *y, struct reason *why)
{
    *why = (struct reason){REASON_CURRENCIES, {0}};
    if (memcmp(x->money.currency, y->money.currency, sizeof x->money.currency) != 0)
        return 0;
    return order_relation((x->money.hundredths > y->money.hundredths) -
                          (x->money.hundredths < y->money.hundredths));
}

static unsigned same_or_other(bool same)
{
    return same ? RELATION_EQUAL : RELATION_OTHER;
}

static bool says(struct arena *a, struct span x, struct span y)
{
    return span_eq(x, y) || span_eq(probe_normalise(a, x), probe_normalise(a, y));
}

/* A value against words in a rule: its normal form, or what the text calls it. */
static bool value_says(struct arena *a, const struct value *v, struct span words)
{
    switch (v->type) {
    case VALUE_IDENTIFIER:
        return says(a, v->identifier->value, words) || says(a, v->identifier->same, words);
    case VALUE_PARTY:
        return says(a, v->party->name, words) ||
               (v->party->alias.n > 0 && says(a, v->party->alias, words));
    case VALUE_REFERENCE:
        return says(a, v->reference->value, words);
    default:
        return says(a, value_print(a, v, LANGUAGE_ENGLISH), words);
    }
}

static bool same_party(struct arena *a, const struct party_fact *x, const struct party_fact *y)
{
    return x->orgnr.n > 0 && y->orgnr.n > 0 ? span_eq(x->orgnr, y->orgnr)
                                            : says(a, x->name, y->name);
}

static unsigned between_texts(struct arena *a, const struct value *x, const struct value *y)
{
    return order_relation(span_order(probe_normalise(a, x->text), probe_normalise(a, y->text)));
}

static bool number_of(const struct value *v, int64_t *ret)
{
    if (v->type == VALUE_NUMBER)
        *ret = v->number;
    else if (v->type == VALUE_WORDED)
        *ret = v->worded->figure;
    else
        return false;
    return true;
}

static unsigned between_kinds(struct arena *a, const struct value *x, const struct value *y,
                              struct reason *why)
{
    int64_t m, n;
    if (x->type == VALUE_DATE && y->type == VALUE_PERIOD)
        return date_to_period(x, y, why);
    if (x->type == VALUE_PERIOD && y->type == VALUE_DATE)
        return mirrored(date_to_period(y, x, why));
    if (number_of(x, &m) && number_of(y, &n))
        return order_relation((m > n) - (m < n));
    if (y->type == VALUE_TEXT)
        return same_or_other(value_says(a, x, y->text));
    if (x->type == VALUE_TEXT)
        return same_or_other(value_says(a, y, x->text));
    *why = (struct reason){REASON_UNITS, {0}};
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
        return between_kinds(a, x, y, why);
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
        return between_texts(a, x, y);
    case VALUE_PARTY:
        return same_or_other(same_party(a, x->party, y->party));
    case VALUE_NUMBER:
    case VALUE_WORDED:
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
        n = stretch_of_period(left, part, &why);
    else
        n = readings(left, part, &why);
    if (n == 0 || !stretch_of_period(right, &whole, &why))
        return value_unknown(why.code, why.what);
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

/* ---- sums ---- */

static struct value date_and_duration(const struct value *date, struct duration d, bool minus)
{
    if (date_trouble(&date->date) != REASON_NONE)
        return value_unknown(date_trouble(&date->date), date->where.text);
    if (date->date.flags & DATE_AMBIGUOUS)
        return value_unknown(REASON_AMBIGUOUS, date->where.text);
    if (date->date.value.precision < DATE_DAY)
        return value_unknown(REASON_NOT_EXACT, date->where.text);
    if (d.unit == UNIT_WORKDAY)
        return value_unknown(REASON_WORKDAYS, (struct span){0});
    struct duration step = simplest(d);
    enum { MOST_STEPS = 1000000 };
    if (step.count > MOST_STEPS || (step.unit != UNIT_DAY && step.unit != UNIT_MONTH))
        return value_unknown(step.unit == UNIT_HOUR ? REASON_UNITS : REASON_OVERFLOW,
                             (struct span){0});
    struct date at = date->date.value;
    int count = minus ? -(int)step.count : (int)step.count;
    civil_day day = civil_to_day(at.year, at.month, at.day);
    day = step.unit == UNIT_DAY ? day + count : civil_add_months(day, count);
    struct civil c = civil_from_day(day);
    if (c.year < CIVIL_YEAR_MIN || c.year > CIVIL_YEAR_MAX)
        return value_unknown(REASON_OVERFLOW, (struct span){0});
    struct value sum = {.type = VALUE_DATE, .where = NOWHERE};
    sum.date.value = at;
    sum.date.value.year = (int16_t)c.year;
    sum.date.value.month = (uint8_t)c.month;
    sum.date.value.day = (uint8_t)c.day;
    return sum;
}

struct value value_sum(const struct value *left, const struct value *right, bool minus)
{
    int64_t x, y, sum;
    if (left->type == VALUE_NOTHING || right->type == VALUE_NOTHING)
        return left->type == VALUE_NOTHING ? *left : *right;
    if (left->type == VALUE_DATE && right->type == VALUE_DURATION)
        return date_and_duration(left, right->duration, minus);
    if (left->type == VALUE_DURATION && right->type == VALUE_DATE && !minus)
        return date_and_duration(right, left->duration, false);
    if (!number_of(left, &x) || !number_of(right, &y))
        return value_unknown(REASON_UNITS, (struct span){0});
    if (minus ? __builtin_sub_overflow(x, y, &sum) : __builtin_add_overflow(x, y, &sum))
        return value_unknown(REASON_OVERFLOW, (struct span){0});
    return value_number(sum);
}
