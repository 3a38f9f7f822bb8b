/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon answers to those who ask it (include/flow/control.h). */
#include "flow/watching_state.h"

#include "outlet/events.h"
#include "outlet/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { EVENTS_MOST = 10000 };

static void ask_status(void *arg, struct control_question *q, const char *argument)
{
    (void)argument;
    answer_status(arg, q, false);
}

static void ask_dump(void *arg, struct control_question *q, const char *argument)
{
    struct buf out _cleanup_buf_ = {0};
    (void)argument;
    view_dump(arg, &out);
    control_answer(q, buf_peek(&out));
}

/* ---- barriers ---- */

static void ask_sync(void *arg, struct control_question *q, const char *argument)
{
    struct watching *w = arg;
    (void)argument;
    *VEC_ADD(w->arena, &w->barriers) =
        (struct barrier){.question = q, .watch = watch_sync(w->watch), .turn = INT64_MAX};
    w->watch_due = clock_ticks();
}

/* Seen, read, judged, and lasting. What comes later does not hold it up. */
static bool is_passed(struct watching *w, struct barrier *b)
{
    bool seen = watch_settled(w->watch) && (b->watch == 0 || watch_synced(w->watch, b->watch));
    if (seen && b->turn == INT64_MAX)
        b->turn = w->work.turns;
    if (!seen || !work_finished(&w->work, b->turn) || w->through.part != THROUGH_DONE ||
        w->telling.scan != WHY_NONE || w->announce)
        return false;
    if (b->lasting == 0)
        b->lasting = w->commits + ledger_dirty(w->ledger);
    return w->commits >= b->lasting && !w->failing;
}

void barriers_step(struct watching *w)
{
    size_t kept = 0;
    for (size_t i = 0; i < w->barriers.n; i++) {
        struct barrier b = w->barriers.at[i];
        if (is_passed(w, &b))
            answer_status(w, b.question, true);
        else
            w->barriers.at[kept++] = b;
    }
    w->barriers.n = kept;
}

/* ---- rules ---- */

static void ask_reload(void *arg, struct control_question *q, const char *argument)
{
    struct arena *arena _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = arena};
    struct watching *w = arg;
    struct buf out _cleanup_buf_ = {0};
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    (void)argument;
    bool taken = watching_reload(w, &diags);
    cJSON_AddNumberToObject(json, "duly", 1);
    cJSON_AddStringToObject(json, "command", "reload");
    cJSON_AddBoolToObject(json, "taken", taken);
    cJSON *list = cJSON_AddArrayToObject(json, "diagnostics");
    diags_sort(&diags);
    for (size_t i = 0; i < diags.list.n; i++) {
        const struct diag *d = &diags.list.at[i];
        cJSON *item = cJSON_CreateObject();
        json_text(item, "file", span_of(d->file));
        cJSON_AddNumberToObject(item, "line", d->line);
        cJSON_AddNumberToObject(item, "column", d->column);
        cJSON_AddStringToObject(item, "level", diag_level_text(d->level));
        cJSON_AddStringToObject(item, "id", d->id);
        json_text(item, "text", span_of(d->text));
        json_text_or_null(item, "hint", d->hint ? span_of(d->hint) : NO_SPAN);
        cJSON_AddItemToArray(list, item);
    }
    json_print(json, &out);
    control_answer(q, buf_peek(&out));
}

/* ---- events ---- */

static bool seq_of(const char *argument, uint64_t *ret)
{
    char *end;
    *ret = strtoull(argument, &end, 10);
    return *end == '\0' && *ret <= INT64_MAX; /* as the ledger counts them */
}

static void ask_events(void *arg, struct control_question *q, const char *argument)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct watching *w = arg;
    struct buf out _cleanup_buf_ = {0};
    struct outbox_event *events;
    uint64_t since;
    if (!seq_of(argument, &since)) {
        control_refuse(q, "events wants a number");
        return;
    }
    size_t n = ledger_events(w->ledger, a, since, EVENTS_MOST, &events);
    struct said_event *said = ARENA_ARRAY(a, n, struct said_event);
    for (size_t i = 0; i < n; i++)
        said[i] = (struct said_event){events[i].seq, clock_moment(events[i].at), events[i].severity,
                                      events[i].body};
    events_json(said, n, &out);
    control_answer(q, buf_peek(&out));
}

/* What was sent goes out once more, as it was, with its number. */
static void ask_resend(void *arg, struct control_question *q, const char *argument)
{
    struct watching *w = arg;
    uint64_t since;
    char text[64];
    if (!seq_of(argument, &since)) {
        control_refuse(q, "resend wants a number");
    } else if (!w->syslog) {
        control_refuse(q, "there is no system log to send to");
    } else {
        uint64_t sent = w->draining.sent;
        draining_again(&w->draining, since);
        w->watch_due = clock_ticks();
        snprintf(text, sizeof text, "{\"duly\":1,\"command\":\"resend\",\"events\":%llu}\n",
                 (unsigned long long)(sent > since ? sent - since : 0));
        control_answer(q, span_of(text));
    }
}

/* ---- the table ---- */

static const struct control_row rows[] = {
    // clang-format off
    {"status", CONTROL_GROUP, ask_status, false},
    {"sync",   CONTROL_GROUP, ask_sync,   true},
    {"dump",   CONTROL_GROUP, ask_dump,   false},
    {"events", CONTROL_GROUP, ask_events, false},
    {"reload", CONTROL_OWNER, ask_reload, false},
    {"resend", CONTROL_OWNER, ask_resend, false},
    // clang-format on
};

bool control_begin(struct watching *w, struct buf *reterr)
{
    const char *run = w->settings->config.run;
    if (!w->setup->source.config_file)
        return true;
    w->control = control_new(run, rows, sizeof rows / sizeof *rows, w, reterr);
    if (!w->control)
        return false;
    struct arena *a _cleanup_arena_ = arena_new();
    const char *sync = arena_printf(a, "%s/sync", run);
    int error =
        mkdir(sync, 0700) < 0 && errno != EEXIST ? -errno : watch_sync_folder(w->watch, sync);
    if (error)
        buf_printf(reterr, "%s: %s", sync, strerrordesc_np(-error));
    return error == 0;
}
