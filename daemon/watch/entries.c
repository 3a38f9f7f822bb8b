/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a folder's entries say against what is believed of them. */
#include "watch/state.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <sys/stat.h>

struct entry {
    const char *name;
    uint64_t hash, inode;
    unsigned char type; /* as in a dirent */
};

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
    for (struct node *n = node_after(old, old); n; n = node_after(old, n)) {
        if (n->is_folder)
            continue;
        report_gone(w, n);
        file_quiet(w, n);
    }
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
static struct node *find(struct watch *w, const struct entry *e, bool is_folder, int64_t ticks)
{
    struct node *n = tree_find_hashed(&w->tree, w->listing.folder, e->name, e->hash);
    if (!n || n->is_folder == is_folder)
        return n;
    replace(w, n, ticks);
    return NULL;
}

static void see_folder(struct watch *w, const struct entry *e, int64_t ticks)
{
    struct node *folder = w->listing.folder;
    if (excluded(w, folder, e->name, true))
        return;
    struct node *n = find(w, e, true, ticks);
    if (!n && node_depth(folder) >= FOLDER_DEPTH) {
        too_deep(w, folder);
        return;
    }
    if (!n)
        n = tree_add(&w->tree, folder, e->name, true);
    n->seen = folder->folder->listings;
    if (w->listing.deep || n->folder->wd < 0 || n->folder->entry_inode != e->inode)
        folder_queue(w, n);
    n->folder->deep = n->folder->deep || w->listing.deep;
    n->folder->entry_inode = e->inode;
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

static void see_file(struct watch *w, const struct entry *e, const struct identity *now,
                     int64_t ticks)
{
    struct node *n = find(w, e, false, ticks);
    if (!n)
        n = tree_add(&w->tree, w->listing.folder, e->name, false);
    n->seen = w->listing.folder->folder->listings;
    file_links(w, n, now, ticks);
    if (n->file.pending)
        file_awaited(w, n);
    else if (!n->there || n->file.stamp != identity_hash(now))
        file_changed(w, n, now, ticks);
}

static void see(struct watch *w, const struct entry *e, int64_t ticks)
{
    struct identity now;
    if (e->type == DT_DIR) {
        see_folder(w, e, ticks);
        return;
    }
    if (watch_temporary(e->name) || excluded(w, w->listing.folder, e->name, false) ||
        identity_at(w->listing.fd, e->name, &now) < 0)
        return;
    if (S_ISREG(now.mode))
        see_file(w, e, &now, ticks);
    else if (S_ISDIR(now.mode))
        see_folder(w, e, ticks);
}

/* Links, sockets and the like are none of ours. */
static bool is_ours(const struct dirent64 *d)
{
    return (d->d_type == DT_DIR || d->d_type == DT_REG || d->d_type == DT_UNKNOWN) &&
           strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
}

static size_t gather(struct watch *w, const char *bytes, ssize_t n, struct entry *entries)
{
    size_t count = 0;
    for (ssize_t at = 0; at < n;) {
        const struct dirent64 *d = (const void *)(bytes + at);
        at += d->d_reclen;
        if (!is_ours(d))
            continue;
        uint64_t hash = tree_hash(&w->tree, w->listing.folder, d->d_name);
        entries[count++] = (struct entry){d->d_name, hash, d->d_ino, d->d_type};
        table_expect(&w->tree.names, hash);
    }
    for (size_t i = 0; i < count; i++)
        table_expect_first(&w->tree.names, entries[i].hash);
    return count;
}

int entries_see(struct watch *w, int64_t ticks)
{
    enum { BYTES = 32768, LEAST = offsetof(struct dirent64, d_name) + 2 };
    _Alignas(struct dirent64) char bytes[BYTES];
    struct entry entries[BYTES / LEAST];
    ssize_t n = getdents64(w->listing.fd, bytes, sizeof bytes);
    if (n <= 0)
        return n < 0 ? -errno : 0;
    size_t count = gather(w, bytes, n, entries);
    for (size_t i = 0; i < count; i++)
        see(w, &entries[i], ticks);
    return (int)count + 1;
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
