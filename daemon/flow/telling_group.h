/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "flow/telling.h"

/* Whether an event of this rule is held back now, because a scan goes on or its window is full. */
bool group_takes(struct telling *t, struct span rule, enum event_type type, int64_t ticks);

/* The event's finding, severity and message, from the ledger; type, time and why are the caller's.
 *finding must live as long as the event. False: no such finding is kept. */
bool group_event(struct telling *t, struct arena *a, uint64_t fingerprint, struct event *e,
                 struct finding *finding);
