/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watcher's state, and what its parts ask of each other. */
#pragma once

#include "base/arena.h"
#include "watch/tree.h"

struct stat;

/* Milliseconds. */
enum {
    MOVE_WAIT = 50,           /* for the other half of a rename */
    ROOT_CHECK = 10000,       /* an unmounted or replaced root makes no event of its own */
    ROOT_CHECK_GONE = 1000,   /* until it is back */
    SLOW_PASS = 30000,        /* over what cannot be watched */
    RETRY = 1000,             /* after EMFILE, EIO ... */
    AUDIT = 3600000,          /* everything is compared, against what events cannot tell (mmap) */
    RESCAN_WAIT_MOST = 30000, /* between the passes of a storm that overflows again and again */
};

/* Of one step, so that its caller is not held up. */
enum { STEP_READS = 64, STEP_FOLDERS = 256, STEP_LOOKS = 1024 };

/* PATH_MAX allows 2048 folders of one letter; people nest to a dozen. */
enum { FOLDER_DEPTH = 512 };

enum { MOVES_MOST = 4096 };

struct root {
    struct node *node;
    int fd;    /* O_PATH, open during a step only, so that nothing keeps a share mounted; else -1 */
    bool gone; /* missing, unmounted: state frozen */
    int64_t next_check;
};

/* The first half of a rename. */
struct move {
    uint32_t cookie;
    struct node *from;
    int64_t deadline;
};

struct watch {
    struct arena *arena;
    int fd;
    struct watch_timing timing;
    struct watch_sink sink;
    struct tree tree;
    struct heap heap;
    VEC(struct root) roots;
    VEC(struct move) moves;
    struct node *queue, *queue_end; /* folders to be listed */
    uint64_t listings;
    size_t files; /* reported present */
    struct buf path;

    bool walked, settled; /* the first walk */
    size_t first_pending;
    int64_t settled_latest;

    bool more_events; /* a step ended before the descriptor was drained */

    bool overflowed, overflowed_again, rescanning;
    int64_t rescan_at, rescan_wait;

    bool slow_wanted, slow_soon; /* something cannot be watched; something failed */
    bool slow_running;
    int64_t slow_at; /* 0: no pass is planned */
    bool no_watches; /* said */
    size_t refused;  /* watches, since the last slow pass began */
    int64_t audit_at;
};

/* inotify.c */
bool inotify_drain(struct watch *w, int64_t ticks); /* true: there is more */
void inotify_take(struct watch *w, const char *events, size_t n, int64_t ticks);

/* moves.c */
void moves_begin(struct watch *w, struct node *n, uint32_t cookie, int64_t ticks);
void moves_end(struct watch *w, struct node *folder, const char *name, bool is_folder,
               uint32_t cookie, int64_t ticks);
void moves_expire(struct watch *w, int64_t ticks);
void moves_forget(struct watch *w, const struct node *n);

/* pending.c */
void file_touch(struct watch *w, struct node *file, enum touch t, int64_t ticks);
void file_quiet(struct watch *w, struct node *file);
void files_look(struct watch *w, int64_t ticks);

/* report.c */
void report_present(struct watch *w, struct node *file, const struct stamp *now);
void report_gone(struct watch *w, struct node *file);
void report_trouble(struct watch *w, enum trouble_type t, const struct node *folder,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* queue.c */
void folder_queue(struct watch *w, struct node *folder);
void folder_unqueue(struct watch *w, struct node *folder);
void folders_queue_all(struct watch *w);
struct node *folder_next(struct watch *w);

/* open.c */
int open_node(struct watch *w, const struct node *n, int flags); /* or a negative errno */
int root_fd(struct watch *w, int root);                          /* or a negative errno */
void root_fds_close(struct watch *w);
bool errno_is_missing(int error);
struct stamp stamp_of(const struct stat *st);

/* walk.c */
void walk_some(struct watch *w, int64_t ticks);
void folder_hint(struct watch *w, struct node *parent, const char *name);

/* missing.c */
void folder_missing(struct watch *w, struct node *folder, int64_t ticks);
void file_missing(struct watch *w, struct node *file, int64_t ticks);
void folder_unwatch(struct watch *w, struct node *folder);
void file_forget(struct watch *w, struct node *file);

/* roots.c */
void roots_check(struct watch *w, int64_t ticks);
