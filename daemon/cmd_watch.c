/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "flow/watching.h"
#include "loop.h"
#include "notify.h"
#include "version.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* The daemon as the loop drives it, and what the service manager was last told of it. */
struct service {
    struct watching *watching;
    bool ready;
    struct buf status;
    int64_t told_at;
    int64_t watchdog; /* ms between two signs of life; 0: nobody waits for them */
    int64_t alive_at; /* in ticks */
    int64_t extended_at;
};

static size_t fds(const void *arg)
{
    return watching_fds(((const struct service *)arg)->watching);
}

static size_t poll_list(const void *arg, struct pollfd *list, int *ret_timeout_ms)
{
    const struct service *s = arg;
    size_t n = watching_poll(s->watching, list, ret_timeout_ms);
    if (s->watchdog > 0) {
        int64_t left = s->alive_at + s->watchdog - clock_ticks();
        if (left < *ret_timeout_ms)
            *ret_timeout_ms = left > 0 ? (int)left : 0;
    }
    return n;
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

/* sd_watchdog_enabled(3): a sign of life at half the time that the manager waits for one. */
static int64_t watchdog_interval(void)
{
    const char *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
    if (!usec || (pid && strtol(pid, NULL, 10) != (long)getpid()))
        return 0;
    long long n = strtoll(usec, NULL, 10);
    return n > 2000 ? n / 2000 : 0;
}

static void tell_alive(struct service *s)
{
    if (s->watchdog == 0 || clock_ticks() - s->alive_at < s->watchdog)
        return;
    s->alive_at = clock_ticks();
    notify_manager("WATCHDOG=1");
}

/* The first walk over a large archive may take longer than the manager would wait for READY. */
static void tell_start(struct service *s)
{
    enum { APART = 5000 };
    if (watching_ready(s->watching)) {
        s->ready = true;
        notify_manager("READY=1");
    } else if (clock_ticks() - s->extended_at >= APART) {
        s->extended_at = clock_ticks();
        notify_manager("EXTEND_TIMEOUT_USEC=30000000");
    }
}

static void step(void *arg)
{
    struct service *s = arg;
    watching_step(s->watching);
    if (!s->ready)
        tell_start(s);
    tell_alive(s);
    tell_status(s);
}

static void on_reload(void *arg, bool begins)
{
    struct timespec t;
    char text[64];
    (void)arg;
    clock_gettime(CLOCK_MONOTONIC, &t);
    snprintf(text, sizeof text, "RELOADING=1\nMONOTONIC_USEC=%lld",
             (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000);
    notify_manager(begins ? text : "READY=1");
}

static void reload(void *arg)
{
    struct arena *arena _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = arena};
    struct service *s = arg;
    if (!watching_reload(s->watching, &diags))
        print_diags(&diags, false);
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

static void show(void *arg, const char *line)
{
    (void)arg;
    fprintf(stderr, "%s\n", line);
}

/* sd-daemon(3): the number is the severity, where standard error goes to the journal. */
static void alarm_manager(void *arg, const char *line)
{
    (void)arg;
    fprintf(stderr, "<2>duly: %s\n", line);
}

static enum status run(struct watching *w)
{
    struct service s = {
        .watching = w, .watchdog = watchdog_interval(), .extended_at = clock_ticks()};
    signal(SIGPIPE, SIG_IGN); /* a terminal that is gone is no reason to stop */
    watching_on_reload(w, on_reload, &s);
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

/* Folders on the command line make a trial of it, unless a configuration is named too; else the
   configuration tells the folders. */
static const char *configuration(const struct options *o)
{
    return o->argument_count > 0 ? o->config : config_file(o);
}

enum status cmd_watch(const struct options *o)
{
    const char *config = configuration(o);
    if (!config && o->argument_count == 0) {
        complain("watch wants a folder, or a configuration in %s; duly watch --help tells more",
                 CONFIG_FILE);
        return STATUS_TROUBLE;
    }
    struct diags diags = {.arena = o->arena};
    struct buf text _cleanup_buf_ = {0};
    const struct watching_setup setup = {
        .source = {.config_file = config,
                   .folders = o->arguments,
                   .folder_count = (size_t)o->argument_count,
                   .packs = o->rules.at,
                   .pack_count = o->rules.n},
        .jobs = o->jobs,
        .syslog = o->syslog,
        .language = o->language_given ? &o->language : NULL,
        .locale = o->language,
        .version = DULY_VERSION,
        .show = o->on_terminal || !config ? show : NULL,
        .alarm = alarm_manager,
    };
    struct watching *w = watching_new(&setup, &diags, &text);
    print_diags(&diags, false);
    if (!w) {
        if (text.n > 0)
            complain("nothing is watched: %s", text.at);
        return STATUS_TROUBLE;
    }
    enum status status = run(w);
    watching_free(w);
    return status;
}
