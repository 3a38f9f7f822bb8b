/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/findings.h"

/* ---- ALERT_COLUMNS, there and, with the fingerprint before them, back ---- */

static enum event_type held_of(struct span s)
{
    enum event_type t = EVENT_TYPES;
    return s.n > 0 && event_type_parse(s, &t) ? t : EVENT_TYPES;
}

static enum why why_of(struct span s)
{
    enum why w = WHY_NONE;
    why_parse(s, &w);
    return w;
}

static void get_alert(struct query *q, struct arena *a, struct alert *ret)
{
    ret->fingerprint = get_unsigned(q);
    ret->rule = get_copy(q, a);
    ret->said = get_number(q) != 0;
    ret->held = held_of(get_bytes(q));
    ret->held_why = why_of(get_bytes(q));
    ret->changes = get_small(q);
    ret->changes_since = get_number(q);
    ret->quiet_until = get_instant(q);
    ret->remind_at = get_instant(q);
    ret->repeat = get_small(q);
}

static void put_alert(struct query *q, const struct alert *alert)
{
    put_text(q, alert->rule);
    put_number(q, alert->said);
    if (alert->held == EVENT_TYPES)
        put_null(q);
    else
        put_word(q, event_type_text(alert->held));
    put_word(q, why_text(alert->held_why));
    put_number(q, alert->changes);
    put_number(q, alert->changes_since);
    put_instant(q, alert->quiet_until);
    put_instant(q, alert->remind_at);
    put_number(q, alert->repeat);
}

/* ---- one alert ---- */

bool ledger_alert_get(struct ledger *l, struct arena *a, uint64_t fingerprint, struct alert *ret)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_ALERT_GET);
    put_unsigned(&q, fingerprint);
    bool found = query_row(&q);
    if (found)
        get_alert(&q, a, ret);
    return found;
}

/* What waits carries its severity, so that a flood of it is grouped in one pass. */
static enum severity severity_now(struct ledger *l, const struct alert *alert)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct finding f;
    int64_t file;
    bool waits = alert->held != EVENT_TYPES;
    return waits && ledger_alert_finding(l, scratch, alert->fingerprint, &f, &file) ? f.severity
                                                                                    : SEVERITY_INFO;
}

void ledger_alert_put(struct ledger *l, const struct alert *alert)
{
    enum severity severity = severity_now(l, alert);
    int64_t matter = matter_make(l, alert->fingerprint);
    struct query q _cleanup_query_ = query(l, STATEMENT_ALERT_PUT);
    put_alert(&q, alert);
    put_number(&q, matter);
    put_number(&q, severity);
    put_number(&q, alert->held == EVENT_TYPES ? 0 : ++l->held_turn);
    query_write(&q);
}

bool ledger_alert_finding(struct ledger *l, struct arena *a, uint64_t fingerprint,
                          struct finding *ret, int64_t *ret_file)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_ALERT_FINDING);
    put_unsigned(&q, fingerprint);
    bool found = query_row(&q);
    if (found) {
        finding_get(&q, a, ret);
        *ret_file = get_number(&q);
    }
    return found;
}

/* ---- time ---- */

instant ledger_alerts_next(struct ledger *l)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_ALERTS_NEXT);
    if (!query_row(&q))
        return INSTANT_NEVER;
    instant quiet = get_instant(&q), remind = get_instant(&q);
    return quiet < remind ? quiet : remind;
}

size_t ledger_alerts_due(struct ledger *l, struct arena *a, instant now, size_t most,
                         struct alert **ret)
{
    VEC(struct alert) due = {0};
    struct query q _cleanup_query_ = query(l, STATEMENT_ALERTS_DUE);
    put_number(&q, now);
    put_unsigned(&q, most);
    while (query_row(&q))
        get_alert(&q, a, VEC_ADD(a, &due));
    *ret = due.at;
    return due.n;
}

static void bound(struct ledger *l, enum statement which, instant most)
{
    struct query q _cleanup_query_ = query(l, which);
    put_number(&q, most);
    query_write(&q);
}

void ledger_alerts_bound(struct ledger *l, instant quiet_until, instant remind_at)
{
    bound(l, STATEMENT_ALERTS_QUIET, quiet_until);
    bound(l, STATEMENT_ALERTS_REMIND, remind_at);
}

/* ---- groups ---- */

static void put_group(struct query *q, const struct held_group *g)
{
    put_text(q, g->rule);
    put_word(q, event_type_text(g->type));
    put_word(q, why_text(g->why));
}

static void get_examples(struct ledger *l, struct held_group *g)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_HELD_EXAMPLES);
    put_group(&q, g);
    put_number(&q, GROUP_EXAMPLES);
    for (size_t i = 0; i < GROUP_EXAMPLES && query_row(&q); i++)
        g->examples[i] = get_unsigned(&q);
}

size_t ledger_held(struct ledger *l, struct arena *a, struct held_group **ret)
{
    VEC(struct held_group) groups = {0};
    struct query q _cleanup_query_ = query(l, STATEMENT_HELD);
    while (query_row(&q)) {
        struct held_group *g = VEC_ADD(a, &groups);
        g->rule = get_copy(&q, a);
        g->type = held_of(get_bytes(&q));
        g->why = why_of(get_bytes(&q));
        g->count = get_small(&q);
        g->worst = (enum severity)get_number(&q);
        get_examples(l, g);
    }
    *ret = groups.at;
    return groups.n;
}

void ledger_release(struct ledger *l, const struct held_group *g)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_RELEASE);
    put_group(&q, g);
    query_write(&q);
}
