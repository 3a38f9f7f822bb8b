/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is believed of the watched folders. Nodes point to their parents, so that a renamed folder
 * is one pointer; a name is found by its folder and itself, a watch by its number, the other names
 * of a file by its inode. No descriptor and no system call here.
 *
 * There are many more files than folders: a file is one small block with its name in it, and what
 * few files need (something happened to it; it has several names) lies apart.
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
    uint64_t epoch; /* sync.c */
    bool first;     /* met by the first walk */
    bool unhinted;  /* the hourly comparison found a difference, and no event has told of it */
    bool for_all;   /* looked at in the place of all names of its inode */
};

/* An inode with more names than one. */
struct inode {
    struct link link; /* in tree.inodes */
    uint64_t number, device;
    uint32_t links; /* names on disk, as last seen */
    uint32_t known; /* names in the tree */
    bool searched;  /* all of the tree was searched for its names since links last grew */
    struct alias *first;
    enum touch touched; /* all names were touched then like this, and none was looked at since */
    int64_t touched_at; /* NEVER_TOUCHED: not so */
};
#define NEVER_TOUCHED INT64_MIN

struct alias {
    struct inode *inode;
    struct node *node;
    struct alias *previous, *next;
};

/* Of what is reported, or known from before. */
struct file {
    uint64_t stamp;          /* hash of its identity */
    struct pending *pending; /* NULL: quiet */
    struct alias *alias;     /* NULL: no other name */
};

struct folder {
    char *name; /* of a root: its path as given */
    int root;   /* of a root: its index */
    uint16_t listings;
    struct node *first_file, *first_folder;
    struct link watch; /* in tree.watches while wd >= 0 */
    struct node *node; /* that it is the folder of */
    int wd;            /* -1: no watch */
    uint64_t device, inode;
    uint64_t entry_inode;                  /* as its parent listed it; differs at mount points */
    struct node *previous_queued, *queued; /* the queue of folders to be listed */
    uint64_t epoch;                        /* while in the queue: sync.c */
    bool in_queue;
    bool audit;      /* in the queue for the hourly comparison only: no event told of anything */
    bool listed;     /* once at least: device and inode are known */
    bool deep;       /* list the folders in it too, whether watched or not */
    bool missing;    /* not on disk; kept while files in it have grace */
    bool refused;    /* the kernel granted no watch */
    bool unreadable; /* said */
    bool too_deep;   /* said of what is in it */
    bool blind;      /* looked at now and then, whatever is announced */
    bool foreign;    /* its file system announces nothing: said */
};

struct node {
    struct link named; /* in tree.names */
    struct node *parent;
    struct node *previous, *next; /* siblings of its sort */
    uint32_t inode;               /* a file: the low half of its inode's number */
    uint16_t seen;                /* by which listing of its folder */
    bool is_folder;
    bool there; /* a file: reported, or known from before */
    union {
        struct folder *folder;
        struct file file;
    };
    char name[]; /* of a file; a folder's node stays where it is when it is renamed */
};

struct tree {
    struct table names, watches, inodes;
    uint64_t seed;
    size_t folders;
    size_t refused; /* folders to which the kernel granted no watch */
};

void tree_init(struct tree *t);
void tree_done(struct tree *t);

struct node *tree_add(struct tree *t, struct node *parent, const char *name, bool is_folder);
struct node *tree_find(const struct tree *t, const struct node *parent, const char *name);

/* The same in two steps, for those who look for many at once (base/table.h). */
uint64_t tree_hash(const struct tree *t, const struct node *parent, const char *name);
struct node *tree_find_hashed(const struct tree *t, const struct node *parent, const char *name,
                              uint64_t hash);

/* The node at its new place: a file is another one then. Nothing must be pending for it in a list
   that the tree does not know. */
struct node *tree_move(struct tree *t, struct node *n, struct node *parent, const char *name);
void tree_remove(struct tree *t, struct node *n); /* has no children and nothing pending */

/* wd -1: no more. Two folders may share one (the same folder by two paths). */
void tree_set_watch(struct tree *t, struct node *folder, int wd);
void tree_set_refused(struct tree *t, struct node *folder, bool refused);
struct node *tree_watched(const struct tree *t, int wd); /* the first, or NULL */
struct node *tree_watched_next(const struct node *n);

const char *node_name(const struct node *n);

/* The next node of the tree under top, parents before children; NULL at the end. */
struct node *node_after(const struct node *top, const struct node *n);
struct node *folder_after(const struct node *top, const struct node *n); /* folders only */
bool node_empty(const struct node *folder);
int node_root(const struct node *n);
bool node_beneath(const struct node *n, const struct node *folder); /* or the same */
uint32_t node_depth(const struct node *n);                          /* of a root: 0 */

/* Relative to the root; "" for a root itself. NUL-terminated. */
void node_path(const struct node *n, struct buf *out);

/*
 * inodes.c: what a look has told of a file's other names. True if the file was not among the names
 * of its inode before, and is now.
 */
bool tree_set_links(struct tree *t, struct node *file, uint64_t inode, uint32_t links);
void tree_forget_links(struct tree *t, struct node *file);

/* The inode with more names of which this file, by its number, may be one; NULL: none. */
struct inode *tree_inode(const struct tree *t, const struct node *file);

/* Names of it are not in the tree: through them it may be written unseen. */
bool inode_has_names_elsewhere(const struct inode *i);
