/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Dates in figures: three numbers with one kind of mark between them, and their short forms. */
struct figures {
    uint32_t from, to;
    int part[3];
    uint32_t digits[3];
    uint32_t mark;     /* '-', '/', '.' */
    bool named;        /* the middle one is the name of a month: "2019-sep-1" */
    bool spaced, torn; /* blanks at the marks: evenly, unevenly */
};

/* Which part is what, in order of preference. */
struct order {
    uint8_t year, month, day;
};
static const struct order YMD = {0, 1, 2}, DMY = {2, 1, 0}, MDY = {2, 0, 1};

static bool figure_at(const struct reader *r, uint32_t i, struct figures *f, int which)
{
    f->digits[which] = digits(r, i);
    f->part[which] = (int)(token(r, i)->value & 0xffff);
    if (f->digits[which])
        return f->digits[which] <= 4;
    f->named = which == 1 && is_month(r, i);
    f->part[which] = f->named ? sense_value(r, i) : 0;
    return f->named;
}

static bool is_separator(const struct reader *r, uint32_t i)
{
    return is_mark(r, i, '-') || is_mark(r, i, '/') || is_mark(r, i, '.');
}

/* Collects "N mark N mark N" at token i. */
static bool figures_at(const struct reader *r, uint32_t i, struct figures *f)
{
    *f = (struct figures){.from = i, .to = i + 5, .mark = token(r, i + 1)->value};
    if (!is_separator(r, i + 1) || !is_mark(r, i + 3, f->mark) || !figure_at(r, i, f, 0) ||
        !figure_at(r, i + 2, f, 1) || !figure_at(r, i + 4, f, 2))
        return false;
    int blanks = 0, pairs = 0;
    for (uint32_t k = i + 1; k <= i + 4; k++)
        blanks += !is_glued(r, k);
    for (uint32_t k = i + 2; k <= i + 4; k += 2)
        pairs += is_glued(r, k - 1) && !is_glued(r, k);
    f->spaced = f->mark == '.' ? pairs == blanks : blanks == 4;
    f->torn = blanks && !f->spaced;
    for (uint32_t k = i + 1; f->torn && k <= i + 3; k += 2)
        if (!is_glued(r, k) && !is_glued(r, k + 1)) /* a dash of its own: a span, not a slip */
            return false;
    return true;
}

static struct date in_order(const struct figures *f, struct order o)
{
    int year = f->part[o.year];
    if (f->digits[o.year] == 2)
        year = date_full_year(year);
    return (struct date){.year = (int16_t)year,
                         .month = (uint8_t)(f->part[o.month] & 0xff),
                         .day = (uint8_t)(f->part[o.day] & 0xff),
                         .precision = DATE_DAY};
}

static bool could_be(struct date d)
{
    return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31;
}

static bool same(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* The first order that gives a day of the calendar; a second one makes it ambiguous. False if
   none of them even looks like a date. */
static bool resolve(const struct figures *f, const struct order *orders, size_t count,
                    struct reading *ret)
{
    struct date impossible = {0};
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        struct date d = in_order(f, orders[i]);
        if (!date_possible(d)) {
            if (could_be(d) && !impossible.month)
                impossible = d;
        } else if (!found) {
            found = true;
            ret->value = d;
        } else if (!same(ret->value, d)) {
            ret->other = d;
            ret->flags |= DATE_AMBIGUOUS;
            return true;
        }
    }
    if (found || !impossible.month)
        return found;
    impossible.precision = DATE_NONE;
    ret->value = impossible;
    ret->flags |= DATE_IMPOSSIBLE;
    return true;
}

static bool english(const struct reader *r)
{
    return r->scan->language == LANGUAGE_EN;
}

