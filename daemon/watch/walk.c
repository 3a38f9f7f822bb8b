/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Listing a folder: open it, watch it by that descriptor, then read it. A change before the watch
 * is seen by the reading; one during or after it makes an event, which queues the folder again or
 * touches the file. So nothing slips between, and no path is trusted twice.
 */
#include "watch/blind.h"
#include "watch/state.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    MASK = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY |
           IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK
};

static uint32_t poll_seconds(struct watch *w, const struct node *folder)
{
    return root_of(w, folder)->poll_ms / 1000;
}

static void watch_refused(struct watch *w, struct node *folder, int error)
{
    folder_unwatch(w, folder);
    tree_set_refused(&w->tree, folder, true);
    root_of(w, folder)->poll_wanted = true;
    if (!w->no_watches)
        report_trouble(w, TROUBLE_NO_WATCHES, folder,
                       "the kernel grants no further watch (%s; fs.inotify.max_user_watches): "
                       "%zu folders are watched, the others are looked at every %u s",
                       strerror(error), w->tree.watches.n, poll_seconds(w, folder));
    w->no_watches = true;
}

static void watch_folder(struct watch *w, struct node *folder, int fd)
{
    char path[PROC_FD_PATH];
    int wd = inotify_add_watch(w->fd, proc_fd_path(fd, path), MASK);
    if (wd < 0) {
        watch_refused(w, folder, errno);
        return;
    }
    tree_set_refused(&w->tree, folder, false);
    if (wd != folder->folder->wd) {
        folder_unwatch(w, folder);
        tree_set_watch(&w->tree, folder, wd);
    }
}

/* Which file system is asked where it may be another than the parent's. */
static bool is_blind(struct watch *w, struct node *folder, int fd, const struct stat *st)
{
    struct folder *f = folder->folder;
    const struct folder *parent = folder->parent ? folder->parent->folder : NULL;
    if (parent && parent->device == st->st_dev)
        return parent->blind;
    const char *system = blind_system(fd);
    if (system && !f->foreign)
        report_trouble(w, TROUBLE_BLIND_FOLDER, folder,
                       "%s announces no changes that others make: looked at every %u s", system,
                       poll_seconds(w, folder));
    f->foreign = system;
    return system || root_of(w, folder)->poll;
}

/* True if another folder stands there than the one that was listed before. */
static bool identify(struct watch *w, struct node *folder, int fd, const struct stat *st)
{
    struct folder *f = folder->folder;
    bool other = f->listed && (f->device != st->st_dev || f->inode != st->st_ino);
    f->blind = is_blind(w, folder, fd, st);
    f->device = st->st_dev;
    f->inode = st->st_ino;
    f->entry_inode = f->entry_inode ? f->entry_inode : st->st_ino;
    f->listed = true;
    f->missing = f->unreadable = false;
    if (f->blind)
        root_of(w, folder)->poll_wanted = true;
    return other;
}

/* What is known of a folder that does not answer stays as it is. */
static void folder_failed(struct watch *w, struct node *folder, int error, int64_t ticks)
{
    struct root *r = root_of(w, folder);
    if (!folder->parent) {
        root_check_soon(w, r);
    } else if (errno_is_missing(error)) {
        folder_missing(w, folder, ticks);
    } else if (error == EACCES || error == EPERM) {
        r->poll_wanted = true;
        if (!folder->folder->unreadable)
            report_trouble(w, TROUBLE_UNREADABLE_FOLDER, folder, "cannot be opened: %s",
                           strerror(error));
        folder->folder->unreadable = true;
    } else {
        r->poll_wanted = r->poll_soon = true;
        folder_unwatch(w, folder);
    }
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Only what an event should have told counts as missed by them. */
static void listing_begin(struct watch *w, struct node *folder, int64_t ticks)
{
    struct folder *f = folder->folder;
    int fd = open_node(w, folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) {
        folder_failed(w, folder, fd < 0 ? -fd : errno, ticks);
        if (fd >= 0)
            close(fd);
        return;
    }
    bool watched = f->wd >= 0, other = identify(w, folder, fd, &st);
    watch_folder(w, folder, fd);
    w->listing = (struct listing){
        .folder = folder,
        .fd = fd,
        .epoch = f->epoch,
        .young_ns = now_ns() - (int64_t)w->timing.settle_open * 1000000,
        .deep = other || f->deep,
        .audit = f->audit && watched && !other && !f->blind,
    };
    f->deep = false;
    f->listings++;
}

void listing_end(struct watch *w, const struct node *folder)
{
    if (w->listing.folder != folder)
        return;
    close(w->listing.fd);
    w->listing.folder = NULL;
}

/* How many entries it came to. */
static int list_on(struct watch *w, int64_t ticks)
{
    struct node *folder = w->listing.folder;
    int n = entries_see(w, ticks);
    if (n > 0)
        return n;
    if (n == 0)
        unseen_are_missing(w, ticks);
    listing_end(w, folder);
    if (n < 0)
        folder_failed(w, folder, EIO, ticks);
    return FOLDER_ENTRIES;
}

void walk_some(struct watch *w, int64_t ticks)
{
    uint64_t epoch = w->epoch;
    for (int entries = 0; entries < STEP_ENTRIES;) {
        struct node *folder = w->listing.folder ? NULL : folder_next(w);
        if (!w->listing.folder && !folder)
            break;
        w->epoch = epoch_sooner(epoch, folder ? folder->folder->epoch : w->listing.epoch);
        if (folder)
            listing_begin(w, folder, ticks);
        entries += w->listing.folder ? list_on(w, ticks) : FOLDER_ENTRIES;
    }
    w->epoch = epoch;
}
