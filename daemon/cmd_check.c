/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "deliver.h"
#include "flow/checking.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A line on the terminal once a run takes longer than half a second; wiped at the end. */
struct progress_line {
    int64_t begun, shown;
};

static void show_progress(void *arg, size_t done, size_t total)
{
    struct progress_line *line = arg;
    int64_t now = clock_ticks();
    if (now - line->begun < 500 || now - line->shown < 100)
        return;
    line->shown = now;
    fprintf(stderr, "\r%zu/%zu\033[K", done, total);
}

static void wipe_progress(const struct progress_line *line)
{
    if (line->shown)
        fputs("\r\033[K", stderr);
}

/* 1 before 3 before 0; 2 was decided earlier. */
static enum status status_of(const struct options *o, const struct report *r)
{
    for (int s = (int)o->fail_on; s < SEVERITY_COUNT; s++)
        if (r->by_severity[s])
            return STATUS_FINDINGS;
    bool incomplete = r->unreadable || r->unknown;
    return incomplete && !o->unknown_ok ? STATUS_INCOMPLETE : STATUS_CLEAN;
}

static void write_report(const struct options *o, const struct output *to, void *arg,
                         struct buf *out)
{
    const struct report *r = arg;
    if (to->format == OUTPUT_JSON)
        report_json(r, out);
    else
        report_text(r, deliver_color(o, to), !o->quiet, out);
}

static bool nothing_to_check(const struct options *o, const struct document_list *list)
{
    if (o->argument_count == 0)
        complain("check wants a file, a folder or -; duly check --help tells more");
    else if (list->nothing)
        complain("%s: %s", list->nothing,
                 access(list->nothing, F_OK) == 0 ? "holds no document" : "no such file or folder");
    else
        return false;
    return true;
}

static enum status check(const struct options *o, const struct document_list *list,
                         const struct choosing *by, struct moment now)
{
    struct progress_line line = {.begun = clock_ticks()};
    struct report report = {
        .command = "check",
        .version = DULY_VERSION,
        .at = now,
        .at_given = o->at_given,
        .language = o->language,
    };
    struct checking checking = {
        .by = by,
        .now = now,
        .jobs = o->jobs,
        .progress = isatty(STDERR_FILENO) && isatty(STDOUT_FILENO) ? show_progress : NULL,
        .progress_arg = &line,
    };
    const char *error;
    bool judged = check_documents(o->arena, &checking, list, &report, &error);
    wipe_progress(&line);
    if (!judged) {
        complain("nothing was judged: %s", error);
        return STATUS_TROUBLE;
    }
    report.seconds = (double)(clock_ticks() - line.begun) / 1000;
    return deliver(o, write_report, &report) ? status_of(o, &report) : STATUS_TROUBLE;
}

enum status cmd_check(const struct options *o)
{
    struct document_list list = {.arena = o->arena};
    struct choosing by;
    struct moment now;
    documents_find(o->arguments, o->argument_count, &list);
    if (nothing_to_check(o, &list) || !packs_for(o, &list, &by, &now))
        return STATUS_TROUBLE;
    enum status status = check(o, &list, &by, now);
    rules_free(by.rules);
    return status;
}
