/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/watching_state.h"

#include <malloc.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

enum {
    HEARTBEAT = 3600000,  /* ms */
    STOP_PATIENCE = 2000, /* ms, for a system log that takes nothing */
    STALLED = 60000       /* ms, before that is said elsewhere */
};

/* ---- beginning ---- */

/* The files on disk, or the last good ones if those are faulty: a slip of the pen does not leave
   the archive unwatched. */
static struct settings *first_settings(const struct watching_setup *s, struct diags *diags)
{
    struct settings *settings = settings_load(&s->source, diags);
    if (settings || !s->source.config_file)
        return settings;
    struct diags none_kept = {.arena = diags->arena}; /* what is faulty was told already */
    return settings_load_kept(settings_state(diags->arena, &s->source), &none_kept);
}

static void name_run(struct watching *w)
{
    unsigned run = 0;
    if (getrandom(&run, sizeof run, GRND_NONBLOCK) < 0)
        run = (unsigned)getpid();
    snprintf(w->run, sizeof w->run, "%04x", run & 0xffff);
}

static bool begin_watch(struct watching *w, struct buf *ret_text)
{
    int error = 0;
    struct watch_sink sink = {heard_change, heard_trouble, w};
    w->watch = watch_new((struct watch_timing){0}, &sink, &error);
    if (!w->watch)
        buf_printf(ret_text, "inotify is not to be had: %s", strerrordesc_np(-error));
    return w->watch != NULL;
}

static bool begin_reading(struct watching *w, struct buf *ret_text)
{
    int error = 0;
    w->reading =
        reading_new(w->setup->jobs, rules_probes(w->settings->rules), heard_answer, w, &error);
    if (!w->reading) {
        buf_text(ret_text, reading_error(error));
        return false;
    }
    reading_set_known(w->reading, known_record);
    reading_set_limits(w->reading, w->settings->config.limits.file_size,
                       w->settings->config.limits.cpu_seconds);
    return true;
}

static bool begin_ledger(struct watching *w, enum ledger_found *found, struct buf *ret_text)
{
    const char *state = w->setup->source.config_file ? w->settings->config.state : NULL;
    w->ledger = ledger_open(state, w->now, found, ret_text);
    w->telling.ledger = w->draining.ledger = w->ledger;
    return w->ledger != NULL;
}

static void begin_telling(struct watching *w)
{
    w->telling.shown = shown_of;
    w->telling.arg = w;
    w->telling.held = true;
    w->draining.show = w->setup->show;
    w->draining.arg = w->setup->arg;
    w->draining.form.pid = (int)getpid();
    draining_begin(&w->draining, w->ticks);
}

/* What must be gone through, and what the groups of it tell as their reason. */
static enum why first_why(struct watching *w)
{
    struct arena *a _cleanup_arena_ = arena_new();
    char text[DIGEST_TEXT];
    struct digest rules = rules_digest(w->settings->rules);
    struct span scanned = ledger_word(w->ledger, a, "scanned-by");
    if (scanned.n == 0)
        return WHY_FIRST_SCAN;
    if (!span_is(scanned, w->setup->version))
        return WHY_READER_CHANGED;
    if (!span_is(ledger_word(w->ledger, a, "scanned-with"), digest_text(&rules, text)))
        return WHY_RULES_CHANGED;
    return WHY_NONE;
}

static void begin(struct watching *w, enum ledger_found found, struct span text,
                  struct diags *diags)
{
    w->started = w->now.at;
    w->heartbeat_at = w->ticks + HEARTBEAT;
    w->commit_due = w->draining_due = w->telling_due = w->retry_at = INT64_MAX;
    w->announce = true;
    begin_telling(w);
    roots_begin(w);
    say_start(w, found, text);
    if (diags->errors > 0)
        say_rejected(w, diags);
    else
        keep_settings(w);
    w->telling.scan = first_why(w);
    upkeep_begin(w);
    notice_clock_at_start(w);
}

