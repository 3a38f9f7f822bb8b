/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that are to be read, from the word that they are there until their record is in the
   ledger. Nothing is kept here of what lies still. */
#pragma once

#include "base/buf.h"
#include "base/heap.h"
#include "base/table.h"
#include "document/document.h"

#include <stdbool.h>

struct work_item {
    struct link named; /* by root and path, unless disowned */
    uint32_t number;   /* what the reading calls it */
    int root;
    char *path; /* relative to the root */
    enum format hint;
    struct heap_item turn; /* in the queue while `waiting` */
    bool waiting;
    bool in_reader;
    bool again;    /* changed since it was given to the reader */
    bool disowned; /* its file is gone or renamed: dropped as soon as the reader gives it back */
};

struct work {
    struct work_item **at; /* by number; NULL: free */
    uint32_t n, room;
    uint32_t *free; /* numbers below n that are */
    uint32_t free_count;
    size_t count;
    struct table names;
    struct heap queue; /* in the order in which they came */
    int64_t turns;     /* the last turn that was given */
};

void work_done(struct work *w);
struct work_item *work_find(const struct work *w, int root, const char *path);

/* Found or made, and given a turn unless it has one; one that a reader has in hand is marked to be
   read again. */
struct work_item *work_add(struct work *w, int root, const char *path, enum format hint);
void work_queue(struct work *w, struct work_item *i);
struct work_item *work_next(struct work *w); /* out of the queue; NULL if it is empty */
void work_remove(struct work *w, struct work_item *i);

/* Its file is there no more under that name. */
void work_drop(struct work *w, struct work_item *i);

/* Nothing that came up to this turn is still to be read. */
bool work_finished(const struct work *w, int64_t turn);
