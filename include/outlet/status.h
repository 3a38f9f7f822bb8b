/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the daemon answers when it is asked how it is (`duly status`), and the same for people. The
 * text is made from the JSON, and not from the daemon's own structs: who shows it has nothing but
 * what came through the socket, and takes it for a stranger's.
 */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/identity.h"
#include "finding/finding.h"

struct status_root {
    struct span path;
    const char *state; /* "watched", "polled", "gone" */
    size_t documents;
    const struct span *packs; /* ids */
    size_t pack_count;
};

struct status_view {
    const char *version;
    int pid;
    struct moment at, since;
    const char *revision;     /* of the rules: "r41c9" */
    const struct span *packs; /* in force: "general 1.0.0" */
    size_t pack_count;
    const struct status_root *roots;
    size_t root_count;

    size_t findings[SEVERITY_COUNT]; /* open ones */
    size_t documents, unreadable;
    size_t pending;   /* to be read */
    size_t unsettled; /* changed so shortly ago that they are not looked at yet */
    instant next_due; /* INSTANT_NEVER: time alone changes nothing */
    bool synced;      /* everything that had happened before the question is judged */

    uint64_t last_seq;
    size_t unsent;              /* events that wait for the system log */
    instant syslog_stalled;     /* since when it takes nothing; INSTANT_NEVER: all is well */
    struct span ledger;         /* its file; empty: in memory */
    struct span rules_rejected; /* why the rules on disk are not in force; empty: they are */

    size_t folders, watches, polled, unreadable_folders;
    size_t watches_allowed; /* for this user; 0: not known */
    uint64_t missed, overflows;
    int64_t longest_ms; /* that one step of the loop took */
};

void status_json(const struct status_view *v, struct buf *out);

/* False: that is no answer to `status`. */
bool status_text(struct span json, enum language l, struct buf *out);

/* ---- `--dump`: all that is known of every document ---- */

struct dump_finding {
    uint64_t fingerprint;
    struct span rule;
    enum severity severity;
    struct place place;
};

struct dump_file {
    struct span path;
    struct identity identity;
    struct digest content; /* zeros: never read */
    bool readable;
    struct span kind; /* empty: of none */
    const struct dump_finding *findings;
    size_t finding_count;
};

/* By path, whatever the order of files; a line each, so that two dumps can be compared. */
void dump_json(const struct dump_file *files, size_t count, bool synced, struct buf *out);
bool dump_text(struct span json, enum language l, struct buf *out);
