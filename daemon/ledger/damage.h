/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ledger that SQLite finds damaged is not written to any more: at the next start it is laid
   aside, and a new one begins. */
#pragma once

#include "ledger/store.h"

/* Damage came to light while it was open; the mark is for the next start. */
void damage_mark(struct ledger *l);
bool damage_is_marked(const struct ledger *l);

/* Renames ledger.db and what belongs to it. The name that it has now is added to ret_name; false:
   that cannot be done, and ledger_fault() says why. */
bool damage_lay_aside(struct ledger *l, instant now, struct buf *ret_name);
