/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/damage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char *beside(struct arena *a, const struct ledger *l, const char *name)
{
    return arena_printf(a, "%s/%s", l->state, name);
}

void damage_mark(struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    if (!l->state || l->read_only)
        return;
    int fd = open(beside(a, l, "damaged"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

bool damage_is_marked(const struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    return access(beside(a, l, "damaged"), F_OK) == 0;
}

/* "ledger-damaged-20261124T123456Z.db", with a number if that is taken. */
static char *free_name(struct arena *a, const struct ledger *l, instant now)
{
    struct tm t = {0};
    char when[32] = "";
    time_t seconds = now;
    if (gmtime_r(&seconds, &t))
        strftime(when, sizeof when, "%Y%m%dT%H%M%SZ", &t);
    char *name = arena_printf(a, "ledger-damaged-%s.db", when);
    for (unsigned n = 2; access(beside(a, l, name), F_OK) == 0; n++)
        name = arena_printf(a, "ledger-damaged-%s-%u.db", when, n);
    return name;
}

static bool move(struct ledger *l, struct arena *a, const char *name, const char *suffix)
{
    const char *from = arena_printf(a, "%s%s", beside(a, l, "ledger.db"), suffix);
    const char *to = arena_printf(a, "%s%s", beside(a, l, name), suffix);
    if (rename(from, to) == 0 || errno == ENOENT)
        return true;
    store_fail(l, "cannot rename %s to %s: %s", from, to, strerror(errno));
    return false;
}

/* The journal goes first: a journal without its database would be taken for that of the next one.
 */
bool damage_lay_aside(struct ledger *l, instant now, struct buf *ret_name)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const char *name = free_name(a, l, now);
    l->failed = false;
    if (!move(l, a, name, "-wal") || !move(l, a, name, "-shm") || !move(l, a, name, ""))
        return false;
    unlink(beside(a, l, "damaged"));
    buf_text(ret_name, name);
    return true;
}
