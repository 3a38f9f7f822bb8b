/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/*
 * Dates on signature lines that were begun and never finished: "Stockholm 2020 -", "2021-04-",
 * "Stockholm den 20". Only at the end of a short line that looks like one: elsewhere half a date
 * is half of something else.
 */
enum { LINE_TOKENS = 8 };

/* A line of names and the word before a date, up to token i: "Ort och datum: Stockholm den". */
static bool is_signature_line(const struct reader *r, uint32_t i)
{
    uint32_t from = i;
    while (from > 0 && i - from <= LINE_TOKENS && !is_line_end(r, from - 1))
        from--;
    if (i == from || i - from > LINE_TOKENS || !(token(r, from)->flags & TOKEN_UPPER))
        return false;
    for (uint32_t k = from; k < i; k++)
        if (is_number(r, k))
            return false;
    uint16_t last = sense(r, i - 1);
    return last == SENSE_DATE_THE || last == SENSE_DATE || is_mark(r, i - 1, ',') ||
           is_mark(r, i - 1, ':') || token(r, i - 1)->flags & TOKEN_UPPER;
}

static uint32_t dashes(const struct reader *r, uint32_t i)
{
    while (is_mark(r, i, '-') && i < r->scan->tokens.n)
        i++;
    return i;
}

/* "2020 -", "2020 - -", "2021-04-". */
static uint32_t year_and_dash(const struct reader *r, uint32_t i, struct reading *ret)
{
    uint32_t to = dashes(r, i + 1), year = token(r, i)->value;
    if (digits(r, i) != 4 || year < 1900 || year > 2099 || to == i + 1 || to > i + 4)
        return i;
    ret->value.year = (int16_t)year;
    if (digits(r, to) == 2 && is_mark(r, to + 1, '-') && token(r, to)->value <= 12) {
        ret->value.month = (uint8_t)token(r, to)->value;
        to = dashes(r, to + 1);
        return is_line_end(r, to) && date_left_free(r, i) ? to : i;
    }
    return is_line_end(r, to) && is_signature_line(r, i) ? to : i;
}

/* "den 20" where the century was printed, or the day written, and no more. */
static uint32_t after_the(const struct reader *r, uint32_t i)
{
    if (i == 0 || sense(r, i - 1) != SENSE_DATE_THE || digits(r, i) > 2)
        return i;
    uint32_t next = i + 1;
    if (!is_line_end(r, next) || is_month(r, next + 1))
        return i;
    return is_signature_line(r, i) ? next : i;
}

uint32_t date_unfinished(struct reader *r, uint32_t i, enum join join)
{
    struct reading d = {.from = i, .flags = DATE_INCOMPLETE};
    if (!is_number(r, i) || (i > 0 && sense(r, i - 1) == SENSE_NUMBERED))
        return i;
    d.to = year_and_dash(r, i, &d);
    if (d.to == i)
        d.to = after_the(r, i);
    if (d.to == i)
        return i;
    return date_add(r, &d, join) ? d.to : i;
}
