/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/read.h"
#include "command.h"
#include "config/config.h"
#include "deliver.h"
#include "ledger/ledger.h"
#include "owner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void close_ledger(struct ledger *l)
{
    ledger_close(l);
    owner_leave();
}

/* NULL after saying why. */
static struct ledger *open_to_read(const struct config *c)
{
    struct buf why _cleanup_buf_ = {0};
    owner_become(c->state);
    struct ledger *l = ledger_open_to_read(c->state, &why);
    if (l)
        return l;
    owner_leave();
    complain("%.*s", SPAN_ARG(buf_peek(&why)));
    return NULL;
}

/* ---- export ---- */

static void add_line(void *arg, struct span line)
{
    buf_span(arg, line); /* with its line end */
}

static void write_lines(const struct options *o, const struct output *to, void *arg,
                        struct buf *out)
{
    const struct buf *lines = arg;
    (void)o;
    (void)to;
    buf_span(out, buf_peek(lines));
}

static enum status export_lines(const struct options *o, const struct config *c)
{
    struct buf lines _cleanup_buf_ = {0};
    struct ledger *l = open_to_read(c);
    if (!l)
        return STATUS_TROUBLE;
    ledger_export(l, add_line, &lines);
    close_ledger(l);
    return deliver(o, write_lines, &lines) ? STATUS_CLEAN : STATUS_TROUBLE;
}

/* ---- import ---- */

static bool read_lines(const char *path, struct buf *ret)
{
    bool standard = strcmp(path, "-") == 0;
    int fd _cleanup_fd_ = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    int error = fd < 0 ? -errno : read_to_end(fd, SIZE_MAX, ret);
    if (error)
        complain("%s: %s", path, strerror(-error));
    return error == 0;
}

static bool merge(struct ledger *l, const char *file, struct span lines, struct diags *diags)
{
    if (!ledger_import(l, file, lines, diags))
        return false;
    if (ledger_commit(l))
        return true;
    complain("%s", ledger_fault(l));
    return false;
}

static enum status import_lines(const struct options *o, const struct config *c)
{
    const char *file = o->arguments[1];
    struct diags diags = {.arena = o->arena};
    struct buf lines _cleanup_buf_ = {0}, text _cleanup_buf_ = {0};
    enum ledger_found found;
    if (!read_lines(file, &lines))
        return STATUS_TROUBLE;
    owner_become(c->state);
    struct ledger *l = ledger_open(c->state, clock_now(), &found, &text);
    if (text.n > 0)
        complain("%s", text.at);
    bool good = l && merge(l, file, buf_peek(&lines), &diags);
    close_ledger(l);
    print_diags(&diags, false);
    if (l && !good)
        complain("nothing was taken");
    return good ? STATUS_CLEAN : STATUS_TROUBLE;
}

/* ---- check ---- */

static enum status check(const struct options *o, const struct config *c)
{
    struct ledger *l = open_to_read(c);
    if (!l)
        return STATUS_TROUBLE;
    const char *fault = ledger_check(l, o->arena);
    const struct ledger_counts *n = ledger_counts(l);
    if (fault)
        complain("the ledger in %s is damaged: %s; the daemon sets it aside when it starts",
                 c->state, fault);
    else
        printf("sound: %zu documents, %llu events so far\n", n->files,
               (unsigned long long)n->last_seq);
    close_ledger(l);
    return fault ? STATUS_FINDINGS : STATUS_CLEAN;
}

/* A ledger of another folder is none to write to, so a faulty configuration is mended first. */
static bool read_config(const struct options *o, struct config *ret)
{
    struct diags faults;
    if (!config_for_asking(o, ret, &faults))
        return false;
    print_diags(&faults, false);
    return faults.errors == 0;
}

enum status cmd_ledger(const struct options *o)
{
    static const struct {
        const char *name;
        int arguments; /* with the verb */
        enum status (*run)(const struct options *o, const struct config *c);
    } verbs[] = {{"export", 1, export_lines}, {"import", 2, import_lines}, {"check", 1, check}};
    struct config config;
    const char *verb = o->argument_count ? o->arguments[0] : "";
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, verb) == 0 && verbs[i].arguments == o->argument_count)
            return read_config(o, &config) ? verbs[i].run(o, &config) : STATUS_TROUBLE;
    complain("ledger wants export, import FILE or check; duly ledger --help tells more");
    return STATUS_TROUBLE;
}
