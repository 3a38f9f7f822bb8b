/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one function that makes file names and quoted text safe to show, for every outlet: control
 * characters, invalid UTF-8, line and paragraph separators, bidirectional controls and the
 * backslash itself become visible text (\x0a, \u{202e}, \\). The result is one line of valid UTF-8;
 * no two inputs give the same output.
 */
#pragma once

#include "base/buf.h"

void visible_add(struct buf *b, struct span s);

/* Nothing in it is hidden or invalid: what visible_add() wrote, and any other harmless text. */
bool visible_is(struct span s);

/* The bytes that were made visible; false, and b is as before, if visible_add() never writes this.
 */
bool visible_undo(struct buf *b, struct span s);
