/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finders of the number scanner, each called at a token that may be the end or the middle of
   what it looks for. False if the limit of facts is reached. */
#pragma once

#include "fact/quantity.h"

enum number_word_meaning { MEANS_UNIT, MEANS_DAY_KIND, MEANS_SCALE, MEANS_CURRENCY };

/* Counted days and months, currencies and scales: value is an enum duration_unit, an exponent of
   ten or a row of the currencies. */
struct word_table *number_units_prepare(struct vocabulary *v);
const struct word_row *number_unit(const struct scan *s, const struct word_table *units,
                                   uint32_t i);

bool pair_find(struct scan *s, uint32_t open);
bool duration_find(struct scan *s, const struct word_table *units, uint32_t i,
                   enum duration_unit unit);
bool money_find(struct scan *s, const struct word_table *units, uint32_t i, uint32_t currency);
bool money_find_sign(struct scan *s, const struct word_table *units, uint32_t i);
