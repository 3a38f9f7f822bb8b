/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommands: one row each in main.c, one cmd_*.c each. */
#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "finding/finding.h"
#include "flow/choosing.h"
#include "flow/documents.h"
#include "rule/rules.h"

/* One status for all commands; a worse one wins: 2 before 1 before 3 before 0. */
enum status { STATUS_CLEAN = 0, STATUS_FINDINGS = 1, STATUS_TROUBLE = 2, STATUS_INCOMPLETE = 3 };

/* Looked for where no --config names another. */
#define CONFIG_FILE "/etc/duly/duly.yaml"

enum output_format { OUTPUT_TEXT, OUTPUT_JSON, OUTPUT_JUNIT };
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct output {
    enum output_format format;
    const char *file; /* NULL: standard output */
};

/* What the options said; which of them a command takes stands in its row. */
struct options {
    struct arena *arena;
    VEC(const char *) rules;
    VEC(struct output) outputs; /* at least one */
    struct moment now;          /* of --at, else the clock's */
    bool at_given;
    const char *at; /* as it was given */
    enum severity fail_on;
    enum color color;
    enum language language; /* of --language, else the locale's */
    bool zone_given;        /* by TZ; else it is the usual one, or the configuration's */
    bool language_given;    /* else it is the locale's */
    unsigned jobs;
    bool quiet, unknown_ok, on_terminal, require_tests, sync, dump, resend;
    const char *config; /* NULL: none was named */
    const char *syslog; /* socket of the system log, instead of the configuration's; or NULL */
    uint64_t since;     /* the last event that is known already */
    char **arguments;   /* behind the options */
    int argument_count;
};

struct command {
    const char *name, *arguments, *does;
    const char *takes;   /* letters of the option rows in options.c */
    const char *formats; /* what --format may be: "text|json"; NULL without it */
    const char *example;
    enum status (*run)(const struct options *o);
};

enum status cmd_check(const struct options *o);
enum status cmd_watch(const struct options *o);
enum status cmd_facts(const struct options *o);
enum status cmd_explain(const struct options *o);
enum status cmd_rules(const struct options *o);
enum status cmd_test(const struct options *o);
enum status cmd_status(const struct options *o);
enum status cmd_reload(const struct options *o);
enum status cmd_events(const struct options *o);
enum status cmd_doctor(const struct options *o);
enum status cmd_ledger(const struct options *o);

/* Reads argv behind the command's name. False: *ret is the exit status (help was printed, or what
   is wrong was said). */
bool options_read(const struct command *c, int argc, char **argv, struct options *o,
                  enum status *ret);
void options_help(const struct command *c);

/* "duly: ..." on standard error, with the remedy behind a colon where there is one. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* No rule has this id; the nearest one that is in force is named. */
void complain_of_rule(struct arena *a, const struct rules *rules, struct span id);

/* file:line:col: error: text, the hint beneath; to standard error. */
void print_diags(struct diags *d, bool with_notes);

/* What --config names, else the usual file if there is one, else NULL. */
const char *config_file(const struct options *o);

/*
 * Where the daemon's folders are, as far as that configuration tells, or by default. What is wrong
 * with it is the daemon's to say, which may run by an older one: ret_faults is for when none
 * answers. False after complaining that it cannot be read at all.
 */
struct config;
bool config_for_asking(const struct options *o, struct config *ret, struct diags *ret_faults);

/* Of --language, else of the configuration, else of the locale. */
enum language language_in_force(const struct options *o, const struct config *c);

/*
 * Which packs judge these files: those of --rules; else, with --config or where one of the files
 * lies beneath a root of CONFIG_FILE, those of the configuration; else every installed pack.
 * *ret_now is the options' moment, in the configuration's zone. False after the faults were
 * printed; the rules are the caller's to free.
 */
bool packs_for(const struct options *o, const struct document_list *list, struct choosing *ret,
               struct moment *ret_now);

/* Named packs, else those of --config, else every installed pack; NULL after the faults were
   printed. A pack that a named one uses is looked for beside it, then in the installed folders. */
struct rules *packs_named(const struct options *o, const char *const *named, size_t count,
                          bool with_notes);
