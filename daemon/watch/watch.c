/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

#include <errno.h>
#include <sys/inotify.h>
#include <unistd.h>

static const struct watch_timing usual = {
    .settle_close = 20, .settle_open = 2000, .delete_grace = 1000};

struct watch *watch_new(struct watch_timing timing, const struct watch_sink *sink, int *reterr)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) {
        *reterr = -errno;
        return NULL;
    }
    struct arena *arena = arena_new();
    struct watch *w = ARENA_NEW(arena, struct watch);
    w->arena = arena;
    w->fd = fd;
    w->sink = *sink;
    w->timing = (struct watch_timing){
        .settle_close = timing.settle_close ? timing.settle_close : usual.settle_close,
        .settle_open = timing.settle_open ? timing.settle_open : usual.settle_open,
        .delete_grace = timing.delete_grace ? timing.delete_grace : usual.delete_grace,
    };
    w->rescan.epoch = w->links.epoch = LATER;
    tree_init(&w->tree);
    sync_begin(w);
    return w;
}

/* ---- roots ---- */

static void free_tree(struct watch *w, struct node *top)
{
    for (struct node *n = top, *parent; n; n = parent) {
        while (n->is_folder && !node_empty(n))
            n = n->folder->first_file ? n->folder->first_file : n->folder->first_folder;
        parent = n == top ? NULL : n->parent;
        if (n->is_folder) {
            folder_unqueue(w, n);
            folder_unwatch(w, n);
        } else {
            w->files -= n->there;
            file_quiet(w, n);
        }
        tree_remove(&w->tree, n);
    }
}

int watch_add_root(struct watch *w, const struct watch_root *root)
{
    if (*root->path == '\0')
        return -ENOENT;
    struct root *r = VEC_ADD(w->arena, &w->roots);
    int index = (int)w->roots.n - 1;
    *r = (struct root){
        .node = tree_add(&w->tree, NULL, root->path, true),
        .fd = -1,
        .check.epoch = w->epoch,
        .excludes = excludes_new(w->arena, root->exclude, root->exclude_count),
        .poll = root->poll,
        .poll_ms = root->poll_seconds ? root->poll_seconds * 1000 : SLOW_PASS,
        .polling.epoch = LATER,
    };
    r->node->folder->root = index;
    return index;
}

void watch_remove_root(struct watch *w, int root)
{
    struct root *r = &w->roots.at[root];
    moves_expire(w, INT64_MAX);
    free_tree(w, r->node);
    if (r->fd >= 0)
        close(r->fd);
    *r = (struct root){.fd = -1};
    w->known_folder = NULL;
}

void watch_free(struct watch *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->roots.n; i++)
        if (w->roots.at[i].node)
            watch_remove_root(w, (int)i);
    tree_done(&w->tree);
    heap_done(&w->heap);
    sync_end(w);
    buf_done(&w->path);
    buf_done(&w->known_path);
    close(w->fd);
    arena_free(w->arena);
}

int watch_fd(const struct watch *w)
{
    return w->fd;
}

/* ---- time ---- */

static void walk(struct watch *w, int64_t ticks)
{
    bool busy = w->queue || w->listing.folder || w->rescanning;
    walk_some(w, ticks);
    if (w->queue || w->listing.folder)
        return;
    if (busy)
        pass_over(w, ticks);
    if (!w->walked) {
        w->walked = true;
        w->settled_latest = ticks + 2 * (int64_t)w->timing.settle_open + RETRY;
    }
}

static int64_t sooner(int64_t a, int64_t b)
{
    return b < a ? b : a;
}

static int64_t pass_next(const struct pass *p)
{
    return p->at > 0 ? p->at : INT64_MAX;
}

static int wait_at_most(const struct watch *w, int64_t ticks)
{
    if (w->queue || w->listing.folder || w->more_events)
        return 0;
    int64_t next = sooner(w->audit_at, sync_next(w));
    for (size_t i = 0; i < w->roots.n; i++) {
        const struct root *r = &w->roots.at[i];
        if (r->node)
            next = sooner(next, sooner(r->check.at, pass_next(&r->polling)));
    }
    if (w->heap.n > 0)
        next = sooner(next, heap_first(&w->heap)->at);
    if (w->moves.n > 0)
        next = sooner(next, w->moves.at[0].deadline);
    next = sooner(next, sooner(pass_next(&w->rescan), pass_next(&w->links)));
    if (!w->settled)
        next = sooner(next, w->settled_latest);
    return next <= ticks ? 0 : (int)sooner(next - ticks, INT32_MAX);
}

int watch_step(struct watch *w, int64_t ticks)
{
    w->known_folder = NULL; /* it may go */
    w->more_events = inotify_drain(w, ticks);
    moves_expire(w, ticks);
    sync_widen(w, ticks);
    roots_check(w, ticks);
    passes_begin(w, ticks);
    sync_take(w);
    walk(w, ticks);
    files_look(w, ticks);
    roots_close(w);
    w->settled = w->settled || (w->walked && (w->first_pending == 0 || ticks >= w->settled_latest));
    passes_begin(w, ticks);
    sync_finish(w, ticks);
    return wait_at_most(w, ticks);
}

bool watch_settled(const struct watch *w)
{
    return w->settled;
}
