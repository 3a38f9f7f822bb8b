/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted while rows change. */
#pragma once

#include "ledger/store.h"

/* All of it anew, from the rows: after opening, after rolling back. */
void counts_read(struct ledger *l);

/* Whether a file's record could be read; a file without one counts as readable. */
bool counts_unreadable(struct ledger *l, int64_t record);

/* The highest severity among the open findings of a matter; SEVERITY_COUNT: none is open. */
enum severity counts_worst(struct ledger *l, int64_t matter);

/* A matter's worst has changed. */
void counts_change(struct ledger *l, enum severity from, enum severity to);
