/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was reported before the program was started. */
#include "watch/state.h"

#include <limits.h>

/* Folders are made on the way; NULL if something else has the name of one. */
static struct node *folder_at(struct watch *w, struct node *top, const char *path, size_t n)
{
    char name[NAME_MAX + 1];
    struct node *at = top;
    for (const char *end = path + n, *next; path < end; path = next + 1) {
        next = memchr(path, '/', (size_t)(end - path));
        next = next ? next : end;
        size_t size = (size_t)(next - path);
        if (size >= sizeof name || node_depth(at) >= FOLDER_DEPTH)
            return NULL;
        memcpy(name, path, size);
        name[size] = '\0';
        struct node *child = tree_find(&w->tree, at, name);
        at = child ? child : tree_add(&w->tree, at, name, true);
        if (!at->is_folder)
            return NULL;
    }
    return at;
}

/* Most files lie in the folder of the one before. */
static struct node *folder_known(struct watch *w, struct node *top, const char *path, size_t n)
{
    struct node *last = w->known_folder;
    if (last && node_beneath(last, top) &&
        span_eq(buf_peek(&w->known_path), (struct span){path, n}))
        return last;
    buf_clear(&w->known_path);
    buf_add(&w->known_path, path, n);
    return w->known_folder = folder_at(w, top, path, n);
}

static bool is_plain(const char *path)
{
    size_t n = strlen(path);
    return n > 0 && path[0] != '/' && path[n - 1] != '/' && !strstr(path, "//");
}

/* In the order of paths, as they come, a name behind the last one is a new one. */
static bool is_known(struct watch *w, const struct node *folder, const char *name)
{
    const struct node *last = folder->folder->first_file;
    return last && strcmp(last->name, name) >= 0 && tree_find(&w->tree, folder, name);
}

void watch_know(struct watch *w, int root, const char *path, const struct identity *identity)
{
    if (!is_plain(path))
        return;
    const char *slash = strrchr(path, '/');
    struct node *top = w->roots.at[root].node;
    struct node *folder = folder_known(w, top, path, slash ? (size_t)(slash - path) : 0);
    const char *name = slash ? slash + 1 : path;
    if (!folder || is_known(w, folder, name))
        return;
    struct node *n = tree_add(&w->tree, folder, name, false);
    n->there = true;
    n->file.stamp = identity ? identity_hash(identity) : 0;
    w->files++;
}
