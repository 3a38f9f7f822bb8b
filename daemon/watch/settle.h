/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When is a file done? Pure: ticks and what a look saw come from the caller. */
#pragma once

#include "watch/watch.h"

enum touch {
    TOUCH_OPEN,     /* created or written, and nobody said that he is done */
    TOUCH_CLOSED,   /* closed after writing, renamed here */
    TOUCH_METADATA, /* times, owner, mode: says nothing about who still writes */
    TOUCH_MISSING   /* deleted, renamed away */
};

struct settle {
    enum touch state; /* OPEN, CLOSED or MISSING */
    bool looked;
    int64_t first;        /* when it was first touched */
    int64_t due;          /* when to look at it next */
    struct identity seen; /* by the last look */
};

enum settled { SETTLED_NOT_YET, SETTLED_THERE, SETTLED_GONE };

struct settle settle_begin(enum touch t, int64_t ticks, const struct watch_timing *timing);
void settle_touch(struct settle *s, enum touch t, int64_t ticks, const struct watch_timing *timing);

/* To be asked at `due`; now is NULL if there is no regular file of that name. */
enum settled settle_look(struct settle *s, const struct identity *now, int64_t ticks,
                         const struct watch_timing *timing);
