/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/state.h"

#include <stdio.h>

void report_present(struct watch *w, struct node *file, const struct identity *now)
{
    w->files += !file->there;
    file->there = true;
    file->file.stamp = identity_hash(now);
    node_path(file, &w->path);
    w->sink.change(w->sink.arg, &(struct change){.type = CHANGE_PRESENT,
                                                 .root = node_root(file),
                                                 .path = w->path.at,
                                                 .identity = *now});
}

void report_gone(struct watch *w, struct node *file)
{
    if (!file->there)
        return;
    w->files--;
    file->there = false;
    file->file.stamp = 0;
    node_path(file, &w->path);
    w->sink.change(
        w->sink.arg,
        &(struct change){.type = CHANGE_GONE, .root = node_root(file), .path = w->path.at});
}

/* The sentence is the caller's; the path of a folder is told as its root's and its own. */
void report_trouble(struct watch *w, enum trouble_type t, const struct node *folder,
                    const char *format, ...)
{
    struct buf path _cleanup_buf_ = {0}, beneath _cleanup_buf_ = {0};
    buf_grow(&path, 0);
    if (folder) {
        node_path(folder, &beneath);
        buf_text(&path, node_name(root_of(w, folder)->node));
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
