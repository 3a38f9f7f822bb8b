/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files and records have to do with each other. */
#pragma once

#include "ledger/store.h"

/* The number of (this reader, these probes), 0 if nothing was read so yet. */
int64_t records_reading(struct ledger *l, const struct digest *probes);

/* With what a file's record was read, as walks compare it: 0 for none. What could not be read fits
   any probes, but only this reader. */
int64_t records_reading_of(struct ledger *l, int64_t record);
bool records_fit_any(struct ledger *l, int64_t reading);

/* A file has it; a file has it no more. */
void records_taken(struct ledger *l, int64_t record);
void records_left(struct ledger *l, int64_t record);

/* The number of a content; _find: 0 if it has none. */
int64_t content_find(struct ledger *l, const struct digest *content);
int64_t content_make(struct ledger *l, const struct digest *content);

int64_t files_judging(struct ledger *l, const struct digest *judged_by); /* 0: there is none */
