/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of all commands, one row each; a command's row in main.c names the letters it takes. */
#include "base/names.h"
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool set_rules(struct options *o, const char *value)
{
    *VEC_ADD(o->arena, &o->rules) = value;
    return true;
}

static bool set_at(struct options *o, const char *value)
{
    o->at_given = true;
    o->at = value;
    return clock_parse(value, &o->now);
}

static const char *const output_names[] = {
    [OUTPUT_TEXT] = "text", [OUTPUT_JSON] = "json", [OUTPUT_JUNIT] = "junit"};

static bool set_format(struct options *o, const char *value)
{
    int found =
        names_find(output_names, sizeof output_names / sizeof *output_names, span_of(value));
    if (found >= 0)
        VEC_ADD(o->arena, &o->outputs)->format = (enum output_format)found;
    return found >= 0;
}

/* Goes with the --format before it. */
static bool set_output(struct options *o, const char *value)
{
    if (o->outputs.n == 0 || o->outputs.at[o->outputs.n - 1].file)
        VEC_ADD(o->arena, &o->outputs);
    o->outputs.at[o->outputs.n - 1].file = value;
    return true;
}

static bool set_fail_on(struct options *o, const char *value)
{
    return severity_parse(span_of(value), &o->fail_on);
}

static bool set_color(struct options *o, const char *value)
{
    static const char *const names[] = {
        [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
    int found = names_find(names, sizeof names / sizeof *names, span_of(value));
    if (found >= 0)
        o->color = (enum color)found;
    return found >= 0;
}

static bool set_jobs(struct options *o, const char *value)
{
    char *end;
    long n = strtol(value, &end, 10);
    if (*end != '\0' || n < 1 || n > 256)
        return false;
    o->jobs = (unsigned)n;
    return true;
}

static bool set_language(struct options *o, const char *value)
{
    if (strcmp(value, "sv") != 0 && strcmp(value, "en") != 0)
        return false;
    o->language = value[0] == 's' ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
    return o->language_given = true;
}

static bool set_config(struct options *o, const char *value)
{
    o->config = value;
    return *value != '\0';
}

/* At most what a number in JSON can tell exactly (RFC 8259 6). */
static bool set_since(struct options *o, const char *value)
{
    static const uint64_t most = (uint64_t)1 << 53;
    char *end;
    errno = 0;
    o->since = strtoull(value, &end, 10);
    return value[0] >= '0' && value[0] <= '9' && *end == '\0' && errno == 0 && o->since <= most;
}

static bool set_syslog(struct options *o, const char *value)
{
    o->syslog = value;
    return true;
}

static bool set_quiet(struct options *o, const char *value)
{
    (void)value;
    return o->quiet = true;
}

static bool set_unknown_ok(struct options *o, const char *value)
{
    (void)value;
    return o->unknown_ok = true;
}

static bool set_on_terminal(struct options *o, const char *value)
{
    (void)value;
    return o->on_terminal = true;
}

static bool set_sync(struct options *o, const char *value)
{
    (void)value;
    return o->sync = true;
}

static bool set_dump(struct options *o, const char *value)
{
    (void)value;
    return o->dump = true;
}

static bool set_resend(struct options *o, const char *value)
{
    (void)value;
    return o->resend = true;
}

static bool set_require_tests(struct options *o, const char *value)
{
    (void)value;
    return o->require_tests = true;
}

static const struct option_row {
    char letter; /* in struct command's `takes` */
    const char *name, *value, *help;
    bool (*set)(struct options *o, const char *value);
} rows[] = {
    // clang-format off
    {'C', "config", "FILE", "the configuration (default " CONFIG_FILE ")", set_config},
    {'r', "rules", "DIR|PACK", "packs to judge by (repeatable); without it the root's, or every installed one", set_rules},
    {'a', "at", "DATE|TIME", "judge as of then; told in every output", set_at},
    {'f', "format", "FORMAT", "of the output (repeatable, each with an --output)", set_format},
    {'o', "output", "FILE", "where it goes; written whole or not at all", set_output},
    {'F', "fail-on", "SEVERITY", "info, notice, warning, error (default) or critical: exit 1 from there on", set_fail_on},
    {'c', "color", "auto|always|never", "also NO_COLOR", set_color},
    {'q', "quiet", NULL, "no summary line", set_quiet},
    {'j', "jobs", "N", "readers at work side by side (default: one per core)", set_jobs},
    {'u', "unknown-ok", NULL, "exit 0 where 3 would say that something is incomplete", set_unknown_ok},
    {'l', "language", "sv|en", "of the messages (default: from LANG)", set_language},
    {'s', "stderr", NULL, "show events on the terminal too", set_on_terminal},
    {'S', "syslog", "SOCKET", "of the system log (default: the configuration's)", set_syslog},
    {'y', "sync", NULL, "wait until everything seen so far is judged", set_sync},
    {'d', "dump", NULL, "the view of every file", set_dump},
    {'n', "since", "SEQ", "only events behind this one", set_since},
    {'R', "resend", NULL, "say them to the system log once more", set_resend},
    {'T', "require-tests", NULL, "fail on a rule without a firing and a silent case", set_require_tests},
    // clang-format on
};
static const size_t row_count = sizeof rows / sizeof *rows;

/* What the option wants, as help and complaints call it. */
static const char *value_of(const struct command *c, const struct option_row *row)
{
    return row->letter == 'f' ? c->formats : row->value;
}

void options_help(const struct command *c)
{
    printf("usage: duly %s [OPTION...]%s%s\n\n%s\n\n", c->name, *c->arguments ? " " : "",
           c->arguments, c->does);
    for (size_t i = 0; i < row_count; i++) {
        char left[48];
        if (!strchr(c->takes, rows[i].letter))
            continue;
        const char *value = value_of(c, &rows[i]);
        snprintf(left, sizeof left, "--%s%s%s", rows[i].name, value ? " " : "", value ? value : "");
        printf("  %-26s %s\n", left, rows[i].help);
    }
    printf("\nexample: %s\n", c->example);
}

static void unknown_option(const struct command *c, const char *word)
{
    const char *names[sizeof rows / sizeof *rows];
    size_t n = 0;
    struct span name = span_of(word);
    while (name.n && name.at[0] == '-')
        name = span_cut(name, 1, name.n);
    for (size_t i = 0; i < row_count; i++)
        if (strchr(c->takes, rows[i].letter))
            names[n++] = rows[i].name;
    const char *near = suggest(name, names, n);
    if (near)
        complain("%s takes no option %s; did you mean --%s?", c->name, word, near);
    else
        complain("%s takes no option %s; duly %s --help lists them", c->name, word, c->name);
}

static bool has_format(const struct command *c, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = c->formats; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (strncmp(at, name, n) == 0 && (at[n] == '|' || at[n] == '\0'))
            return true;
    }
    return false;
}

static bool set_option(const struct command *c, const struct option_row *row, const char *value,
                       struct options *o)
{
    return row->set(o, value) && (row->letter != 'f' || has_format(c, value));
}

static enum language language_of_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return strncmp(value, "sv", 2) == 0 ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
    }
    return LANGUAGE_ENGLISH;
}

