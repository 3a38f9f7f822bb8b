/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in figures, with thousands parted by blanks, points or commas, and with decimals. */
#pragma once

#include "fact/scan.h"

struct figure {
    int64_t whole;
    uint32_t decimals, decimal_digits;
    bool either;          /* "1,500" where a comma marks decimals: 1500, or one and a half */
    bool short_year;      /* four digits without a separator: may be a year */
    uint32_t first, last; /* tokens */
};

/* The figure that begins with the number at token i. False if it is too large. */
bool figure_read(const struct scan *s, uint32_t i, struct figure *ret);

/* The figure that ends right before token i; false if there is none, or if it is the end of a date,
   a time or a name. */
bool figure_before(const struct scan *s, uint32_t i, struct figure *ret);

static inline bool figure_is_year(const struct figure *f)
{
    return f->short_year && f->whole >= 1900 && f->whole < 2100;
}
