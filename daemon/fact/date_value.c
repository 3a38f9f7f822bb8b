/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

#include <stdio.h>

static bool is_year(struct date d)
{
    return d.year >= CIVIL_YEAR_MIN && d.year <= CIVIL_YEAR_MAX;
}

bool date_possible(struct date d)
{
    enum { ANY_LEAP_YEAR = 2000 };
    return civil_valid(d.year ? d.year : ANY_LEAP_YEAR, d.month, d.day);
}

/* Forms and contracts speak of this century up to 49, of the last one from 50 on. */
int date_full_year(int two_digits)
{
    return two_digits < 50 ? 2000 + two_digits : 1900 + two_digits;
}

/* Whole months from the first to the last, both counted from 1. */
static bool months_days(int year, int first, int last, civil_day *ret_first, civil_day *ret_last)
{
    *ret_first = civil_to_day(year, first, 1);
    *ret_last = civil_to_day(year, last, civil_month_days(year, last));
    return true;
}

static bool week_days(struct date d, civil_day *ret_first, civil_day *ret_last)
{
    if (d.part < 1 || d.part > civil_weeks(d.year))
        return false;
    *ret_first = civil_week_start(d.year, d.part);
    *ret_last = *ret_first + 6;
    return true;
}

bool date_days(struct date d, civil_day *ret_first, civil_day *ret_last)
{
    if (!is_year(d))
        return false;
    switch (d.precision) {
    case DATE_YEAR:
        return months_days(d.year, 1, 12, ret_first, ret_last);
    case DATE_HALF:
        return d.part >= 1 && d.part <= 2 &&
               months_days(d.year, d.part * 6 - 5, d.part * 6, ret_first, ret_last);
    case DATE_QUARTER:
        return d.part >= 1 && d.part <= 4 &&
               months_days(d.year, d.part * 3 - 2, d.part * 3, ret_first, ret_last);
    case DATE_MONTH:
        return d.month >= 1 && d.month <= 12 &&
               months_days(d.year, d.month, d.month, ret_first, ret_last);
    case DATE_WEEK:
        return week_days(d, ret_first, ret_last);
    case DATE_DAY:
    case DATE_MINUTE:
        if (!date_possible(d))
            return false;
        *ret_first = *ret_last = civil_to_day(d.year, d.month, d.day);
        return true;
    default:
        return false;
    }
}

char *date_text(struct date d, char text[DATE_TEXT])
{
    unsigned year = (unsigned)d.year % 10000, month = d.month % 100u, day = d.day % 100u;
    unsigned part = d.part % 100u;
    char date[DATE_TEXT];
    if (d.year)
        snprintf(date, sizeof date, "%04u-%02u-%02u", year, month, day);
    else
        snprintf(date, sizeof date, "--%02u-%02u", month, day);
    text[0] = '\0';
    switch (d.precision) {
    case DATE_YEAR:
        snprintf(text, DATE_TEXT, "%04u", year);
        break;
    case DATE_HALF:
        snprintf(text, DATE_TEXT, "%04u-H%u", year, part);
        break;
    case DATE_QUARTER:
        snprintf(text, DATE_TEXT, "%04u-Q%u", year, part);
        break;
    case DATE_MONTH:
        snprintf(text, DATE_TEXT, "%04u-%02u", year, month);
        break;
    case DATE_WEEK:
        snprintf(text, DATE_TEXT, "%04u-W%02u", year, part);
        break;
    case DATE_DAY:
        snprintf(text, DATE_TEXT, "%s", date);
        break;
    case DATE_MINUTE:
        snprintf(text, DATE_TEXT, "%.10sT%02u:%02u", date, d.hour % 100u, d.minute % 100u);
        break;
    default:
        break;
    }
    return text;
}
