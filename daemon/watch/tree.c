/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/tree.h"

#include <stdlib.h>
#include <sys/random.h>

#define NODE_OF(link, member) LINKED(link, struct node, member)

void tree_init(struct tree *t)
{
    *t = (struct tree){0};
    /* Names are chosen by others; without entropy the tree is slower under attack, not wrong. */
    if (getrandom(&t->seed, sizeof t->seed, GRND_NONBLOCK) < 0)
        t->seed = 0x9e3779b97f4a7c15u;
}

void tree_done(struct tree *t)
{
    table_done(&t->names);
    table_done(&t->watches);
    table_done(&t->inodes);
}

/* Multiplied and folded, as splitmix64 does it. */
static uint64_t mix(uint64_t v)
{
    v = (v ^ (v >> 30)) * 0xbf58476d1ce4e5b9u;
    v = (v ^ (v >> 27)) * 0x94d049bb133111ebu;
    return v ^ (v >> 31);
}

static uint64_t name_hash(const struct tree *t, const struct node *parent, const char *name)
{
    uint64_t h = mix(t->seed ^ (uint64_t)(uintptr_t)parent);
    for (; *name; name++)
        h = mix(h + (unsigned char)*name);
    return h;
}

static void join(struct node *n, struct node *parent)
{
    n->parent = parent;
    n->previous = NULL;
    n->next = parent->first;
    if (n->next)
        n->next->previous = n;
    parent->first = n;
}

static void part(struct node *n)
{
    if (!n->parent)
        return;
    if (n->previous)
        n->previous->next = n->next;
    else
        n->parent->first = n->next;
    if (n->next)
        n->next->previous = n->previous;
}

static char *copy(const char *name)
{
    char *s = strdup(name);
    if (!s)
        abort();
    return s;
}

struct node *tree_add(struct tree *t, struct node *parent, const char *name, bool is_folder)
{
    struct node *n = calloc(1, sizeof *n);
    if (!n)
        abort();
    n->name = copy(name);
    n->is_folder = is_folder;
    if (is_folder) {
        n->folder.wd = -1;
        t->folders++;
    }
    if (parent)
        join(n, parent);
    table_add(&t->names, &n->named, name_hash(t, parent, name));
    return n;
}

struct node *tree_find(const struct tree *t, const struct node *parent, const char *name)
{
    for (struct link *l = table_first(&t->names, name_hash(t, parent, name)); l;
         l = table_next(l)) {
        struct node *n = NODE_OF(l, named);
        if (n->parent == parent && strcmp(n->name, name) == 0)
            return n;
    }
    return NULL;
}

void tree_move(struct tree *t, struct node *n, struct node *parent, const char *name)
{
    table_remove(&t->names, &n->named);
    part(n);
    free(n->name);
    n->name = copy(name);
    join(n, parent);
    table_add(&t->names, &n->named, name_hash(t, parent, name));
}

void tree_remove(struct tree *t, struct node *n)
{
    if (n->is_folder) {
        tree_set_watch(t, n, -1);
        t->folders--;
    } else {
        tree_set_inode(t, n, 0, 0);
    }
    table_remove(&t->names, &n->named);
    part(n);
    free(n->name);
    free(n);
}

void tree_set_watch(struct tree *t, struct node *folder, int wd)
{
    if (folder->folder.wd >= 0)
        table_remove(&t->watches, &folder->folder.watch);
    folder->folder.wd = wd;
    if (wd >= 0)
        table_add(&t->watches, &folder->folder.watch, mix((uint64_t)wd));
}

/* The hash is a bijection of the number, so that equal hashes are equal numbers. */
struct node *tree_watched(const struct tree *t, int wd)
{
    struct link *l = wd >= 0 ? table_first(&t->watches, mix((uint64_t)wd)) : NULL;
    return l ? NODE_OF(l, folder.watch) : NULL;
}

struct node *tree_watched_next(const struct node *n)
{
    struct link *l = table_next(&n->folder.watch);
    return l ? NODE_OF(l, folder.watch) : NULL;
}

void tree_set_inode(struct tree *t, struct node *file, uint64_t inode, uint32_t links)
{
    if (file->file.links > 0)
        table_remove(&t->inodes, &file->file.inode);
    file->file.links = links;
    if (links > 0)
        table_add(&t->inodes, &file->file.inode, mix(inode));
}

struct node *tree_linked(const struct tree *t, uint64_t inode)
{
    struct link *l = table_first(&t->inodes, mix(inode));
    return l ? NODE_OF(l, file.inode) : NULL;
}

struct node *tree_linked_next(const struct node *n)
{
    struct link *l = table_next(&n->file.inode);
    return l ? NODE_OF(l, file.inode) : NULL;
}

struct node *node_after(const struct node *top, const struct node *n)
{
    if (n->first)
        return n->first;
    while (n != top && !n->next)
        n = n->parent;
    return n == top ? NULL : n->next;
}

int node_root(const struct node *n)
{
    while (n->parent)
        n = n->parent;
    return n->root;
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
        length += strlen(up->name) + 1;
    buf_clear(out);
    buf_grow(out, length + 1);
    out->n = length > 0 ? length - 1 : 0;
    out->at[out->n] = '\0';
    for (char *end = out->at + out->n; n->parent; n = n->parent) {
        size_t size = strlen(n->name);
        end -= size;
        memcpy(end, n->name, size);
        if (end > out->at)
            *--end = '/';
    }
}
