/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/telling.h"

#include "flow/telling_group.h"

enum { STEP_ALERTS = 64 };

void telling_say(struct telling *t, const struct event *e)
{
    struct buf body _cleanup_buf_ = {0};
    struct event numbered = *e;
    numbered.seq = ledger_next_seq(t->ledger);
    event_body(&numbered, &t->frame, &body);
    ledger_event_put(t->ledger, &(struct outbox_event){.seq = numbered.seq,
                                                       .type = e->type,
                                                       .severity = e->severity,
                                                       .at = e->at.at,
                                                       .body = buf_peek(&body)});
}

/* ---- coming and going ---- */

static bool is_open(struct telling *t, struct arena *a, uint64_t fingerprint, struct finding *ret)
{
    int64_t file;
    return ledger_alert_finding(t->ledger, a, fingerprint, ret, &file) &&
           ledger_open_elsewhere(t->ledger, fingerprint, 0);
}

static struct event flapping_event(struct arena *a, const struct event *e)
{
    struct event said = *e;
    said.type = EVENT_FINDING_FLAPPING;
    said.severity = SEVERITY_WARNING;
    said.why = WHY_NONE;
    said.message.en = span_of(arena_printf(a,
                                           "changed %d times within an hour; nothing is said of "
                                           "it until it was stable for an hour: %.*s",
                                           FLAPPING_CHANGES, SPAN_ARG(e->message.en)));
    if (e->message.sv.n > 0)
        said.message.sv =
            span_of(arena_printf(a,
                                 "har ändrats %d gånger på en timme; inget mer sägs förrän det "
                                 "varit oförändrat en timme: %.*s",
                                 FLAPPING_CHANGES, SPAN_ARG(e->message.sv)));
    return said;
}

/* True: nothing is to be said of this change. */
static bool flaps(struct telling *t, struct alert *alert, const struct event *e)
{
    instant now = e->at.at;
    if (alert->quiet_until != INSTANT_NEVER) {
        alert->quiet_until = now + FLAPPING_TIME;
        return true;
    }
    if (now - alert->changes_since >= FLAPPING_TIME || now < alert->changes_since) {
        alert->changes = 0;
        alert->changes_since = now;
    }
    if (++alert->changes < FLAPPING_CHANGES || t->scan != WHY_NONE)
        return false;
    struct arena *a _cleanup_arena_ = arena_new();
    struct event said = flapping_event(a, e);
    alert->quiet_until = now + FLAPPING_TIME;
    telling_say(t, &said);
    return true;
}

/* ---- a change ---- */

static void hold(const struct telling *t, struct alert *alert, const struct event *e)
{
    alert->held = e->type;
    alert->held_why = t->scan != WHY_NONE ? t->scan : e->why;
}

/* What waits to be told is overtaken by what came after it. True: nothing else is to be said. */
static bool overtakes(const struct telling *t, struct alert *alert, const struct event *e)
{
    enum event_type held = alert->held, type = e->type;
    if (held == EVENT_TYPES)
        return false;
    bool undone = (held == EVENT_FINDING_OPENED && type == EVENT_FINDING_RESOLVED) ||
                  (held == EVENT_FINDING_RESOLVED && type == EVENT_FINDING_OPENED);
    if (undone)
        alert->held = EVENT_TYPES;
    else if (held != EVENT_FINDING_OPENED)
        hold(t, alert, e);
    return true;
}

/* Of a document that lies there twice, one copy speaks. */
static bool copy_speaks(struct telling *t, int64_t file, const struct event *e)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    uint64_t fingerprint = e->finding->fingerprint;
    struct finding finding;
    int64_t speaker = file;
    if (!ledger_open_elsewhere(t->ledger, fingerprint, file))
        return false;
    if (e->type != EVENT_FINDING_CHANGED)
        return true;
    ledger_alert_finding(t->ledger, scratch, fingerprint, &finding, &speaker);
    return speaker != file;
}

