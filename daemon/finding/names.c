/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/names.h"
#include "finding/event.h"
#include "finding/finding.h"

#include <syslog.h>

// clang-format off
static const char *const severity_names[] = {
    [SEVERITY_INFO]     = "info",
    [SEVERITY_NOTICE]   = "notice",
    [SEVERITY_WARNING]  = "warning",
    [SEVERITY_ERROR]    = "error",
    [SEVERITY_CRITICAL] = "critical",
};
static const int severity_syslogs[] = {
    [SEVERITY_INFO]     = LOG_INFO,
    [SEVERITY_NOTICE]   = LOG_NOTICE,
    [SEVERITY_WARNING]  = LOG_WARNING,
    [SEVERITY_ERROR]    = LOG_ERR,
    [SEVERITY_CRITICAL] = LOG_CRIT,
};
static const char *const verdict_names[] = {
    [VERDICT_PASS]           = "pass",
    [VERDICT_FAIL]           = "fail",
    [VERDICT_UNKNOWN]        = "unknown",
    [VERDICT_NOT_APPLICABLE] = "not-applicable",
};
static const char *const state_names[] = {
    [STATE_NONE]           = "",
    [STATE_PLANNED]        = "planned",
    [STATE_OPEN]           = "open",
    [STATE_DUE_SOON]       = "due-soon",
    [STATE_OVERDUE]        = "overdue",
    [STATE_INCOMPLETE]     = "incomplete",
    [STATE_FULFILLED]      = "fulfilled",
    [STATE_FULFILLED_LATE] = "fulfilled-late",
    [STATE_MOVED]          = "moved",
    [STATE_CANCELLED]      = "cancelled",
    [STATE_SUPERSEDED]     = "superseded",
    [STATE_UNKNOWN]        = "unknown",
};
static const char *const event_type_names[] = {
    [EVENT_FINDING_OPENED]   = "FINDING_OPENED",
    [EVENT_FINDING_CHANGED]  = "FINDING_CHANGED",
    [EVENT_FINDING_REMINDED] = "FINDING_REMINDED",
    [EVENT_FINDING_RESOLVED] = "FINDING_RESOLVED",
    [EVENT_FINDING_GROUP]    = "FINDING_GROUP",
    [EVENT_FINDING_FLAPPING] = "FINDING_FLAPPING",
    [EVENT_RULES_LOADED]     = "RULES_LOADED",
    [EVENT_RULES_REJECTED]   = "RULES_REJECTED",
    [EVENT_WATCH_DEGRADED]   = "WATCH_DEGRADED",
    [EVENT_WATCH_RESTORED]   = "WATCH_RESTORED",
    [EVENT_CLOCK_JUMP]       = "CLOCK_JUMP",
    [EVENT_START]            = "START",
    [EVENT_STOP]             = "STOP",
    [EVENT_SCAN_DONE]        = "SCAN_DONE",
    [EVENT_EVENTS_LOST]      = "EVENTS_LOST",
    [EVENT_HEARTBEAT]        = "HEARTBEAT",
};
static const char *const why_names[] = {
    [WHY_NONE]           = "",
    [WHY_FIXED]          = "fixed",
    [WHY_FULFILLED]      = "fulfilled",
    [WHY_FILE_REMOVED]   = "file-removed",
    [WHY_RULE_REMOVED]   = "rule-removed",
    [WHY_SUPERSEDED]     = "superseded",
    [WHY_FIRST_SCAN]     = "first-scan",
    [WHY_RULES_CHANGED]  = "rules-changed",
    [WHY_READER_CHANGED] = "reader-changed",
};
// clang-format on

#define COUNT(array) (sizeof(array) / sizeof *(array))
_Static_assert(COUNT(severity_names) == SEVERITY_COUNT, "a severity has no name");
_Static_assert(COUNT(severity_syslogs) == SEVERITY_COUNT, "a severity has no syslog level");
_Static_assert(COUNT(verdict_names) == VERDICT_NOT_APPLICABLE + 1, "a verdict has no name");
_Static_assert(COUNT(state_names) == STATE_UNKNOWN + 1, "a state has no name");
_Static_assert(COUNT(event_type_names) == EVENT_TYPES, "an event has no name");
_Static_assert(COUNT(why_names) == WHY_READER_CHANGED + 1, "a reason has no name");

NAMES(severity, severity_names, enum severity)
NAMES(verdict, verdict_names, enum verdict)
NAMES(state, state_names, enum state)
NAMES(event_type, event_type_names, enum event_type)
NAMES(why, why_names, enum why)

int severity_syslog(enum severity s)
{
    return (unsigned)s < SEVERITY_COUNT ? severity_syslogs[s] : LOG_CRIT;
}
