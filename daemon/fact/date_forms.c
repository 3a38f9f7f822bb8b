/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Dates with the name of a month: "den 1, 8 och 15 maj 2020", "20th day of November, 2018",
   "May 1-12, 2010". Days that share a month become one date each. */
enum { DAYS_MOST = 12 };

struct day {
    uint32_t from, to;
    uint8_t value;
    bool ordinal, word, torn;
    enum join join; /* to the day before it */
};

struct days {
    struct day at[DAYS_MOST];
    uint32_t n;
};

/* "1:a", "1st", "15 th", and "20t h" as character recognition leaves it. */
static uint32_t suffix_at(const struct reader *r, uint32_t i, struct day *d)
{
    uint32_t word = is_mark(r, i, ':') && is_glued(r, i) && is_glued(r, i + 1) ? i + 1 : i;
    const struct token *t = token(r, word);
    uint32_t length = t->end - t->start;
    if (t->kind != TOKEN_WORD)
        return i;
    if (sense(r, word) == SENSE_SUFFIX && (is_glued(r, word) || length == 2)) {
        d->ordinal = true;
        return word + 1;
    }
    const struct token *next = token(r, word + 1);
    if (!is_glued(r, word) || length != 1 || next->kind != TOKEN_WORD || is_glued(r, word + 1) ||
        next->end - next->start != 1)
        return i;
    const char *fold = r->scan->document->fold;
    char torn[] = {fold[t->start], fold[next->start], '\0'};
    if (!strstr("th st nd rd", torn))
        return i;
    d->ordinal = d->torn = true;
    return word + 2;
}

static uint32_t day_figure(const struct reader *r, uint32_t i, struct day *d)
{
    if (digits(r, i) > 2 || token(r, i)->value == 0)
        return i;
    *d = (struct day){.from = i, .value = (uint8_t)token(r, i)->value, .join = d->join};
    return suffix_at(r, i + 1, d);
}

static uint32_t day_word(const struct reader *r, uint32_t i, struct day *d)
{
    int value = sense_value(r, i);
    *d = (struct day){.from = i, .value = (uint8_t)value, .word = true, .join = d->join};
    if (sense(r, i) == SENSE_ORDINAL)
        return i + 1;
    if (sense(r, i) != SENSE_TENS || value > 30)
        return i;
    uint32_t next = is_mark(r, i + 1, '-') ? i + 2 : i + 1;
    if ((sense(r, next) != SENSE_ORDINAL && sense(r, next) != SENSE_CARDINAL) ||
        sense_value(r, next) > 9)
        return i;
    d->value = (uint8_t)(value + sense_value(r, next));
    return next + 1;
}

static uint32_t day_at(const struct reader *r, uint32_t i, struct day *d)
{
    uint32_t to = is_number(r, i) ? day_figure(r, i, d) : day_word(r, i, d);
    d->to = to;
    return to;
}

static enum join join_at(const struct reader *r, uint32_t i)
{
    if (is_mark(r, i, '-') || sense(r, i) == SENSE_TO)
        return JOIN_RANGE;
    return is_mark(r, i, ',') || sense(r, i) == SENSE_AND ? JOIN_LIST : JOIN_NONE;
}

/* "1-12", "13 till 15", "1, 8 och 15": more days after the first. */
static uint32_t days_more(const struct reader *r, uint32_t i, struct days *days)
{
    while (days->n < DAYS_MOST) {
        struct day d = {.join = join_at(r, is_mark(r, i, '.') ? i + 1 : i)};
        uint32_t next = (is_mark(r, i, '.') ? i + 1 : i) + 1;
        if (d.join == JOIN_NONE)
            break;
        if (sense(r, next) == SENSE_DATE_THE)
            next++;
        if (!is_number(r, next))
            break;
        uint32_t to = day_at(r, next, &d);
        if (to == next)
            break;
        days->at[days->n++] = d;
        i = to;
    }
    return i;
}

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

static bool days_agree(const struct reader *r, const struct days *days)
{
    bool sure = days->at[0].from > 0 && (sense(r, days->at[0].from - 1) == SENSE_DATE_THE ||
                                         sense(r, days->at[0].from - 1) == SENSE_DEADLINE);
    for (uint32_t k = 1; k < days->n; k++)
        if (days->at[k].join == JOIN_LIST && !sure)
            return false;
    return true;
}

static uint32_t century_only(struct reader *r, uint32_t i, uint32_t month, enum join join)
{
    struct reading d = {.from = i, .to = month + 2, .flags = DATE_INCOMPLETE};
    return date_add(r, &d, join) ? d.to : i;
}

uint32_t date_day_first(struct reader *r, uint32_t i, enum join join)
{
    struct days days = {.n = 1};
    uint32_t at = day_at(r, i, &days.at[0]);
    if (at == i || !date_left_free(r, i))
        return i;
    at = days_more(r, at, &days);
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

static uint32_t month_then_day(struct reader *r, uint32_t i, enum join join)
{
    struct days days = {.n = 1};
    uint32_t at = is_mark(r, i + 1, '.') && is_glued(r, i + 1) ? i + 2 : i + 1;
    if (sense(r, at) == SENSE_THE)
        at++;
    uint32_t to = day_at(r, at, &days.at[0]);
    if (to == at || days.at[0].value > 31)
        return i;
    to = days_more(r, to, &days);
    int year = 0;
    uint32_t behind = year_behind(r, to, false, &year);
    if (!year && (!date_right_free(r, to) || is_month(r, to) || sense(r, to) == SENSE_UNIT))
        return i;
    if (!year && !month_day_stands(r, i, &days.at[0], to))
        return i;
    struct reading d = {.from = i, .to = behind};
    d.value = day_of(&days.at[days.n - 1], sense_value(r, i), year);
    return days_add(r, &days, d, join);
}

/* "april och oktober 2021": a month alone counts only if its year stands behind the next one. */
static bool year_may_follow(const struct reader *r, uint32_t to)
{
    uint32_t next = to + 1;
    if (join_at(r, to) == JOIN_NONE)
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
