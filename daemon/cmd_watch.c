/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "flow/watching.h"
#include "loop.h"
#include "notify.h"
#include "version.h"

#include <signal.h>
#include <stdio.h>

/* The daemon as the loop drives it, and what the service manager was last told of it. */
struct service {
    struct watching *watching;
    bool ready;
    struct buf status;
    int64_t told_at;
};

static size_t fds(const void *arg)
{
    return watching_fds(((const struct service *)arg)->watching);
}

static size_t poll_list(const void *arg, struct pollfd *list, int *ret_timeout_ms)
{
    return watching_poll(((const struct service *)arg)->watching, list, ret_timeout_ms);
}

static instant next(const void *arg)
{
    return watching_next(((const struct service *)arg)->watching);
}

static void tell_status(struct service *s)
{
    enum { APART = 1000 }; /* while there is more to come; the last word is told at once */
    struct buf now _cleanup_buf_ = {0};
    buf_text(&now, "STATUS=");
    watching_status(s->watching, &now);
    bool soon = watching_busy(s->watching) && clock_ticks() - s->told_at < APART;
    if (soon || (s->status.at && strcmp(now.at, s->status.at) == 0))
        return;
    s->told_at = clock_ticks();
    notify_manager(now.at);
    buf_clear(&s->status);
    buf_span(&s->status, buf_peek(&now));
}

static void step(void *arg)
{
    struct service *s = arg;
    watching_step(s->watching);
    if (!s->ready && watching_ready(s->watching)) {
        s->ready = true;
        notify_manager("READY=1");
    }
    tell_status(s);
}

static void reload(void *arg)
{
    watching_reload(((struct service *)arg)->watching);
}

static void stop(void *arg)
{
    notify_manager("STOPPING=1");
    watching_stop(((struct service *)arg)->watching);
}

static bool stopped(const void *arg)
{
    return watching_stopped(((const struct service *)arg)->watching);
}

static void show(void *arg, const char *sentence)
{
    (void)arg;
    fprintf(stderr, "%s\n", sentence);
}

static enum status run(struct watching *w)
{
    struct service s = {.watching = w};
    signal(SIGPIPE, SIG_IGN); /* a terminal that is gone is no reason to stop */
    const struct loop_work work = {
        .fds = fds,
        .poll = poll_list,
        .next = next,
        .step = step,
        .reload = reload,
        .stop = stop,
        .stopped = stopped,
        .arg = &s,
    };
    bool ran = loop_run(&work);
    buf_done(&s.status);
    if (!ran)
        complain("no event loop is to be had");
    return ran ? STATUS_CLEAN : STATUS_TROUBLE;
}

enum status cmd_watch(const struct options *o)
{
    if (o->argument_count == 0) {
        complain("watch wants a folder; duly watch --help tells more");
        return STATUS_TROUBLE;
    }
    struct rules *rules = packs_in_force(o);
    if (!rules)
        return STATUS_TROUBLE;
    const struct watching_setup setup = {
        .folders = o->arguments,
        .folder_count = (size_t)o->argument_count,
        .packs = o->rules.at,
        .pack_count = o->rules.n,
        .jobs = o->jobs,
        .syslog = o->syslog,
        .language = o->language,
        .version = DULY_VERSION,
        .show = o->on_terminal ? show : NULL,
    };
    const char *error;
    struct watching *w = watching_new(&setup, rules, &error);
    if (!w) {
        complain("nothing is watched: %s", error);
        return STATUS_TROUBLE;
    }
    enum status status = run(w);
    watching_free(w);
    return status;
}
