/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rename is two events with one cookie, the first always before the second in one queue, but
 * maybe in another read. Until the second has come the node stays where it was: what happens in it
 * meanwhile marks the right nodes. A first half without a second means moved out, a second without
 * a first moved in; both are found by listing.
 */
#include "watch/state.h"

static void take_out(struct watch *w, size_t i)
{
    w->moves.n--;
    memmove(&w->moves.at[i], &w->moves.at[i + 1], (w->moves.n - i) * sizeof *w->moves.at);
}

/* From the end: the halves usually follow each other. */
static struct node *take(struct watch *w, uint32_t cookie)
{
    for (size_t i = w->moves.n; i-- > 0;)
        if (w->moves.at[i].cookie == cookie) {
            struct node *n = w->moves.at[i].from;
            take_out(w, i);
            return n;
        }
    return NULL;
}

void moves_forget(struct watch *w, const struct node *n)
{
    for (size_t i = w->moves.n; i-- > 0;)
        if (w->moves.at[i].from == n)
            take_out(w, i);
}

void moves_expire(struct watch *w, int64_t ticks)
{
    size_t over = 0;
    uint64_t epoch = w->epoch;
    for (; over < w->moves.n && w->moves.at[over].deadline <= ticks; over++) {
        w->epoch = epoch_sooner(w->moves.at[over].epoch, epoch);
        if (w->moves.at[over].from->is_folder)
            folder_queue(w, w->moves.at[over].from);
    }
    w->epoch = epoch;
    w->moves.n -= over;
    if (over > 0)
        memmove(w->moves.at, w->moves.at + over, w->moves.n * sizeof *w->moves.at);
}

void moves_begin(struct watch *w, struct node *n, uint32_t cookie, int64_t ticks)
{
    if (w->moves.n >= MOVES_MOST)
        moves_expire(w, INT64_MAX);
    *VEC_ADD(w->arena, &w->moves) = (struct move){cookie, n, ticks + MOVE_WAIT, w->epoch};
    if (!n->is_folder)
        file_touch(w, n, TOUCH_MISSING, ticks);
}

static void report_moved(struct watch *w, const struct node *file, int from_root,
                         const char *from_path)
{
    node_path(file, &w->path);
    w->sink.change(w->sink.arg, &(struct change){.type = CHANGE_MOVED,
                                                 .root = node_root(file),
                                                 .path = w->path.at,
                                                 .from_root = from_root,
                                                 .from = from_path});
}

/* Says the new path of every file beneath, whose old one began with `from`. */
static void report_all_moved(struct watch *w, const struct node *top, int from_root,
                             const struct buf *from)
{
    struct buf new_top _cleanup_buf_ = {0}, old _cleanup_buf_ = {0};
    node_path(top, &new_top);
    for (const struct node *n = top; n; n = node_after(top, n)) {
        if (n->is_folder || !n->there)
            continue;
        node_path(n, &w->path);
        buf_clear(&old);
        buf_add(&old, from->at, from->n);
        buf_text(&old, w->path.at + new_top.n);
        report_moved(w, n, from_root, old.at);
    }
}

/* The name that it leaves is looked at too: in an exchange something else stands there now. */
static struct node *move_node(struct watch *w, struct node *n, struct node *folder,
                              const char *name, int64_t ticks)
{
    int from_root = node_root(n);
    struct node *left = n->parent;
    struct buf from _cleanup_buf_ = {0}, old_name _cleanup_buf_ = {0};
    node_path(n, &from);
    buf_text(&old_name, node_name(n));
    moves_forget(w, n); /* an older file of that name may have been moved out */
    n = tree_move(&w->tree, n, folder, name);
    report_all_moved(w, n, from_root, &from);
    if (n->is_folder)
        folder_hint(w, left, old_name.at);
    else
        file_touch(w, tree_add(&w->tree, left, old_name.at, false), TOUCH_CLOSED, ticks);
    return n;
}

/* Known by an event alone, and not looked at yet. */
static bool is_hint(const struct node *n)
{
    return n->is_folder && !n->folder->listed && node_empty(n);
}

/* What is excluded by its path may be another thing at another one. */
static void folder_follows(struct watch *w, struct node *source, struct node *folder,
                           const char *name, int64_t ticks)
{
    struct node *n = move_node(w, source, folder, name, ticks);
    n->folder->deep = n->folder->deep || root_of(w, n)->excludes.of_paths;
    folder_queue(w, n);
}

static void folder_arrived(struct watch *w, struct node *folder, const char *name,
                           struct node *source, int64_t ticks)
{
    struct node *target = tree_find(&w->tree, folder, name);
    if (target && target != source && is_hint(target)) {
        folder_missing(w, target, ticks);
        target = NULL;
    }
    bool follows = source && source->is_folder && !target && !node_beneath(folder, source) &&
                   node_depth(folder) < FOLDER_DEPTH;
    if (follows) {
        folder_follows(w, source, folder, name, ticks);
        return;
    }
    /* Exchanged, or onto an empty folder: what is where is read from the disk. */
    if (source)
        folder_queue(w, source->is_folder ? source : source->parent);
    if (target)
        folder_queue(w, target->is_folder ? target : folder);
    else
        folder_hint(w, folder, name);
}

static void file_arrived(struct watch *w, struct node *folder, const char *name,
                         struct node *source, int64_t ticks)
{
    struct node *target = tree_find(&w->tree, folder, name);
    if (target && target->is_folder) {
        folder_queue(w, folder);
        return;
    }
    /* An atomic save goes onto a name that is known already: that one is the document. */
    bool follows = source && !source->is_folder && source != target && source->there &&
                   source->file.pending && source->file.pending->settle.state == TOUCH_MISSING &&
                   !(target && target->there);
    if (follows) {
        if (target)
            file_forget(w, target);
        target = move_node(w, source, folder, name, ticks);
    }
    if (!target)
        target = tree_add(&w->tree, folder, name, false);
    file_touch(w, target, TOUCH_CLOSED, ticks);
}

void moves_end(struct watch *w, struct node *folder, const char *name, bool is_folder,
               uint32_t cookie, int64_t ticks)
{
    struct node *source = take(w, cookie);
    if (is_folder)
        folder_arrived(w, folder, name, source, ticks);
    else
        file_arrived(w, folder, name, source, ticks);
}
