/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a short stretch of text looks like, by itself. */
#pragma once

#include "base/span.h"

#include <stdint.h>

/* text is behind its label; fold is the same in lower case. */

/* It may name a section: short, begins with a capital, is no sentence, no date and no amount. */
bool shape_is_title(struct span text, struct span fold);

/* All its letters are capitals, four at least. */
bool shape_is_capitals(struct span text);

/* A word that heads a section in most agreements and reports: "Parter", "Bilagor", "Annexes". */
bool shape_is_known_heading(struct span fold);

/* "Bilagor", "Annexes": it heads a list of them. */
bool shape_is_annex_heading(struct span fold);

/* "Innehåll", "Table of contents". */
bool shape_is_contents_heading(struct span fold);

/* It goes on after a figure as a date or an amount does: "Mai 2021", "SEK". */
bool shape_is_month_or_unit(struct span fold);

/* It ends as a sentence does. */
bool shape_is_sentence(struct span text);

/* Blanks in it, and one. */
uint32_t shape_words(struct span text);

/* word stands in list, which is "|a|b|". */
bool shape_listed(const char *list, struct span word);
