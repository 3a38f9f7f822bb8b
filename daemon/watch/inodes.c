/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files with several names. A file with one is not in here, so that a second name made later finds
 * the first only by a search (links.c).
 */
#include "base/hash.h"
#include "watch/tree.h"

#include <stdlib.h>

static void *allocate(size_t size)
{
    void *p = calloc(1, size);
    if (!p)
        abort();
    return p;
}

/* By the low half of the number: nodes know no more of it. */
static uint64_t inode_hash(uint32_t low)
{
    return hash_mix(low);
}

static struct inode *next_of(struct link *l)
{
    return l ? LINKED(l, struct inode, link) : NULL;
}

static struct inode *inode_find(const struct tree *t, uint64_t number, uint64_t device)
{
    struct inode *i = next_of(table_first(&t->inodes, inode_hash((uint32_t)number)));
    while (i && (i->number != number || i->device != device))
        i = next_of(table_next(&i->link));
    return i;
}

struct inode *tree_inode(const struct tree *t, const struct node *file)
{
    return t->inodes.n > 0 ? next_of(table_first(&t->inodes, inode_hash(file->inode))) : NULL;
}

static struct inode *inode_add(struct tree *t, uint64_t number, uint64_t device)
{
    struct inode *i = allocate(sizeof *i);
    *i = (struct inode){.number = number, .device = device, .touched_at = NEVER_TOUCHED};
    table_add(&t->inodes, &i->link, inode_hash((uint32_t)number));
    return i;
}

static void inode_join(struct inode *i, struct node *file)
{
    struct alias *a = allocate(sizeof *a);
    *a = (struct alias){.inode = i, .node = file, .next = i->first};
    if (a->next)
        a->next->previous = a;
    i->first = a;
    i->known++;
    file->file.alias = a;
}

void tree_forget_links(struct tree *t, struct node *file)
{
    struct alias *a = file->file.alias;
    if (!a)
        return;
    struct inode *i = a->inode;
    if (a->previous)
        a->previous->next = a->next;
    else
        i->first = a->next;
    if (a->next)
        a->next->previous = a->previous;
    free(a);
    file->file.alias = NULL;
    if (--i->known == 0) {
        table_remove(&t->inodes, &i->link);
        free(i);
    }
}

bool tree_set_links(struct tree *t, struct node *file, uint64_t inode, uint32_t links)
{
    uint64_t device = file->parent->folder->device;
    const struct alias *a = file->file.alias;
    file->inode = (uint32_t)inode;
    if (a && (links <= 1 || a->inode->number != inode || a->inode->device != device))
        tree_forget_links(t, file);
    if (links <= 1)
        return false;
    bool joins = !file->file.alias;
    if (joins) {
        struct inode *i = inode_find(t, inode, device);
        inode_join(i ? i : inode_add(t, inode, device), file);
    }
    struct inode *i = file->file.alias->inode;
    i->searched = i->searched && links <= i->links;
    i->links = links;
    return joins;
}

bool inode_has_names_elsewhere(const struct inode *i)
{
    return i->known < i->links;
}
