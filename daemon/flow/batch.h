/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went into the transaction that is open: if it cannot be committed, it is done once more. */
#pragma once

#include "base/arena.h"
#include "finding/event.h"
#include "watch/watch.h"

struct batch {
    struct arena *arena; /* NULL while empty */
    VEC(struct change) changes;
    VEC(struct event)
    events;              /* about the daemon itself; those about findings follow from changes */
    bool through, every; /* something was gone through, and so */
    enum why scan;       /* that ended */
    bool announce;       /* that it ended was said */
};

void batch_change(struct batch *b, const struct change *c);
void batch_event(struct batch *b, const struct event *e);
void batch_clear(struct batch *b);
