/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Quarters, halves, weeks, and days that are named by their place: "sista söndagen i mars 2014". */

static uint32_t year_of(const struct reader *r, uint32_t i, int *ret_year)
{
    uint32_t at = i;
    if (is_mark(r, at, ','))
        at++;
    if (sense(r, at) == SENSE_OF || sense(r, at) == SENSE_IN)
        at++;
    if (sense(r, at) == SENSE_THE)
        at++;
    if (sense(r, at) == SENSE_YEAR)
        at++;
    uint32_t to = date_year_at(r, at, ret_year);
    return to > at ? to : i;
}

static uint32_t add(struct reader *r, uint32_t i, uint32_t to, struct date value, enum join join)
{
    struct reading d = {.from = i, .to = to, .value = value};
    if (to == i)
        return i;
    if (value.precision == DATE_WEEK && value.part > civil_weeks(value.year)) {
        d.value.precision = DATE_NONE;
        d.flags = DATE_IMPOSSIBLE;
    }
    return date_add(r, &d, join) ? to : i;
}

static struct date part_of(int year, enum date_precision precision, uint32_t part)
{
    return (struct date){
        .year = (int16_t)year, .precision = (uint8_t)precision, .part = (uint8_t)part};
}

/* The kind of part a word names, and how many of it a year has; DATE_NONE if none. */
static enum date_precision part_named(uint16_t meaning, uint32_t *ret_most)
{
    switch (meaning) {
    case SENSE_QUARTER:
    case SENSE_Q:
        *ret_most = 4;
        return DATE_QUARTER;
    case SENSE_HALF:
    case SENSE_H:
        *ret_most = 2;
        return DATE_HALF;
    case SENSE_WEEK:
        *ret_most = 53;
        return DATE_WEEK;
    default:
        return DATE_NONE;
    }
}

/* "tredje", "4:e", "1st", "1.": which one, before what it counts. */
static uint32_t rank_at(const struct reader *r, uint32_t i, uint32_t *ret)
{
    *ret = sense(r, i) == SENSE_ORDINAL ? (uint32_t)sense_value(r, i) : token(r, i)->value;
    if (sense(r, i) == SENSE_ORDINAL)
        return i + 1;
    if (!digits(r, i) || digits(r, i) > 2)
        return i;
    uint32_t suffix = is_mark(r, i + 1, ':') ? i + 2 : i + 1;
    if (sense(r, suffix) == SENSE_SUFFIX && is_glued(r, suffix))
        return suffix + 1;
    return is_mark(r, i + 1, '.') && is_glued(r, i + 1) ? i + 2 : i;
}

/* "tredje kvartalet 2024", "first half of 2021". */
static uint32_t ranked_part(struct reader *r, uint32_t i, enum join join)
{
    uint32_t rank, most;
    int year;
    uint32_t name = rank_at(r, i, &rank);
    enum date_precision precision = name > i ? part_named(sense(r, name), &most) : DATE_NONE;
    if (precision == DATE_NONE || precision == DATE_WEEK || rank < 1 || rank > most)
        return i;
    uint32_t to = year_of(r, name + 1, &year);
    return to > name + 1 ? add(r, i, to, part_of(year, precision, rank), join) : i;
}

/* "vecka 19 (9-15 maj) 2011": the year stands behind what is in brackets. */
static uint32_t year_behind_brackets(const struct reader *r, uint32_t i, int *ret_year)
{
    enum { INSIDE = 10 };
    if (!is_mark(r, i, '('))
        return i;
    for (uint32_t k = i + 1; k < i + INSIDE && !is_line_end(r, k); k++)
        if (is_mark(r, k, ')'))
            return year_of(r, k + 1, ret_year);
    return i;
}

/* "vecka 11-13 2022": two weeks of one year. */
static uint32_t weeks_between(struct reader *r, uint32_t from, uint32_t number, enum join join)
{
    uint32_t last = number + 2;
    int year;
    if (!is_mark(r, number + 1, '-') || !is_number(r, last) || token(r, last)->value > 53 ||
        token(r, last)->value <= token(r, number)->value)
        return from;
    uint32_t to = year_of(r, last + 1, &year);
    if (to == last + 1)
        return from;
    struct reading first = {from, number + 1, part_of(year, DATE_WEEK, token(r, number)->value),
                            .flags = DATE_SHARES_YEAR};
    struct date second = part_of(year, DATE_WEEK, token(r, last)->value);
    return date_add(r, &first, join) && add(r, last, to, second, JOIN_RANGE) > last ? to : from;
}

/* "vecka 11 år 2022", "v. 11, 2022", "kvartal 1 2024", "Q1 2022"; "Q3/2021". */
static uint32_t named_part(struct reader *r, uint32_t i, enum join join)
{
    uint32_t most, number = i + 1;
    int year = 0;
    enum date_precision precision = part_named(sense(r, i), &most);
    bool letter = sense(r, i) == SENSE_Q || sense(r, i) == SENSE_H;
    if (precision == DATE_WEEK && is_mark(r, number, '.') && is_glued(r, number))
        number++;
    uint32_t part = token(r, number)->value;
    if (precision == DATE_NONE || !is_number(r, number) || part < 1 || part > most ||
        (letter && !is_glued(r, number)) || !date_left_free(r, i))
        return i;
    uint32_t weeks = precision == DATE_WEEK ? weeks_between(r, i, number, join) : i;
    if (weeks > i)
        return weeks;
    uint32_t behind = number + 1;
    if (letter && (is_mark(r, behind, '/') || is_mark(r, behind, '-')) && is_glued(r, behind))
        behind++;
    uint32_t to = year_of(r, behind, &year);
    if (to == behind) {
        to = number + 1;
        year_behind_brackets(r, to, &year);
    }
    return year ? add(r, i, to, part_of(year, precision, part), join) : i;
}

