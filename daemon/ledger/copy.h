/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copy of what cannot be recomputed, in the state folder. */
#pragma once

#include "ledger/store.h"

bool copy_is_there(const struct ledger *l);

/* Into a new ledger, in its open transaction. What was taken is added to ret_text as part of a
   sentence. A copy that is faulty is laid aside. */
void copy_take_back(struct ledger *l, struct buf *ret_text);
