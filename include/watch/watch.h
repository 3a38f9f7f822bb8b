/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folders → settled changes. Events are hints, the disk is the truth: an event only marks something
 * dirty; what happened is read with getdents and statx. The module knows neither event loop nor
 * rules: who owns a loop watches watch_fd() and calls watch_step() when it is readable or when the
 * deadline has come.
 */
#pragma once

#include "base/identity.h"
#include "base/span.h"

enum change_type {
    CHANGE_PRESENT, /* there, settled, and new or different from what was last reported */
    CHANGE_MOVED,   /* what was reported at `from` is now at `path`: the same file, unread anew */
    CHANGE_GONE     /* was reported present and is there no more, the grace for re-creation over */
};

struct change {
    enum change_type type;
    int root;                 /* index in the order of watch_add_root() */
    const char *path;         /* relative to the root; good during the call only */
    int from_root;            /* of MOVED: roots may be moved between */
    const char *from;         /* of MOVED, else NULL */
    struct identity identity; /* of PRESENT: as the settled look saw it */
};

/* Said once per state, not per event; path is the root's or the folder's, text says what and with
   which consequence. Both are good during the call only. */
enum trouble_type {
    TROUBLE_ROOT_GONE, /* its state is frozen: nothing under it is reported gone */
    TROUBLE_ROOT_BACK,
    TROUBLE_OVERFLOW, /* events were lost: everything is compared anew */
    TROUBLE_OVERFLOW_OVER,
    TROUBLE_NO_WATCHES, /* some folders are looked at now and then instead */
    TROUBLE_WATCHES_BACK,
    TROUBLE_BLIND_FOLDER, /* a file system that announces no changes of others: looked at likewise
                           */
    TROUBLE_UNREADABLE_FOLDER
};

struct watch_sink {
    void (*change)(void *arg, const struct change *c);
    void (*trouble)(void *arg, enum trouble_type t, const char *path, const char *text);
    void *arg;
};

struct watch_timing {      /* milliseconds; zero members take the default */
    uint32_t settle_close; /* 20: after close or rename */
    uint32_t settle_open;  /* 2000: quiet, while nobody said that he is done */
    uint32_t delete_grace; /* 1000: for programs that delete and then write */
};

struct watch;
struct watch *watch_new(struct watch_timing timing, const struct watch_sink *sink, int *reterr);
void watch_free(struct watch *w);

struct watch_root {
    const char *path;
    const char *const *exclude; /* globs on relative paths; ** crosses folders. What they take is
                                   not even watched */
    size_t exclude_count;
    bool poll;             /* look at it every poll_seconds, whatever its file system announces */
    uint32_t poll_seconds; /* also of what cannot be watched; 0: 30 */
};

/* Index of the root, or a negative errno. The first walk's files are reported by watch_step(). A
   folder that is not there is no error: it is said as TROUBLE_ROOT_GONE, and waited for. */
int watch_add_root(struct watch *w, const struct watch_root *root);

/* Before the first step: this file was there when it was last looked at, and with that identity
   nothing of it is to be reported. NULL: whatever it is now, it is reported PRESENT. If it is gone,
   GONE is reported; if the root is missing or empty, nothing (TROUBLE_ROOT_GONE). */
void watch_know(struct watch *w, int root, const char *path, const struct identity *identity);

/* Ends what is known and watched of a root; its index is not used again. Nothing is reported. */
void watch_remove_root(struct watch *w, int root);

/*
 * A barrier: once watch_synced() is true of it, all that had happened to the files before the call
 * is reported. A cookie in a folder of our own, watched by the same queue, tells when every earlier
 * event was read. watch_sync() makes one; 0: it cannot be made (errno).
 */
int watch_sync_folder(struct watch *w, const char *path); /* 0 or a negative errno */
uint64_t watch_sync(struct watch *w);
bool watch_synced(const struct watch *w, uint64_t barrier);

int watch_fd(const struct watch *w);

/* Handles what has come and what is due at `ticks` (clock_ticks()); returns the milliseconds until
   it must be called again at the latest, -1 if only the descriptor can bring news. */
int watch_step(struct watch *w, int64_t ticks);

/* True once the first walk of every root has been reported; for ever after. A file that is being
   written all the time does not hold it up. */
bool watch_settled(const struct watch *w);

struct watch_counts {
    size_t files; /* reported present, or known */
    size_t folders, watches;
    size_t polled; /* folders without a watch, or on a blind file system */
    size_t unreadable;
    size_t pending; /* not settled yet */
    uint64_t events, overflows;
    uint64_t missed; /* differences that the hourly comparison found, and no event had told */
};
struct watch_counts watch_counts(const struct watch *w);

/* "watched", "polled", "gone": of a root, for status. */
const char *watch_root_state(const struct watch *w, int root);

/* Names that editors, Office and copying programs use while they save (daemon/watch/names.c): such
   a file is never reported, the one that it is renamed to is. */
bool watch_temporary(const char *name);