struct watching *watching_new(const struct watching_setup *s, struct diags *diags,
                              struct buf *ret_text)
{
    struct watching *w = calloc(1, sizeof *w);
    struct settings *settings = first_settings(s, diags);
    enum ledger_found found = LEDGER_NEW;
    struct buf ledger_text _cleanup_buf_ = {0};
    if (!w)
        abort();
    w->setup = s;
    w->arena = arena_new();
    w->now = clock_now();
    w->ticks = clock_ticks();
    name_run(w);
    if (settings) {
        use_settings(w, settings);
        if (!begin_ledger(w, &found, &ledger_text))
            buf_span(ret_text, buf_peek(&ledger_text));
        else if (begin_reading(w, ret_text) && begin_watch(w, ret_text) &&
                 control_begin(w, ret_text)) {
            begin(w, found, buf_peek(&ledger_text), diags);
            return w;
        }
    }
    watching_free(w);
    return NULL;
}

void watching_free(struct watching *w)
{
    if (!w)
        return;
    control_free(w->control);
    watch_free(w->watch);
    reading_free(w->reading);
    syslog_free(w->syslog);
    telling_done(&w->telling);
    work_done(&w->work);
    buf_done(&w->rejected);
    batch_clear(&w->batch);
    ledger_close(w->ledger);
    settings_free(w->settings);
    arena_free(w->arena);
    free(w);
}

/* ---- waiting ---- */

