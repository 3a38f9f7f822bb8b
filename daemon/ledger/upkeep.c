/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/records.h"

#include <string.h>

/* ---- words ---- */

struct span ledger_word(struct ledger *l, struct arena *a, const char *name)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_WORD_GET);
    put_word(&q, name);
    return query_row(&q) ? get_copy(&q, a) : NO_SPAN;
}

void ledger_set_word(struct ledger *l, const char *name, struct span value)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_WORD_PUT);
    put_word(&q, name);
    put_bytes(&q, value);
    query_write(&q);
}

/* ---- pruning ---- */

enum { STEP = 200 /* rows */ };

/* A few rows by number, each with a second number that tells what else goes with it. */
struct old {
    int64_t row, other;
};

static void drop(struct ledger *l, enum statement which, int64_t row)
{
    struct query q _cleanup_query_ = query(l, which);
    put_number(&q, row);
    query_write(&q);
}

static size_t find_old(struct ledger *l, enum statement which, instant before,
                       struct old ret[static STEP])
{
    struct query q _cleanup_query_ = query(l, which);
    bool of_outbox = which == STATEMENT_OLD_EVENTS;
    size_t n = 0;
    if (of_outbox)
        put_unsigned(&q, ledger_sent(l));
    put_number(&q, before);
    put_number(&q, STEP);
    bool has_other = which == STATEMENT_OLD_FILES || which == STATEMENT_OLD_FINDINGS;
    for (; n < STEP && query_row(&q); n++) {
        ret[n].row = get_number(&q);
        ret[n].other = has_other ? get_number(&q) : 0;
    }
    return n;
}

static void drop_file(struct ledger *l, const struct old *o)
{
    drop(l, STATEMENT_FILE_DROP, o->row);
    records_left(l, o->other);
}

static void drop_finding(struct ledger *l, const struct old *o)
{
    drop(l, STATEMENT_FINDING_DROP, o->row);
    drop(l, STATEMENT_ALERT_DROP, o->other);
    drop(l, STATEMENT_MATTER_DROP, o->other);
}

static void drop_record(struct ledger *l, const struct old *o)
{
    drop(l, STATEMENT_RECORD_REMOVE, o->row);
}

static void drop_event(struct ledger *l, const struct old *o)
{
    drop(l, STATEMENT_EVENT_DROP, o->row);
}

/* In this order: findings go before their file, a file before its record. */
static const struct {
    enum statement old;
    void (*drop)(struct ledger *l, const struct old *o);
} prunings[] = {
    {STATEMENT_OLD_FINDINGS, drop_finding},
    {STATEMENT_OLD_FILES, drop_file},
    {STATEMENT_OLD_RECORDS, drop_record},
    {STATEMENT_OLD_EVENTS, drop_event},
};

/* A file of which a quarter is empty is made smaller: the rows of a bulk that was removed are not
   kept as a hole for ever. */
static bool give_back(struct ledger *l)
{
    enum { FEW = 1024 /* pages */ };
    int64_t empty = store_number(l, "PRAGMA freelist_count");
    if (empty < FEW || empty < store_number(l, "PRAGMA page_count") / 4)
        return false;
    return store_begin(l) && store_execute(l, "PRAGMA incremental_vacuum(256)");
}

bool ledger_prune(struct ledger *l, instant before)
{
    for (size_t i = 0; i < sizeof prunings / sizeof *prunings; i++) {
        struct old old[STEP];
        size_t n = find_old(l, prunings[i].old, before, old);
        for (size_t o = 0; o < n; o++)
            prunings[i].drop(l, &old[o]);
        if (n > 0)
            return !l->failed;
    }
    return give_back(l);
}

/* ---- checking ---- */

const char *ledger_check(struct ledger *l, struct arena *a)
{
    sqlite3_stmt *s = NULL;
    const char *said = NULL;
    sqlite3_prepare_v2(l->db, "PRAGMA quick_check(1)", -1, &s, NULL);
    if (s && sqlite3_step(s) == SQLITE_ROW)
        said = (const char *)sqlite3_column_text(s, 0);
    const char *bad = said && strcmp(said, "ok") == 0
                          ? NULL
                          : arena_strdup(a, said ? said : sqlite3_errmsg(l->db));
    sqlite3_finalize(s);
    return bad;
}
