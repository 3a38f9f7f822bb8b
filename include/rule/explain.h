/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a record is judged as it is: the evidence for each kind, the facts with their places and how
 * they were looked for, and every rule's outcome. As data; who asked prints it. Everything lives in
 * the arena or is a view into rules and records.
 */
#pragma once

#include "rule/judge.h"

enum answer_given { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };
const char *answer_given_text(enum answer_given a); /* "no", "yes", "unknown" */

/* A line of the evidence tree: what stands below it follows with a greater depth. */
struct explained_evidence {
    uint32_t depth;
    const char *what; /* "all", "any", "none", "title", "heading", "text", "path", "format" */
    struct span text; /* as in the rule file; empty for all, any, none */
    enum answer_given holds;
    struct place place; /* of what matched first; zero if nothing did or it has no place */
    struct span found;
};

struct explained_kind {
    struct span pack, id;
    enum answer_given holds;
    struct explained_evidence *evidence;
    uint32_t evidence_count;
};

/* One statement of a fact. */
struct explained_value {
    struct span value; /* in its normal form */
    struct span raw;
    struct place place;
    bool repaired;
    bool repeated; /* says the same as one before it */
};

struct explained_fact {
    struct span name;
    const char *type; /* "date", "party", ... */
    struct span how;  /* "in \"parter\", after \"senast den\"" */
    struct span why;  /* why it is not as wanted; empty if it is */
    struct explained_value *values;
    uint32_t value_count;
};

struct explained_rule {
    struct span pack, id;
    const char *file; /* where it is written */
    uint32_t line;
    const char *check;
    enum severity severity;
    enum verdict verdict;
    uint32_t subjects; /* judged */
    uint32_t findings;
    struct span why; /* for unknown and not-applicable */
    struct span ref, doc;
};

struct explanation {
    struct classified classified;
    enum unread unread;
    struct span detail; /* of what could not be read */
    struct explained_kind *kinds;
    size_t kind_count;
    struct explained_fact *facts; /* of its kind; none without one */
    size_t fact_count;
    struct explained_rule *rules; /* all in force, those for other kinds too */
    size_t rule_count;
    struct finding *findings; /* of this record */
    size_t finding_count;
    instant next_change;
};

/* Of one record of the case, by the same evaluation as judge(). */
void explain(struct arena *a, const struct rules *rules, const struct case_file *c, size_t index,
             const struct lookup *lookup, struct moment now, struct explanation *ret);
