/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings in force, and going through everything when they are other ones than before. */
#include "flow/watching_state.h"

#include "flow/keeping.h"

#include <stdio.h>

enum { STEP_FILES = 256 };

static void use_syslog(struct watching *w)
{
    const struct config *c = &w->settings->config;
    const char *path = w->setup->syslog               ? w->setup->syslog
                       : w->setup->source.config_file ? c->syslog.socket
                                                      : NULL;
    syslog_free(w->syslog);
    w->syslog = path ? syslog_new(path) : NULL;
    w->draining.syslog = w->syslog;
    w->draining.form.body = c->syslog.body == BODY_CEE    ? SYSLOG_CEE
                            : c->syslog.body == BODY_JSON ? SYSLOG_JSON
                                                          : SYSLOG_TEXT;
    w->draining.form.journal = c->syslog.journal && !w->setup->syslog;
    w->draining.form.facility = c->syslog.facility;
}

void use_settings(struct watching *w, struct settings *s)
{
    struct digest digest = rules_digest(s->rules);
    settings_free(w->settings);
    w->settings = s;
    w->probes = probe_table_digest(rules_probes(s->rules));
    w->probe_count = (uint32_t)rules_probes(s->rules)->list.n;
    snprintf(w->revision, sizeof w->revision, "r%02x%02x", digest.bytes[0], digest.bytes[1]);
    w->telling.frame = (struct event_frame){
        .run = w->run,
        .rules = w->revision,
        .language = w->setup->language ? *w->setup->language
                                       : settings_language(&s->config, w->setup->locale),
    };
    w->telling.remind_after = s->config.reminders.undated;
    clock_set_zone(s->config.zone);
    use_syslog(w);
}

/* A scan begins unless one goes on: groups tell why until it is over. */
void go_through(struct watching *w, enum why why, bool every)
{
    w->through = (struct going_through){.every = every || w->through.every};
    if (w->telling.scan == WHY_NONE)
        w->telling.scan = why;
    w->watch_due = w->ticks;
}

/* Of files that were judged by other rules those are judged now whose records fit; the others are
   read again first, and keep their findings until then. */
static size_t judge_stale(struct watching *w)
{
    static const struct digest nobody = {{0xff}};
    struct watched_root *root = &w->roots.at[w->through.root];
    int64_t files[STEP_FILES];
    if (root->left)
        return 0;
    size_t n =
        ledger_files_stale(w->ledger, root->number, w->through.every ? &nobody : &root->judged_by,
                           w->through.after, files, STEP_FILES);
    for (size_t i = 0; i < n; i++)
        judge_again(w, files[i], scan_of(w) == WHY_RULES_CHANGED ? WHY_RULE_REMOVED : WHY_FIXED);
    w->through.after = n > 0 ? files[n - 1] : 0;
    return n;
}

static size_t read_unfit(struct watching *w)
{
    int64_t files[STEP_FILES];
    size_t n = ledger_files_unfit(w->ledger, &w->probes, w->through.after, files, STEP_FILES);
    for (size_t i = 0; i < n; i++) {
        struct arena *a _cleanup_arena_ = arena_new();
        struct ledger_file f;
        enum format hint;
        int root = ledger_file_get(w->ledger, a, files[i], &f) ? watched_root_of(w, f.root) : -1;
        if (root >= 0 && document_is_wanted(f.path.at, &hint) &&
            !work_find(&w->work, root, f.path.at))
            work_add(&w->work, root, f.path.at, hint);
    }
    w->through.after = n > 0 ? files[n - 1] : 0;
    return n;
}

/* The queue is filled as it empties: names of a million documents are no burden of memory. */
void go_on_through(struct watching *w)
{
    enum { QUEUE_ENOUGH = 2 * STEP_FILES };
    struct going_through *t = &w->through;
    bool enough = t->part == THROUGH_UNFIT && w->work.queue.n >= QUEUE_ENOUGH;
    if (t->part == THROUGH_DONE || w->failing || enough) /* a reader's answer calls for the next */
        return;
    w->watch_due = w->ticks;
    w->batch.through = true;
    w->batch.every |= t->every;
    switch (t->part) {
    case THROUGH_LEFT:
        t->part += !forget_left_roots(w);
        break;
    case THROUGH_STALE:
        if (t->root == w->roots.n)
            t->part++;
        else if (judge_stale(w) == 0)
            t->root++;
        break;
    case THROUGH_UNFIT:
        t->part += read_unfit(w) == 0;
        t->every = t->every && t->part != THROUGH_DONE;
        break;
    case THROUGH_DONE:
        break;
    }
}

/* Not what --rules made of them: the next start would not know it. */
void keep_settings(struct watching *w)
{
    const char *state = w->settings->config.state;
    if (!w->setup->source.config_file || w->setup->source.pack_count > 0)
        return;
    int error = keep_good(state, w->settings);
    if (error)
        say(w, EVENT_WATCH_DEGRADED, SEVERITY_WARNING, 0, NO_SPAN,
            "configuration and rules cannot be kept in %s (%s): if they are faulty at the next "
            "start, older ones come into force",
            state, strerrordesc_np(-error));
}

bool watching_reload(struct watching *w, struct diags *diags)
{
    struct settings *s = NULL;
    w->now = clock_now();
    w->ticks = clock_ticks();
    if (w->on_reload)
        w->on_reload(w->on_reload_arg, true);
    s = settings_load(&w->setup->source, diags);
    int error = s ? reading_set_probes(w->reading, rules_probes(s->rules)) : 0;
    if (error) {
        diag_add(diags, DIAG_ERROR, "rules.not-given", "", 0, 0,
                 "readers cannot be given what the rules look for: %s", strerrordesc_np(-error));
        settings_free(s);
        s = NULL;
    }
    if (s) {
        use_settings(w, s);
        reading_set_limits(w->reading, s->config.limits.file_size, s->config.limits.cpu_seconds);
        bool more = roots_change(w);
        keep_settings(w);
        buf_clear(&w->rejected);
        say_rules(w);
        go_through(w, more ? WHY_FIRST_SCAN : WHY_RULES_CHANGED, false);
        w->scan_barrier = watch_sync(w->watch);
    } else {
        say_rejected(w, diags);
    }
    w->watch_due = w->ticks; /* a step takes it on from here */
    if (w->on_reload)
        w->on_reload(w->on_reload_arg, false);
    return s != NULL;
}

void watching_on_reload(struct watching *w, void (*begins)(void *arg, bool begins), void *arg)
{
    w->on_reload = begins;
    w->on_reload_arg = arg;
}
