/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/tree.h"

#include "base/hash.h"

#include <stdlib.h>
#include <sys/random.h>

#define NODE_OF(link) LINKED(link, struct node, named)

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

uint64_t tree_hash(const struct tree *t, const struct node *parent, const char *name)
{
    return hash_bytes(t->seed ^ (uint64_t)(uintptr_t)parent, name, strlen(name));
}

const char *node_name(const struct node *n)
{
    return n->is_folder ? n->folder->name : n->name;
}

/* ---- siblings ---- */

static struct node **first_of_sort(const struct node *n)
{
    struct folder *f = n->parent->folder;
    return n->is_folder ? &f->first_folder : &f->first_file;
}

static void join(struct node *n, struct node *parent)
{
    n->parent = parent;
    if (!parent)
        return;
    n->seen = parent->folder->listings; /* the next one has another number */
    struct node **first = first_of_sort(n);
    n->previous = NULL;
    n->next = *first;
    if (n->next)
        n->next->previous = n;
    *first = n;
}

static void part(struct node *n)
{
    if (!n->parent)
        return;
    if (n->previous)
        n->previous->next = n->next;
    else
        *first_of_sort(n) = n->next;
    if (n->next)
        n->next->previous = n->previous;
}

/* ---- nodes ---- */

static void *allocate(size_t size)
{
    void *p = calloc(1, size);
    if (!p)
        abort();
    return p;
}

static struct node *folder_new(struct tree *t, const char *name)
{
    struct node *n = allocate(sizeof *n);
    n->is_folder = true;
    n->folder = allocate(sizeof *n->folder);
    n->folder->name = text_dup(name);
    n->folder->wd = -1;
    n->folder->node = n;
    t->folders++;
    return n;
}

static struct node *file_new(const char *name)
{
    size_t size = strlen(name) + 1;
    struct node *n = allocate(offsetof(struct node, name) + size);
    memcpy(n->name, name, size);
    return n;
}

struct node *tree_add(struct tree *t, struct node *parent, const char *name, bool is_folder)
{
    struct node *n = is_folder ? folder_new(t, name) : file_new(name);
    join(n, parent);
    table_add(&t->names, &n->named, tree_hash(t, parent, name));
    return n;
}

struct node *tree_find(const struct tree *t, const struct node *parent, const char *name)
{
    return tree_find_hashed(t, parent, name, tree_hash(t, parent, name));
}

struct node *tree_find_hashed(const struct tree *t, const struct node *parent, const char *name,
                              uint64_t hash)
{
    for (struct link *l = table_first(&t->names, hash); l; l = table_next(l)) {
        struct node *n = NODE_OF(l);
        if (n->parent == parent && strcmp(node_name(n), name) == 0)
            return n;
    }
    return NULL;
}

static void free_node(struct node *n)
{
    if (n->is_folder) {
        free(n->folder->name);
        free(n->folder);
    }
    free(n);
}

/* What lies apart of it belongs to the new node. */
static struct node *file_renamed(struct node *old, const char *name)
{
    struct node *n = file_new(name);
    n->inode = old->inode;
    n->there = old->there;
    n->file = old->file;
    if (n->file.pending)
        n->file.pending->node = n;
    if (n->file.alias)
        n->file.alias->node = n;
    free_node(old);
    return n;
}

struct node *tree_move(struct tree *t, struct node *n, struct node *parent, const char *name)
{
    table_remove(&t->names, &n->named);
    part(n);
    if (n->is_folder) {
        char *old = n->folder->name;
        n->folder->name = text_dup(name);
        free(old);
    } else {
        n = file_renamed(n, name);
    }
    join(n, parent);
    table_add(&t->names, &n->named, tree_hash(t, parent, name));
    return n;
}

void tree_remove(struct tree *t, struct node *n)
{
    if (n->is_folder) {
        tree_set_watch(t, n, -1);
        tree_set_refused(t, n, false);
        t->folders--;
    } else {
        tree_forget_links(t, n);
    }
    table_remove(&t->names, &n->named);
    part(n);
    free_node(n);
}

/* ---- watches ---- */

/* The hash is a bijection of the number, so that equal hashes are equal numbers. */
static struct node *watched(struct link *l)
{
    return l ? LINKED(l, struct folder, watch)->node : NULL;
}

void tree_set_watch(struct tree *t, struct node *folder, int wd)
{
    struct folder *f = folder->folder;
    if (f->wd >= 0)
        table_remove(&t->watches, &f->watch);
    f->wd = wd;
    if (wd >= 0)
        table_add(&t->watches, &f->watch, hash_mix((uint64_t)wd));
}

void tree_set_refused(struct tree *t, struct node *folder, bool refused)
{
    t->refused -= folder->folder->refused;
    folder->folder->refused = refused;
    t->refused += refused;
}

struct node *tree_watched(const struct tree *t, int wd)
{
    return watched(wd >= 0 ? table_first(&t->watches, hash_mix((uint64_t)wd)) : NULL);
}

struct node *tree_watched_next(const struct node *n)
{
    return watched(table_next(&n->folder->watch));
}
