/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The digits of an identity number as they stand in the tokens: "821105-9954", "16202100-4185",
   "8211059954", "000101-P220". */
#pragma once

#include "fact/scan.h"

struct digit_group {
    char digits[16];      /* all of them; an interim number's letter counts as 1 */
    uint8_t n;            /* how many */
    uint8_t head, tail;   /* before and after the separator; tail 0 if there is none */
    char separator;       /* '-', '+', ' ', 0 */
    bool loose;           /* blanks or a line end beside the separator */
    bool letter;          /* "P220" */
    uint32_t first, last; /* tokens */
};

/* Reads the group that begins with the number at token i. False if it has too many digits. */
bool digit_group_read(const struct scan *s, uint32_t i, struct digit_group *ret);

struct range digit_group_range(const struct scan *s, const struct digit_group *g);
