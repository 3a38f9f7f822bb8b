/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/arena.h"

/* The text that a character reference at the start of s stands for, and its length there. Empty,
   with length 1, if s does not begin with one that is known. */
struct span entity_read(struct arena *a, struct span s, size_t *ret_length);
