/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/reserve.h"
#include "ledger/seal.h"

#include <unistd.h>

/* Nobody who only looks makes a writer wait; this is for a person with sqlite3(1). */
enum { BUSY_MS = 1000 };

/* What holds for a connection. */
static const char settings[] = "PRAGMA foreign_keys = ON;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -3072;" /* KiB */
                               "PRAGMA journal_size_limit = 16777216;";

struct ledger *store_new(const char *state)
{
    struct ledger *l = calloc(1, sizeof *l);
    struct buf name _cleanup_buf_ = {0};
    if (!l)
        abort(); /* as in arena.h */
    buf_printf(&name, "%s%s", state ? state : "the ledger in memory", state ? "/ledger.db" : "");
    l->state = state ? text_dup(state) : NULL;
    l->name = text_dup(name.at);
    l->lock = -1;
    return l;
}

bool store_connect(struct ledger *l, const char *file, int flags)
{
    if (sqlite3_open_v2(file, &l->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        store_fail_sql(l);
    sqlite3_extended_result_codes(l->db, 1);
    sqlite3_busy_timeout(l->db, BUSY_MS);
    sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return !l->failed;
}

bool store_settle(struct ledger *l)
{
    return store_execute(l, settings);
}

void store_disconnect(struct ledger *l)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(l->statements[i]);
        l->statements[i] = NULL;
    }
    sqlite3_close(l->db);
    l->db = NULL;
}

void ledger_close(struct ledger *l)
{
    if (!l)
        return;
    if (l->sound)
        reserve_settle(l);
    store_disconnect(l);
    if (l->sound)
        seal_put(l);
    if (l->lock >= 0)
        close(l->lock);
    buf_done(&l->fault);
    free(l->state);
    free(l->name);
    free(l);
}
