/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/stretch.h"

struct duration duration_simplest(struct duration d)
{
    if (d.unit == UNIT_YEAR && d.count <= UINT32_MAX / 12)
        return (struct duration){d.count * 12, UNIT_MONTH};
    if (d.unit == UNIT_WEEK && d.count <= UINT32_MAX / 7)
        return (struct duration){d.count * 7, UNIT_DAY};
    return d;
}

static struct value date_and_duration(const struct value *date, struct duration d, bool minus)
{
    if (date_trouble(&date->date) != REASON_NONE)
        return value_unknown(date_trouble(&date->date), date->where.text);
    if (date->date.flags & DATE_AMBIGUOUS)
        return value_unknown(REASON_AMBIGUOUS, date->where.text);
    if (date->date.value.precision < DATE_DAY)
        return value_unknown(REASON_NOT_EXACT, date->where.text);
    if (d.unit == UNIT_WORKDAY)
        return value_unknown(REASON_WORKDAYS, NO_SPAN);
    struct duration step = duration_simplest(d);
    enum { MOST_STEPS = 1000000 };
    if (step.count > MOST_STEPS || (step.unit != UNIT_DAY && step.unit != UNIT_MONTH))
        return value_unknown(step.unit == UNIT_HOUR ? REASON_UNITS : REASON_OVERFLOW, NO_SPAN);
    struct date at = date->date.value;
    int count = minus ? -(int)step.count : (int)step.count;
    civil_day day = civil_to_day(at.year, at.month, at.day);
    day = step.unit == UNIT_DAY ? day + count : civil_add_months(day, count);
    struct civil c = civil_from_day(day);
    if (c.year < CIVIL_YEAR_MIN || c.year > CIVIL_YEAR_MAX)
        return value_unknown(REASON_OVERFLOW, NO_SPAN);
    struct value sum = {.type = VALUE_DATE, .where = NOWHERE};
    sum.date.value = at;
    sum.date.value.year = (int16_t)c.year;
    sum.date.value.month = (uint8_t)c.month;
    sum.date.value.day = (uint8_t)c.day;
    return sum;
}

struct value value_sum(const struct value *left, const struct value *right, bool minus)
{
    int64_t sum;
    if (left->type == VALUE_NOTHING || right->type == VALUE_NOTHING)
        return left->type == VALUE_NOTHING ? *left : *right;
    if (left->type == VALUE_DATE && right->type == VALUE_DURATION)
        return date_and_duration(left, right->duration, minus);
    if (left->type == VALUE_DURATION && right->type == VALUE_DATE && !minus)
        return date_and_duration(right, left->duration, false);
    if (left->type != VALUE_NUMBER || right->type != VALUE_NUMBER)
        return value_unknown(REASON_UNITS, NO_SPAN);
    if (minus ? __builtin_sub_overflow(left->number, right->number, &sum)
              : __builtin_add_overflow(left->number, right->number, &sum))
        return value_unknown(REASON_OVERFLOW, NO_SPAN);
    return value_number(sum);
}
