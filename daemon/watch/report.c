/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

#include <stdio.h>

void report_present(struct watch *w, struct node *file, const struct stamp *now)
{
    if (!file->file.reported.there)
        w->files++;
    file->file.reported = *now;
    node_path(file, &w->path);
    w->sink.change(w->sink.arg, &(struct change){.type = CHANGE_PRESENT,
                                                 .root = node_root(file),
                                                 .path = w->path.at,
                                                 .size = now->size,
                                                 .mtime_ns = now->mtime_ns,
                                                 .ctime_ns = now->ctime_ns,
                                                 .inode = now->inode});
}

void report_gone(struct watch *w, struct node *file)
{
    struct stamp last = file->file.reported;
    if (!last.there)
        return;
    w->files--;
    file->file.reported = (struct stamp){0};
    node_path(file, &w->path);
    w->sink.change(w->sink.arg, &(struct change){.type = CHANGE_GONE,
                                                 .root = node_root(file),
                                                 .path = w->path.at,
                                                 .size = last.size,
                                                 .mtime_ns = last.mtime_ns,
                                                 .ctime_ns = last.ctime_ns,
                                                 .inode = last.inode});
}

/* The sentence is the caller's; the path of a folder is told as its root's and its own. */
void report_trouble(struct watch *w, enum trouble_type t, const struct node *folder,
                    const char *format, ...)
{
    struct buf path _cleanup_buf_ = {0}, beneath _cleanup_buf_ = {0};
    buf_grow(&path, 0);
    if (folder) {
        node_path(folder, &beneath);
        buf_text(&path, w->roots.at[node_root(folder)].node->name);
        if (beneath.n > 0)
            buf_printf(&path, "/%s", beneath.at);
    }
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    w->sink.trouble(w->sink.arg, t, path.at, text);
}
