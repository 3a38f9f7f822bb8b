/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/watching_state.h"

#include "flow/packs.h"

#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

enum {
    QUEUE_MOST = 100000, /* datagrams, of a few hundred bytes each */
    HEARTBEAT = 3600000, /* ms */
    STOP_PATIENCE = 2000 /* ms, for a system log that takes nothing */
};

static void use_rules(struct watching *w, struct rules *rules)
{
    struct digest digest = rules_digest(rules);
    rules_free(w->rules);
    w->rules = rules;
    w->probes = probe_table_digest(rules_probes(rules));
    w->probe_count = (uint32_t)rules_probes(rules)->list.n;
    snprintf(w->revision, sizeof w->revision, "r%02x%02x", digest.bytes[0], digest.bytes[1]);
}

static char *root_name(const char *folder)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    char *name = strndup(folder, n);
    if (!name)
        abort();
    return name;
}

static bool begin_watching(struct watching *w)
{
    int error = 0;
    struct watch_sink sink = {heard_change, heard_trouble, w};
    w->watch = watch_new((struct watch_timing){0}, &sink, &error);
    w->roots = calloc(w->setup->folder_count, sizeof *w->roots);
    if (!w->watch || !w->roots)
        return false;
    for (size_t i = 0; i < w->setup->folder_count; i++) {
        w->roots[i] = (struct watched_root){.name = root_name(w->setup->folders[i]), .fd = -1};
        if (watch_add_root(w->watch, w->roots[i].name) < 0)
            return false;
    }
    return true;
}

struct watching *watching_new(const struct watching_setup *s, struct rules *rules,
                              const char **reterr)
{
    struct watching *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    int error = 0;
    unsigned run = 0;
    w->setup = s;
    use_rules(w, rules);
    if (getrandom(&run, sizeof run, GRND_NONBLOCK) < 0)
        run = (unsigned)getpid();
    snprintf(w->run, sizeof w->run, "%04x", run & 0xffff);
    w->speaker = speaker_new(send_event, w);
    w->syslog = syslog_new(s->syslog, QUEUE_MOST);
    w->reading = reading_new(s->jobs, rules_probes(rules), heard_answer, w, &error);
    if (!w->reading)
        *reterr = reading_error(error);
    else if (!begin_watching(w))
        *reterr = "inotify is not to be had, or a folder has no name";
    else {
        w->now = clock_now();
        w->ticks = clock_ticks();
        w->heartbeat_at = w->ticks + HEARTBEAT;
        w->scan = WHY_FIRST_SCAN;
        say_start(w);
        speaker_begin(w->speaker, w->scan);
        return w;
    }
    watching_free(w);
    return NULL;
}

void watching_free(struct watching *w)
{
    if (!w)
        return;
    watch_free(w->watch);
    reading_free(w->reading);
    speaker_free(w->speaker);
    syslog_free(w->syslog);
    archive_done(&w->archive);
    rules_free(w->rules);
    for (size_t i = 0; w->roots && i < w->setup->folder_count; i++)
        free(w->roots[i].name);
    free(w->roots);
    free(w);
}

/* ---- waiting ---- */

