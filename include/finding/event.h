/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of state that leaves the program: the only thing that syslog ever sees. */
#pragma once

#include "base/clock.h"
#include "finding/finding.h"

enum event_type {
    EVENT_FINDING_OPENED,
    EVENT_FINDING_CHANGED,
    EVENT_FINDING_REMINDED,
    EVENT_FINDING_RESOLVED,
    EVENT_FINDING_GROUP,
    EVENT_FINDING_FLAPPING,
    EVENT_RULES_LOADED,
    EVENT_RULES_REJECTED,
    EVENT_WATCH_DEGRADED,
    EVENT_WATCH_RESTORED,
    EVENT_CLOCK_JUMP,
    EVENT_START,
    EVENT_STOP,
    EVENT_SCAN_DONE,
    EVENT_EVENTS_LOST,
    EVENT_HEARTBEAT,
    EVENT_TYPES
};
const char *event_type_text(enum event_type t); /* "FINDING_OPENED", ... */
bool event_type_parse(struct span s, enum event_type *ret);

enum why {
    WHY_NONE,
    WHY_FIXED,
    WHY_FULFILLED,
    WHY_FILE_REMOVED,
    WHY_RULE_REMOVED,
    WHY_SUPERSEDED,
    WHY_FIRST_SCAN,
    WHY_RULES_CHANGED,
    WHY_READER_CHANGED
};
const char *why_text(enum why w); /* "fixed", "file-removed", ...; "" for WHY_NONE */
bool why_parse(struct span s, enum why *ret);

struct event {
    uint64_t seq; /* rises by one in a ledger, for ever */
    enum event_type type;
    enum severity severity;
    enum why why;
    struct moment at;
    struct message message;        /* the sentence; for findings the finding's own */
    const struct finding *finding; /* or NULL */
    uint32_t count;                /* FINDING_GROUP: members; START, RULES_LOADED: rules;
                                      SCAN_DONE, STOP: documents; EVENTS_LOST: events */
    uint32_t repeat;               /* FINDING_REMINDED: which reminder this is, from 1 */
    struct span detail;            /* of the others: packs, path, version; may be empty */
};
