/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events of inotify(7) → marks in the tree. Nothing is concluded here: that is for listing and
   looking. */
#include "watch/state.h"

#include <sys/inotify.h>
#include <unistd.h>

static void overflow(struct watch *w, int64_t ticks)
{
    moves_expire(w, INT64_MAX);
    w->overflows++;
    w->rescan.epoch = epoch_sooner(w->rescan.epoch, w->epoch);
    sync_lost(w);
    if (w->overflowed) {
        w->overflowed_again = true;
        return;
    }
    w->overflowed = true;
    w->rescan.at = ticks;
    report_trouble(w, TROUBLE_OVERFLOW, NULL,
                   "more happened at once than the kernel keeps events for "
                   "(fs.inotify.max_queued_events); everything is compared anew");
}

static void child_folder(struct watch *w, struct node *folder, const char *name, uint32_t mask,
                         uint32_t cookie, int64_t ticks)
{
    struct node *child = tree_find(&w->tree, folder, name);
    if (excluded(w, folder, name, true))
        return;
    if (mask & IN_MOVED_TO)
        moves_end(w, folder, name, true, cookie, ticks);
    else if (child && !child->is_folder)
        folder_queue(w, folder);
    else if (mask & IN_MOVED_FROM && child)
        moves_begin(w, child, cookie, ticks);
    else if (child)
        folder_queue(w, child);
    else if (mask & IN_CREATE)
        folder_hint(w, folder, name);
}

static void child_file(struct watch *w, struct node *folder, const char *name, uint32_t mask,
                       uint32_t cookie, int64_t ticks)
{
    if (watch_temporary(name) || excluded(w, folder, name, false))
        return;
    if (mask & IN_MOVED_TO) {
        moves_end(w, folder, name, false, cookie, ticks);
        return;
    }
    struct node *child = tree_find(&w->tree, folder, name);
    if (child && child->is_folder) {
        folder_queue(w, folder);
        return;
    }
    if (mask & (IN_DELETE | IN_MOVED_FROM)) {
        if (child && mask & IN_MOVED_FROM)
            moves_begin(w, child, cookie, ticks);
        else if (child)
            file_touch(w, child, TOUCH_MISSING, ticks);
        return;
    }
    if (!child)
        child = tree_add(&w->tree, folder, name, false);
    file_touch(w, child,
               mask & IN_CLOSE_WRITE            ? TOUCH_CLOSED
               : mask & (IN_CREATE | IN_MODIFY) ? TOUCH_OPEN
                                                : TOUCH_METADATA,
               ticks);
}

/* Of the folder itself; what becomes of one within a root its parent's events tell. */
static void self(struct watch *w, struct node *folder, uint32_t mask)
{
    if (mask & IN_IGNORED)
        tree_set_watch(&w->tree, folder, -1);
    if (!folder->parent)
        root_check_soon(w, root_of(w, folder));
    else if (mask & (IN_IGNORED | IN_UNMOUNT))
        folder_queue(w, folder);
}

static void on_event(struct watch *w, const struct inotify_event *e, const char *name,
                     int64_t ticks)
{
    w->events++;
    if (e->mask & IN_Q_OVERFLOW) {
        overflow(w, ticks);
        return;
    }
    if (e->len > 0 && sync_is_cookie(w, e->wd, e->mask, name))
        return;
    /* A number that is not known any more is a late event of a removed watch. */
    for (struct node *n = tree_watched(&w->tree, e->wd), *next; n; n = next) {
        next = tree_watched_next(n);
        if (e->mask & (IN_IGNORED | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF))
            self(w, n, e->mask);
        else if (e->len == 0)
            continue;
        else if (e->mask & IN_ISDIR)
            child_folder(w, n, name, e->mask, e->cookie, ticks);
        else
            child_file(w, n, name, e->mask, e->cookie, ticks);
    }
}

void inotify_take(struct watch *w, const char *events, size_t n, int64_t ticks)
{
    struct inotify_event e;
    for (size_t at = 0; at + sizeof e <= n; at += sizeof e + e.len) {
        memcpy(&e, events + at, sizeof e);
        on_event(w, &e, events + at + sizeof e, ticks);
    }
}

bool inotify_drain(struct watch *w, int64_t ticks)
{
    char events[65536];
    for (int i = 0; i < STEP_READS; i++) {
        ssize_t n = read(w->fd, events, sizeof events);
        if (n <= 0)
            return false;
        inotify_take(w, events, (size_t)n, ticks);
    }
    return true;
}
