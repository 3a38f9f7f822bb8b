/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

void folder_queue(struct watch *w, struct node *folder)
{
    struct folder *f = folder->folder;
    f->audit = false;
    if (f->in_queue) {
        f->epoch = epoch_sooner(f->epoch, w->epoch);
        return;
    }
    f->in_queue = true;
    f->epoch = w->epoch;
    f->queued = NULL;
    f->previous_queued = w->queue_end;
    if (w->queue_end)
        w->queue_end->folder->queued = folder;
    else
        w->queue = folder;
    w->queue_end = folder;
}

static void take_out(struct watch *w, struct folder *f)
{
    if (!f->in_queue)
        return;
    if (f->previous_queued)
        f->previous_queued->folder->queued = f->queued;
    else
        w->queue = f->queued;
    if (f->queued)
        f->queued->folder->previous_queued = f->previous_queued;
    else
        w->queue_end = f->previous_queued;
    f->in_queue = false;
    f->queued = f->previous_queued = NULL;
}

void folder_unqueue(struct watch *w, struct node *folder)
{
    listing_end(w, folder);
    take_out(w, folder->folder);
}

struct node *folder_next(struct watch *w)
{
    struct node *folder = w->queue;
    if (folder)
        take_out(w, folder->folder);
    return folder;
}

void folders_queue_all(struct watch *w, bool audit)
{
    for (size_t i = 0; i < w->roots.n; i++) {
        struct node *top = root_top(w, i);
        for (struct node *n = top; n; n = folder_after(top, n)) {
            bool hinted = n->folder->in_queue;
            folder_queue(w, n);
            n->folder->audit = audit && !hinted;
        }
    }
}
