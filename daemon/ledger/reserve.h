/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file beside the ledger says up to which seq events may have been numbered. It is written ahead
 * of need, so that even if the ledger is lost, or an old one is put back, no seq comes twice.
 */
#pragma once

#include "ledger/store.h"

enum { RESERVE_AHEAD = 1000 };

/* Reads it; false: there is none. */
bool reserve_read(struct ledger *l);

/* Before an event with this seq is written; false: the transaction has failed. */
bool reserve_seq(struct ledger *l, uint64_t seq);

/* seq rises to this, if it is lower: the next event has the one after it. */
void reserve_raise(struct ledger *l, uint64_t seq);

/* The ledger is older than its file. */
bool reserve_is_ahead(const struct ledger *l);

/* On closing: nothing is reserved that was not given. */
void reserve_settle(struct ledger *l);
