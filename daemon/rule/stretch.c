/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/stretch.h"

static bool stretch_of_date(struct date d, struct stretch *ret)
{
    civil_day first, last;
    if (!date_days(d, &first, &last))
        return false;
    *ret = (struct stretch){(int64_t)first * DAY_MINUTES, (int64_t)last * DAY_MINUTES};
    if (d.precision == DATE_MINUTE)
        ret->first = ret->last = ret->first + d.hour * 60 + d.minute;
    return true;
}

enum reason_code date_trouble(const struct date_fact *d)
{
    if (d->flags & DATE_IMPOSSIBLE)
        return REASON_IMPOSSIBLE;
    if (d->value.precision == DATE_NONE)
        return REASON_NOT_WHOLE;
    if (d->recurs.every)
        return REASON_RECURS;
    return d->value.year == 0 ? REASON_NO_YEAR : REASON_NONE;
}

unsigned date_readings(const struct value *v, struct stretch ret[2], struct reason *why)
{
    enum reason_code trouble = date_trouble(&v->date);
    if (trouble == REASON_NONE && !stretch_of_date(v->date.value, &ret[0]))
        trouble = REASON_NOT_WHOLE;
    if (trouble != REASON_NONE) {
        *why = (struct reason){.code = trouble, .what = v->where.text};
        return 0;
    }
    return v->date.flags & DATE_AMBIGUOUS && stretch_of_date(v->date.other, &ret[1]) ? 2 : 1;
}

/* An end that is not given is open, unless the words name one that is no civil day. */
static bool end_of_period(struct date d, bool vague, struct stretch *ret)
{
    if (d.precision == DATE_NONE && !vague) {
        *ret = (struct stretch){INT64_MIN, INT64_MAX};
        return true;
    }
    if (!stretch_of_date(d, ret))
        return false;
    if (d.precision != DATE_MINUTE)
        ret->last += DAY_MINUTES - 1;
    return true;
}

bool period_stretch(const struct value *v, struct stretch *ret, struct reason *why)
{
    bool vague = v->period.flags & PERIOD_VAGUE;
    struct stretch start, end;
    if (!end_of_period(v->period.start, vague, &start) ||
        !end_of_period(v->period.end, vague, &end)) {
        *why =
            (struct reason){.code = vague ? REASON_VAGUE : REASON_NO_YEAR, .what = v->where.text};
        return false;
    }
    *ret = (struct stretch){start.first, end.last};
    if (ret->last < ret->first)
        *why = (struct reason){.code = REASON_REVERSED, .what = v->where.text};
    return ret->first <= ret->last;
}
