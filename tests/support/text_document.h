/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document out of a literal, for tests of facts: each paragraph (lines up to a blank line) is one
 * block, a line end within it is meant ('\n'), a sentence ends with ". " before a capital. No
 * headings, no labels, one line per line of the literal.
 */
#pragma once

#include "document/document.h"

struct document *text_document(struct arena *a, struct span text, const char *language);
