/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The jailed side: bytes → record. One library, linked into a program per family of formats; the
 * program names the formats it reads. It knows no rules and no YAML, opens nothing, and answers one
 * question after the other on the socket it was born with.
 */
#pragma once

#include "base/arena.h"
#include "format/format.h"
#include "record/probe.h"
#include "record/record.h"

/* Compiled probes: an automaton over all literals (and over each pattern's required literal), and
   the patterns. */
struct matcher;
struct matcher *matcher_new(struct arena *a, const struct probe_table *t);
void matcher_free(struct matcher *m); /* what PCRE2 allocated */

/* Hits and overruns of a document, in the document's arena, into r. */
void matcher_run(const struct matcher *m, const struct document *d, struct record *r);

/* How often the text was walked from end to end by the last matcher_run(): one, however many packs
   and probes there are. */
unsigned matcher_passes(const struct matcher *m);

/* Everything from bytes to record, without process or jail: tests, fuzzers and the reader's loop
   call the same. bytes may be overwritten. */
void read_document(struct arena *a, char *bytes, size_t n, enum format hint,
                   const struct lexicon *lexicon, const struct matcher *m, struct record *ret);

/*
 * The jail: no new privileges, rlimits and seccomp are required; landlock where the kernel has it.
 * 0, and *ret_what says what it is made of; or a negative errno, and *ret_what says what could not
 * be built: the reader then refuses to read. A build with sanitizers, which need what the jail
 * takes away, has none, and says so.
 */
int jail_enter(const char **ret_what);

/* The loop of a reader program: jail, then questions from fd until it is closed. Exit status. */
int reader_main(int fd);
