/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

struct watch_counts watch_counts(const struct watch *w)
{
    struct watch_counts c = {
        .files = w->files,
        .folders = w->tree.folders,
        .watches = w->tree.watches.n,
        .pending = w->heap.n,
        .events = w->events,
        .overflows = w->overflows,
        .missed = w->missed,
    };
    for (size_t i = 0; i < w->roots.n; i++) {
        const struct node *top = root_top(w, i);
        for (const struct node *n = top; n; n = folder_after(top, n)) {
            const struct folder *f = n->folder;
            c.unreadable += f->unreadable;
            c.polled += f->listed && (f->wd < 0 || f->blind);
        }
    }
    return c;
}

const char *watch_root_state(const struct watch *w, int root)
{
    const struct node *top = root_top(w, (size_t)root);
    if (!top)
        return "gone";
    const struct folder *f = top->folder;
    return f->blind || (f->listed && f->wd < 0) ? "polled" : "watched";
}