static void keep_state(struct telling *t, struct alert *alert, const struct event *e)
{
    bool reminded = e->type != EVENT_FINDING_RESOLVED && t->remind_after > 0 &&
                    !e->finding->has_due && e->finding->waiver.n == 0;
    alert->said = e->type != EVENT_FINDING_RESOLVED;
    alert->remind_at = !reminded                           ? INSTANT_NEVER
                       : e->type == EVENT_FINDING_OPENED   ? e->at.at + t->remind_after
                       : alert->remind_at != INSTANT_NEVER ? alert->remind_at
                                                           : e->at.at + t->remind_after;
    if (e->type != EVENT_FINDING_CHANGED)
        alert->repeat = 0;
}

static void say_or_hold(struct telling *t, struct alert *alert, const struct event *e,
                        int64_t ticks)
{
    if (group_takes(t, alert->rule, e->type, ticks)) {
        hold(t, alert, e);
        t->held = true;
    } else {
        telling_say(t, e);
    }
}

static struct alert alert_of(struct telling *t, struct arena *a, const struct finding *f)
{
    struct alert alert;
    if (!ledger_alert_get(t->ledger, a, f->fingerprint, &alert))
        alert = (struct alert){.fingerprint = f->fingerprint,
                               .held = EVENT_TYPES,
                               .quiet_until = INSTANT_NEVER,
                               .remind_at = INSTANT_NEVER};
    alert.rule = f->rule;
    return alert;
}

void telling_finding(struct telling *t, int64_t file, const struct event *e, int64_t ticks)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    if (copy_speaks(t, file, e))
        return;
    struct alert alert = alert_of(t, scratch, e->finding);
    if (overtakes(t, &alert, e)) {
        keep_state(t, &alert, e);
    } else if (!flaps(t, &alert, e)) {
        keep_state(t, &alert, e);
        say_or_hold(t, &alert, e, ticks);
    }
    ledger_alert_put(t->ledger, &alert);
}

/* ---- time ---- */

/* It was stable for an hour: the state in which it came to rest is said, unless it is known. */
static void say_rest(struct telling *t, struct alert *alert, struct moment now, int64_t ticks)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct event e = {.at = now};
    struct finding finding;
    bool open = is_open(t, scratch, alert->fingerprint, &finding);
    alert->quiet_until = INSTANT_NEVER;
    alert->changes = 0;
    if (open != alert->said && group_event(t, scratch, alert->fingerprint, &e, &finding)) {
        e.type = open ? EVENT_FINDING_OPENED : EVENT_FINDING_RESOLVED;
        e.severity = open ? e.severity : SEVERITY_NOTICE;
        e.why = open ? WHY_NONE : WHY_FIXED;
        keep_state(t, alert, &e);
        say_or_hold(t, alert, &e, ticks);
    }
}

static void remind(struct telling *t, struct alert *alert, struct moment now, int64_t ticks)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct event e = {.type = EVENT_FINDING_REMINDED, .at = now};
    struct finding finding;
    alert->remind_at = t->remind_after > 0 ? now.at + t->remind_after : INSTANT_NEVER;
    if (!is_open(t, scratch, alert->fingerprint, &finding)) {
        alert->remind_at = INSTANT_NEVER;
    } else if (alert->held == EVENT_TYPES &&
               group_event(t, scratch, alert->fingerprint, &e, &finding)) {
        e.repeat = ++alert->repeat;
        say_or_hold(t, alert, &e, ticks);
    }
}

void telling_due(struct telling *t, struct moment now, int64_t ticks)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct alert *due;
    size_t n = ledger_alerts_due(t->ledger, scratch, now.at, STEP_ALERTS, &due);
    for (size_t i = 0; i < n; i++) {
        if (due[i].quiet_until <= now.at)
            say_rest(t, &due[i], now, ticks);
        else if (due[i].quiet_until != INSTANT_NEVER)
            due[i].remind_at = due[i].quiet_until + 1; /* what flaps is not reminded of */
        else
            remind(t, &due[i], now, ticks);
        ledger_alert_put(t->ledger, &due[i]);
    }
}

instant telling_next(const struct telling *t)
{
    return ledger_alerts_next(t->ledger);
}

void telling_clock(struct telling *t, instant now)
{
    ledger_alerts_bound(t->ledger, now + FLAPPING_TIME,
                        t->remind_after > 0 ? now + t->remind_after : INSTANT_NEVER);
}

void telling_hurry(struct telling *t)
{
    t->windows.n = 0;
}

void telling_done(struct telling *t)
{
    arena_free(t->arena);
}
