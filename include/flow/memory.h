/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files without a name: what comes from standard input or stands in a test, for a reader to read.
 */
#pragma once

#include "base/span.h"

/* An open descriptor on a copy of text, or a negative errno. */
int memory_file(struct span text);

/* The same for everything that `from` has to give; one block beyond LIMIT_FILE_BYTES is enough to
   know that it is too large. */
int memory_file_from(int from);
