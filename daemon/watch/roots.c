/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A share that went away is no deletion: its root is then missing, or the empty folder that it was
 * mounted on shows. What is known of it stays as it is until the root is back, and is compared
 * then.
 */
#include "base/beneath.h"
#include "watch/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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
        } else {
            file_quiet(w, n);
        }
    }
    if (r->fd >= 0)
        close(r->fd);
    r->fd = -1;
}

static void lost(struct watch *w, struct root *r, const char *why, int64_t ticks)
{
    r->next_check = ticks + ROOT_CHECK_GONE;
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
    r->node->folder.deep = other || was_gone;
    if (other)
        r->node->folder.listed = false;
    folder_queue(w, r->node);
    if (was_gone)
        report_trouble(w, TROUBLE_ROOT_BACK, r->node, "it is back, and is compared with what was");
}

static void check(struct watch *w, struct root *r, int64_t ticks)
{
    r->next_check = ticks + ROOT_CHECK;
    int fd = open(r->node->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    int listing = fd < 0 ? -errno : open_beneath(fd, ".", O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    if (listing < 0 || fstat(fd, &st) < 0) {
        lost(w, r, strerror(listing < 0 ? -listing : errno), ticks);
    } else {
        const struct folder *f = &r->node->folder;
        bool other = f->listed && (st.st_dev != f->device || st.st_ino != f->inode);
        if (other && is_empty(fd))
            lost(w, r, "another, empty folder stands in its place", ticks);
        else if (r->gone || other || !f->listed || f->wd < 0)
            found(w, r, other);
    }
    if (listing >= 0)
        close(listing);
    if (fd >= 0)
        close(fd);
}

void roots_check(struct watch *w, int64_t ticks)
{
    for (size_t i = 0; i < w->roots.n; i++)
        if (w->roots.at[i].next_check <= ticks)
            check(w, &w->roots.at[i], ticks);
}
