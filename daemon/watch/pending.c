/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void begin(struct watch *w, struct node *file, enum touch t, bool unhinted, int64_t ticks)
{
    struct pending *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    *p = (struct pending){.settle = settle_begin(t, ticks, &w->timing),
                          .node = file,
                          .epoch = w->epoch,
                          .first = !w->walked,
                          .unhinted = unhinted};
    p->look.at = p->settle.due;
    w->first_pending += p->first;
    file->file.pending = p;
    heap_add(&w->heap, &p->look);
}

void file_differs(struct watch *w, struct node *file, enum touch t, bool unhinted, int64_t ticks)
{
    struct pending *p = file->file.pending;
    if (!p) {
        begin(w, file, t, unhinted, ticks);
        return;
    }
    settle_touch(&p->settle, t, ticks, &w->timing);
    p->unhinted = p->unhinted && unhinted;
    file_awaited(w, file);
    heap_put_off(&w->heap, &p->look, p->settle.due);
}

void file_awaited(struct watch *w, struct node *file)
{
    struct pending *p = file->file.pending;
    p->epoch = epoch_sooner(p->epoch, w->epoch);
}

/* Once in a millisecond is enough, unless one of them was looked at: a file may have 65,000 names,
   and each of them an event. */
void others_touch(struct watch *w, struct node *file, enum touch t, int64_t ticks)
{
    struct inode *i = file->file.alias->inode;
    if (i->touched_at == ticks && i->touched == t)
        return;
    for (struct alias *a = i->first; a; a = a->next)
        if (a->node != file)
            file_differs(w, a->node, t, false, ticks);
    i->touched = t;
    i->touched_at = ticks;
}

/* What is written through one name has changed under all of them. */
void file_touch(struct watch *w, struct node *file, enum touch t, int64_t ticks)
{
    file_differs(w, file, t, false, ticks);
    if (file->file.alias && t != TOUCH_MISSING)
        others_touch(w, file, t, ticks);
}

void file_quiet(struct watch *w, struct node *file)
{
    struct pending *p = file->file.pending;
    if (!p)
        return;
    w->first_pending -= p->first;
    heap_remove(&w->heap, &p->look);
    free(p);
    file->file.pending = NULL;
    if (file->file.alias)
        file->file.alias->inode->touched_at = NEVER_TOUCHED;
}

/* One that joins the names of its inode is as if it had been touched with them. */
bool file_links(struct watch *w, struct node *file, const struct identity *now, int64_t ticks)
{
    if (!tree_set_links(&w->tree, file, now->inode, now->links))
        return false;
    const struct inode *i = file->file.alias->inode;
    if (i->touched_at == ticks)
        file_differs(w, file, i->touched, false, ticks);
    if (w->walked && inode_has_names_elsewhere(i))
        pass_ask(w, &w->links, ticks + RETRY);
    return true;
}

/* ---- looking ---- */

enum looked { LOOKED_THERE, LOOKED_MISSING, LOOKED_NOTHING /* the disk did not answer */ };

static enum looked look(struct watch *w, struct node *file, struct identity *ret)
{
    if (watch_temporary(node_name(file)) || excluded_with_folders(w, file))
        return LOOKED_MISSING;
    int fd = open_node(w, file, O_PATH);
    int error = fd < 0 ? fd : identity_at(fd, "", ret);
    if (fd >= 0)
        close(fd);
    if (error < 0)
        return errno_is_missing(-error) ? LOOKED_MISSING : LOOKED_NOTHING;
    return S_ISREG(ret->mode) ? LOOKED_THERE : LOOKED_MISSING;
}

static void settled(struct watch *w, struct node *file, const struct identity *now, bool joined,
                    int64_t ticks)
{
    struct pending p = *file->file.pending;
    file_quiet(w, file);
    if (file->there && file->file.stamp == identity_hash(now))
        return;
    w->missed += p.unhinted;
    /* Before it joined, what touched the others did not touch it, nor it them. */
    bool others = file->file.alias && file->there && (joined || p.for_all);
    report_present(w, file, now);
    uint64_t epoch = w->epoch;
    w->epoch = epoch_sooner(p.epoch, epoch);
    if (others)
        others_touch(w, file, TOUCH_METADATA, ticks);
    w->epoch = epoch;
}

static void look_at(struct watch *w, struct node *file, int64_t ticks)
{
    struct identity now;
    struct pending *p = file->file.pending;
    enum looked looked = look(w, file, &now);
    if (looked == LOOKED_NOTHING) {
        heap_put_off(&w->heap, &p->look, ticks + RETRY);
        return;
    }
    bool there = looked == LOOKED_THERE;
    if (!there && !file->there) {
        file_forget(w, file);
        return;
    }
    bool joined = there && file_links(w, file, &now, ticks);
    switch (settle_look(&p->settle, there ? &now : NULL, ticks, &w->timing)) {
    case SETTLED_NOT_YET:
        heap_put_off(&w->heap, &p->look, p->settle.due);
        break;
    case SETTLED_THERE:
        settled(w, file, &now, joined, ticks);
        break;
    case SETTLED_GONE:
        w->missed += p->unhinted;
        report_gone(w, file);
        file_forget(w, file);
        break;
    }
}

void files_look(struct watch *w, int64_t ticks)
{
    struct heap_item *first;
    for (int i = 0; i < STEP_LOOKS && (first = heap_first(&w->heap)) && first->at <= ticks; i++)
        look_at(w, LINKED(first, struct pending, look)->node, ticks);
}
