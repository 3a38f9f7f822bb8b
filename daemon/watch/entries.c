/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a folder's entries say against what is believed of them. */
#include "watch/state.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

/* An event tells of a folder that is not known: looked at without listing its parent. */
void folder_hint(struct watch *w, struct node *parent, const char *name)
{
    bool known = tree_find(&w->tree, parent, name) || node_depth(parent) >= FOLDER_DEPTH;
    folder_queue(w, known ? parent : tree_add(&w->tree, parent, name, true));
}

/* Something of another sort stands under that name: the old one is gone without grace. */
static void replace(struct watch *w, struct node *old, int64_t ticks)
{
    if (!old->is_folder) {
        report_gone(w, old);
        file_forget(w, old);
        return;
    }
    for (struct node *n = node_after(old, old); n; n = node_after(old, n))
        if (!n->is_folder)
            report_gone(w, n);
    folder_missing(w, old, ticks);
}

static void too_deep(struct watch *w, struct node *folder)
{
    if (!folder->folder->too_deep)
        report_trouble(w, TROUBLE_UNREADABLE_FOLDER, folder,
                       "folders are nested deeper than %d: not followed further", FOLDER_DEPTH);
    folder->folder->too_deep = true;
}

/* The node that is known by this name, if it is of that sort. */
static struct node *find(struct watch *w, const char *name, bool is_folder, int64_t ticks)
{
    struct node *n = tree_find(&w->tree, w->listing.folder, name);
    if (!n || n->is_folder == is_folder)
        return n;
    replace(w, n, ticks);
    return NULL;
}

static void see_folder(struct watch *w, const char *name, uint64_t inode, int64_t ticks)
{
    struct node *folder = w->listing.folder;
    if (excluded(w, folder, name, true))
        return;
    struct node *n = find(w, name, true, ticks);
    if (!n && node_depth(folder) >= FOLDER_DEPTH) {
        too_deep(w, folder);
        return;
    }
    if (!n)
        n = tree_add(&w->tree, folder, name, true);
    n->seen = folder->folder->listings;
    if (w->listing.deep || n->folder->wd < 0 || n->folder->entry_inode != inode)
        folder_queue(w, n);
    n->folder->deep = n->folder->deep || w->listing.deep;
    n->folder->entry_inode = inode;
}

/* What was changed just now may still be written. What no event has told of may be told in a
   moment. */
static void file_changed(struct watch *w, struct node *file, const struct identity *now,
                         int64_t ticks)
{
    bool young = now->ctime_ns > w->listing.young_ns;
    enum touch touch = young ? TOUCH_OPEN : TOUCH_METADATA;
    if (young || w->listing.audit)
        file_differs(w, file, touch, w->listing.audit, ticks);
    else
        report_present(w, file, now);
    if (file->file.alias && w->walked)
        others_touch(w, file, touch, ticks);
}

static void see_file(struct watch *w, const char *name, const struct identity *now, int64_t ticks)
{
    struct node *n = find(w, name, false, ticks);
    if (!n)
        n = tree_add(&w->tree, w->listing.folder, name, false);
    n->seen = w->listing.folder->folder->listings;
    file_links(w, n, now, ticks);
    if (n->file.pending)
        file_awaited(w, n);
    else if (!n->there || n->file.stamp != identity_hash(now))
        file_changed(w, n, now, ticks);
}

static void see(struct watch *w, const struct dirent64 *e, int64_t ticks)
{
    struct identity now;
    const char *name = e->d_name;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    if (e->d_type == DT_DIR) {
        see_folder(w, name, e->d_ino, ticks);
        return;
    }
    if ((e->d_type != DT_REG && e->d_type != DT_UNKNOWN) || watch_temporary(name) ||
        excluded(w, w->listing.folder, name, false) || identity_at(w->listing.fd, name, &now) < 0)
        return;
    if (S_ISREG(now.mode))
        see_file(w, name, &now, ticks);
    else if (S_ISDIR(now.mode))
        see_folder(w, name, e->d_ino, ticks);
}

int entries_see(struct watch *w, int64_t ticks)
{
    _Alignas(struct dirent64) char entries[32768];
    ssize_t n = getdents64(w->listing.fd, entries, sizeof entries);
    int count = 0;
    for (ssize_t at = 0; at < n; count++) {
        const struct dirent64 *e = (const void *)(entries + at);
        see(w, e, ticks);
        at += e->d_reclen;
    }
    return n < 0 ? -errno : count;
}

/* What waits for its own look or listing is left to that: an event may have told of it while the
   folder was read. */
void unseen_are_missing(struct watch *w, int64_t ticks)
{
    const struct folder *f = w->listing.folder->folder;
    for (struct node *n = f->first_file, *next; n; n = next) {
        next = n->next;
        if (n->seen != f->listings)
            file_missing(w, n, w->listing.audit, ticks);
    }
    for (struct node *n = f->first_folder, *next; n; n = next) {
        next = n->next;
        if (n->seen != f->listings && n->folder->in_queue)
            folder_queue(w, n);
        else if (n->seen != f->listings)
            folder_missing(w, n, ticks);
    }
}
