/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/copy.h"
#include "ledger/counts.h"
#include "ledger/damage.h"
#include "ledger/lock.h"
#include "ledger/reserve.h"
#include "ledger/seal.h"
#include "ledger/version.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what there is ---- */

enum soundness { SOUND, EMPTY, DAMAGED, UNUSABLE };

static enum soundness soundness_of_failure(struct ledger *l)
{
    int code = sqlite3_errcode(l->db) & 0xff;
    if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB)
        return UNUSABLE;
    l->failed = false; /* what was tried then is of no interest */
    store_fail(l, "%s", sqlite3_errmsg(l->db));
    return DAMAGED;
}

static enum soundness check_whole(struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const char *bad = ledger_check(l, a);
    if (bad)
        store_fail(l, "%s", bad);
    return bad ? DAMAGED : SOUND;
}

static enum soundness check_version(struct ledger *l, int64_t version)
{
    if (version <= version_current())
        return l->sealed ? SOUND : check_whole(l);
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
    int64_t version = store_number(l, "PRAGMA user_version");
    int64_t application = store_number(l, "PRAGMA application_id");
    int64_t pages = store_number(l, "PRAGMA page_count");
    if (l->failed)
        return soundness_of_failure(l);
    if (application == LEDGER_APPLICATION && version > 0)
        return check_version(l, version);
    if (application == 0 && version == 0 &&
        (pages == 0 || store_number(l, "SELECT count(*) FROM sqlite_schema") == 0))
        return EMPTY;
    store_fail(l, "it is no ledger");
    return DAMAGED;
}

/* ---- a new one ---- */

/* What holds for the file, for ever. */
static const char layout[] = "PRAGMA auto_vacuum = INCREMENTAL;"
                             "PRAGMA journal_mode = WAL;";

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
    return make_file(l) && store_connect(l, l->name, SQLITE_OPEN_READWRITE);
}

/* With all that can be had of the old one, in one transaction: it is made whole or not at all. */
static bool make_new(struct ledger *l, struct buf *ret_text)
{
    const uint64_t given = l->reserved;
    if (!store_execute(l, layout) || !store_settle(l) || !store_begin(l) || !version_raise(l, 0))
        return false;
    if (l->state)
        copy_take_back(l, ret_text);
    reserve_raise(l, given);
    return ledger_commit(l);
}

static bool keep(struct ledger *l)
{
    int64_t version = store_number(l, "PRAGMA user_version");
    if (!store_settle(l) || !version_raise(l, version))
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
    store_disconnect(l);
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
    l->sealed = seal_break(l);
    if (!connect_state(l))
        return false;
    switch (look_at(l)) {
    case SOUND:
        *ret_found = LEDGER_KEPT;
        if (keep(l) || !damage_is_marked(l))
            return !l->failed;
        *ret_found = LEDGER_REBUILT;
        return rebuild(l, now.at, ret_text);
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
    return store_connect(l, ":memory:", SQLITE_OPEN_READWRITE) && make_new(l, ret_text);
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
    struct ledger *l = store_new(state);
    if (state && (!make_folder(state, ret_text) || (l->lock = lock_take(state, ret_text)) < 0))
        return refuse(l, ret_found, ret_text);
    if (!open_any(l, now, ret_found, ret_text))
        return refuse(l, ret_found, ret_text);
    if (*ret_found == LEDGER_REBUILT)
        say_rebuilt(l, ret_text);
    l->sound = state != NULL;
    return l;
}
