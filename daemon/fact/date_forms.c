/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Dates with the name of a month: "den 1, 8 och 15 maj 2020", "20th day of November, 2018",
   "May 1-12, 2010". */

/* "day of", "of", "of Friday,", "of ---", "(1st) day of": between a day and its month. */
static uint32_t filler(const struct reader *r, uint32_t i)
{
    uint32_t at = i;
    if (is_mark(r, at, ')'))
        at++;
    if (sense(r, at) == SENSE_DAY)
        at++;
    if (sense(r, at) != SENSE_OF)
        return i;
    at++;
    for (int dashes = 0; is_mark(r, at, '-') && dashes < 4; dashes++)
        at++;
    if (sense(r, at) == SENSE_WEEKDAY) {
        at++;
        if (is_mark(r, at, ','))
            at++;
    }
    return at;
}

/* The year behind a month, with what may stand between them: "March, 2004", "maj -21". */
static uint32_t year_behind(const struct reader *r, uint32_t i, bool dashed, int *ret_year)
{
    uint32_t at = i;
    if (dashed && (is_mark(r, at, '-') || is_mark(r, at, '/')) && is_glued(r, at) &&
        is_glued(r, at + 1))
        at++;
    else if (is_mark(r, at, '.') && is_glued(r, at))
        at++;
    if (is_mark(r, at, ','))
        at++;
    if (sense(r, at) == SENSE_DAY && sense(r, at + 1) == SENSE_OF)
        at += 2;
    else if (sense(r, at) == SENSE_OF)
        at++;
    if (sense(r, at) == SENSE_YEAR)
        at++;
    uint32_t to = date_year_at(r, at, ret_year);
    if (to > at)
        return to;
    to = date_year_words(r, at, ret_year);
    if (to > at)
        return to;
    bool short_mark = is_mark(r, i, '\'') || is_mark(r, i, 0x2019) ||
                      (is_mark(r, i, '-') && (!is_glued(r, i) || dashed));
    if (!short_mark || digits(r, i + 1) != 2 || !is_glued(r, i + 1) || is_month(r, i + 2) ||
        !date_right_free(r, i + 2))
        return i;
    *ret_year = date_full_year((int)token(r, i + 1)->value);
    return i + 2;
}

/* "den 15 april 20__": forms print the century, and nobody wrote the year. */
static bool is_century(const struct reader *r, uint32_t i)
{
    return digits(r, i) == 2 && token(r, i)->value == 20 &&
           (is_line_end(r, i + 1) || (is_mark(r, i + 1, '_') && is_glued(r, i + 1)));
}

/* "14 april 15" ends its line; what goes on may count anything. */
static uint32_t year_at_line_end(const struct reader *r, uint32_t i, int *ret_year)
{
    if (digits(r, i) != 2 || !is_line_end(r, i + 1))
        return i;
    *ret_year = date_full_year((int)token(r, i)->value);
    return i + 1;
}

static bool is_capital(const struct reader *r, uint32_t i)
{
    return token(r, i)->flags & TOKEN_UPPER;
}

/* A word follows that has nothing to do with dates: "5 may apply", "March 5 people". */
static bool strange_word(const struct reader *r, uint32_t i)
{
    if (token(r, i)->kind != TOKEN_WORD)
        return false;
    switch (sense(r, i)) {
    case SENSE_OF:
    case SENSE_EACH:
    case SENSE_YEARLY:
    case SENSE_AND:
    case SENSE_TO:
    case SENSE_TIME:
        return false;
    default:
        return true;
    }
}

/* Without a year a word such as "may" or a name such as "August" must not make a date. */
static bool month_stands(const struct reader *r, uint32_t month, uint32_t from)
{
    uint32_t next = month + 1;
    if (is_mark(r, next, ':') && is_glued(r, next))
        return false;
    if (date_is_sure(r, from, next))
        return sense(r, month) == SENSE_MONTH || is_capital(r, month) ||
               sense(r, from - 1) != SENSE_DATE_THE;
    if (is_glued(r, month) && token(r, month)->end - token(r, month)->start <= 3)
        return false; /* "3DES", "6dec" */
    if (sense(r, month) == SENSE_MONTH_OR_WORD)
        return is_capital(r, month) && !strange_word(r, next);
    return !(is_capital(r, month) && is_capital(r, next) && strange_word(r, next));
}

static struct date day_of(const struct day *d, int month, int year)
{
    return (struct date){
        .year = (int16_t)year, .month = (uint8_t)month, .day = d->value, .precision = DATE_DAY};
}

/* Adds one date for each day; the last one holds what stands behind it. */
static uint32_t days_add(struct reader *r, const struct days *days, struct reading last,
                         enum join join)
{
    last.to = date_time_at(r, last.to, &last.value);
    for (uint32_t k = 0; k < days->n; k++) {
        const struct day *d = &days->at[k];
        struct reading one = last;
        one.repaired = d->torn;
        one.value.day = d->value;
        if (k + 1 < days->n) {
            one = (struct reading){d->from, d->to, day_of(d, last.value.month, last.value.year),
                                   .flags = last.value.year ? DATE_SHARES_YEAR : 0};
        } else if (days->n > 1) {
            one.from = d->from;
        }
        if (!date_possible(one.value)) {
            one.value.precision = DATE_NONE;
            one.flags |= DATE_IMPOSSIBLE;
        }
        if (!date_add(r, &one, k ? d->join : join))
            return last.from;
    }
    return last.to;
}

