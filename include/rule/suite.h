/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tests beside the rules: *.test.yaml in a pack's folder. The files that a case names are read
 * by the caller; a case is then judged by the same judge() as everything else, and what differs
 * from what it expects is data.
 */
#pragma once

#include "rule/judge.h"

struct suite_file {
    struct span as;   /* the path that the case gives it */
    const char *copy; /* the file to read; NULL: the text is given */
    struct span text;
    civil_day received;
    bool has_received;
};

/* Fields that are not given are not compared. */
struct suite_finding {
    uint32_t mark; /* line in the test file */
    struct span rule, file, severity, verdict, text;
    struct span message; /* words that it contains, in either language */
    uint32_t line;       /* 0: not given */
};

struct suite_fact {
    uint32_t mark;
    struct span name;
    struct span *values; /* in normal form, in document order; "unknown" alone: not known */
    uint32_t count;
};

struct suite_case {
    const char *file; /* test file */
    uint32_t line;
    struct span name;
    struct suite_file *files;
    uint32_t file_count;
    civil_day at; /* judged as of then */
    bool has_at;

    /* What is expected. kind and facts are those of the first file. */
    struct span kind; /* "none": of no kind */
    struct suite_fact *facts;
    uint32_t fact_count;
    struct suite_finding *findings;
    uint32_t finding_count;
    struct span *silent; /* rules without a finding */
    uint32_t silent_count;
    bool none;     /* no finding at all */
    bool complete; /* no finding but those listed */

    /* States and timelines of obligations are not judged by this version: said, never passed. */
    bool needs_cases;
};

struct suite {
    struct span pack;
    struct suite_case *cases;
    size_t count;
};

/* All test files of the pack's folder, by name. False after diagnosing every fault. */
bool suite_load(struct arena *a, const struct pack *pack, struct diags *diags, struct suite *ret);

/* The same from one text, for folder and file as named. */
bool suite_parse(struct arena *a, const char *folder, const char *file, struct span yaml,
                 struct diags *diags, struct suite *ret);

struct suite_mismatch {
    const char *file;
    uint32_t line;
    struct span name; /* of the case */
    const char *text; /* what differs: one sentence */
};

struct suite_result {
    struct suite_mismatch *mismatches;
    size_t count;
    bool not_judged; /* the case asks for what this version does not judge; the rest was compared */
};

/* Which rules the cases have made fire and made silent, each asserted by a case. */
struct suite_coverage {
    const struct rule *rule;
    struct span id;
    uint32_t firing, silent;
};
/* One row for each rule of the pack, all zero. */
size_t suite_coverage_new(struct arena *a, const struct rules *rules, struct span pack,
                          struct suite_coverage **ret);

/* records: one per file of the case, in its order. now counts where the case gives no day. */
void suite_judge(struct arena *a, const struct rules *rules, const struct pack_choice *choice,
                 const struct suite_case *c, const struct filed *records, struct moment now,
                 struct suite_coverage *coverage, size_t coverage_count, struct suite_result *ret);
