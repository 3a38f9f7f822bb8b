/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and periods as stretches of time. */
#pragma once

#include "rule/eval.h"

/* Minutes since 1970-01-01, both ends inclusive. A day is its first minute unless it is compared
   with a time of the day. */
struct stretch {
    int64_t first, last;
};
enum { DAY_MINUTES = 24 * 60 };

/* Why a date is no stretch of time; REASON_NONE if it is one. */
enum reason_code date_trouble(const struct date_fact *d);

/* When an event of that date may have been: one stretch, or two for a date with two readings; 0,
   and *why, if it is no date of the calendar. */
unsigned date_readings(const struct value *v, struct stretch ret[2], struct reason *why);

/* From the first minute of its first day to the last minute of its last. False, and *why, if it is
   vague or reversed. */
bool period_stretch(const struct value *v, struct stretch *ret, struct reason *why);

/* A year as twelve months, a week as seven days: durations of one family are exact. */
struct duration duration_simplest(struct duration d);
