/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways through the tree. */
#include "watch/tree.h"

/* The next beside n or beside what it lies in; in a folder the files stand before the folders. */
static struct node *beside(const struct node *top, const struct node *n)
{
    for (; n != top; n = n->parent) {
        if (n->next)
            return n->next;
        if (!n->is_folder && n->parent->folder->first_folder)
            return n->parent->folder->first_folder;
    }
    return NULL;
}

struct node *node_after(const struct node *top, const struct node *n)
{
    if (n->is_folder && n->folder->first_file)
        return n->folder->first_file;
    if (n->is_folder && n->folder->first_folder)
        return n->folder->first_folder;
    return beside(top, n);
}

struct node *folder_after(const struct node *top, const struct node *n)
{
    return n->folder->first_folder ? n->folder->first_folder : beside(top, n);
}

bool node_empty(const struct node *folder)
{
    return !folder->folder->first_file && !folder->folder->first_folder;
}

int node_root(const struct node *n)
{
    while (n->parent)
        n = n->parent;
    return n->folder->root;
}

bool node_beneath(const struct node *n, const struct node *folder)
{
    while (n && n != folder)
        n = n->parent;
    return n != NULL;
}

uint32_t node_depth(const struct node *n)
{
    uint32_t depth = 0;
    for (; n->parent; n = n->parent)
        depth++;
    return depth;
}

/* Measured, then written from the end: a path may be longer than PATH_MAX. */
void node_path(const struct node *n, struct buf *out)
{
    size_t length = 0;
    for (const struct node *up = n; up->parent; up = up->parent)
        length += strlen(node_name(up)) + 1;
    buf_clear(out);
    buf_grow(out, length + 1);
    out->n = length > 0 ? length - 1 : 0;
    out->at[out->n] = '\0';
    for (char *end = out->at + out->n; n->parent; n = n->parent) {
        struct span name = span_of(node_name(n));
        end -= name.n;
        memcpy(end, name.at, name.n);
        if (end > out->at)
            *--end = '/';
    }
}
