/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reader process, as the pool sees it. */
#pragma once

#include "helper/task.h"
#include "record/wire.h"

#include <sys/types.h>

enum reader_state {
    READER_GONE,
    READER_STARTING, /* has not said yet that its jail is built */
    READER_READY,
    READER_DYING /* killed, or has closed its socket; not buried yet */
};

enum {
    READER_DEPTH = 8,             /* documents handed out ahead, so that it never waits for us */
    READER_AHEAD_BYTES = 1 << 19, /* ... of no more than this together */
    READER_BURY_MS = 1000,        /* a process that hangs in the kernel is then left behind */
};

struct reader {
    enum reader_state state;
    bool unproven; /* died before it was ready */
    pid_t pid;     /* GONE: 0, or the process that was left behind */
    int pidfd, socket;
    struct probe_set *probes; /* the ones sent last */

    /* What it has in hand, oldest first, in a ring. NULL: taken back; only behind one that is not.
     */
    struct task *flight[READER_DEPTH];
    unsigned first, count;
    uint64_t bytes;
    uint64_t answered;  /* questions, in its life */
    unsigned documents; /* handed out, in its life */
    bool alone;         /* has one that killed a reader before, and nothing else */
    int64_t since;      /* ticks: the oldest task began; or the state, without one */
    int64_t used;       /* processor time, in its life, when that began */
    int64_t check_used; /* ticks: when to look at it next, if it is limited */

    struct buf partial;  /* of an answer in parts */
    enum unread verdict; /* DYING: why, if the pool knows more than the exit status */
    char why[128];
};

/* 0, or a negative errno. */
int reader_start(struct reader *r, const char *program, int64_t now);

enum asked { ASKED, ASKED_FULL, ASKED_BROKEN };
enum asked reader_ask(struct reader *r, struct task *t, int64_t now);

struct task *reader_oldest(const struct reader *r);        /* NULL: none, or taken back */
struct task *reader_finish(struct reader *r, int64_t now); /* takes it out: there is one */

/* Takes back all but the oldest. */
void reader_recall(struct reader *r, struct task_queue *to);

void reader_kill(struct reader *r, enum unread verdict, const char *why, int64_t now);

/* DYING → GONE once the process has ended, or has not within a second. r->why is filled. The tasks
   it had stay in flight. */
bool reader_bury(struct reader *r, int64_t now);
