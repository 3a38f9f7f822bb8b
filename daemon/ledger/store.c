/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/store.h"

#include "ledger/counts.h"
#include "ledger/damage.h"

#include <string.h>

static const char *const texts[] = {
#define X(name, sql) [STATEMENT_##name] = sql,
    STATEMENTS(X)
#undef X
};

/* ---- failing ---- */

static void set_fault(struct ledger *l, const char *format, va_list args)
{
    struct arena *a _cleanup_arena_ = arena_new();
    if (l->failed)
        return;
    buf_clear(&l->fault);
    buf_text(&l->fault, arena_vprintf(a, format, args));
}

void store_remark(struct ledger *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_fault(l, format, args);
    va_end(args);
}

void store_fail(struct ledger *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_fault(l, format, args);
    va_end(args);
    l->failed = true;
}

void store_fail_sql(struct ledger *l)
{
    int code = sqlite3_errcode(l->db) & 0xff;
    int system = sqlite3_system_errno(l->db);
    bool says_little = code == SQLITE_IOERR || code == SQLITE_CANTOPEN;
    store_fail(l, "cannot %s %s: %s%s%s", l->read_only ? "read" : "write to", l->name,
               sqlite3_errmsg(l->db), says_little && system ? ": " : "",
               says_little && system ? strerror(system) : "");
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        damage_mark(l);
}

const char *ledger_fault(const struct ledger *l)
{
    return l->fault.n > 0 ? l->fault.at : "";
}

/* ---- statements ---- */

struct query query(struct ledger *l, enum statement which)
{
    sqlite3_stmt **s = &l->statements[which];
    if (!*s && sqlite3_prepare_v3(l->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT, s, NULL))
        store_fail_sql(l);
    return (struct query){.ledger = l, .statement = *s};
}

void put_number(struct query *q, int64_t v)
{
    sqlite3_bind_int64(q->statement, ++q->put, v);
}

void put_unsigned(struct query *q, uint64_t v)
{
    put_number(q, (int64_t)v);
}

void put_null(struct query *q)
{
    sqlite3_bind_null(q->statement, ++q->put);
}

void put_instant(struct query *q, instant v)
{
    if (v == INSTANT_NEVER)
        put_null(q);
    else
        put_number(q, v);
}

void put_id(struct query *q, int64_t v)
{
    if (v == 0)
        put_null(q);
    else
        put_number(q, v);
}

/* An empty span may have no address, which to SQLite would be NULL. */
void put_text(struct query *q, struct span s)
{
    sqlite3_bind_text64(q->statement, ++q->put, s.n ? s.at : "", s.n, SQLITE_STATIC, SQLITE_UTF8);
}

void put_word(struct query *q, const char *s)
{
    put_text(q, span_of(s));
}

void put_bytes(struct query *q, struct span s)
{
    sqlite3_bind_blob64(q->statement, ++q->put, s.n ? s.at : "", s.n, SQLITE_STATIC);
}

void put_bytes_or_null(struct query *q, struct span s)
{
    if (s.n == 0)
        put_null(q);
    else
        put_bytes(q, s);
}

void put_digest(struct query *q, const struct digest *d)
{
    sqlite3_bind_blob64(q->statement, ++q->put, d->bytes, sizeof d->bytes, SQLITE_STATIC);
}

bool query_row(struct query *q)
{
    int code = q->statement ? sqlite3_step(q->statement) : SQLITE_DONE;
    q->got = 0;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        store_fail_sql(q->ledger);
    return code == SQLITE_ROW;
}

bool query_write_row(struct query *q)
{
    return store_begin(q->ledger) && query_row(q);
}

bool query_write(struct query *q)
{
    if (store_begin(q->ledger))
        query_row(q);
    return !q->ledger->failed;
}

int64_t get_number(struct query *q)
{
    return sqlite3_column_int64(q->statement, q->got++);
}

uint64_t get_unsigned(struct query *q)
{
    return (uint64_t)get_number(q);
}

uint32_t get_small(struct query *q)
{
    return (uint32_t)get_number(q);
}

instant get_instant(struct query *q)
{
    bool never = sqlite3_column_type(q->statement, q->got) == SQLITE_NULL;
    instant v = get_number(q);
    return never ? INSTANT_NEVER : v;
}

struct span get_bytes(struct query *q)
{
    const char *at = sqlite3_column_blob(q->statement, q->got);
    return (struct span){at, (size_t)sqlite3_column_bytes(q->statement, q->got++)};
}

struct span get_copy(struct query *q, struct arena *a)
{
    return arena_copy(a, get_bytes(q));
}

struct digest get_digest(struct query *q)
{
    struct digest d = {0};
    struct span s = get_bytes(q);
    if (s.n == sizeof d.bytes)
        memcpy(d.bytes, s.at, s.n);
    return d;
}

int64_t query_number(struct query *q)
{
    return query_row(q) ? get_number(q) : 0;
}

/* ---- transactions ---- */

bool store_begin(struct ledger *l)
{
    if (l->failed || l->writing)
        return !l->failed;
    if (l->read_only) {
        store_fail(l, "%s was opened for reading only", l->name);
        return false;
    }
    struct query q _cleanup_query_ = query(l, STATEMENT_BEGIN);
    query_row(&q);
    l->writing = !l->failed;
    return l->writing;
}

bool ledger_dirty(const struct ledger *l)
{
    return l->writing || l->failed;
}

/* Some failures have rolled back already. */
static void roll_back(struct ledger *l)
{
    if (!sqlite3_get_autocommit(l->db)) {
        struct query q _cleanup_query_ = query(l, STATEMENT_ROLLBACK);
        query_row(&q);
    }
    l->writing = false;
    l->failed = false;
    counts_read(l);
    l->failed = false; /* a ledger that cannot be read keeps the first fault */
}

bool ledger_commit(struct ledger *l)
{
    if (!ledger_dirty(l))
        return true;
    if (!l->failed) {
        struct query q _cleanup_query_ = query(l, STATEMENT_COMMIT);
        query_row(&q);
    }
    if (l->failed) {
        roll_back(l);
        return false;
    }
    l->writing = false;
    return true;
}

/* ---- without a prepared statement ---- */

bool store_execute(struct ledger *l, const char *sql)
{
    if (!l->failed && sqlite3_exec(l->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        store_fail_sql(l);
    return !l->failed;
}

int64_t store_number(struct ledger *l, const char *sql)
{
    sqlite3_stmt *s = NULL;
    int64_t v = 0;
    if (sqlite3_prepare_v2(l->db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
        v = sqlite3_column_int64(s, 0);
    else
        store_fail_sql(l);
    sqlite3_finalize(s);
    return v;
}
