/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A barrier is over when all is reported that had happened before it was made. Events of all
 * folders stand in one queue, so that the event of a file made in a folder of our own, the cookie,
 * says that every earlier one was read. What these left to be done is told by its epoch: work has
 * the number of the last barrier that was taken when it came up, and what comes of work has the
 * work's. A barrier waits for all work of epochs before its own number; what comes up later, be it
 * ever so much, does not hold it.
 *
 *   cookie read or lost    come: what events tell from here on is of this epoch; in the same step,
 *                          roots and what cannot be watched are looked at too, in the epoch before
 *   then                   taken: all that comes up is of this epoch
 *   nothing older is left  done
 *
 * A file that is written all the time never settles: files hold a barrier for the time that quiet
 * ones take at most, and after that those alone that were not looked at though it is time.
 */
#include "watch/sync.h"

#include "watch/state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Of a temporary file's form, lest a root that our folder lies in takes it for a document. */
static const char cookie_form[] = "sync-%" PRIu64 ".tmp";
enum { COOKIE_NAME = 40 };

void sync_begin(struct watch *w)
{
    w->sync.wd = -1;
}

void sync_end(struct watch *w)
{
    buf_done(&w->sync.folder);
}

/* The watch is asked for each time: the folder may have been made anew. A root that it lies in may
   have asked for more events, which are kept. */
static int folder_open(struct watch *w)
{
    int fd = open(w->sync.folder.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    char path[PROC_FD_PATH];
    w->sync.wd = inotify_add_watch(w->fd, proc_fd_path(fd, path), IN_CREATE | IN_MASK_ADD);
    if (w->sync.wd >= 0)
        return fd;
    int error = errno;
    close(fd);
    return -error;
}

int watch_sync_folder(struct watch *w, const char *path)
{
    buf_clear(&w->sync.folder);
    buf_text(&w->sync.folder, path);
    int fd = folder_open(w);
    if (fd < 0)
        return fd;
    close(fd);
    return 0;
}

static int cookie_make(int folder, uint64_t number)
{
    char name[COOKIE_NAME];
    snprintf(name, sizeof name, cookie_form, number);
    unlinkat(folder, name, 0); /* of a program that was killed at the wrong moment */
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return -errno;
    close(fd);
    unlinkat(folder, name, 0);
    return 0;
}

uint64_t watch_sync(struct watch *w)
{
    int folder = w->sync.folder.n > 0 ? folder_open(w) : -ENOENT;
    int error = folder < 0 ? folder : cookie_make(folder, w->sync.made + 1);
    if (folder >= 0)
        close(folder);
    if (error < 0) {
        errno = -error;
        return 0;
    }
    return ++w->sync.made;
}

bool watch_synced(const struct watch *w, uint64_t barrier)
{
    return barrier <= w->sync.done;
}

/* ---- cookies ---- */

bool sync_is_cookie(struct watch *w, int wd, uint32_t mask, const char *name)
{
    uint64_t number;
    if (wd != w->sync.wd || !(mask & IN_CREATE) || sscanf(name, "sync-%" SCNu64, &number) != 1)
        return false;
    if (number > w->sync.come && number <= w->sync.made)
        w->epoch = w->sync.come = number;
    return true;
}

/* All is compared then, with what is on disk later than now. */
void sync_lost(struct watch *w)
{
    w->sync.come = w->sync.made;
}

void sync_widen(struct watch *w, int64_t ticks)
{
    w->epoch = w->sync.taken;
    if (w->sync.come == w->sync.taken)
        return;
    for (size_t i = 0; i < w->roots.n; i++) {
        struct root *r = &w->roots.at[i];
        if (!r->node)
            continue;
        root_check_soon(w, r);
        if (r->poll_wanted || r->polling.at > 0)
            pass_ask(w, &r->polling, ticks);
    }
    if (w->tree.inodes.n > 0)
        pass_ask(w, &w->links, ticks);
}

void sync_take(struct watch *w)
{
    while (w->sync.taken < w->sync.come)
        *VEC_ADD(w->arena, &w->sync.waiting) = (struct barrier){.number = ++w->sync.taken};
    w->epoch = w->sync.taken;
}

/* ---- what holds a barrier ---- */

static bool passes_hold(const struct watch *w, uint64_t number)
{
    bool hold = w->rescan.epoch < number || w->links.epoch < number;
    for (size_t i = 0; i < w->roots.n && !hold; i++)
        hold = w->roots.at[i].node &&
               (w->roots.at[i].check.epoch < number || w->roots.at[i].polling.epoch < number);
    return hold;
}

static bool folders_hold(const struct watch *w, uint64_t number)
{
    if (w->listing.folder && w->listing.epoch < number)
        return true;
    for (const struct node *n = w->queue; n; n = n->folder->queued)
        if (n->folder->epoch < number)
            return true;
    for (size_t i = 0; i < w->moves.n; i++)
        if (w->moves.at[i].epoch < number)
            return true;
    return false;
}

/* Those that are to be looked at up to then. */
static bool files_hold(const struct watch *w, uint64_t number, int64_t due)
{
    for (size_t i = 0; i < w->heap.n; i++)
        if (w->heap.items[i]->at <= due &&
            LINKED(w->heap.items[i], struct pending, look)->epoch < number)
            return true;
    return false;
}

static bool holds(const struct watch *w, struct barrier *b, int64_t ticks)
{
    const struct watch_timing *t = &w->timing;
    if (passes_hold(w, b->number) || folders_hold(w, b->number))
        return true;
    if (b->files_until == 0)
        b->files_until = ticks + 2 * (int64_t)t->settle_open + t->delete_grace + RETRY;
    return files_hold(w, b->number, ticks < b->files_until ? INT64_MAX : ticks);
}

void sync_finish(struct watch *w, int64_t ticks)
{
    size_t over = 0;
    while (over < w->sync.waiting.n && !holds(w, &w->sync.waiting.at[over], ticks))
        w->sync.done = w->sync.waiting.at[over++].number;
    w->sync.waiting.n -= over;
    if (over > 0)
        memmove(w->sync.waiting.at, w->sync.waiting.at + over,
                w->sync.waiting.n * sizeof *w->sync.waiting.at);
}

int64_t sync_next(const struct watch *w)
{
    return w->sync.waiting.n > 0 && w->sync.waiting.at[0].files_until > 0
               ? w->sync.waiting.at[0].files_until
               : INT64_MAX;
}
