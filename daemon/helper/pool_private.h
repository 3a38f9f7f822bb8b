/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the pool share. */
#pragma once

#include "base/clock.h"
#include "helper/program.h"
#include "helper/reader.h"

struct pool {
    char program[PATH_MAX];
    unsigned slots;
    struct reader *readers;
    pid_t *left; /* processes that did not end when they were killed */
    size_t left_count;
    struct probe_set *probes;
    int64_t cpu_ms;  /* of one document; 0: not limited */
    int64_t wall_ms; /* of one document */
    struct task_queue waiting;
    struct task_queue again;     /* each to be read alone */
    struct task_queue oversized; /* answered without reading */
    size_t pending;
    answer_sink sink;
    void *arg;
    unsigned failed_starts;
    int64_t next_start; /* ticks: none is started before */
    char refusal[256], jail[128];
    char message[sizeof(struct wire_answer) + WIRE_PART_BYTES];
};

/* deal.c: which document goes to which reader. */
void pool_deal(struct pool *p, int64_t now);
void pool_watch(struct pool *p, struct reader *r, int64_t now); /* limits, recycling */
void pool_bury(struct pool *p, struct reader *r, int64_t now);  /* and blames */
int64_t pool_next_moment(const struct pool *p, int64_t now);    /* INT64_MAX: none */

/* listen.c: what a reader says. */
void pool_listen(struct pool *p, struct reader *r, int64_t now);

/* Gives the answer to the sink; t is gone. */
void pool_answer(struct pool *p, struct task *t, struct answer a);

/* From now on nothing is tried any more; the first reason stays. */
void pool_refuse(struct pool *p, const char *what, struct span why);
