/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "version.h"

#include <fcntl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct command commands[] = {
    {
        .name = "check",
        .arguments = "PATH...",
        .does = "judge documents once; a folder is walked; - is standard input",
        .takes = "CrafFocqjul",
        .formats = "text|json",
        .example = "duly check --rules /etc/duly/rules/se.samverkan /srv/agreements",
        .run = cmd_check,
    },
    {
        .name = "watch",
        .arguments = "[DIR...]",
        .does = "watch folders, judge what changes, log each violation once",
        .takes = "CrsSjl",
        .example = "duly watch --stderr --rules rules/general samples",
        .run = cmd_watch,
    },
    {
        .name = "facts",
        .arguments = "FILE",
        .does = "what was read: outline, dates, periods, parties, signatures ...",
        .takes = "Crfocl",
        .formats = "text|json",
        .example = "duly facts --format json agreement.txt",
        .run = cmd_facts,
    },
    {
        .name = "explain",
        .arguments = "FILE [RULE]",
        .does = "why this verdict: kinds, facts used, where they came from",
        .takes = "Crafocl",
        .formats = "text|json",
        .example = "duly explain agreement.txt agreement.signatures-dated",
        .run = cmd_explain,
    },
    {
        .name = "rules",
        .arguments = "lint|list|show|schema [PACK|RULE...]",
        .does = "about packs: faults, rules, one rule, the schema for editors",
        .takes = "Crfocl",
        .formats = "text|json",
        .example = "duly rules lint rules/se.samverkan",
        .run = cmd_rules,
    },
    {
        .name = "test",
        .arguments = "[PACK...]",
        .does = "run the tests beside the rules",
        .takes = "rTfojlqc",
        .formats = "text|junit",
        .example = "duly test --require-tests rules/general",
        .run = cmd_test,
    },
    {
        .name = "status",
        .arguments = "",
        .does = "ask the daemon: roots, open findings, what falls due, its health",
        .takes = "Cydfol",
        .formats = "text|json",
        .example = "duly status --sync",
        .run = cmd_status,
    },
    {
        .name = "reload",
        .arguments = "",
        .does = "have the daemon load configuration and rules anew, and say how it went",
        .takes = "C",
        .example = "duly reload",
        .run = cmd_reload,
    },
    {
        .name = "events",
        .arguments = "",
        .does = "what was said to the system log, and saying it again",
        .takes = "CnRfo",
        .formats = "text|json",
        .example = "duly events --since 1842",
        .run = cmd_events,
    },
    {
        .name = "doctor",
        .arguments = "",
        .does = "look at limits, permissions, system log, jail; with the remedy for each",
        .takes = "Cfo",
        .formats = "text|json",
        .example = "sudo duly doctor",
        .run = cmd_doctor,
    },
    {
        .name = "ledger",
        .arguments = "export|import FILE|check",
        .does = "take out and bring back what cannot be recomputed; look for damage",
        .takes = "Co",
        .example = "duly ledger export --output ledger.jsonl",
        .run = cmd_ledger,
    },
};
static const size_t command_count = sizeof commands / sizeof *commands;

void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("duly: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

static void print_usage(FILE *out)
{
    fputs("usage: duly COMMAND [OPTION...] [ARGUMENT...]\n\n"
          "duly keeps agreements and reports honest: it reads documents, judges them by rules,\n"
          "and says each violation once, with the place that shows it.\n\n",
          out);
    for (size_t i = 0; i < command_count; i++)
        fprintf(out, "  duly %-8s %-38s %s\n", commands[i].name, commands[i].arguments,
                commands[i].does);
    fputs("\n  duly COMMAND --help tells a command's options; duly --version the version.\n", out);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static enum status no_such_command(const char *name)
{
    const char *names[sizeof commands / sizeof *commands];
    for (size_t i = 0; i < command_count; i++)
        names[i] = commands[i].name;
    const char *near = suggest(span_of(name), names, command_count);
    if (near)
        complain("no such command: %s; did you mean %s?", name, near);
    else
        complain("no such command: %s; duly --help lists them", name);
    return STATUS_TROUBLE;
}

/* A standard descriptor that is closed would be given to the first file that is opened. What stands
   in for it refuses to be read, or written, just the same. */
static void hold_standard_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            abort();
}

int main(int argc, char **argv)
{
    hold_standard_descriptors();
    setlocale(LC_CTYPE, "");
    if (argc < 2) {
        print_usage(stderr);
        return STATUS_TROUBLE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_usage(stdout);
        return STATUS_CLEAN;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("duly " DULY_VERSION);
        return STATUS_CLEAN;
    }
    const struct command *c = find_command(argv[1]);
    if (!c)
        return no_such_command(argv[1]);
    struct arena *arena _cleanup_arena_ = arena_new();
    struct options o = {.arena = arena};
    enum status status;
    if (!options_read(c, argc - 2, argv + 2, &o, &status))
        return status;
    return c->run(&o);
}
