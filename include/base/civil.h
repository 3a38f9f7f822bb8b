/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil dates of the proleptic Gregorian calendar (ISO 8601), without clock and without zone. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01; negative before it. */
typedef int32_t civil_day;

struct civil {
    int year, month, day; /* month 1-12, day 1-31 */
};

/* Years that a document may speak of; others are read as no year. */
enum { CIVIL_YEAR_MIN = 1000, CIVIL_YEAR_MAX = 2999 };

bool civil_leap(int year);
int civil_month_days(int year, int month); /* 28-31; 0 if there is no such month */
bool civil_valid(int year, int month, int day);
civil_day civil_to_day(int year, int month, int day); /* of a valid date */
struct civil civil_from_day(civil_day day);
int civil_weekday(civil_day day); /* 1 Monday ... 7 Sunday (ISO 8601) */

/* The Monday of an ISO week; weeks that do not exist in that year give a day of the next one. */
civil_day civil_week_start(int year, int week);
int civil_weeks(int year);                            /* 52 or 53 */
void civil_week(civil_day day, int *year, int *week); /* the ISO week that holds this day */

/* The same numbered day n months on, else that month's last day (lag 1930:173, 1 §). */
civil_day civil_add_months(civil_day day, int months);

/* "YYYY-MM-DD" exactly. False, and *ret untouched, if text is anything else or no date. */
bool civil_parse(const char *text, civil_day *ret);
enum { CIVIL_TEXT = 11 };
char *civil_text(civil_day day, char text[CIVIL_TEXT]); /* returns text */
