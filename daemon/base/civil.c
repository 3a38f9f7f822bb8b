/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/civil.h"

#include <stdio.h>

bool civil_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int civil_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && civil_leap(year));
}

bool civil_valid(int year, int month, int day)
{
    return day >= 1 && day <= civil_month_days(year, month);
}

/* Both conversions count in eras of 400 years that begin on 1 March, so that leap days come last.
 */
civil_day civil_to_day(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct civil civil_from_day(civil_day day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    return (struct civil){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int civil_weekday(civil_day day)
{
    int from_thursday = (int)((day % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
    return (from_thursday + 3) % 7 + 1;
}

civil_day civil_week_start(int year, int week)
{
    civil_day fourth = civil_to_day(year, 1, 4); /* is always in week 1 */
    return fourth - (civil_weekday(fourth) - 1) + 7 * (week - 1);
}

int civil_weeks(int year)
{
    return (int)(civil_week_start(year + 1, 1) - civil_week_start(year, 1)) / 7;
}

void civil_week(civil_day day, int *year, int *week)
{
    civil_day thursday = day - (civil_weekday(day) - 1) + 3;
    *year = civil_from_day(thursday).year;
    *week = (int)(thursday - civil_week_start(*year, 1)) / 7 + 1;
}

civil_day civil_add_months(civil_day day, int months)
{
    struct civil c = civil_from_day(day);
    int total = c.year * 12 + (c.month - 1) + months;
    int year = (total >= 0 ? total : total - 11) / 12;
    int month = total - year * 12 + 1;
    int last = civil_month_days(year, month);
    return civil_to_day(year, month, c.day < last ? c.day : last);
}

static bool digits(const char *s, int n, int *ret)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        value = value * 10 + (s[i] - '0');
    }
    *ret = value;
    return true;
}

bool civil_parse(const char *text, civil_day *ret)
{
    int year, month, day;
    if (!digits(text, 4, &year) || text[4] != '-' || !digits(text + 5, 2, &month) ||
        text[7] != '-' || !digits(text + 8, 2, &day) || text[10] != '\0')
        return false;
    if (!civil_valid(year, month, day))
        return false;
    *ret = civil_to_day(year, month, day);
    return true;
}

char *civil_text(civil_day day, char text[CIVIL_TEXT])
{
    struct civil c = civil_from_day(day);
    snprintf(text, CIVIL_TEXT, "%04u-%02u-%02u", (unsigned)c.year % 10000, (unsigned)c.month % 100,
             (unsigned)c.day % 100);
    return text;
}