size_t watching_fds(const struct watching *w)
{
    return reading_fds(w->reading) + 2 + (w->control ? control_fds(w->control) : 0);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t due_in(const struct watching *w, int ms)
{
    return ms < 0 ? INT64_MAX : w->ticks + ms;
}

static int64_t next_ticks(const struct watching *w)
{
    int64_t due = sooner(w->draining_due, w->heartbeat_at);
    due = sooner(due, w->failing ? w->retry_at : sooner(w->telling_due, w->commit_due));
    if (w->stopping)
        return sooner(due, w->stop_at);
    return w->failing ? due : sooner(due, w->watch_due);
}

size_t watching_poll(const struct watching *w, struct pollfd *fds, int *ret_timeout_ms)
{
    int reading_timeout = -1, control_timeout = -1;
    size_t n = 0;
    if (!w->stopping) {
        n = reading_poll(w->reading, fds, &reading_timeout);
        if (!w->failing)
            fds[n++] = (struct pollfd){.fd = watch_fd(w->watch), .events = POLLIN};
    }
    if (w->control)
        n += control_poll(w->control, fds + n, &control_timeout);
    if (w->syslog && syslog_fd(w->syslog) >= 0)
        fds[n++] = (struct pollfd){.fd = syslog_fd(w->syslog), .events = POLLOUT};
    int64_t now = clock_ticks(), due = next_ticks(w);
    if (reading_timeout >= 0)
        due = sooner(due, now + reading_timeout);
    if (control_timeout >= 0)
        due = sooner(due, now + control_timeout);
    *ret_timeout_ms = due <= now ? 0 : (int)sooner(due - now, INT32_MAX);
    return n;
}

instant watching_next(const struct watching *w)
{
    instant next = sooner(ledger_next_change(w->ledger), telling_next(&w->telling));
    return w->failing || w->stopping ? INSTANT_NEVER : sooner(next, w->upkeep_at);
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

/* What is said of a scan comes before the word that it is done. Documents of a root that is away
   are no part of it. */
static void end_scan(struct watching *w)
{
    char text[DIGEST_TEXT];
    struct digest rules = rules_digest(w->settings->rules);
    if (w->scan_barrier > 0 && watch_synced(w->watch, w->scan_barrier))
        w->scan_barrier = 0;
    if ((w->telling.scan == WHY_NONE && !w->announce) || !watch_settled(w->watch) ||
        w->scan_barrier > 0 || w->work.queue.n > 0 || reading_pending(w->reading) > 0 ||
        w->through.part != THROUGH_DONE || w->failing)
        return;
    w->batch.scan = w->telling.scan;
    w->batch.announce = w->announce;
    w->telling.scan = WHY_NONE;
    w->telling_due = due_in(w, telling_step(&w->telling, w->now, w->ticks));
    if (w->announce)
        say_scan_done(w);
    w->announce = false;
    ledger_set_word(w->ledger, "scanned-by", span_of(w->setup->version));
    ledger_set_word(w->ledger, "scanned-with", span_of(digest_text(&rules, text)));
    malloc_trim(0); /* a scan's work list was as long as the archive */
}

static void work_step(struct watching *w)
{
    notice_clock(w);
    if (!w->failing) /* what happens meanwhile lies in the kernel, which has a bound for it */
        w->watch_due = due_in(w, watch_step(w->watch, w->ticks));
    reading_step(w->reading);
    go_on_through(w);
    submit_waiting(w);
    judge_due(w);
    refuse(w);
    watched_root_fds_close(w);
    end_scan(w);
    if (!w->failing)
        telling_due(&w->telling, w->now, w->ticks);
    upkeep_step(w);
}

/* Where else than to the system log should it go that this takes nothing. */
static void notice_stall(struct watching *w)
{
    int64_t since = w->syslog ? syslog_stalled_since(w->syslog) : 0;
    bool stalled = since > 0 && w->ticks - since >= STALLED && draining_pending(&w->draining) > 0;
    if (stalled && !w->stalled && w->setup->alarm)
        w->setup->alarm(w->setup->arg, "the system log takes nothing; events wait in the ledger");
    w->stalled = stalled;
}

static void tell_step(struct watching *w)
{
    if (w->ticks >= w->heartbeat_at) {
        w->heartbeat_at = w->ticks + HEARTBEAT;
        say_heartbeat(w);
    }
    if (!w->failing)
        w->telling_due = due_in(w, telling_step(&w->telling, w->now, w->ticks));
    say_lost(w);
    commit_step(w);
    w->draining_due = due_in(w, draining_step(&w->draining, w->ticks));
    commit_step(w); /* that they were sent */
    notice_stall(w);
}

void watching_step(struct watching *w)
{
    w->now = clock_now();
    w->ticks = clock_ticks();
    if (!w->stopping)
        work_step(w);
    tell_step(w);
    if (w->control) {
        barriers_step(w);
        control_step(w->control);
    }
    int64_t took = clock_ticks() - w->ticks;
    if (watch_settled(w->watch) && took > w->longest_step)
        w->longest_step = took;
}

void watching_stop(struct watching *w)
{
    if (w->stopping)
        return;
    w->stopping = true;
    w->now = clock_now();
    w->ticks = clock_ticks();
    w->stop_at = w->ticks + STOP_PATIENCE;
    struct buf status _cleanup_buf_ = {0};
    telling_hurry(&w->telling);
    if (!w->setup->source.config_file)
        w->telling.scan = WHY_NONE; /* else the ledger keeps it, and the next start goes on */
    telling_step(&w->telling, w->now, w->ticks);
    watching_status(w, &status);
    say(w, EVENT_STOP, SEVERITY_NOTICE, (uint32_t)ledger_counts(w->ledger)->files, NO_SPAN,
        "duly %s stops; %s", w->setup->version, status.at);
    tell_step(w);
}

bool watching_stopped(const struct watching *w)
{
    bool marked =
        w->draining.sent <= ledger_sent(w->ledger); /* else the next start says it again */
    bool told = draining_pending(&w->draining) == 0 && marked && !ledger_dirty(w->ledger);
    return w->stopping && (told || clock_ticks() >= w->stop_at);
}

bool watching_ready(const struct watching *w)
{
    return watch_settled(w->watch) || w->failing;
}
