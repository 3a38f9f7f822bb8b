/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A share that went away is no deletion: its root is then missing, or the empty folder that it was
 * mounted on shows. What is known of it stays as it is until the root is back, and is compared
 * then. A root that is empty at the start, though files are known of it, is a share that is not
 * mounted yet.
 */
#include "base/beneath.h"
#include "watch/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct node *root_top(const struct watch *w, size_t root)
{
    return w->roots.at[root].gone ? NULL : w->roots.at[root].node;
}

struct root *root_of(struct watch *w, const struct node *n)
{
    return &w->roots.at[node_root(n)];
}

void root_check_soon(struct watch *w, struct root *r)
{
    r->check.at = 0;
    r->check.epoch = epoch_sooner(r->check.epoch, w->epoch);
}

static bool is_empty(int fd)
{
    _Alignas(struct dirent64) char entries[1024];
    for (ssize_t n; (n = getdents64(fd, entries, sizeof entries)) > 0;)
        for (ssize_t at = 0; at < n;) {
            const struct dirent64 *e = (const void *)(entries + at);
            if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
                return false;
            at += e->d_reclen;
        }
    return true;
}

static void freeze(struct watch *w, struct root *r)
{
    moves_expire(w, INT64_MAX);
    for (struct node *n = r->node; n; n = node_after(r->node, n)) {
        if (n->is_folder) {
            folder_unqueue(w, n);
            folder_unwatch(w, n);
            tree_set_refused(&w->tree, n, false);
        } else {
            file_quiet(w, n);
        }
    }
    r->poll_wanted = r->poll_soon = false;
    r->polling = (struct pass){.epoch = LATER};
    if (r->fd >= 0)
        close(r->fd);
    r->fd = -1;
}

static void lost(struct watch *w, struct root *r, const char *why, int64_t ticks)
{
    r->check.at = ticks + ROOT_CHECK_GONE;
    if (r->gone)
        return;
    r->gone = true;
    freeze(w, r);
    report_trouble(w, TROUBLE_ROOT_GONE, r->node,
                   "%s: what is known of it stays as it is until it is back", why);
}

static void found(struct watch *w, struct root *r, bool other)
{
    bool was_gone = r->gone;
    r->gone = false;
    r->node->folder->deep = other || was_gone;
    if (other)
        r->node->folder->listed = false;
    folder_queue(w, r->node);
    if (was_gone)
        report_trouble(w, TROUBLE_ROOT_BACK, r->node, "it is back, and is compared with what was");
}

static struct node *known_after(const struct root *r, const struct node *n)
{
    struct node *next = node_after(r->node, n);
    while (next && !next->there)
        next = node_after(r->node, next);
    return next;
}

static void lost_empty(struct watch *w, struct root *r, int64_t ticks)
{
    char why[80];
    size_t files = 0;
    for (const struct node *n = r->node; !r->gone && (n = known_after(r, n));)
        files++;
    snprintf(why, sizeof why, "it is empty, though %zu files are known of it", files);
    lost(w, r, why, ticks);
}

/* One that was looked at all the time may become empty; one that was not may not be mounted. */
static void answered(struct watch *w, struct root *r, int fd, const struct stat *st, int64_t ticks)
{
    const struct folder *f = r->node->folder;
    bool other = f->listed && (st->st_dev != f->device || st->st_ino != f->inode);
    bool watched = f->listed && !other && !r->gone;
    if (!watched && is_empty(fd) && known_after(r, r->node))
        lost_empty(w, r, ticks);
    else if (!watched || f->wd < 0)
        found(w, r, other);
}

static void check(struct watch *w, struct root *r, int64_t ticks)
{
    r->check.at = ticks + ROOT_CHECK;
    int fd = open(node_name(r->node), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    int listing = fd < 0 ? -errno : open_beneath(fd, ".", O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    if (listing < 0 || fstat(fd, &st) < 0)
        lost(w, r, strerror(listing < 0 ? -listing : errno), ticks);
    else
        answered(w, r, fd, &st, ticks);
    if (listing >= 0)
        close(listing);
    if (fd >= 0)
        close(fd);
}

void roots_check(struct watch *w, int64_t ticks)
{
    for (size_t i = 0; i < w->roots.n; i++) {
        struct root *r = &w->roots.at[i];
        if (!r->node || r->check.at > ticks)
            continue;
        uint64_t epoch = pass_begin(w, &r->check);
        check(w, r, ticks);
        w->epoch = epoch;
    }
}

/* ---- what is not looked at ---- */

bool excluded(struct watch *w, const struct node *folder, const char *name, bool is_folder)
{
    const struct excludes *e = &root_of(w, folder)->excludes;
    if (e->n == 0)
        return false;
    if (!e->of_paths)
        return excludes_take(e, span_of(name), is_folder);
    node_path(folder, &w->path);
    if (w->path.n > 0)
        buf_byte(&w->path, '/');
    buf_text(&w->path, name);
    return excludes_take(e, buf_peek(&w->path), is_folder);
}

bool excluded_with_folders(struct watch *w, const struct node *n)
{
    const struct excludes *e = &root_of(w, n)->excludes;
    if (e->n == 0)
        return false;
    node_path(n, &w->path);
    return excludes_take_any(e, buf_peek(&w->path), n->is_folder);
}
