/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

static void *prepare(struct vocabulary *v)
{
    return words_new(v, date_rows, date_row_count);
}

/* No form begins with anything else: most words are passed by here. */
static bool may_begin(const struct reader *r, uint32_t i)
{
    if (!r->senses[i])
        return digits(r, i) > 0 && digits(r, i) <= 4;
    switch (sense(r, i)) {
    case SENSE_MONTH:
    case SENSE_MONTH_OR_WORD:
    case SENSE_ORDINAL:
    case SENSE_TENS:
    case SENSE_LAST:
    case SENSE_QUARTER:
    case SENSE_Q:
    case SENSE_HALF:
    case SENSE_H:
    case SENSE_WEEK:
    case SENSE_END:
    case SENSE_HOLIDAY:
    case SENSE_TERM:
        return true;
    default:
        return false;
    }
}

static void find(struct scan *s, const void *prepared)
{
    struct reader r = {.scan = s, .senses = date_senses(s, prepared), .ended = UINT32_MAX};
    for (uint32_t i = 0; i < s->tokens.n;) {
        uint32_t to = may_begin(&r, i) ? date_phrase(&r, i) : i;
        i = to > i ? to : i + 1;
    }
}

const struct scanner scanner_dates = {"dates", prepare, find};
