/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of test data: one row a line, cells parted by tabs, '#' begins a comment line. */
#pragma once

#include "base/span.h"

enum { ROW_CELLS = 4 };

struct row {
    struct span cell[ROW_CELLS]; /* empty where the line has fewer */
};

/* Calls holds() with every row; returns how many rows there were, and how many did not hold. */
size_t rows_check(const char *path, bool (*holds)(const struct row *row, const void *arg),
                  const void *arg, size_t *ret_wrong);
