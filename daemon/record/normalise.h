/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What literals and patterns share when they are brought into the form of a document's text. */
#pragma once

#include "base/arena.h"

/* As the document's text has them: blanks become one space, dashes '-'. */
bool char_is_blank(int32_t c);
bool char_is_dash(int32_t c);

/* Soft hyphens, zero-width and bidirectional controls, other invisible ones: not in the text at
   all. So is what is no UTF-8 (-1). */
bool char_is_nothing(int32_t c);

/* NFC; text itself if there is nothing to compose or it is no UTF-8. */
struct span text_compose(struct arena *a, struct span text);
