/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Listing a folder: open it, watch it by that descriptor, then read it. A change before the watch
 * is seen by the reading; one during or after it makes an event, which queues the folder again or
 * touches the file. So nothing slips between, and no path is trusted twice.
 */
#include "watch/blind.h"
#include "watch/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    MASK = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY |
           IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK
};

struct listing {
    struct watch *watch;
    struct node *folder;
    int fd;
    int64_t ticks;
    int64_t young_ns; /* a ctime after this: somebody may still be writing */
    bool deep;
};

/* An event tells of a folder that is not known: looked at without listing its parent. */
void folder_hint(struct watch *w, struct node *parent, const char *name)
{
    bool known = tree_find(&w->tree, parent, name) || node_depth(parent) >= FOLDER_DEPTH;
    folder_queue(w, known ? parent : tree_add(&w->tree, parent, name, true));
}

/* ---- one entry ---- */

/* Something of another sort stands under that name: the old one is gone without grace. */
static void replace(struct listing *l, struct node *old)
{
    struct watch *w = l->watch;
    if (!old->is_folder) {
        report_gone(w, old);
        file_forget(w, old);
        return;
    }
    for (struct node *n = node_after(old, old); n; n = node_after(old, n))
        if (!n->is_folder)
            report_gone(w, n);
    folder_missing(w, old, l->ticks);
}

static void too_deep(struct watch *w, struct node *folder)
{
    if (!folder->folder.too_deep)
        report_trouble(w, TROUBLE_UNREADABLE_FOLDER, folder,
                       "folders are nested deeper than %d: not followed further", FOLDER_DEPTH);
    folder->folder.too_deep = true;
}

static void see_folder(struct listing *l, const char *name, uint64_t inode)
{
    struct watch *w = l->watch;
    struct node *n = tree_find(&w->tree, l->folder, name);
    if (n && !n->is_folder) {
        replace(l, n);
        n = NULL;
    }
    if (!n) {
        if (node_depth(l->folder) >= FOLDER_DEPTH) {
            too_deep(w, l->folder);
            return;
        }
        n = tree_add(&w->tree, l->folder, name, true);
    }
    n->seen = w->listings;
    if (l->deep || n->folder.wd < 0 || n->folder.entry_inode != inode)
        folder_queue(w, n);
    n->folder.deep = n->folder.deep || l->deep;
    n->folder.entry_inode = inode;
}

static void see_file(struct listing *l, const char *name, const struct stat *st)
{
    struct watch *w = l->watch;
    struct node *n = tree_find(&w->tree, l->folder, name);
    if (n && n->is_folder) {
        replace(l, n);
        n = NULL;
    }
    if (!n)
        n = tree_add(&w->tree, l->folder, name, false);
    n->seen = w->listings;
    struct stamp now = stamp_of(st);
    tree_set_inode(&w->tree, n, now.inode, (uint32_t)st->st_nlink);
    w->slow_wanted = w->slow_wanted || st->st_nlink > 1;
    if (n->file.pending || stamp_eq(&now, &n->file.reported))
        return;
    if (now.ctime_ns > l->young_ns)
        file_touch(w, n, TOUCH_OPEN, l->ticks);
    else
        report_present(w, n, &now);
}

static void see(struct listing *l, const char *name, unsigned char type, uint64_t inode)
{
    struct stat st;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    if (type == DT_DIR) {
        see_folder(l, name, inode);
        return;
    }
    if ((type != DT_REG && type != DT_UNKNOWN) || watch_temporary(name))
        return;
    if (fstatat(l->fd, name, &st, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) < 0)
        return;
    if (S_ISREG(st.st_mode))
        see_file(l, name, &st);
    else if (S_ISDIR(st.st_mode))
        see_folder(l, name, inode);
}

/* ---- the folder ---- */

