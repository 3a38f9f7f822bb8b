/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When is a file done? Pure: ticks and what statx saw come from the caller. */
#pragma once

#include "watch/watch.h"

/* What a look at a file saw. */
struct stamp {
    bool there; /* a regular file of that name */
    uint64_t size, inode;
    int64_t mtime_ns, ctime_ns;
};
bool stamp_eq(const struct stamp *a, const struct stamp *b);

enum touch {
    TOUCH_OPEN,     /* created or written, and nobody said that he is done */
    TOUCH_CLOSED,   /* closed after writing, renamed here */
    TOUCH_METADATA, /* times, owner, mode: says nothing about who still writes */
    TOUCH_MISSING   /* deleted, renamed away */
};

struct settle {
    enum touch state; /* OPEN, CLOSED or MISSING */
    int64_t first;    /* when it was first touched */
    int64_t due;      /* when to look at it next */
    bool looked;
    struct stamp seen; /* by the last look */
};

enum settled { SETTLED_NOT_YET, SETTLED_THERE, SETTLED_GONE };

struct settle settle_begin(enum touch t, int64_t ticks, const struct watch_timing *timing);
void settle_touch(struct settle *s, enum touch t, int64_t ticks, const struct watch_timing *timing);

/* To be asked at `due`. */
enum settled settle_look(struct settle *s, const struct stamp *now, int64_t ticks,
                         const struct watch_timing *timing);
