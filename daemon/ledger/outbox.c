/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/reserve.h"

#include "ledger/store.h"

uint64_t ledger_next_seq(const struct ledger *l)
{
    return l->counts.last_seq + 1;
}

/* ---- putting ---- */

static void put_event(struct ledger *l, const struct outbox_event *e)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_EVENT_PUT);
    put_unsigned(&q, e->seq);
    put_word(&q, event_type_text(e->type));
    put_word(&q, severity_text(e->severity));
    put_number(&q, e->at);
    put_text(&q, e->body);
    if (!query_write(&q))
        return;
    l->counts.last_seq = e->seq;
    l->unsent++;
}

void ledger_event_put(struct ledger *l, const struct outbox_event *e)
{
    if (l->unsent >= OUTBOX_MOST)
        ledger_set_lost(l, l->lost + 1);
    else if (store_begin(l) && reserve_seq(l, e->seq))
        put_event(l, e);
}

/* ---- taking ---- */

static void get_event(struct query *q, struct arena *a, struct outbox_event *e)
{
    e->seq = get_unsigned(q);
    e->type = EVENT_TYPES;
    event_type_parse(get_bytes(q), &e->type);
    e->severity = SEVERITY_CRITICAL;
    severity_parse(get_bytes(q), &e->severity);
    e->at = get_number(q);
    e->body = get_copy(q, a);
}

size_t ledger_events(struct ledger *l, struct arena *a, uint64_t after, size_t most,
                     struct outbox_event **ret)
{
    VEC(struct outbox_event) events = {0};
    struct query q _cleanup_query_ = query(l, STATEMENT_EVENTS);
    put_unsigned(&q, after);
    put_unsigned(&q, most);
    while (query_row(&q))
        get_event(&q, a, VEC_ADD(a, &events));
    *ret = events.at;
    return events.n;
}

uint64_t ledger_sent(const struct ledger *l)
{
    return l->sent;
}

size_t ledger_unsent(const struct ledger *l)
{
    return l->unsent;
}

static size_t count_between(struct ledger *l, uint64_t after, uint64_t last)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_EVENT_COUNT);
    put_unsigned(&q, after);
    put_unsigned(&q, last);
    return (size_t)query_number(&q);
}

void ledger_set_sent(struct ledger *l, uint64_t seq)
{
    if (seq <= l->sent || seq > l->counts.last_seq)
        return;
    size_t sent = count_between(l, l->sent, seq);
    struct query q _cleanup_query_ = query(l, STATEMENT_OUTLET_SENT);
    put_unsigned(&q, seq);
    if (!query_write(&q))
        return;
    l->sent = seq;
    l->unsent -= sent;
}

uint64_t ledger_lost(const struct ledger *l)
{
    return l->lost;
}

void ledger_set_lost(struct ledger *l, uint64_t n)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_OUTLET_LOST);
    put_unsigned(&q, n);
    if (query_write(&q))
        l->lost = n;
}