/* "2024-Q3", "2021 Q1", "2021-W23". */
static uint32_t year_then_part(struct reader *r, uint32_t i, enum join join)
{
    uint32_t most, year = token(r, i)->value;
    uint32_t name = is_mark(r, i + 1, '-') && is_glued(r, i + 1) ? i + 2 : i + 1;
    enum date_precision precision = part_named(sense(r, name), &most);
    if (precision == DATE_NONE || digits(r, i) != 4 || year < CIVIL_YEAR_MIN ||
        year > CIVIL_YEAR_MAX || token(r, name)->end - token(r, name)->start != 1 ||
        !is_number(r, name + 1) || !is_glued(r, name + 1) || !date_left_free(r, i) ||
        !date_right_free(r, name + 2))
        return i;
    uint32_t part = token(r, name + 1)->value;
    if (part < 1 || part > most)
        return i;
    return add(r, i, name + 2, part_of((int)year, precision, part), join);
}

/* The n-th day of one weekday in a month; n == 0 is the last one. 0 if there is none. */
static int weekday_in_month(int year, int month, int weekday, int n)
{
    int first = 1 + (weekday - civil_weekday(civil_to_day(year, month, 1)) + 7) % 7;
    int days = civil_month_days(year, month);
    int day = n ? first + 7 * (n - 1) : first + (days - first) / 7 * 7;
    return day <= days ? day : 0;
}

/* The n-th week that lies whole in a month; n == 0 is the last one. */
static struct date week_in_month(int year, int month, int n)
{
    int monday = weekday_in_month(year, month, 1, n);
    if (n == 0 && monday + 6 > civil_month_days(year, month))
        monday -= 7;
    if (!monday)
        return (struct date){0};
    int iso_year, week;
    civil_week(civil_to_day(year, month, monday), &iso_year, &week);
    return part_of(iso_year, DATE_WEEK, (uint32_t)week);
}

/* "sista dagen i oktober 2015", "tredje tisdagen i september 2014", "första veckan i oktober". */
static uint32_t place_in_month(struct reader *r, uint32_t i, enum join join)
{
    uint32_t rank = 0, name = sense(r, i) == SENSE_LAST ? i + 1 : rank_at(r, i, &rank);
    uint16_t what = sense(r, name);
    int year, month = sense_value(r, name + 2);
    if (name == i || rank > 5 ||
        (what != SENSE_WEEKDAY && what != SENSE_WEEK_OF && what != SENSE_DAY) ||
        (sense(r, name + 1) != SENSE_IN && sense(r, name + 1) != SENSE_OF) ||
        !is_month(r, name + 2))
        return i;
    uint32_t to = year_of(r, name + 3, &year);
    if (to == name + 3 || (what == SENSE_DAY && rank > 1))
        return i;
    if (what == SENSE_WEEK_OF) {
        struct date week = week_in_month(year, month, (int)rank);
        return week.precision ? add(r, i, to, week, join) : i;
    }
    int day = what == SENSE_WEEKDAY ? weekday_in_month(year, month, sense_value(r, name), (int)rank)
              : rank                ? 1
                                    : civil_month_days(year, month);
    struct date value = {
        .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day, .precision = DATE_DAY};
    return day ? add(r, i, to, value, join) : i;
}

/* "utgången av december 2022", "the end of 2022": the last day. */
static uint32_t end_of(struct reader *r, uint32_t i, enum join join)
{
    uint32_t at = i + 1;
    int year, month = 12;
    if (sense(r, at) != SENSE_IN && sense(r, at) != SENSE_OF)
        return i;
    at++;
    if (is_month(r, at))
        month = sense_value(r, at++);
    uint32_t to = year_of(r, at, &year);
    if (to == at)
        return i;
    struct date last = {.year = (int16_t)year,
                        .month = (uint8_t)month,
                        .day = (uint8_t)civil_month_days(year, month),
                        .precision = DATE_DAY};
    return add(r, i, to, last, join);
}

static uint32_t holiday(struct reader *r, uint32_t i, enum join join)
{
    int year = 0, day = sense_value(r, i);
    uint32_t to = date_year_at(r, i + 1, &year);
    struct date value = {.year = (int16_t)year,
                         .month = (uint8_t)(day / 100),
                         .day = (uint8_t)(day % 100),
                         .precision = DATE_DAY};
    return add(r, i, to, value, join);
}

uint32_t date_part(struct reader *r, uint32_t i, enum join join)
{
    uint32_t to = i;
    switch (sense(r, i)) {
    case SENSE_LAST:
        return place_in_month(r, i, join);
    case SENSE_ORDINAL:
        to = ranked_part(r, i, join);
        return to > i ? to : place_in_month(r, i, join);
    case SENSE_QUARTER:
    case SENSE_Q:
    case SENSE_HALF:
    case SENSE_H:
    case SENSE_WEEK:
        return named_part(r, i, join);
    case SENSE_END:
        return end_of(r, i, join);
    case SENSE_HOLIDAY:
        return holiday(r, i, join);
    default:
        break;
    }
    if (digits(r, i) == 4)
        return year_then_part(r, i, join);
    return is_number(r, i) ? ranked_part(r, i, join) : i;
}
