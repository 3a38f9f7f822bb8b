/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers written in words: "tjugofyra", "one hundred twenty", "fünfundzwanzig", "quatre-vingts".
 */
#pragma once

#include "fact/scan.h"

struct number_in_words {
    int64_t value;
    uint16_t languages; /* in which it can be read so, bits of enum language_bit */
    bool doubtful;      /* a word of it is another word elsewhere: "to", "en", "cent" */
};

/* The whole of a lower-case text as one number; blanks and hyphens may part its words. */
bool number_word_read(struct span folded, struct number_in_words *ret);

/* The longest run of tokens before token i, on its line, that is a number in words. */
bool number_words_before(const struct scan *s, uint32_t i, struct number_in_words *ret,
                         uint32_t *ret_first);

/* A doubtful number counts only in a document of its language. */
bool number_word_fits(const struct scan *s, const struct number_in_words *n);
