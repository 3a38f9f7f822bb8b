/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/counts.h"

static size_t counted(struct ledger *l, enum statement which)
{
    struct query q _cleanup_query_ = query(l, which);
    return (size_t)query_number(&q);
}

static enum severity get_severity(struct query *q)
{
    enum severity s = SEVERITY_CRITICAL;
    severity_parse(get_bytes(q), &s);
    return s;
}

static enum severity worse(enum severity a, enum severity b)
{
    return a == SEVERITY_COUNT || (b != SEVERITY_COUNT && b > a) ? b : a;
}

void counts_change(struct ledger *l, enum severity from, enum severity to)
{
    if (from != SEVERITY_COUNT && l->counts.open[from] > 0)
        l->counts.open[from]--;
    if (to != SEVERITY_COUNT)
        l->counts.open[to]++;
}

/* Copies of a document lie beside each other. */
static void count_open(struct ledger *l)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_COUNT_OPEN);
    int64_t matter = 0;
    enum severity worst = SEVERITY_COUNT;
    while (query_row(&q)) {
        int64_t next = get_number(&q);
        if (next != matter) {
            counts_change(l, SEVERITY_COUNT, worst);
            worst = SEVERITY_COUNT;
            matter = next;
        }
        worst = worse(worst, get_severity(&q));
    }
    counts_change(l, SEVERITY_COUNT, worst);
}

static void count_outbox(struct ledger *l)
{
    struct query outlet _cleanup_query_ = query(l, STATEMENT_OUTLET);
    if (query_row(&outlet)) {
        l->sent = get_unsigned(&outlet);
        l->lost = get_unsigned(&outlet);
    }
    struct query last _cleanup_query_ = query(l, STATEMENT_LAST_SEQ);
    l->counts.last_seq = (uint64_t)query_number(&last);
    struct query unsent _cleanup_query_ = query(l, STATEMENT_EVENT_COUNT);
    put_unsigned(&unsent, l->sent);
    put_unsigned(&unsent, l->counts.last_seq);
    l->unsent = (size_t)query_number(&unsent);
}

void counts_read(struct ledger *l)
{
    l->counts = (struct ledger_counts){
        .files = counted(l, STATEMENT_COUNT_FILES),
        .unreadable = counted(l, STATEMENT_COUNT_UNREADABLE),
    };
    count_open(l);
    count_outbox(l);
    struct query held _cleanup_query_ = query(l, STATEMENT_HELD_LAST);
    l->held_turn = query_number(&held);
}

const struct ledger_counts *ledger_counts(const struct ledger *l)
{
    return &l->counts;
}

bool counts_unreadable(struct ledger *l, int64_t record)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_STATE);
    put_number(&q, record);
    return record != 0 && query_row(&q) && get_number(&q) == 0;
}

enum severity counts_worst(struct ledger *l, int64_t matter)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_OPEN_SEVERITIES);
    enum severity worst = SEVERITY_COUNT;
    put_number(&q, matter);
    while (query_row(&q))
        worst = worse(worst, get_severity(&q));
    return worst;
}
