/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old findings and new findings of one subject → events. Pure; both are settled (sorted, unique).
 */
#pragma once

#include "finding/event.h"

struct event_list {
    struct arena *arena;
    VEC(struct event) list;
};

/*
 * A fingerprint only in new: OPENED; only in old: RESOLVED with `why`; in both with another
 * severity, state, due date or waiver: CHANGED. Events point to findings of new, RESOLVED ones to
 * findings of old. Opened and changed ones come in the order of new, then resolved ones in that of
 * old. seq is given by whoever commits them.
 */
void reconcile(const struct finding *old, size_t old_count, const struct finding *new,
               size_t new_count, enum why why, struct moment now, struct event_list *ret);
