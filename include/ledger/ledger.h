/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The archive of what the daemon has seen, believes and has said: one SQLite file in the state
 * folder, or in memory. There is no second copy of it in the program.
 *
 * Writing begins a transaction by itself; ledger_commit() ends it. A finding's change and its event
 * lie in one, so that killed before the commit neither has happened, killed after it both have.
 * When a write fails (disk full, I/O) the rest of the transaction is refused and ledger_commit()
 * rolls back and says so: whoever wrote does it again later.
 *
 * Texts that are returned lie in the caller's arena. Paths are bytes; they never leave the program
 * raw (base/visible.h).
 */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/identity.h"
#include "finding/event.h"
#include "record/record.h"

struct ledger;

enum ledger_found {
    LEDGER_NEW,
    LEDGER_KEPT,
    LEDGER_REBUILT, /* it was damaged and lies aside; what can not be recomputed was taken from the
                       last copy, everything else is to be read anew */
    LEDGER_REFUSED  /* another daemon holds it, a newer version wrote it, no access */
};

/*
 * state: the folder, made if it is missing; NULL: in memory, gone with the program. ret_text: for
 * a person, what was found and what to do, when it is REBUILT or REFUSED. NULL only if REFUSED.
 */
struct ledger *ledger_open(const char *state, struct moment now, enum ledger_found *ret_found,
                           struct buf *ret_text);

/* For looking only, beside a running daemon too; NULL: *ret_text says why. */
struct ledger *ledger_open_to_read(const char *state, struct buf *ret_text);
void ledger_close(struct ledger *l);

bool ledger_dirty(const struct ledger *l); /* something is not committed */

/* False: rolled back; ledger_fault() says why. Nothing dirty: true at once. */
bool ledger_commit(struct ledger *l);
const char *ledger_fault(const struct ledger *l); /* of the last failed commit, for a person */

/* Kept up to date while writing, so that asking costs nothing. */
struct ledger_counts {
    size_t files; /* documents that are there */
    size_t unreadable;
    size_t open[SEVERITY_COUNT]; /* findings, each fingerprint once */
    uint64_t last_seq;
};
const struct ledger_counts *ledger_counts(const struct ledger *l);

/* ---- files ---- */

struct ledger_file {
    int64_t id; /* 0: none */
    int64_t root;
    struct span path; /* relative to the root */
    struct identity identity;
    bool racy;         /* changed so shortly before it was read that the next change may not show */
    int64_t record;    /* 0: not read yet */
    struct span first; /* the first path shown to people: fingerprints are made with it, so that a
                          rename changes none; empty: the present one */
    struct digest judged_by; /* digest of the rules and the choice of packs; zeros: never judged */
    instant next_change;     /* judge again then; INSTANT_NEVER: time alone changes nothing */
};

/* The number of a root, by its path; a new one gets its own. */
int64_t ledger_root(struct ledger *l, const char *path);

struct ledger_root {
    int64_t number;
    const char *path;
};
size_t ledger_roots(struct ledger *l, struct arena *a, struct ledger_root **ret);

size_t ledger_files_of(struct ledger *l, int64_t root); /* how many are there */

bool ledger_file_find(struct ledger *l, struct arena *a, int64_t root, const char *path,
                      struct ledger_file *ret);
bool ledger_file_get(struct ledger *l, struct arena *a, int64_t id, struct ledger_file *ret);

/* Inserts (id 0) or replaces; the id, 0 if that failed. */
int64_t ledger_file_put(struct ledger *l, const struct ledger_file *f);

/* It is on disk no more: no findings are open any more, its record stays for the retention. */
void ledger_file_remove(struct ledger *l, int64_t id, instant at);

/* Some file that is there has this as its first path, or as its path and no other first one. */
bool ledger_first_taken(struct ledger *l, int64_t root, struct span first);

/* Every file that is there, by root and path: all that a start compares with the disk. */
typedef void (*ledger_file_sink)(void *arg, const struct ledger_file *f);
void ledger_files(struct ledger *l, ledger_file_sink sink, void *arg);

/*
 * Walks in steps of at most `most` ids greater than `after`, in order of id: 0 at the end.
 * stale: judged by other rules than these. unfit: read with other probes, or by another version of
 * the reader, than these (records of what could not be read fit any probes).
 */
size_t ledger_files_due(struct ledger *l, instant now, int64_t *ret, size_t most);
size_t ledger_files_stale(struct ledger *l, int64_t root, const struct digest *judged_by,
                          int64_t after, int64_t *ret, size_t most);
size_t ledger_files_unfit(struct ledger *l, const struct digest *probes, int64_t after,
                          int64_t *ret, size_t most);
instant ledger_next_change(struct ledger *l); /* the soonest of all files */

/* ---- records ---- */

/* All that a record depends on; the reader's version is RECORD_VERSION. */
struct record_key {
    struct digest content;
    enum format format; /* as the name has it */
    struct digest probes;
};

/* 0 if there is none. Records of what could not be read are never found. */
int64_t ledger_record_find(struct ledger *l, const struct record_key *key);

/* readable false: kept for one file only. */
int64_t ledger_record_put(struct ledger *l, const struct record_key *key, bool readable,
                          struct span packed, instant at);
