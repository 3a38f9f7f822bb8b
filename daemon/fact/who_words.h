/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of who.h, apart from how they are used. */
#pragma once

#include "fact/who.h"

extern const struct word_row who_rows[];
extern const size_t who_rows_count;

struct who_ending {
    struct span end;
    uint16_t meaning;
};

/* For compounds that no table can list: "gymnasiedirektör", "utbildningsnämnden". */
extern const struct who_ending who_endings[];
extern const size_t who_endings_count;
