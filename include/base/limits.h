/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every bound, with its name, its value and the reason. They are counted, never timed, so that the
 * same bytes give the same answer on a slow machine; only LIMIT_WALL_MS kills, and a document
 * killed by it is tried once more, alone. Reaching one is said with its name ("limit: facts").
 */
#pragma once

/* What a document may be. A name here is what a finding says. */
#define DOCUMENT_LIMITS(X)                                                                         \
    X(FILE_BYTES, "file-size", 64u << 20) /* agreements are kilobytes; scans some megabytes */     \
    X(LINES, "lines", 2000000u)           /* 64 MiB of short lines stay below */                   \
    X(BLOCKS, "blocks", 500000u)          /* paragraphs; a 10,000-page book has 200,000 */         \
    X(RUNS, "positions", 4000000u)        /* odd characters; one in a hundred bytes is many */     \
    X(SECTIONS, "sections", 20000u)       /* a law book has some thousands */                      \
    X(TOKENS, "tokens", 16000000u)        /* words, numbers and marks; prose of 64 MiB has 12 */   \
    X(FACTS, "facts", 100000u)            /* a price list of a hundred thousand dates */           \
    X(HITS, "hits", 100000u)              /* over all probes */                                    \
    X(HITS_PER_PROBE, "hits-per-probe", 2000u)     /* what any rule can usefully count */          \
    X(PATTERN_STEPS, "pattern-steps", 2000000u)    /* PCRE2 match limit a start: about 50 ms */    \
    X(DOCUMENT_STEPS, "document-steps", 16u << 20) /* of all patterns; more in a long text */      \
    X(PATTERN_HEAP_KIB, "pattern-heap", 8192u)     /* PCRE2 heap limit a call */                   \
    X(RECORD_BYTES, "record-size", 32u << 20)      /* what the main process is willing to decode */

/* What a reader process may use, and what a pack may be. */
#define PROCESS_LIMITS(X)                                                                          \
    X(READER_MEMORY, "memory", 1536u << 20) /* 64 MiB of prose took 1,030: text, tokens, facts */  \
    X(READER_CPU_S, "cpu", 600u)            /* of a process; it is renewed long before */          \
    X(READER_DOCUMENTS, "documents", 2000u) /* then a fresh process takes its place */             \
    X(WALL_MS, "time", 20000u)              /* of one document */                                  \
    X(PROBES, "probes", 20000u)             /* over all packs loaded */                            \
    X(PROBE_BYTES, "probe-size", 4u << 20)  /* all their texts: the automaton grows with them */   \
    X(PATTERN_BYTES, "pattern-size", 4096u) /* of one pattern in a rule */                         \
    X(YAML_BYTES, "yaml-size", 4u << 20)    /* of one rule file */                                 \
    X(YAML_NODES, "yaml-nodes", 200000u)                                                           \
    X(YAML_DEPTH, "yaml-depth", 64u) /* rules nest to about eight */                               \
    X(RULE_KINDS, "rule-kinds", 64u) /* that one rule names; a pack has a dozen */                 \
    X(EXPRESSION_DEPTH, "expression-depth", 64u)                                                   \
    X(EXPRESSION_STEPS, "expression-steps",                                                        \
      5u << 20)                   /* of a rule on one document: half a second */                   \
    X(FINDINGS, "findings", 500u) /* of one rule on one document; the others are counted */        \
    X(QUOTE_BYTES, "quote", 200u) /* of one quoted line */

enum limit {
#define X(name, text, value) LIMIT_NAME_##name,
    DOCUMENT_LIMITS(X) PROCESS_LIMITS(X)
#undef X
        LIMIT_COUNT
};

#define X(name, text, value) LIMIT_##name = (value),
enum { DOCUMENT_LIMITS(X) PROCESS_LIMITS(X) };
#undef X

/* "file-size", ...; "?" for a number that is no limit. */
const char *limit_text(enum limit which);