static unsigned cores(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (unsigned)CPU_COUNT(&set);
    return 1;
}

static void set_defaults(struct options *o)
{
    o->zone_given = getenv("TZ") != NULL;
    if (!o->zone_given)
        clock_set_zone("Europe/Stockholm");
    o->now = clock_now();
    o->fail_on = SEVERITY_ERROR;
    o->language = language_of_locale();
    o->jobs = cores();
}

/* getopt's table of the options that this command takes; val is 1 + the row's number. */
static void long_options(const struct command *c, struct option table[static 32])
{
    size_t n = 0;
    for (size_t i = 0; i < row_count; i++)
        if (strchr(c->takes, rows[i].letter))
            table[n++] = (struct option){
                .name = rows[i].name, .has_arg = rows[i].value ? 1 : 0, .val = (int)i + 1};
    table[n++] = (struct option){.name = "help", .val = 1000};
    table[n] = (struct option){0};
}

bool options_read(const struct command *c, int argc, char **argv, struct options *o,
                  enum status *ret)
{
    struct option table[32];
    long_options(c, table);
    set_defaults(o);
    opterr = 0;
    optind = 1;
    *ret = STATUS_TROUBLE;
    argc += 1; /* getopt passes over the command's name */
    argv -= 1;
    for (int val; (val = getopt_long(argc, argv, ":", table, NULL)) != -1;) {
        if (val == 1000) {
            options_help(c);
            *ret = STATUS_CLEAN;
            return false;
        }
        if (val == ':') {
            complain("%s wants a value", argv[optind - 1]);
            return false;
        }
        if (val == '?') {
            unknown_option(c, argv[optind - 1]);
            return false;
        }
        const struct option_row *row = &rows[val - 1];
        if (!set_option(c, row, optarg, o)) {
            complain("--%s: no %s: %s", row->name, value_of(c, row), optarg);
            return false;
        }
    }
    if (o->outputs.n == 0)
        VEC_ADD(o->arena, &o->outputs);
    o->arguments = argv + optind;
    o->argument_count = argc - optind;
    return true;
}
