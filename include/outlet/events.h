/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said, for `duly events`. */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "finding/finding.h"

struct said_event {
    uint64_t seq;
    struct moment at;
    enum severity severity;
    struct span body; /* as the ledger keeps it */
};

/* A line for each: number, time, severity, and what a terminal shows. Appended, so that many can be
   written piece by piece. */
void events_text(const struct said_event *events, size_t count, struct buf *out);

/* One object; its events are the bodies with "at". A body that is none (a damaged ledger) becomes
   one with "damaged": true and its bytes as "msg". */
void events_json(const struct said_event *events, size_t count, struct buf *out);
