/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line is among others, and labels that stand above or below what they ask for. */
#pragma once

#include "fact/signature_lines.h"

enum sign_kind {
    KIND_DATE,
    KIND_PARTY,
    KIND_NAME,
    KIND_SIGN, /* a line for a hand */
    KINDS,
    KIND_ROLE = KINDS,
    KIND_OTHER
};

enum sign_kind sign_kind_of(const struct sign_line *l);

/* No empty line between them, and in the same column. */
bool sign_close_by(const struct sign_line *above, const struct sign_line *below);

/* Joins "Ort och datum" with the value or the pen line above or below it, and "Ort: Malmö" with
   "Datum: 2024-05-03" on the next line; what is joined to another becomes an empty line. */
void sign_labels_settle(struct sign_line *lines, size_t n);
