/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watcher's state, and what its parts ask of each other. */
#pragma once

#include "base/arena.h"
#include "watch/exclude.h"
#include "watch/sync.h"
#include "watch/tree.h"

/* Milliseconds. */
enum {
    MOVE_WAIT = 50,           /* for the other half of a rename */
    ROOT_CHECK = 10000,       /* an unmounted or replaced root makes no event of its own */
    ROOT_CHECK_GONE = 1000,   /* until it is back */
    SLOW_PASS = 30000,        /* over what cannot be watched, if the root says nothing else */
    RETRY = 1000,             /* after EMFILE, EIO ... */
    AUDIT = 3600000,          /* everything is compared, against what events cannot tell (mmap) */
    RESCAN_WAIT_MOST = 30000, /* between the passes of a storm that overflows again and again */
};

/* Of one step, so that its caller is not held up: each comes to some ten milliseconds at most. A
   folder counts as so many entries. */
enum { STEP_READS = 16, STEP_ENTRIES = 4096, FOLDER_ENTRIES = 16, STEP_LOOKS = 1024 };

/* PATH_MAX allows 2048 folders of one letter; people nest to a dozen. */
enum { FOLDER_DEPTH = 512 };

enum { MOVES_MOST = 4096 };

/* A pass over something that begins at a time of its own. */
struct pass {
    int64_t at;     /* 0: none is planned */
    uint64_t epoch; /* of what asked for it; LATER: nothing waits for it */
};

struct root {
    struct node *node; /* NULL: removed */
    int fd;    /* O_PATH, open during a step only, so that nothing keeps a share mounted; else -1 */
    bool gone; /* missing, unmounted, empty: state frozen */
    struct pass check;
    struct excludes excludes;
    bool poll;
    uint32_t poll_ms;
    bool poll_wanted, poll_soon; /* something cannot be watched; something failed */
    struct pass polling;
};

/* The first half of a rename. */
struct move {
    uint32_t cookie;
    struct node *from;
    int64_t deadline;
    uint64_t epoch;
};

/* A folder that is being read, some entries a step. */
struct listing {
    struct node *folder; /* NULL: none is */
    int fd;
    uint64_t epoch;
    int64_t young_ns; /* a ctime after this: somebody may still be writing */
    bool deep, audit;
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
    struct listing listing;
    size_t files; /* reported present, or known */
    struct buf path;

    struct sync sync;
    uint64_t epoch; /* of work that comes up now: sync.c */

    struct node *known_folder; /* of the last watch_know() */
    struct buf known_path;

    bool walked, settled; /* the first walk */
    size_t first_pending;
    int64_t settled_latest;

    bool more_events; /* a step ended before the descriptor was drained */
    uint64_t events, overflows, missed;

    bool overflowed, overflowed_again, rescanning;
    struct pass rescan;
    int64_t rescan_wait;

    bool no_watches; /* said */
    struct pass links;
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
void file_differs(struct watch *w, struct node *file, enum touch t, bool unhinted, int64_t ticks);
void others_touch(struct watch *w, struct node *file, enum touch t, int64_t ticks);
void file_awaited(struct watch *w, struct node *file); /* by what comes up now, too */
void file_quiet(struct watch *w, struct node *file);
bool file_links(struct watch *w, struct node *file, const struct identity *now, int64_t ticks);
void files_look(struct watch *w, int64_t ticks);

/* links.c */
void links_pass(struct watch *w, int64_t ticks);

/* report.c */
void report_present(struct watch *w, struct node *file, const struct identity *now);
void report_gone(struct watch *w, struct node *file);
void report_trouble(struct watch *w, enum trouble_type t, const struct node *folder,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* queue.c */
void folder_queue(struct watch *w, struct node *folder);
void folder_unqueue(struct watch *w, struct node *folder); /* ends its listing too */
void folders_queue_all(struct watch *w, bool audit);
struct node *folder_next(struct watch *w);

/* open.c */
int open_node(struct watch *w, const struct node *n, int flags); /* or a negative errno */
void roots_close(struct watch *w);
bool errno_is_missing(int error);
enum { PROC_FD_PATH = 32 };
const char *proc_fd_path(int fd, char path[PROC_FD_PATH]); /* returns path */

/* walk.c */
void walk_some(struct watch *w, int64_t ticks);
void listing_end(struct watch *w, const struct node *folder); /* if it is this one's */

/* entries.c */
void folder_hint(struct watch *w, struct node *parent, const char *name);
int entries_see(struct watch *w, int64_t ticks); /* some: how many, 0 at the end, or -errno */
void unseen_are_missing(struct watch *w, int64_t ticks);

/* missing.c */
void folder_missing(struct watch *w, struct node *folder, int64_t ticks);
void file_missing(struct watch *w, struct node *file, bool unhinted, int64_t ticks);
void folder_unwatch(struct watch *w, struct node *folder);
void file_forget(struct watch *w, struct node *file);

/* passes.c */
void pass_ask(struct watch *w, struct pass *p, int64_t at);
uint64_t pass_begin(struct watch *w, struct pass *p); /* the epoch to be restored */
void passes_begin(struct watch *w, int64_t ticks);
void pass_over(struct watch *w, int64_t ticks);

/* roots.c */
struct node *root_top(const struct watch *w, size_t root); /* NULL: removed, or gone */
struct root *root_of(struct watch *w, const struct node *n);
void root_check_soon(struct watch *w, struct root *r);
void roots_check(struct watch *w, int64_t ticks);
bool excluded(struct watch *w, const struct node *folder, const char *name, bool is_folder);
bool excluded_with_folders(struct watch *w, const struct node *n);
