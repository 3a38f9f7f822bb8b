/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Times of day beside a date: "kl. 16.00", "klockan 16", "at 5 p.m.", "T16:00". */

/* "16.00", "16:00:00", "16h30", "16h"; *ret_full is false for "16". */
static uint32_t clock_at(const struct reader *r, uint32_t i, struct date *d, bool *ret_full)
{
    if (digits(r, i) < 1 || digits(r, i) > 2 || token(r, i)->value > 24)
        return i;
    uint32_t hour = token(r, i)->value, minute = 0, to = i + 1;
    bool hours = sense(r, to) == SENSE_H && is_glued(r, to);
    bool mark = hours || ((is_mark(r, to, ':') || is_mark(r, to, '.')) && is_glued(r, to));
    bool minutes = mark && is_glued(r, to + 1) && digits(r, to + 1) == 2;
    *ret_full = minutes || hours;
    if (minutes)
        minute = token(r, to + 1)->value;
    to += minutes ? 2 : hours;
    if (is_mark(r, to, ':') && is_glued(r, to) && digits(r, to + 1) == 2 && is_glued(r, to + 1))
        to += 2; /* seconds */
    if (minute > 59 || (hour == 24 && minute))
        return i;
    d->hour = (uint8_t)hour;
    d->minute = (uint8_t)minute;
    d->precision = DATE_MINUTE;
    return to;
}

/* "p.m.", "pm", "a.m.", "Uhr". */
static uint32_t half_day_at(const struct reader *r, uint32_t i, struct date *d)
{
    bool letter = token(r, i)->end - token(r, i)->start == 1;
    bool dotted = letter && is_mark(r, i + 1, '.') && sense(r, i + 2) == SENSE_LETTER;
    bool before_noon = sense(r, i) == SENSE_SUFFIX && dotted;
    if (sense(r, i) != SENSE_HOUR && !before_noon)
        return i;
    if (before_noon && d->hour == 12)
        d->hour = 0;
    else if (d->hour < 12)
        d->hour = (uint8_t)(d->hour + (before_noon ? 0 : sense_value(r, i)));
    return dotted ? i + 3 : i + 1;
}

uint32_t date_time_at(const struct reader *r, uint32_t i, struct date *d)
{
    uint32_t at = is_mark(r, i, ',') ? i + 1 : i;
    struct date timed = *d;
    bool full, named = true, vague = false;
    if (sense(r, at) == SENSE_TIME) {
        vague = sense_value(r, at); /* "at 5 places" is no time */
        at++;
    } else if (sense(r, at) == SENSE_T && is_glued(r, at)) {
        at++;
    } else {
        named = false;
    }
    if (named && is_mark(r, at, '.') && is_glued(r, at))
        at++;
    uint32_t to = clock_at(r, at, &timed, &full);
    if (to == at || (!named && (at > i || !full || !is_mark(r, at + 1, ':'))))
        return i;
    uint32_t end = half_day_at(r, to, &timed);
    if (vague && !full && end == to)
        return i;
    *d = timed;
    return end;
}

/* "senast kl. 16.00 den 15 maj": the time stands before the date at token i. */
void date_time_before(const struct reader *r, uint32_t i, struct date *d)
{
    struct date timed = *d;
    bool full;
    uint32_t at = i;
    if (at > 0 && sense(r, at - 1) == SENSE_DATE_THE)
        at--;
    for (uint32_t back = 2; back <= 5 && back <= at; back++)
        if (sense(r, at - back) == SENSE_TIME) {
            uint32_t clock = is_mark(r, at - back + 1, '.') ? at - back + 2 : at - back + 1;
            if (clock_at(r, clock, &timed, &full) == at && clock < at && full)
                *d = timed;
            return;
        }
}
