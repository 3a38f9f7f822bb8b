/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a signature part cut into its columns, and columns put one below the other. */
#pragma once

#include "fact/signature_lines.h"

enum { SIGN_COLUMNS = 6 };

/* Reads one row: a line of the text, whose columns wide blanks part, or a row of a table, whose
   cells line ends part. second_left: the column of the file where the second of two signatures
   begins in the rows above, 0 if there is none. Returns how many lines of ret it gave. */
uint32_t sign_row_read(const struct sign_reader *r, struct tokens t, bool table,
                       uint32_t second_left, struct sign_line ret[SIGN_COLUMNS]);

/* From the first line with columns on: first all of column 1, then all of column 2 ... */
void sign_columns_stack(struct sign_line *lines, size_t n, struct arena *a);
