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
    tree_init(&w->tree);
    return w;
}

static void free_under(struct watch *w, struct node *top)
{
    for (struct node *n = top, *next; n; n = next) {
        while (n->first)
            n = n->first;
        next = n == top ? NULL : n->next ? n->next : n->parent;
        if (!n->is_folder)
            file_quiet(w, n);
        tree_remove(&w->tree, n);
    }
}

void watch_free(struct watch *w)
{
    if (!w)
        return;
    root_fds_close(w);
    for (size_t i = 0; i < w->roots.n; i++)
        free_under(w, w->roots.at[i].node);
    tree_done(&w->tree);
    heap_done(&w->heap);
    buf_done(&w->path);
    close(w->fd);
    arena_free(w->arena);
}

int watch_add_root(struct watch *w, const char *path)
{
    if (*path == '\0')
        return -ENOENT;
    struct root *r = VEC_ADD(w->arena, &w->roots);
    *r = (struct root){.node = tree_add(&w->tree, NULL, path, true), .fd = -1};
    r->node->root = (int)w->roots.n - 1;
    return r->node->root;
}

int watch_fd(const struct watch *w)
{
    return w->fd;
}

/* ---- passes ---- */

/* Names that are known of a file with several; more than that many are as good as all. */
static bool has_other_names(const struct watch *w, const struct node *file, uint64_t inode)
{
    enum { ENOUGH = 64 };
    uint32_t known = 0;
    for (const struct node *n = tree_linked(&w->tree, inode); n && known < ENOUGH;
         n = tree_linked_next(n))
        known++;
    return known < ENOUGH && known < file->file.links;
}

/* Over what events do not reach: folders without a watch or on a blind file system, and files that
   have a name elsewhere, through which they may be written. */
static void slow_pass(struct watch *w, int64_t ticks)
{
    w->slow_at = 0;
    w->slow_wanted = w->slow_soon = false;
    w->slow_running = true;
    w->refused = 0;
    for (size_t i = 0; i < w->roots.n; i++) {
        struct node *top = w->roots.at[i].node;
        for (struct node *n = top; n && !w->roots.at[i].gone; n = node_after(top, n)) {
            if (n->is_folder) {
                if (n->folder.wd < 0 || n->folder.blind)
                    folder_queue(w, n);
            } else if (n->file.links > 1 && has_other_names(w, n, n->file.reported.inode)) {
                w->slow_wanted = true;
                if (!n->file.pending)
                    file_touch(w, n, TOUCH_METADATA, ticks);
            }
        }
    }
}

static void pass_over(struct watch *w, int64_t ticks)
{
    if (w->slow_running && w->no_watches && w->refused == 0) {
        w->no_watches = false;
        report_trouble(w, TROUBLE_WATCHES_BACK, NULL, "all %zu folders are watched again",
                       w->tree.watches.n);
    }
    w->slow_running = false;
    if (w->rescanning && w->overflowed_again) {
        w->rescan_at = ticks + w->rescan_wait;
    } else if (w->rescanning) {
        w->overflowed = false;
        report_trouble(w, TROUBLE_OVERFLOW_OVER, NULL, "everything is compared");
    }
    w->rescanning = w->overflowed_again = false;
}

static void rescan(struct watch *w)
{
    w->rescanning = true;
    w->overflowed_again = false;
    w->rescan_wait = w->rescan_wait ? 2 * w->rescan_wait : 1000;
    if (w->rescan_wait > RESCAN_WAIT_MOST)
        w->rescan_wait = RESCAN_WAIT_MOST;
    folders_queue_all(w);
}

static void begin_passes(struct watch *w, int64_t ticks)
{
    if (w->queue)
        return;
    if (w->overflowed && w->rescan_at <= ticks)
        rescan(w);
    if (!w->overflowed)
        w->rescan_wait = 0;
    if (w->slow_wanted && w->slow_at == 0)
        w->slow_at = ticks + (w->slow_soon ? RETRY : SLOW_PASS);
    if (w->slow_at > 0 && w->slow_at <= ticks)
        slow_pass(w, ticks);
    if (w->audit_at == 0)
        w->audit_at = ticks + AUDIT;
    if (w->audit_at <= ticks) {
        w->audit_at = ticks + AUDIT;
        folders_queue_all(w);
    }
}

static void walk(struct watch *w, int64_t ticks)
{
    bool busy = w->queue || w->rescanning || w->slow_running;
    walk_some(w, ticks);
    if (w->queue)
        return;
    if (busy)
        pass_over(w, ticks);
    if (!w->walked) {
        w->walked = true;
        w->settled_latest = ticks + 2 * (int64_t)w->timing.settle_open + RETRY;
    }
}

/* ---- time ---- */

static int64_t sooner(int64_t a, int64_t b)
{
    return b < a ? b : a;
}

static int wait_at_most(const struct watch *w, int64_t ticks)
{
    if (w->queue || w->more_events)
        return 0;
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < w->roots.n; i++)
        next = sooner(next, w->roots.at[i].next_check);
    if (w->heap.n > 0)
        next = sooner(next, heap_first(&w->heap)->at);
    if (w->moves.n > 0)
        next = sooner(next, w->moves.at[0].deadline);
    if (w->overflowed)
        next = sooner(next, w->rescan_at);
    if (w->slow_at > 0)
        next = sooner(next, w->slow_at);
    if (!w->settled)
        next = sooner(next, w->settled_latest);
    next = sooner(next, w->audit_at);
    return next <= ticks ? 0 : (int)sooner(next - ticks, INT32_MAX);
}

int watch_step(struct watch *w, int64_t ticks)
{
    w->more_events = inotify_drain(w, ticks);
    moves_expire(w, ticks);
    roots_check(w, ticks);
    begin_passes(w, ticks);
    walk(w, ticks);
    files_look(w, ticks);
    root_fds_close(w);
    w->settled = w->settled || (w->walked && (w->first_pending == 0 || ticks >= w->settled_latest));
    begin_passes(w, ticks);
    return wait_at_most(w, ticks);
}

bool watch_settled(const struct watch *w)
{
    return w->settled;
}

size_t watch_files(const struct watch *w)
{
    return w->files;
}

size_t watch_folders(const struct watch *w)
{
    return w->tree.folders;
}
