/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

static void *prepare(struct arena *a)
{
    return words_new(a, date_rows, date_row_count);
}

static void find(struct scan *s, const void *prepared)
{
    struct reader r = {.scan = s, .senses = date_senses(s, prepared), .ended = UINT32_MAX};
    for (uint32_t i = 0; i < s->tokens.n;) {
        uint32_t to = is_number(&r, i) || r.senses[i] ? date_phrase(&r, i) : i;
        i = to > i ? to : i + 1;
    }
}

const struct scanner scanner_dates = {"dates", prepare, find};
