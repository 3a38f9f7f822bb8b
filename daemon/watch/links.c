/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file with several names may be written through one that makes no event here. What has names
 * elsewhere is looked at now and then, by one of its names. And a second name, when it is made,
 * makes no event for the first: that one is searched for.
 */
#include "watch/state.h"

/* A name whose look tells of all. */
static void look_at_one(struct watch *w, struct node *file, int64_t ticks)
{
    if (file->file.pending)
        return;
    file_differs(w, file, TOUCH_METADATA, false, ticks);
    file->file.pending->for_all = true;
}

static void search(struct watch *w, struct node *top, int64_t ticks)
{
    for (struct node *n = top; n; n = node_after(top, n)) {
        const struct inode *i = n->is_folder || n->file.alias ? NULL : tree_inode(&w->tree, n);
        if (i && !i->searched)
            file_differs(w, n, TOUCH_METADATA, false, ticks);
    }
}

/* The first name of an inode, as the tree goes on, stands for it. */
void links_pass(struct watch *w, int64_t ticks)
{
    bool unsearched = false;
    for (size_t b = 0; b < w->tree.inodes.room; b++)
        for (struct link *l = w->tree.inodes.at[b]; l; l = l->next) {
            const struct inode *i = LINKED(l, struct inode, link);
            if (!inode_has_names_elsewhere(i))
                continue;
            unsearched = unsearched || !i->searched;
            if (root_top(w, (size_t)node_root(i->first->node)))
                look_at_one(w, i->first->node, ticks);
        }
    for (size_t r = 0; unsearched && r < w->roots.n; r++)
        search(w, root_top(w, r), ticks);
    for (size_t b = 0; b < w->tree.inodes.room; b++)
        for (struct link *l = w->tree.inodes.at[b]; l; l = l->next)
            LINKED(l, struct inode, link)->searched = true;
}
