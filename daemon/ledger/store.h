/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open ledger, and how its statements are put to it. */
#pragma once

#include "ledger/ledger.h"
#include "ledger/statements.h"

#include <sqlite3.h>

struct ledger {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENT_COUNT]; /* prepared when first needed */
    char *state;                               /* the folder; NULL: in memory */
    char *name;                                /* of the file, for a person */
    int lock;                                  /* -1: none */
    bool read_only;
    bool sealed;  /* nobody has written to it since it was closed */
    bool sound;   /* on disk, and opened without complaint */
    bool writing; /* a transaction is open */
    bool failed;  /* and nothing more is written in it */
    struct buf fault;

    /* Of rows, kept along. */
    struct ledger_counts counts;
    uint64_t sent, lost;
    size_t unsent;
    int64_t held_turn;

    uint64_t reserved; /* seq that may be given: the file says so */
};

/*
 * A statement with its parameters, put in order, and the row that it stands on, got in order:
 *     struct query q _cleanup_query_ = query(l, STATEMENT_ROOT_FIND);
 *     put_bytes(&q, path);
 *     return query_row(&q) ? get_number(&q) : 0;
 * What was put must live as long as the query. One statement is in use once at a time.
 */
struct query {
    struct ledger *ledger;
    sqlite3_stmt *statement; /* NULL: it could not be prepared, and the ledger has failed */
    int put, got;
};
struct query query(struct ledger *l, enum statement which);
static inline void query_done(struct query *q)
{
    sqlite3_reset(q->statement);
}
#define _cleanup_query_ __attribute__((cleanup(query_done)))

void put_number(struct query *q, int64_t v);
void put_unsigned(struct query *q, uint64_t v); /* the same 64 bits */
void put_instant(struct query *q, instant v);   /* INSTANT_NEVER: NULL */
void put_id(struct query *q, int64_t v);        /* 0: NULL */
void put_null(struct query *q);
void put_text(struct query *q, struct span s);
void put_word(struct query *q, const char *s);
void put_bytes(struct query *q, struct span s);
void put_bytes_or_null(struct query *q, struct span s); /* empty: NULL */
void put_digest(struct query *q, const struct digest *d);

/* Reading: the next row; false at the end, or on a failure. */
bool query_row(struct query *q);

/* Writing, in a transaction that begins by itself; false: the transaction has failed.
   query_write_row(): for statements that return a row. */
bool query_write(struct query *q);
bool query_write_row(struct query *q);

/* NULL is 0, empty, INSTANT_NEVER. Spans are views until the next row. */
int64_t get_number(struct query *q);
uint64_t get_unsigned(struct query *q);
uint32_t get_small(struct query *q);
instant get_instant(struct query *q);
struct span get_bytes(struct query *q);
struct span get_copy(struct query *q, struct arena *a);
struct digest get_digest(struct query *q);

/* The one number of the first row; 0 if there is none. */
int64_t query_number(struct query *q);

/* The first failure is kept, for ledger_fault(). */
void store_fail(struct ledger *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
void store_fail_sql(struct ledger *l);

/* Said by ledger_fault(), but no transaction fails by it. */
void store_remark(struct ledger *l, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool store_begin(struct ledger *l); /* unless a transaction is open; false: it has failed */

/* Without prepared statement. store_number(): of the first row. */
bool store_execute(struct ledger *l, const char *sql);
int64_t store_number(struct ledger *l, const char *sql);

/* ---- connect.c ---- */

struct ledger *store_new(const char *state); /* not connected to anything */
bool store_connect(struct ledger *l, const char *file, int flags);
bool store_settle(struct ledger *l); /* for working with it, once it is known to be a ledger */
void store_disconnect(struct ledger *l);
