/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/version.h"

#include <inttypes.h>

static const char schema_1[] =
#include "ledger_schema.h"
    ;

/* Row n leads to version n + 1. A row is never changed once a ledger may have been made by it. */
static const char *const migrations[] = {schema_1};

int64_t version_current(void)
{
    return sizeof migrations / sizeof *migrations;
}

static bool step(struct ledger *l, int64_t from)
{
    struct buf version _cleanup_buf_ = {0};
    bool alone = !l->writing;
    buf_printf(&version, "PRAGMA user_version = %" PRId64, from + 1);
    return store_begin(l) && store_execute(l, migrations[from]) && store_execute(l, version.at) &&
           (!alone || ledger_commit(l));
}

bool version_raise(struct ledger *l, int64_t from)
{
    for (; from < version_current(); from++)
        if (!step(l, from))
            return false;
    return true;
}
