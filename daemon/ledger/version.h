/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of the schema, and the way from each to the next. */
#pragma once

#include "ledger/store.h"

enum { LEDGER_APPLICATION = 0x64756c79 };

int64_t version_current(void);

/* From an empty database, or an older one, to the current version; each step is a transaction, or
   all are part of the one that is open. */
bool version_raise(struct ledger *l, int64_t from);
