/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ledger that was closed is sealed: a file beside it has its identity (base/identity.h). As long
 * as nobody has written to it since, it need not be gone through from end to end at the next start,
 * which for a million documents takes seconds. After a kill, or if anybody touched it, it is.
 */
#pragma once

#include "ledger/store.h"

/* After the database is closed. */
void seal_put(const struct ledger *l);

/* Whether it is as it was sealed; the seal is broken then, for it is going to be written to. */
bool seal_break(const struct ledger *l);
