/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void touch_one(struct watch *w, struct node *file, enum touch t, int64_t ticks)
{
    struct pending *p = file->file.pending;
    if (p) {
        settle_touch(&p->settle, t, ticks, &w->timing);
        heap_put_off(&w->heap, &p->look, p->settle.due);
        return;
    }
    p = calloc(1, sizeof *p);
    if (!p)
        abort();
    *p = (struct pending){
        .settle = settle_begin(t, ticks, &w->timing), .node = file, .first = !w->walked};
    p->look.at = p->settle.due;
    w->first_pending += p->first;
    file->file.pending = p;
    heap_add(&w->heap, &p->look);
}

/* What is written through one name has changed under all of them. */
void file_touch(struct watch *w, struct node *file, enum touch t, int64_t ticks)
{
    touch_one(w, file, t, ticks);
    if (file->file.links == 0 || t == TOUCH_MISSING)
        return;
    for (struct node *n = tree_linked(&w->tree, file->file.reported.inode); n;
         n = tree_linked_next(n))
        if (n != file)
            touch_one(w, n, t, ticks);
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
}

/* False if the disk did not answer: then nothing is concluded. */
static bool look(struct watch *w, struct node *file, struct stamp *ret)
{
    int fd = open_node(w, file, O_PATH);
    if (fd < 0) {
        *ret = (struct stamp){0};
        return errno_is_missing(-fd);
    }
    struct stat st;
    bool ok = fstat(fd, &st) == 0;
    close(fd);
    if (!ok)
        return false;
    *ret = stamp_of(&st);
    if (ret->there)
        tree_set_inode(&w->tree, file, ret->inode, (uint32_t)st.st_nlink);
    w->slow_wanted = w->slow_wanted || st.st_nlink > 1;
    return true;
}

static void look_at(struct watch *w, struct node *file, int64_t ticks)
{
    struct pending *p = file->file.pending;
    struct stamp now;
    if (!look(w, file, &now)) {
        heap_put_off(&w->heap, &p->look, ticks + RETRY);
        return;
    }
    if (!now.there && !file->file.reported.there) {
        file_forget(w, file);
        return;
    }
    switch (settle_look(&p->settle, &now, ticks, &w->timing)) {
    case SETTLED_NOT_YET:
        heap_put_off(&w->heap, &p->look, p->settle.due);
        break;
    case SETTLED_THERE:
        file_quiet(w, file);
        if (!stamp_eq(&now, &file->file.reported))
            report_present(w, file, &now);
        break;
    case SETTLED_GONE:
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
