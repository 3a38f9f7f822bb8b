/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of something: "30", "1 060,50", "trettio", "trettio (30)", "30 (trettio)". */
#pragma once

#include "fact/figure.h"
#include "fact/number_word.h"

/* The quantity that ends right before token i; of words beside a figure it is the figure. In words
   it has no decimals. */
bool quantity_before(const struct scan *s, uint32_t i, struct figure *ret);

/* A pair "två (2)" or "2 (två)" around the bracket at token i. */
struct number_pair {
    struct number_in_words words;
    struct figure figure;
    uint32_t first, last; /* tokens */
};
bool number_pair_at(const struct scan *s, uint32_t i, struct number_pair *ret);
