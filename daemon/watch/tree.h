/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is believed of the watched folders. Nodes point to their parents, so that a renamed folder
 * is one pointer; a name is found by its folder and itself, a watch by its number, the other names
 * of a file by its inode. No descriptor and no system call here.
 */
#pragma once

#include "base/buf.h"
#include "base/heap.h"
#include "watch/settle.h"

/* A file that something happened to, waiting in the heap for its next look. */
struct pending {
    struct heap_item look; /* at settle.due */
    struct settle settle;
    struct node *node;
    bool first; /* met by the first walk */
};

struct folder {
    struct link watch; /* in tree.watches while wd >= 0 */
    int wd;            /* -1: no watch */
    uint64_t device, inode;
    uint64_t entry_inode;                  /* as its parent listed it; differs at mount points */
    struct node *previous_queued, *queued; /* the queue of folders to be listed */
    bool in_queue;
    bool listed;     /* once at least: device and inode are known */
    bool deep;       /* list the folders in it too, whether watched or not */
    bool missing;    /* not on disk; kept while files in it have grace */
    bool unreadable; /* said */
    bool too_deep;   /* said of what is in it */
    bool blind;      /* its file system announces nothing */
};

struct file {
    struct link inode;       /* in tree.inodes while links > 0 */
    uint32_t links;          /* names on disk, as last seen; 0: never seen */
    struct stamp reported;   /* there: false if never */
    struct pending *pending; /* NULL: quiet */
};

struct node {
    struct link named; /* in tree.names */
    struct node *parent;
    struct node *first, *previous, *next; /* child, siblings */
    char *name;                           /* of a root: its path as given */
    uint64_t seen;                        /* by which listing of its folder */
    bool is_folder;
    int root; /* of a root node: its index */
    union {
        struct folder folder;
        struct file file;
    };
};

struct tree {
    struct table names, watches, inodes;
    uint64_t seed;
    size_t folders;
};

void tree_init(struct tree *t);
void tree_done(struct tree *t);

struct node *tree_add(struct tree *t, struct node *parent, const char *name, bool is_folder);
struct node *tree_find(const struct tree *t, const struct node *parent, const char *name);
void tree_move(struct tree *t, struct node *n, struct node *parent, const char *name);
void tree_remove(struct tree *t, struct node *n); /* has no children and nothing pending */

/* wd -1: no more. Two folders may share one (the same folder by two paths). */
void tree_set_watch(struct tree *t, struct node *folder, int wd);
struct node *tree_watched(const struct tree *t, int wd); /* the first, or NULL */
struct node *tree_watched_next(const struct node *n);

void tree_set_inode(struct tree *t, struct node *file, uint64_t inode, uint32_t links);
struct node *tree_linked(const struct tree *t, uint64_t inode);
struct node *tree_linked_next(const struct node *n);

/* The next node of the tree under top, parents before children; NULL at the end. */
struct node *node_after(const struct node *top, const struct node *n);
int node_root(const struct node *n);
bool node_beneath(const struct node *n, const struct node *folder); /* or the same */
uint32_t node_depth(const struct node *n);                          /* of a root: 0 */

/* Relative to the root; "" for a root itself. NUL-terminated. */
void node_path(const struct node *n, struct buf *out);
