/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One daemon for one ledger: a POSIX write lock on a file of the state folder. It goes with the
 * process however that ends, is not inherited by readers, and tells who has it.
 */
#pragma once

#include "base/buf.h"

#include <sys/types.h>

/* A descriptor to keep open; -1: ret_text says why not. */
int lock_take(const char *state, struct buf *ret_text);

/* The process that has it; 0: none has, or that cannot be told. */
pid_t lock_holder(const char *state);