static uint32_t century_only(struct reader *r, uint32_t i, uint32_t month, enum join join)
{
    struct reading d = {.from = i, .to = month + 2, .flags = DATE_INCOMPLETE};
    return date_add(r, &d, join) ? d.to : i;
}

uint32_t date_day_first(struct reader *r, uint32_t i, enum join join)
{
    struct days days;
    uint32_t at = days_at(r, i, &days);
    if (at == i || !date_left_free(r, i))
        return i;
    const struct day *last_day = &days.at[days.n - 1];
    uint32_t month = filler(r, at);
    bool of = month > at, dashed = false;
    if (!of && is_mark(r, at, '.') && is_glued(r, at))
        month++;
    else if (!of && (is_mark(r, at, '-') || is_mark(r, at, '/')) && is_glued(r, at) &&
             is_glued(r, at + 1))
        dashed = ++month;
    if (!is_month(r, month) || !days_agree(r, &days))
        return i;
    struct reading d = {.from = i, .to = month + 1};
    int year = 0;
    d.to = year_behind(r, month + 1, dashed, &year);
    if (d.to == month + 1 && is_century(r, d.to))
        return century_only(r, i, month, join);
    if (d.to == month + 1)
        d.to = year_at_line_end(r, month + 1, &year);
    bool numbered = i > 0 && sense(r, i - 1) == SENSE_NUMBERED;
    bool english_word = last_day->word && r->scan->language == LANGUAGE_EN && !of;
    if (!year && (numbered || english_word || last_day->value > 31 || !month_stands(r, month, i)))
        return i;
    d.value = day_of(last_day, sense_value(r, month), year);
    return days_add(r, &days, d, join);
}

/* Whether "March 3" without a year is a date. Elsewhere than in English few write so. */
static bool month_day_stands(const struct reader *r, uint32_t i, const struct day *d, uint32_t to)
{
    if (d->word || (sense(r, i) == SENSE_MONTH_OR_WORD && !is_capital(r, i)))
        return false;
    if (d->ordinal || date_is_line(r, i, to) || date_weekday(r, i, to))
        return true;
    return r->scan->language == LANGUAGE_EN && is_capital(r, i) &&
           (!strange_word(r, to) || date_is_sure(r, i, to) ||
            (i > 0 && sense(r, i - 1) == SENSE_ON));
}

/* "May 24 22:24:55 2013", "Aug 4 10:42 CEST 2013": a clock between day and year. */
static uint32_t year_behind_clock(const struct reader *r, uint32_t i, int *ret_year,
                                  struct date *ret_clock)
{
    uint32_t at = date_time_at(r, i, ret_clock);
    if (at == i)
        return i;
    if (token(r, at)->flags & TOKEN_CAPS)
        at++;
    uint32_t to = digits(r, at) == 4 ? year_behind(r, at, false, ret_year) : at;
    return *ret_year ? to : i;
}

static uint32_t month_then_day(struct reader *r, uint32_t i, enum join join)
{
    struct days days;
    uint32_t at = is_mark(r, i + 1, '.') && is_glued(r, i + 1) ? i + 2 : i + 1;
    if (sense(r, at) == SENSE_THE)
        at++;
    uint32_t to = days_at(r, at, &days);
    if (to == at || days.at[0].value > 31)
        return i;
    int year = 0;
    uint32_t behind = year_behind(r, to, false, &year);
    if (!year && days.n > 1 && days.at[1].join == JOIN_LIST) { /* "May 1, 20 people" */
        days.n = 1;
        behind = to = days.at[0].to;
    }
    struct date clock = {0};
    if (!year)
        behind = year_behind_clock(r, to, &year, &clock);
    if (!year && (!date_right_free(r, to) || is_month(r, to) || sense(r, to) == SENSE_UNIT))
        return i;
    if (!year && !month_day_stands(r, i, &days.at[0], to))
        return i;
    struct reading d = {.from = i, .to = behind};
    d.value = day_of(&days.at[days.n - 1], sense_value(r, i), year);
    if (clock.precision == DATE_MINUTE && year) {
        d.value.hour = clock.hour;
        d.value.minute = clock.minute;
        d.value.precision = DATE_MINUTE;
    }
    return days_add(r, &days, d, join);
}

/* "april och oktober 2021": a month alone counts only if its year stands behind the next one. */
static bool year_may_follow(const struct reader *r, uint32_t to)
{
    uint32_t next = to + 1;
    if (days_joined_by(r, to) == JOIN_NONE)
        return false;
    if (sense(r, next) == SENSE_AND && sense(r, next + 1) == SENSE_WITH)
        next += 2;
    return is_month(r, next);
}

static uint32_t month_then_year(struct reader *r, uint32_t i, enum join join)
{
    int year = 0;
    uint32_t to = i + 1;
    bool comma = is_mark(r, to, ',') && r->scan->language != LANGUAGE_EN;
    if (!comma)
        to = year_behind(r, i + 1, false, &year);
    if (!year && (!year_may_follow(r, i + 1) || is_mark(r, i + 1, ',')))
        return i;
    struct reading d = {.from = i, .to = to};
    d.value = (struct date){
        .year = (int16_t)year, .month = (uint8_t)sense_value(r, i), .precision = DATE_MONTH};
    return date_add(r, &d, join) ? to : i;
}

uint32_t date_month_first(struct reader *r, uint32_t i, enum join join)
{
    if (!date_left_free(r, i))
        return i;
    uint32_t to = month_then_day(r, i, join);
    if (to > i || (sense(r, i) == SENSE_MONTH_OR_WORD && !is_capital(r, i)))
        return to;
    return month_then_year(r, i, join);
}