static bool resolve_short(const struct reader *r, const struct figures *f, struct reading *ret)
{
    const struct order with_slash[] = {english(r) ? MDY : DMY, english(r) ? DMY : MDY};
    const struct order with_dash[] = {YMD, DMY, MDY};
    for (int i = 0; i < 3; i++)
        if (f->digits[i] > 2)
            return false;
    if (f->digits[2] != 2 || f->named)
        return false;
    if (f->mark == '/')
        return resolve(f, with_slash, 2, ret) && !(ret->flags & DATE_IMPOSSIBLE);
    if (!date_is_sure(r, f->from, f->to))
        return false;
    size_t first = f->digits[0] == 2 ? 0 : 1;
    return f->mark == '.'
               ? resolve(f, &DMY, 1, ret)
               : resolve(f, with_dash + first, 3 - first, ret) && !(ret->flags & DATE_IMPOSSIBLE);
}

static bool resolve_long(const struct reader *r, const struct figures *f, struct reading *ret)
{
    const struct order by_language[] = {english(r) ? MDY : DMY, english(r) ? DMY : MDY};
    bool dotted = f->mark == '.' || f->named;
    if (f->digits[1] > 2 || f->part[1] == 0)
        return false;
    if (f->digits[0] == 4 && f->digits[2] <= 2 && f->part[0] >= CIVIL_YEAR_MIN &&
        f->part[0] <= CIVIL_YEAR_MAX)
        return resolve(f, &YMD, 1, ret);
    if (f->digits[2] == 4 && f->digits[0] <= 2 && f->part[2] >= CIVIL_YEAR_MIN &&
        f->part[2] <= CIVIL_YEAR_MAX)
        return dotted ? resolve(f, &DMY, 1, ret) : resolve(f, by_language, 2, ret);
    return false;
}

/* "2020-06-23", "15. 5. 2020", "3/4/21"; with stray blanks only where all its digits are there. */
static bool three_figures(const struct reader *r, uint32_t i, struct reading *ret)
{
    struct figures f;
    if (!figures_at(r, i, &f) || !date_left_free(r, i))
        return false;
    bool time = sense(r, f.to) == SENSE_T && is_number(r, f.to + 1) && is_glued(r, f.to + 1);
    if (!time && !date_right_free(r, f.to))
        return false;
    bool iso = f.digits[0] == 4 && f.digits[1] == 2 && f.digits[2] == 2 && f.mark == '-';
    if ((f.torn || (f.spaced && f.mark != '.' && f.from + 4 > f.to)) && !iso)
        return false;
    bool blanks = false;
    for (uint32_t k = i + 1; k < f.to; k++)
        blanks |= !is_glued(r, k);
    if (blanks && !iso && !(f.mark == '.' && f.digits[2] == 4))
        return false;
    ret->to = f.to;
    ret->repaired = blanks && iso;
    return resolve_long(r, &f, ret) || resolve_short(r, &f, ret);
}

/* "31/8-22", "31/8 -22", "20/5 2023", "11/12,2015": a day and a month with a slash, then a year. */
static bool slash_then_year(const struct reader *r, uint32_t i, struct reading *ret)
{
    struct figures f = {.from = i, .to = i + 3, .mark = '/'};
    uint32_t year = i + 3;
    if (!is_mark(r, i + 1, '/') || !is_glued(r, i + 1) || !is_glued(r, i + 2) ||
        !date_left_free(r, i) || !figure_at(r, i, &f, 0) || !figure_at(r, i + 2, &f, 1) ||
        f.digits[0] > 2 || f.digits[1] > 2 || f.named)
        return false;
    bool dash = is_mark(r, year, '-') && is_glued(r, year + 1) && digits(r, year + 1) == 2;
    if (dash || is_mark(r, year, ','))
        year++;
    else if (is_glued(r, year))
        return false;
    int full;
    if (!figure_at(r, year, &f, 2) || !date_right_free(r, year + 1))
        return false;
    if (!dash && date_year_at(r, year, &full) == year)
        return false;
    f.to = ret->to = year + 1;
    f.part[2] = dash ? date_full_year(f.part[2]) : f.part[2];
    f.digits[2] = 4;
    return resolve_long(r, &f, ret) && !(ret->flags & DATE_IMPOSSIBLE);
}

