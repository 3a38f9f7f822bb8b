/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/copy.h"
#include "ledger/counts.h"
#include "ledger/damage.h"
#include "ledger/lock.h"
#include "ledger/reserve.h"
#include "ledger/version.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Three processes never write at once, so nobody waits long for the other. */
enum { BUSY_MS = 1000 };

static struct ledger *ledger_new(const char *state)
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

void ledger_close(struct ledger *l)
{
    if (!l)
        return;
    reserve_settle(l);
    store_close(l);
    if (l->lock >= 0)
        close(l->lock);
    buf_done(&l->fault);
    free(l->state);
    free(l->name);
    free(l);
}

/* ---- connecting ---- */

static bool connect_file(struct ledger *l, const char *file, int flags)
{
    if (sqlite3_open_v2(file, &l->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL) !=
        SQLITE_OK)
        store_fail_sql(l);
    sqlite3_extended_result_codes(l->db, 1);
    sqlite3_busy_timeout(l->db, BUSY_MS);
    sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return !l->failed;
}

/* What holds for this connection. */
static const char settings[] = "PRAGMA foreign_keys = ON;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -3072;" /* KiB */
                               "PRAGMA journal_size_limit = 16777216;";

/* What holds for the file, for ever. */
static const char layout[] = "PRAGMA auto_vacuum = INCREMENTAL;"
                             "PRAGMA journal_mode = WAL;";

/* ---- what there is ---- */

enum soundness { SOUND, EMPTY, DAMAGED, UNUSABLE };

static enum soundness soundness_of_failure(const struct ledger *l)
{
    int code = sqlite3_errcode(l->db) & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? DAMAGED : UNUSABLE;
}

static enum soundness check_whole(struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const char *bad = ledger_check(l, a);
    if (!bad)
        return SOUND;
    if (!l->failed)
        store_fail(l, "%s", bad);
    return DAMAGED;
}

static enum soundness check_version(struct ledger *l, int64_t version)
{
    if (version <= version_current())
        return check_whole(l);
    store_fail(l,
               "%s was written by a newer duly (version %lld of the ledger, this one knows %lld): "
               "install that version again, or move the file away",
               l->name, (long long)version, (long long)version_current());
    return UNUSABLE;
}

static enum soundness look_at(struct ledger *l)
{
    if (damage_is_marked(l)) {
        store_fail(l, "damage came to light while it was written");
        return DAMAGED;
    }
    int64_t version = store_pragma(l, "PRAGMA user_version");
    int64_t application = store_pragma(l, "PRAGMA application_id");
    int64_t pages = store_pragma(l, "PRAGMA page_count");
    if (l->failed)
        return soundness_of_failure(l);
    if (application == LEDGER_APPLICATION && version > 0)
        return check_version(l, version);
    if (application == 0 && version == 0 &&
        (pages == 0 || store_pragma(l, "SELECT count(*) FROM sqlite_schema") == 0))
        return EMPTY;
    store_fail(l, "it is no ledger");
    return DAMAGED;
}

/* ---- a new one ---- */

/* The file is made here, so that its mode is not what the umask leaves. */
static bool make_file(struct ledger *l)
{
    int fd = open(l->name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        store_fail(l, "cannot open %s: %s", l->name, strerror(errno));
        return false;
    }
    close(fd);
    return true;
}

static bool connect_state(struct ledger *l)
{
    return make_file(l) && connect_file(l, l->name, SQLITE_OPEN_READWRITE);
}

/* With all that can be had of the old one, in one transaction: it is made whole or not at all. */
static bool make_new(struct ledger *l, struct buf *ret_text)
{
    if (!store_execute(l, layout) || !store_execute(l, settings) || !store_begin(l) ||
        !version_raise(l, 0))
        return false;
    if (l->state)
        copy_take_back(l, ret_text);
    reserve_raise(l, l->reserved);
    return ledger_commit(l);
}

static bool keep(struct ledger *l)
{
    int64_t version = store_pragma(l, "PRAGMA user_version");
    if (!store_execute(l, settings) || !version_raise(l, version))
        return false;
    counts_read(l);
    if (reserve_is_ahead(l))
        reserve_raise(l, l->reserved);
    return !l->failed && ledger_commit(l);
}

/* ---- opening ---- */

static bool make_folder(const char *state, struct buf *ret_text)
{
    if (mkdir(state, 0700) == 0 || errno == EEXIST)
        return true;
    buf_printf(ret_text, "cannot make the folder %s: %s", state, strerror(errno));
    return false;
}

static bool rebuild(struct ledger *l, instant now, struct buf *ret_text)
{
    struct buf aside _cleanup_buf_ = {0};
    buf_printf(ret_text, "%s was damaged (%s)", l->name, ledger_fault(l));
    store_close(l);
    if (!damage_lay_aside(l, now, &aside) || !connect_state(l))
        return false;
    buf_printf(ret_text, " and lies aside as %s/%s; ", l->state, aside.at);
    return make_new(l, ret_text);
}

