/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

void folder_queue(struct watch *w, struct node *folder)
{
    if (folder->folder.in_queue)
        return;
    folder->folder.in_queue = true;
    folder->folder.queued = NULL;
    folder->folder.previous_queued = w->queue_end;
    if (w->queue_end)
        w->queue_end->folder.queued = folder;
    else
        w->queue = folder;
    w->queue_end = folder;
}

void folder_unqueue(struct watch *w, struct node *folder)
{
    struct folder *f = &folder->folder;
    if (!f->in_queue)
        return;
    if (f->previous_queued)
        f->previous_queued->folder.queued = f->queued;
    else
        w->queue = f->queued;
    if (f->queued)
        f->queued->folder.previous_queued = f->previous_queued;
    else
        w->queue_end = f->previous_queued;
    f->in_queue = false;
    f->queued = f->previous_queued = NULL;
}

struct node *folder_next(struct watch *w)
{
    struct node *folder = w->queue;
    if (folder)
        folder_unqueue(w, folder);
    return folder;
}

void folders_queue_all(struct watch *w)
{
    for (size_t i = 0; i < w->roots.n; i++) {
        struct node *top = w->roots.at[i].node;
        for (struct node *n = top; !w->roots.at[i].gone && n; n = node_after(top, n))
            if (n->is_folder)
                folder_queue(w, n);
    }
}