/* "den 31/8", "am 15.3.", "31.8. mennessä": a day and a month only where a date must stand. */
static bool two_figures(const struct reader *r, uint32_t i, struct reading *ret)
{
    struct figures f = {0};
    bool dotted = is_mark(r, i + 1, '.') && is_mark(r, i + 3, '.') && is_glued(r, i + 3);
    if ((!dotted && !is_mark(r, i + 1, '/')) || !is_glued(r, i + 1) || !is_glued(r, i + 2) ||
        english(r) || !figure_at(r, i, &f, 0) || !figure_at(r, i + 2, &f, 1) || f.named ||
        f.digits[0] > 2 || f.digits[1] > 2)
        return false;
    uint32_t to = i + (dotted ? 4 : 3);
    bool glued_word =
        is_mark(r, to, '-') && is_glued(r, to) && token(r, to + 1)->kind == TOKEN_WORD;
    bool latest = sense(r, to) == SENSE_LATEST;
    bool range = dotted && is_mark(r, to, '-') && is_number(r, to + 1) && is_mark(r, to + 2, '.') &&
                 is_mark(r, to + 4, '.') && digits(r, to + 5) == 4;
    bool padded = f.digits[0] == 2 && f.digits[1] == 2 && (f.part[0] < 10 || f.part[1] < 10);
    bool alone = date_is_line(r, i, to);
    if (glued_word || !date_left_free(r, i) || (!range && !date_right_free(r, to)) ||
        !(latest || range || (alone ? padded && !dotted : date_is_sure(r, i, to))))
        return false;
    ret->to = to;
    ret->value = (struct date){
        .month = (uint8_t)f.part[1], .day = (uint8_t)f.part[0], .precision = DATE_DAY};
    return could_be(ret->value) && date_possible(ret->value);
}

/* "senast 2021-03": a month of ISO 8601, only where a date must stand. */
static bool year_month(const struct reader *r, uint32_t i, struct reading *ret)
{
    if (digits(r, i) != 4 || !is_mark(r, i + 1, '-') || !is_glued(r, i + 1) ||
        !is_glued(r, i + 2) || digits(r, i + 2) != 2 || !date_left_free(r, i) ||
        !date_right_free(r, i + 3) || is_mark(r, i + 3, '-') || date_is_line(r, i, i + 3) ||
        !date_is_sure(r, i, i + 3))
        return false;
    uint32_t year = token(r, i)->value, month = token(r, i + 2)->value;
    ret->to = i + 3;
    ret->value =
        (struct date){.year = (int16_t)year, .month = (uint8_t)month, .precision = DATE_MONTH};
    return year >= 1900 && year <= 2099 && month >= 1 && month <= 12;
}

/* "1.-12.3.2010": a day that shares the month and the year of the date behind it. */
static uint32_t day_then_figures(struct reader *r, uint32_t i, enum join join)
{
    struct reading last = {.from = i + 3};
    if (digits(r, i) > 2 || !is_mark(r, i + 1, '.') || !is_mark(r, i + 2, '-') ||
        !date_left_free(r, i) || !three_figures(r, i + 3, &last) ||
        last.value.precision != DATE_DAY)
        return i;
    struct reading first = {i, i + 2, last.value, .flags = DATE_SHARES_YEAR};
    first.value.day = (uint8_t)(token(r, i)->value & 0xff);
    if (first.value.day >= last.value.day || !date_possible(first.value))
        return i;
    return date_add(r, &first, join) && date_add(r, &last, JOIN_RANGE) ? last.to : i;
}

uint32_t date_numeric(struct reader *r, uint32_t i, enum join join)
{
    struct reading d = {.from = i};
    if (digits(r, i) > 4 || !(is_separator(r, i + 1)))
        return i;
    if (i > 0 && sense(r, i - 1) == SENSE_NUMBERED)
        return i;
    uint32_t to = day_then_figures(r, i, join);
    if (to > i)
        return to;
    if (!three_figures(r, i, &d) && !slash_then_year(r, i, &d) && !two_figures(r, i, &d) &&
        !year_month(r, i, &d))
        return i;
    if (d.value.precision == DATE_DAY)
        d.to = date_time_at(r, d.to, &d.value);
    return date_add(r, &d, join) ? d.to : i;
}
