/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judging is pure: no I/O, no clock, nothing remembered. It runs again when a record of the case
 * changes, when the rules change, when another case that it asked about changes, or when now
 * reaches next_change; a deadline that passes is the same call at a later now.
 */
#pragma once

#include "base/clock.h"
#include "finding/finding.h"
#include "record/record.h"
#include "rule/rules.h"

/* A record as it lies in the archive: under one path or several. */
struct filed {
    const struct record *record;
    struct span path; /* redacted; relative to the root, or as the user named it */
    struct digest content;
    struct digest probes; /* of the table it was read with; another than the rules': unknown, to be
                             read again */
};

/* The records that belong together. One that belongs to none is a case of its own. */
struct case_file {
    struct span key; /* empty for a record without one */
    const struct filed *records;
    size_t count;
    bool loaded; /* false: the case's other records are not at hand (duly check FILE);
                    what needs them is not applicable, and counted */
    const struct pack_choice *choice; /* of packs; NULL: every pack speaks about everything */
};

/* Questions about other cases (`unique`, references into the archive). NULL functions: not loaded.
 */
struct lookup {
    /* How many records of the archive hold this value of a fact, the asking one included. */
    size_t (*holders)(void *arg, struct span kind, struct span fact, struct span value);
    void *arg;
};

struct waivers;

/* How one rule came out on one record, for summaries, tests and `explain`. Rules for other kinds of
   document have none. */
struct outcome {
    const struct rule *rule;
    size_t record;        /* index in the case */
    enum verdict verdict; /* the worst of its subjects */
    uint32_t subjects;    /* judged ("each"); 1 without each */
    struct span why;      /* for UNKNOWN and NOT_APPLICABLE: one phrase; may be empty */
};

struct asked {
    struct span kind, fact, value;
};

struct classified {
    const struct kind *kind;      /* NULL: none, or more than one */
    uint32_t matching;            /* how many kinds matched */
    struct span key, record_case; /* empty if facts for them are missing */
};

struct judgement {
    struct finding *findings; /* settled: sorted, fingerprinted, unique */
    size_t finding_count;
    struct outcome *outcomes; /* by record, then rule order */
    size_t outcome_count;
    struct classified *classified; /* one per record */
    instant next_change;           /* INSTANT_NEVER if time alone changes nothing */
    struct asked *asked;           /* keys asked: whose change makes this judgement stale */
    size_t asked_count;
};

/* Everything returned lives in the arena or is a view into rules and records. */
void judge(struct arena *a, const struct rules *rules, const struct case_file *c,
           const struct lookup *lookup, const struct waivers *waivers, struct moment now,
           struct judgement *ret);

/* Of what kind a record is, without judging: `duly facts` and the case index. */
struct classified classify(struct arena *a, const struct rules *rules,
                           const struct pack_choice *choice, const struct filed *f);
