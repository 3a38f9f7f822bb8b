/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barriers, and the epochs that tell what they wait for. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"

/* The epoch of what no barrier waits for. */
#define LATER UINT64_MAX

static inline uint64_t epoch_sooner(uint64_t a, uint64_t b)
{
    return b < a ? b : a;
}

struct barrier {
    uint64_t number;
    int64_t files_until; /* 0: folders hold it; then files hold it up to here */
};

struct sync {
    struct buf folder; /* where cookies are made; empty: none */
    int wd;            /* of its watch, or -1 */
    uint64_t made;     /* numbers of the last barrier that was made ... */
    uint64_t come;     /* whose cookie was read ... */
    uint64_t taken;    /* that waits for what was there then ... */
    uint64_t done;     /* that is over */
    VEC(struct barrier) waiting;
};

struct watch;
void sync_begin(struct watch *w);
void sync_end(struct watch *w);
bool sync_is_cookie(struct watch *w, int wd, uint32_t mask, const char *name);
void sync_lost(struct watch *w);                 /* cookies may have been among what was lost */
void sync_widen(struct watch *w, int64_t ticks); /* what no event tells is looked at for it */
void sync_take(struct watch *w);
void sync_finish(struct watch *w, int64_t ticks);
int64_t sync_next(const struct watch *w); /* INT64_MAX: no time is waited for */
