/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said comes from the daemon, piece by piece, or from its ledger where none runs. */
#include "asking.h"
#include "deliver.h"
#include "ledger/ledger.h"
#include "outlet/events.h"
#include "owner.h"

#include <inttypes.h>

struct events {
    struct arena *arena;
    VEC(struct said_event) list;
    uint64_t last; /* seq of the last one */
};

static struct said_event *add(struct events *e, uint64_t seq)
{
    struct said_event *said = VEC_ADD(e->arena, &e->list);
    said->seq = e->last = seq;
    return said;
}

/* ---- from the daemon ---- */

static struct span body_of(struct arena *a, cJSON *event)
{
    cJSON_DeleteItemFromObject(event, "at");
    char *text = cJSON_PrintUnformatted(event);
    struct span body = arena_copy(a, span_of(text));
    cJSON_free(text);
    return body;
}

/* False if it is no event, or not later than the one before it. */
static bool take(struct events *e, cJSON *event)
{
    const char *at = cJSON_GetStringValue(cJSON_GetObjectItem(event, "at"));
    const char *severity = cJSON_GetStringValue(cJSON_GetObjectItem(event, "sev"));
    double seq = cJSON_GetNumberValue(cJSON_GetObjectItem(event, "seq"));
    struct moment moment;
    if (!at || !clock_parse(at, &moment) || !(seq > (double)e->last) || !(seq < 0x1p53))
        return false;
    struct said_event *said = add(e, (uint64_t)seq);
    said->at = moment;
    said->severity = SEVERITY_INFO;
    severity_parse(span_of(severity), &said->severity);
    said->body = body_of(e->arena, event);
    return true;
}

/* The number of events in an answer; -1 if it is none. */
static int take_all(struct events *e, const cJSON *json)
{
    int n = 0;
    cJSON *array = cJSON_GetObjectItem(json, "events"), *each;
    if (!cJSON_IsArray(array))
        return -1;
    cJSON_ArrayForEach(each, array)
    {
        if (!take(e, each))
            return -1;
        n++;
    }
    return n;
}

static enum asked from_daemon(const struct config *c, struct events *e)
{
    for (int n = 1; n > 0;) {
        struct reply reply _cleanup_reply_ = {0};
        const char *question = arena_printf(e->arena, "events %" PRIu64, e->last);
        enum asked asked = ask_daemon(c, question, ASK_MS, &reply);
        if (asked != ASKED_ANSWERED)
            return asked;
        n = take_all(e, reply.json);
        if (n < 0) {
            complain_of_answer(c);
            return ASKED_FAILED;
        }
    }
    return ASKED_ANSWERED;
}

/* ---- from the ledger ---- */

static void read_ledger(struct ledger *l, struct events *e)
{
    enum { AT_ONCE = 1000 };
    struct outbox_event *some;
    for (size_t n; (n = ledger_events(l, e->arena, e->last, AT_ONCE, &some)) > 0;)
        for (size_t i = 0; i < n; i++) {
            struct said_event *said = add(e, some[i].seq);
            said->at = clock_moment(some[i].at);
            said->severity = some[i].severity;
            said->body = some[i].body;
        }
}

static bool from_ledger(const struct config *c, struct events *e)
{
    struct buf why _cleanup_buf_ = {0};
    owner_become(c->state);
    struct ledger *l = ledger_open_to_read(c->state, &why);
    if (l)
        read_ledger(l, e);
    ledger_close(l);
    owner_leave();
    if (!l)
        complain("no daemon answers at %s/control; %.*s", c->run, SPAN_ARG(buf_peek(&why)));
    return l != NULL;
}

/* ---- the command ---- */

static void write_events(const struct options *o, const struct output *to, void *arg,
                         struct buf *out)
{
    const struct events *e = arg;
    (void)o;
    if (to->format == OUTPUT_JSON)
        events_json(e->list.at, e->list.n, out);
    else
        events_text(e->list.at, e->list.n, out);
}

static enum status list(const struct options *o, const struct config *c, struct diags *faults)
{
    struct events events = {.arena = o->arena, .last = o->since};
    if (!o->zone_given)
        clock_set_zone(c->zone);
    enum asked asked = from_daemon(c, &events);
    if (asked == ASKED_NOBODY)
        print_diags(faults, false);
    if (asked == ASKED_FAILED || (asked == ASKED_NOBODY && !from_ledger(c, &events)))
        return STATUS_TROUBLE;
    return deliver(o, write_events, &events) ? STATUS_CLEAN : STATUS_TROUBLE;
}

static void write_resent(const struct options *o, const struct output *to, void *arg,
                         struct buf *out)
{
    const struct reply *r = arg;
    (void)o;
    if (to->format == OUTPUT_JSON)
        buf_span(out, buf_peek(&r->text));
    else
        buf_printf(out, "%.0f events are said again\n",
                   cJSON_GetNumberValue(cJSON_GetObjectItem(r->json, "events")));
}

static enum status resend(const struct options *o, const struct config *c, struct diags *faults)
{
    struct reply reply _cleanup_reply_ = {0};
    const char *question = arena_printf(o->arena, "resend %" PRIu64, o->since);
    enum asked asked = ask_daemon(c, question, ASK_MS, &reply);
    if (asked == ASKED_NOBODY)
        complain_of_nobody(c, faults);
    if (asked != ASKED_ANSWERED)
        return STATUS_TROUBLE;
    return deliver(o, write_resent, &reply) ? STATUS_CLEAN : STATUS_TROUBLE;
}

enum status cmd_events(const struct options *o)
{
    struct config config;
    struct diags faults;
    if (o->argument_count) {
        complain("events takes no argument; --since SEQ names the last one that is known");
        return STATUS_TROUBLE;
    }
    if (!config_for_asking(o, &config, &faults))
        return STATUS_TROUBLE;
    return o->resend ? resend(o, &config, &faults) : list(o, &config, &faults);
}
