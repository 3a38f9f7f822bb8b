/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A verdict that somebody must hear of, and the words around it. */
#pragma once

#include "base/arena.h"
#include "base/civil.h"
#include "base/place.h"

enum severity {
    SEVERITY_INFO,
    SEVERITY_NOTICE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
    SEVERITY_CRITICAL,
    SEVERITY_COUNT
};
const char *severity_text(enum severity s); /* "info", "notice", ... */
bool severity_parse(struct span s, enum severity *ret);
int severity_syslog(enum severity s); /* RFC 5424 6.2.1: 6 5 4 3 2 */

enum verdict { VERDICT_PASS, VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_NOT_APPLICABLE };
const char *verdict_text(enum verdict v);
bool verdict_parse(struct span s, enum verdict *ret);

/* Of an obligation; STATE_NONE for every other finding. */
enum state {
    STATE_NONE,
    STATE_PLANNED,
    STATE_OPEN,
    STATE_DUE_SOON,
    STATE_OVERDUE,
    STATE_INCOMPLETE,
    STATE_FULFILLED,
    STATE_FULFILLED_LATE,
    STATE_MOVED,
    STATE_CANCELLED,
    STATE_SUPERSEDED,
    STATE_UNKNOWN
};
const char *state_text(enum state s);
bool state_parse(struct span s, enum state *ret);

/* A message in each language the program speaks; en is never empty, sv may be. */
struct message {
    struct span en, sv;
};
enum language { LANGUAGE_ENGLISH, LANGUAGE_SWEDISH };
struct span message_in(const struct message *m, enum language l);

struct related {
    struct span file;
    struct place place;
    struct message message;
};

struct finding {
    /* What was judged. */
    struct span pack, rule;
    enum verdict verdict; /* FAIL or UNKNOWN */
    enum severity severity;
    struct message message;

    /* Where it shows. */
    struct span file;   /* as the caller named it; already redacted, not yet made visible */
    struct place place; /* zero for a finding about the whole document */
    struct span text;   /* the very words, raw; may be empty */
    struct span quote;  /* the line around them; may be empty */
    uint32_t quote_at;  /* byte offset of text in quote; UINT32_MAX if it is not in it */
    struct related *related;
    uint32_t related_count;

    /* What it is about. */
    struct span kind, record_case, key; /* key: of the record; empty if it has none */
    enum state state;
    civil_day due; /* while state != STATE_NONE */
    bool has_due;
    struct span waiver; /* id of the waiver that lies over it, or empty */

    /* Who it is, across renames and edits: rule, record key or else path, and an anchor chosen by
       the rule; never a line number. */
    struct span anchor;
    uint64_t fingerprint;

    /* What is wrong, in the words of the check and not of the rule: equal for the same fault found
       by rules of two packs. Empty: like no other. Not kept by the ledger. */
    struct span defect;
};

/* Fills fingerprint from rule, key (else file), anchor. Findings of one record that share an anchor
   are told apart by findings_settle(). */
void finding_fingerprint(struct finding *f);

/* By file, place, severity (highest first), rule, anchor: the order of every output. */
int finding_order(const struct finding *a, const struct finding *b);
void findings_sort(struct finding *f, size_t n);

/* Sorts, and gives equal fingerprints their ordinal, so that each is unique. The same defect in the
   same words at the same place, found by two packs, becomes one finding, the more severe one:
   returns the new count. Settling twice changes nothing. */
size_t findings_settle(struct finding *f, size_t n);

/* A deep copy that outlives record and rules. */
struct finding finding_copy(struct arena *a, const struct finding *f);

enum { FINGERPRINT_TEXT = 17 };
char *fingerprint_text(uint64_t f, char text[FINGERPRINT_TEXT]);
