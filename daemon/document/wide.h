/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What characters beyond ASCII are to normalised text. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum wide_class { WIDE_PLAIN, WIDE_BLANK, WIDE_DASH, WIDE_NOTHING, WIDE_MARK, WIDE_DECOMPOSES };

enum wide_class wide_classify(int32_t c);

/* A combining mark: has no column of its own. */
bool wide_is_mark(int32_t c);

/* A mark, or another character that composes with the one before it. */
bool wide_composes_back(int32_t c);
