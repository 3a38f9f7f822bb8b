/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal numbers where no scanner looks: in names of files, in furniture, behind a limit. */
#pragma once

#include "document/document.h"

/* A copy in which every digit of what may be a personal or co-ordination number is '*'. Stricter
   than reading: a date-like number with four digits behind it is enough, whatever its check digit.
 */
struct span redact_path(struct arena *a, struct span path);

/* Masks in the document whatever looks so: for what no scanner reads, and a pattern may quote. */
void redact_range(struct document *d, struct range r);
