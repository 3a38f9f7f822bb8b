/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not on disk any more leaves the tree: files after their grace, folders with the last file
   in them. */
#include "watch/state.h"

#include <sys/inotify.h>

void folder_unwatch(struct watch *w, struct node *folder)
{
    int wd = folder->folder->wd;
    tree_set_watch(&w->tree, folder, -1);
    if (wd >= 0 && wd != w->sync.wd && !tree_watched(&w->tree, wd))
        inotify_rm_watch(w->fd, wd);
}

static void node_forget_empty(struct watch *w, struct node *n)
{
    while (n->parent && n->is_folder && n->folder->missing && node_empty(n)) {
        struct node *parent = n->parent;
        folder_unqueue(w, n);
        moves_forget(w, n);
        folder_unwatch(w, n);
        tree_remove(&w->tree, n);
        n = parent;
    }
}

void file_forget(struct watch *w, struct node *file)
{
    struct node *parent = file->parent;
    file_quiet(w, file);
    moves_forget(w, file);
    tree_remove(&w->tree, file);
    node_forget_empty(w, parent);
}

/* What waits for its own look is left to that. */
void file_missing(struct watch *w, struct node *file, bool unhinted, int64_t ticks)
{
    if (file->file.pending)
        file_awaited(w, file);
    else if (file->there)
        file_differs(w, file, TOUCH_MISSING, unhinted, ticks);
    else
        file_forget(w, file);
}

void folder_missing(struct watch *w, struct node *folder, int64_t ticks)
{
    for (struct node *n = folder, *next; n; n = next) {
        next = node_after(folder, n);
        if (!n->is_folder) {
            file_missing(w, n, false, ticks);
            continue;
        }
        folder_unqueue(w, n);
        folder_unwatch(w, n);
        tree_set_refused(&w->tree, n, false);
        n->folder->missing = true;
        if (node_empty(n))
            node_forget_empty(w, n);
    }
}
