/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One job on its way through the pool. */
#pragma once

#include "helper/pool.h"

/* A packed probe table in sealed memory, passed to readers by descriptor; shared by whoever reads
   with it. */
struct probe_set {
    int fd;
    uint64_t size;
    uint32_t count;
    struct digest digest;
    unsigned holders;
};

struct probe_set *probe_set_new(const struct probe_table *t, int *reterr); /* held once */
struct probe_set *probe_set_hold(struct probe_set *s);
void probe_set_release(struct probe_set *s);

struct task {
    struct task *next;
    struct job job;
    uint64_t size; /* of the file */
    struct probe_set *probes;
    unsigned deaths; /* of readers that had it in hand */
};

struct task *task_new(struct job job, struct probe_set *probes);
void task_free(struct task *t); /* closes the descriptor too */

struct task_queue {
    struct task *first, *last;
    size_t n;
};
void task_queue_append(struct task_queue *q, struct task *t);
void task_queue_prepend(struct task_queue *q, struct task *t);
struct task *task_queue_take(struct task_queue *q); /* NULL if it is empty */

/* The answer for a document that was not read. */
struct answer answer_unread(const struct task *t, enum unread why, const char *detail);

/* The answer out of what a reader sent; false, with a reason, if it is not to be believed. */
bool answer_decode(const struct task *t, struct span packed, struct answer *ret,
                   const char **ret_why);