static void say_rebuilt(const struct ledger *l, struct buf *ret_text)
{
    buf_printf(ret_text, "; events go on after number %llu, and every document is read anew",
               (unsigned long long)l->counts.last_seq);
}

/* A ledger that was there once left its traces beside it. */
static bool make_first(struct ledger *l, bool was_there, enum ledger_found *ret_found,
                       struct buf *ret_text)
{
    *ret_found = was_there ? LEDGER_REBUILT : LEDGER_NEW;
    struct buf taken _cleanup_buf_ = {0};
    bool made = make_new(l, &taken);
    if (made && was_there)
        buf_printf(ret_text, "%s was gone; %s", l->name, taken.at ? taken.at : "");
    return made;
}

static bool open_state(struct ledger *l, struct moment now, enum ledger_found *ret_found,
                       struct buf *ret_text)
{
    bool was_there = reserve_read(l);
    was_there = copy_is_there(l) || was_there;
    if (!connect_state(l))
        return false;
    switch (look_at(l)) {
    case SOUND:
        *ret_found = LEDGER_KEPT;
        return keep(l);
    case EMPTY:
        return make_first(l, was_there, ret_found, ret_text);
    case DAMAGED:
        *ret_found = LEDGER_REBUILT;
        return rebuild(l, now.at, ret_text);
    case UNUSABLE:
        return false;
    }
    return false;
}

static bool open_any(struct ledger *l, struct moment now, enum ledger_found *ret_found,
                     struct buf *ret_text)
{
    if (l->state)
        return open_state(l, now, ret_found, ret_text);
    *ret_found = LEDGER_NEW;
    return connect_file(l, ":memory:", SQLITE_OPEN_READWRITE) && make_new(l, ret_text);
}

static struct ledger *refuse(struct ledger *l, enum ledger_found *ret_found, struct buf *ret_text)
{
    *ret_found = LEDGER_REFUSED;
    if (l->fault.n > 0) {
        buf_clear(ret_text);
        buf_span(ret_text, buf_peek(&l->fault));
    }
    ledger_close(l);
    return NULL;
}

struct ledger *ledger_open(const char *state, struct moment now, enum ledger_found *ret_found,
                           struct buf *ret_text)
{
    struct ledger *l = ledger_new(state);
    if (state && (!make_folder(state, ret_text) || (l->lock = lock_take(state, ret_text)) < 0))
        return refuse(l, ret_found, ret_text);
    if (!open_any(l, now, ret_found, ret_text))
        return refuse(l, ret_found, ret_text);
    if (*ret_found == LEDGER_REBUILT)
        say_rebuilt(l, ret_text);
    return l;
}

/* ---- for looking only ---- */

/* A closed ledger that this user may only read has no journal, and none can be made: it is read as
   it is, which is safe while nobody writes to it. */
static bool connect_to_read(struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    if (connect_file(l, l->name, SQLITE_OPEN_READONLY) &&
        (store_pragma(l, "PRAGMA user_version"), !l->failed))
        return true;
    if ((sqlite3_errcode(l->db) & 0xff) != SQLITE_CANTOPEN || lock_holder(l->state) != 0 ||
        access(arena_printf(a, "%s-wal", l->name), F_OK) == 0)
        return false;
    store_close(l);
    l->failed = false;
    sqlite3_str *uri = sqlite3_str_new(NULL);
    sqlite3_str_appendall(uri, "file:");
    for (const char *c = l->name; *c; c++)
        sqlite3_str_appendf(uri, "%%%02x", (unsigned)(unsigned char)*c);
    sqlite3_str_appendall(uri, "?immutable=1");
    char *text = sqlite3_str_finish(uri);
    bool connected = connect_file(l, text, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    sqlite3_free(text);
    return connected;
}

static bool read_version(struct ledger *l)
{
    int64_t version = store_pragma(l, "PRAGMA user_version");
    int64_t application = store_pragma(l, "PRAGMA application_id");
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

static void explain_refusal(struct ledger *l, struct buf *ret_text)
{
    buf_text(ret_text, ledger_fault(l));
    if (access(l->name, F_OK) < 0 && errno == ENOENT)
        buf_printf(ret_text, "; no daemon has kept a ledger there yet");
    else if (access(l->name, R_OK) < 0)
        buf_printf(ret_text,
                   "; only root and the daemon's own user may read %s: ask as one of them",
                   l->state);
}

struct ledger *ledger_open_to_read(const char *state, struct buf *ret_text)
{
    struct ledger *l = ledger_new(state);
    l->read_only = true;
    if (connect_to_read(l) && read_version(l) && store_execute(l, settings))
        counts_read(l);
    if (!l->failed)
        return l;
    explain_refusal(l, ret_text);
    ledger_close(l);
    return NULL;
}
