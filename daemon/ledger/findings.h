/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/store.h"

/* Of fingerprint, FINDING_COLUMNS; texts into the arena. */
void finding_get(struct query *q, struct arena *a, struct finding *ret);

/* The number of a fingerprint; _find: 0 if it has none. */
int64_t matter_find(struct ledger *l, uint64_t fingerprint);
int64_t matter_make(struct ledger *l, uint64_t fingerprint);

void finding_resolve_matter(struct ledger *l, int64_t file, int64_t matter, instant at);
