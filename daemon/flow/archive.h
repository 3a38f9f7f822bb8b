/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon keeps of each document: how it was last read and what was last found. */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/heap.h"
#include "finding/finding.h"
#include "record/record.h"

struct kept {
    struct link named;   /* by root and path */
    struct link claimed; /* by identity */
    uint32_t number;     /* what the reading calls it */
    int root;
    char *path;     /* relative to the root */
    char *shown;    /* beneath the root as it was named; personal numbers redacted */
    char *identity; /* the first `shown`: fingerprints are made with it, so that a rename changes
                       none; another one if a file of that name is there already */
    enum format hint;

    struct heap_item turn; /* in the queue of those to be read, while `waiting` */
    bool waiting;
    bool in_reader;
    bool again; /* changed since it was given to the reader */
    bool gone;  /* forgotten as soon as the reader gives it back */

    bool read, readable;           /* has a record; it is of a document that could be read */
    struct digest content, probes; /* as it was read, and what was looked for */
    struct buf packed;             /* the record */

    struct arena *arena; /* of the findings; NULL: never judged */
    struct finding *findings;
    size_t finding_count;
    struct heap_item due; /* on the agenda, while `scheduled` */
    bool scheduled;
};

struct archive {
    struct kept **at; /* by number; NULL: free */
    uint32_t n, room;
    uint32_t *free; /* numbers below n that are */
    uint32_t free_count;
    size_t count;
    struct table names, identities;
    struct heap queue;  /* to be read, in the order in which they came */
    struct heap agenda; /* to be judged again, by instant */
    int64_t turns;
};

void archive_done(struct archive *a);

struct kept *archive_find(const struct archive *a, int root, const char *path);
struct kept *archive_add(struct archive *a, int root, const char *root_name, const char *path);
void archive_rename(struct archive *a, struct kept *k, int root, const char *root_name,
                    const char *path);
void archive_disown(struct archive *a, struct kept *k); /* name and identity are free for another */
void archive_remove(struct archive *a, struct kept *k);

void archive_queue(struct archive *a, struct kept *k); /* unless it waits already */
struct kept *archive_next(struct archive *a);          /* out of the queue; NULL if it is empty */
void archive_schedule(struct archive *a, struct kept *k, instant at); /* INSTANT_NEVER: not */
struct kept *archive_due(const struct archive *a, instant now);       /* stays on the agenda */