size_t watching_fds(const struct watching *w)
{
    return reading_fds(w->reading) + 2;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

size_t watching_poll(const struct watching *w, struct pollfd *fds, int *ret_timeout_ms)
{
    int reading_timeout = -1;
    size_t n = 0;
    if (!w->stopping) {
        n = reading_poll(w->reading, fds, &reading_timeout);
        fds[n++] = (struct pollfd){.fd = watch_fd(w->watch), .events = POLLIN};
    }
    if (syslog_fd(w->syslog) >= 0)
        fds[n++] = (struct pollfd){.fd = syslog_fd(w->syslog), .events = POLLOUT};
    int64_t now = clock_ticks();
    int64_t due =
        sooner(sooner(w->watch_due, w->speaker_due), sooner(w->syslog_due, w->heartbeat_at));
    if (reading_timeout >= 0)
        due = sooner(due, now + reading_timeout);
    if (w->stopping)
        due = sooner(due, w->stop_at);
    *ret_timeout_ms = due <= now ? 0 : (int)sooner(due - now, INT32_MAX);
    return n;
}

instant watching_next(const struct watching *w)
{
    const struct heap_item *first = heap_first(&w->archive.agenda);
    return first ? first->at : INSTANT_NEVER;
}

static int64_t due_in(const struct watching *w, int ms)
{
    return ms < 0 ? INT64_MAX : w->ticks + ms;
}

/* ---- going on ---- */

static void refuse(struct watching *w)
{
    const char *why = reading_refusal(w->reading);
    if (!why || w->refused)
        return;
    w->refused = true;
    say(w, EVENT_WATCH_DEGRADED, SEVERITY_CRITICAL, 0, NO_SPAN,
        "no document is read: the jail for readers cannot be built (%s)", why);
}

static void end_scan(struct watching *w)
{
    if (w->scan == WHY_NONE || !watch_settled(w->watch) || w->archive.queue.n > 0 ||
        reading_pending(w->reading) > 0)
        return;
    speaker_end(w->speaker, w->now);
    if (w->scan == WHY_FIRST_SCAN)
        say_scan_done(w);
    w->scan = WHY_NONE;
}

static void step_outlets(struct watching *w)
{
    if (w->ticks >= w->heartbeat_at) {
        w->heartbeat_at = w->ticks + HEARTBEAT;
        say_heartbeat(w);
    }
    w->speaker_due = due_in(w, speaker_step(w->speaker, w->ticks, w->now));
    w->syslog_due = due_in(w, syslog_step(w->syslog, w->ticks));
    say_lost(w);
}

void watching_step(struct watching *w)
{
    w->now = clock_now();
    w->ticks = clock_ticks();
    if (!w->stopping) {
        notice_clock(w);
        w->watch_due = due_in(w, watch_step(w->watch, w->ticks));
        reading_step(w->reading);
        submit_waiting(w);
        judge_due(w);
        refuse(w);
        root_fds_closed(w);
        end_scan(w);
    }
    step_outlets(w);
}

void watching_reload(struct watching *w)
{
    struct arena *arena _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = arena};
    struct rules *rules = packs_load(arena, w->setup->packs, w->setup->pack_count, &diags);
    w->now = clock_now();
    w->ticks = clock_ticks();
    if (!rules) {
        say_rejected(w, &diags);
        return;
    }
    int error = reading_set_probes(w->reading, rules_probes(rules));
    if (error) {
        say(w, EVENT_RULES_REJECTED, SEVERITY_ERROR, 0, (struct span){0},
            "readers cannot be given what the rules look for (%s), the last good ones stay in "
            "force",
            strerrordesc_np(-error));
        rules_free(rules);
        return;
    }
    use_rules(w, rules);
    say_rules(w);
    w->scan = w->scan == WHY_FIRST_SCAN ? WHY_FIRST_SCAN : WHY_RULES_CHANGED;
    speaker_begin(w->speaker, w->scan);
    judge_everything(w, WHY_RULE_REMOVED);
    w->watch_due = w->ticks; /* a step takes it on from here */
}

void watching_stop(struct watching *w)
{
    if (w->stopping)
        return;
    w->stopping = true;
    w->now = clock_now();
    w->ticks = clock_ticks();
    w->watch_due = INT64_MAX;
    w->stop_at = w->ticks + STOP_PATIENCE;
    speaker_end(w->speaker, w->now);
    struct buf status _cleanup_buf_ = {0};
    watching_status(w, &status);
    say(w, EVENT_STOP, SEVERITY_NOTICE, (uint32_t)w->archive.count, NO_SPAN, "duly %s stops; %s",
        w->setup->version, status.at);
    step_outlets(w);
}

bool watching_stopped(const struct watching *w)
{
    return w->stopping && (syslog_pending(w->syslog) == 0 || clock_ticks() >= w->stop_at);
}

bool watching_ready(const struct watching *w)
{
    return watch_settled(w->watch);
}
