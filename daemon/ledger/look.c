/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ledger opened for looking only: beside its daemon, or while none runs. */
#include "ledger/counts.h"
#include "ledger/lock.h"
#include "ledger/version.h"

#include <errno.h>
#include <unistd.h>

static bool connect_plainly(struct ledger *l)
{
    if (store_connect(l, l->name, SQLITE_OPEN_READONLY))
        store_number(l, "PRAGMA user_version");
    return !l->failed;
}

/* Every byte in hexadecimal: a path may have '?', '#' or '%' in it. */
static void add_uri(struct buf *b, const char *path)
{
    buf_text(b, "file:");
    for (const char *c = path; *c; c++)
        buf_printf(b, "%%%02x", (unsigned)(unsigned char)*c);
    buf_text(b, "?immutable=1");
}

/* A closed ledger has no journal, and one who may not write to the folder can make none: it is read
   as it is, which is safe while nobody writes to it. */
static bool connect_as_it_is(struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf uri _cleanup_buf_ = {0};
    int code = sqlite3_errcode(l->db);
    bool no_journal = code == SQLITE_CANTOPEN || code == SQLITE_READONLY_DIRECTORY;
    if (!no_journal || lock_holder(l->state) != 0 ||
        access(arena_printf(a, "%s-wal", l->name), F_OK) == 0)
        return false;
    add_uri(&uri, l->name);
    store_disconnect(l);
    l->failed = false;
    return store_connect(l, uri.at, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

static bool fits(struct ledger *l)
{
    int64_t version = store_number(l, "PRAGMA user_version");
    int64_t application = store_number(l, "PRAGMA application_id");
    if (l->failed)
        return false;
    if (application != LEDGER_APPLICATION)
        store_fail(l, "%s is no ledger", l->name);
    else if (version != version_current())
        store_fail(l, "%s is of version %lld, this duly reads version %lld: %s", l->name,
                   (long long)version, (long long)version_current(),
                   version > version_current() ? "use the duly that wrote it"
                                               : "start the daemon once");
    return !l->failed;
}

static void explain(const struct ledger *l, struct buf *ret_text)
{
    buf_text(ret_text, ledger_fault(l));
    if (access(l->name, F_OK) < 0 && errno == ENOENT)
        buf_text(ret_text, "; no daemon has kept a ledger there yet");
    else if (access(l->name, R_OK) < 0)
        buf_printf(ret_text,
                   "; only root and the daemon's own user may read %s: ask as one of them",
                   l->state);
}

struct ledger *ledger_open_to_read(const char *state, struct buf *ret_text)
{
    struct ledger *l = store_new(state);
    l->read_only = true;
    if ((connect_plainly(l) || connect_as_it_is(l)) && fits(l) && store_settle(l))
        counts_read(l);
    if (!l->failed)
        return l;
    explain(l, ret_text);
    ledger_close(l);
    return NULL;
}