bool ledger_record_get(struct ledger *l, struct arena *a, int64_t id, struct record_key *ret_key,
                       struct span *ret_packed);

/* When a content was first seen here, and where: written once, never changed. It is what a
   records officer shows. */
enum seen_by { SEEN_BY_SCAN, SEEN_BY_WATCH };
struct sighting {
    struct digest content;
    instant at;
    enum seen_by by; /* SCAN: it lay there already when the folder was first looked at */
    struct span path;
};
void ledger_sight(struct ledger *l, const struct sighting *s);
bool ledger_sighting(struct ledger *l, struct arena *a, const struct digest *content,
                     struct sighting *ret);

/* ---- findings ---- */

/* The open ones of a file. `file` of each is empty: the caller knows how the file is shown. */
size_t ledger_findings(struct ledger *l, struct arena *a, int64_t file, struct finding **ret);
void ledger_finding_open(struct ledger *l, int64_t file, const struct finding *f, instant at);
void ledger_finding_change(struct ledger *l, int64_t file, const struct finding *f);
void ledger_finding_resolve(struct ledger *l, int64_t file, uint64_t fingerprint, instant at);

/* Whether another file's finding of the same fingerprint (a copy of the document) is open. */
bool ledger_open_elsewhere(struct ledger *l, uint64_t fingerprint, int64_t file);

/* ---- alerts: what the world has been told of a fingerprint ---- */

struct alert {
    uint64_t fingerprint;
    struct span rule;
    bool said;            /* the last word about it was that it is open */
    enum event_type held; /* waits to be told in a group; EVENT_TYPES: nothing waits */
    enum why held_why;
    uint32_t changes; /* since changes_since: flapping */
    instant changes_since;
    instant quiet_until; /* flapping: nothing is said before; INSTANT_NEVER: it does not flap */
    instant remind_at;   /* INSTANT_NEVER: not */
    uint32_t repeat;     /* reminders so far */
};
bool ledger_alert_get(struct ledger *l, struct arena *a, uint64_t fingerprint, struct alert *ret);
void ledger_alert_put(struct ledger *l, const struct alert *alert);

/* The soonest quiet_until or remind_at. */
instant ledger_alerts_next(struct ledger *l);
size_t ledger_alerts_due(struct ledger *l, struct arena *a, instant now, size_t most,
                         struct alert **ret);

/* None is later than these: what a clock that was ahead has set. */
void ledger_alerts_bound(struct ledger *l, instant quiet_until, instant remind_at);

/* The finding that an alert is about, an open one before a resolved one, and the file that has it.
   `file` of it is empty. */
bool ledger_alert_finding(struct ledger *l, struct arena *a, uint64_t fingerprint,
                          struct finding *ret, int64_t *ret_file);

/* What waits, by rule, type and why. */
enum { GROUP_EXAMPLES = 3 };
struct held_group {
    struct span rule;
    enum event_type type;
    enum why why;
    uint32_t count;
    enum severity worst;
    uint64_t examples[GROUP_EXAMPLES]; /* fingerprints, the oldest first */
};
size_t ledger_held(struct ledger *l, struct arena *a, struct held_group **ret);
void ledger_release(struct ledger *l, const struct held_group *g); /* nothing of it waits */

/* ---- the outbox ---- */

struct outbox_event {
    uint64_t seq;
    enum event_type type;
    enum severity severity;
    instant at;
    struct span body; /* the JSON, whole: what is sent again is the same */
};

/* seq rises by one in a ledger, for ever, also over a rebuilding. A call without a put skips none.
   When more than OUTBOX_MOST wait to be sent, a put only counts (ledger_lost()). */
enum { OUTBOX_MOST = 100000 };
uint64_t ledger_next_seq(const struct ledger *l);
void ledger_event_put(struct ledger *l, const struct outbox_event *e);

/* Those after `after`, in order, at most `most`. */
size_t ledger_events(struct ledger *l, struct arena *a, uint64_t after, size_t most,
                     struct outbox_event **ret);
uint64_t ledger_sent(const struct ledger *l); /* all up to it were handed to the system log */
void ledger_set_sent(struct ledger *l, uint64_t seq);
size_t ledger_unsent(const struct ledger *l);
uint64_t ledger_lost(const struct ledger *l);
void ledger_set_lost(struct ledger *l, uint64_t n);

/* ---- upkeep ---- */

/* Small things by name: "rules", "scan" ... Empty if there is none. */
struct span ledger_word(struct ledger *l, struct arena *a, const char *name);
void ledger_set_word(struct ledger *l, const char *name, struct span value);

/* Takes out, some at a time, what is older than `before`: files that are gone, records that no
   file has, resolved findings, events that were sent. True: there is more. Sightings stay. */
bool ledger_prune(struct ledger *l, instant before);

/* What cannot be recomputed, as lines of JSON: sightings, seq, sent. ledger_copy() writes it to the
   state folder, atomically. */
bool ledger_copy(struct ledger *l);
void ledger_export(struct ledger *l, void (*line)(void *arg, struct span line), void *arg);

/* Merges lines: what is known already stays; seq only rises. A faulty line is diagnosed and nothing
   is taken. */
bool ledger_import(struct ledger *l, const char *file, struct span lines, struct diags *diags);

/* quick_check; NULL: sound. */
const char *ledger_check(struct ledger *l, struct arena *a);