static void watch_folder(struct watch *w, struct node *folder, int fd)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int wd = inotify_add_watch(w->fd, path, MASK);
    if (wd < 0) {
        folder_unwatch(w, folder);
        w->refused++;
        w->slow_wanted = true;
        if (!w->no_watches)
            report_trouble(w, TROUBLE_NO_WATCHES, folder,
                           "the kernel grants no further watch (%s; fs.inotify.max_user_watches): "
                           "%zu folders are watched, the others are looked at every %d s",
                           strerror(errno), w->tree.watches.n, SLOW_PASS / 1000);
        w->no_watches = true;
    } else if (wd != folder->folder.wd) {
        folder_unwatch(w, folder);
        tree_set_watch(&w->tree, folder, wd);
    }
}

/* True if another folder stands there than the one that was listed before. */
static bool identify(struct watch *w, struct node *folder, int fd, const struct stat *st)
{
    struct folder *f = &folder->folder;
    const struct folder *parent = folder->parent ? &folder->parent->folder : NULL;
    bool other = f->listed && (f->device != st->st_dev || f->inode != st->st_ino);
    bool mount = !parent || parent->device != st->st_dev;
    const char *system = mount ? blind_system(fd) : NULL;
    bool blind = system || (!mount && parent->blind);
    if (system && !f->blind)
        report_trouble(w, TROUBLE_BLIND_FOLDER, folder,
                       "%s announces no changes that others make: looked at every %d s", system,
                       SLOW_PASS / 1000);
    f->blind = blind;
    f->device = st->st_dev;
    f->inode = st->st_ino;
    f->entry_inode = f->entry_inode ? f->entry_inode : st->st_ino;
    f->listed = true;
    f->missing = f->unreadable = false;
    w->slow_wanted = w->slow_wanted || blind;
    return other;
}

/* Entries that were not seen are missing; false if the folder could not be read to its end. */
static bool read_entries(struct listing *l)
{
    _Alignas(struct dirent64) char entries[32768];
    for (;;) {
        ssize_t n = getdents64(l->fd, entries, sizeof entries);
        if (n <= 0)
            return n == 0;
        for (ssize_t at = 0; at < n;) {
            const struct dirent64 *e = (const void *)(entries + at);
            see(l, e->d_name, e->d_type, e->d_ino);
            at += e->d_reclen;
        }
    }
}

static void unseen_are_missing(struct listing *l)
{
    struct watch *w = l->watch;
    for (struct node *n = l->folder->first, *next; n; n = next) {
        next = n->next;
        if (n->seen == w->listings)
            continue;
        if (n->is_folder)
            folder_missing(w, n, l->ticks);
        else
            file_missing(w, n, l->ticks);
    }
}

/* What is known of a folder that does not answer stays as it is. */
static void folder_failed(struct watch *w, struct node *folder, int error, int64_t ticks)
{
    if (!folder->parent) {
        w->roots.at[folder->root].next_check = 0;
    } else if (errno_is_missing(error)) {
        folder_missing(w, folder, ticks);
    } else if (error == EACCES || error == EPERM) {
        w->slow_wanted = true;
        if (!folder->folder.unreadable)
            report_trouble(w, TROUBLE_UNREADABLE_FOLDER, folder, "cannot be opened: %s",
                           strerror(error));
        folder->folder.unreadable = true;
    } else {
        w->slow_wanted = w->slow_soon = true;
        folder_unwatch(w, folder);
    }
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void list_folder(struct watch *w, struct node *folder, int64_t ticks)
{
    int fd = open_node(w, folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) {
        folder_failed(w, folder, fd < 0 ? -fd : errno, ticks);
        if (fd >= 0)
            close(fd);
        return;
    }
    bool other = identify(w, folder, fd, &st);
    watch_folder(w, folder, fd);
    w->listings++;
    struct listing l = {w, folder, fd, ticks, .deep = other || folder->folder.deep};
    l.young_ns = now_ns() - (int64_t)w->timing.settle_open * 1000000;
    folder->folder.deep = false;
    if (read_entries(&l))
        unseen_are_missing(&l);
    else
        folder_failed(w, folder, EIO, ticks);
    close(fd);
}

void walk_some(struct watch *w, int64_t ticks)
{
    struct node *folder;
    for (int i = 0; i < STEP_FOLDERS && (folder = folder_next(w)); i++)
        if (!w->roots.at[node_root(folder)].gone)
            list_folder(w, folder, ticks);
}
