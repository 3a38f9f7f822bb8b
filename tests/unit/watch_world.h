/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder on disk, a watcher on it, and what it said: real inotify, but time is told, so that
 * waiting for a grace of a second takes none.
 */
#pragma once

#include "base/buf.h"
#include "watch/state.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
    char root[64];
    struct watch *watch;
    int64_t ticks;
    struct buf said; /* "PRESENT a.txt\n" ... since it was last asked for */
    struct buf troubles;
    char trouble_text[512];                           /* of the last one */
    void (*heard)(void *arg, const struct change *c); /* or NULL */
    void *heard_arg;
};

static inline void world_change(void *arg, const struct change *c)
{
    static const char *const names[] = {"PRESENT", "MOVED", "GONE"};
    struct world *w = arg;
    if (c->from)
        buf_printf(&w->said, "%s %s > %s\n", names[c->type], c->from, c->path);
    else
        buf_printf(&w->said, "%s %s\n", names[c->type], c->path);
    if (w->heard)
        w->heard(w->heard_arg, c);
}

static inline void world_trouble(void *arg, enum trouble_type t, const char *path, const char *text)
{
    static const char *const names[] = {"ROOT_GONE",     "ROOT_BACK",        "OVERFLOW",
                                        "OVERFLOW_OVER", "NO_WATCHES",       "WATCHES_BACK",
                                        "BLIND_FOLDER",  "UNREADABLE_FOLDER"};
    struct world *w = arg;
    (void)path;
    snprintf(w->trouble_text, sizeof w->trouble_text, "%s", text);
    buf_printf(&w->troubles, "%s\n", names[t]);
}

static inline void world_watch_as(struct world *w, struct watch_root root)
{
    int error;
    struct watch_sink sink = {world_change, world_trouble, w};
    w->watch = watch_new((struct watch_timing){0}, &sink, &error);
    root.path = w->root;
    watch_add_root(w->watch, &root);
}

static inline void world_watch(struct world *w)
{
    world_watch_as(w, (struct watch_root){0});
}

/* As if it had been reported before the program was started, just as it is now. */
static inline void world_know(struct world *w, const char *path)
{
    struct identity i;
    if (identity_at(AT_FDCWD, path, &i) < 0)
        abort();
    watch_know(w->watch, 0, path, &i);
}

/* What happened since the last step, nobody hears of. */
static inline void world_lose_events(struct world *w)
{
    char lost[65536];
    while (read(watch_fd(w->watch), lost, sizeof lost) > 0)
        ;
}

/* Steps for `ms` of told time. */
static inline void world_wait(struct world *w, int64_t ms)
{
    int64_t end = w->ticks + ms;
    for (;;) {
        int next = watch_step(w->watch, w->ticks);
        if (w->ticks >= end && next > 0)
            break;
        w->ticks += next > end - w->ticks ? end - w->ticks : next;
    }
}

/* Until nothing but the far timers is left. */
static inline void world_quiet(struct world *w)
{
    int next;
    while ((next = watch_step(w->watch, w->ticks)) <= 5000)
        w->ticks += next;
}

static inline void world_begin(struct world *w, bool watching)
{
    *w = (struct world){.ticks = 1000000};
    snprintf(w->root, sizeof w->root, "/tmp/duly-watch-XXXXXX");
    if (!mkdtemp(w->root) || chdir(w->root) < 0)
        abort();
    buf_grow(&w->said, 0);
    buf_grow(&w->troubles, 0);
    if (watching) {
        world_watch(w);
        world_quiet(w);
    }
}

static inline int world_unlink(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static inline void remove_tree(const char *path)
{
    nftw(path, world_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void world_end(struct world *w)
{
    watch_free(w->watch);
    if (chdir("/") < 0)
        abort();
    remove_tree(w->root);
    buf_done(&w->said);
    buf_done(&w->troubles);
}

/* What was said since the last call; good until the next one. */
static inline const char *world_said(struct world *w)
{
    static char said[65536];
    world_quiet(w);
    snprintf(said, sizeof said, "%s", w->said.at);
    buf_clear(&w->said);
    return said;
}

/* Whether all of these lines, in whatever order, and nothing else was said. */
static inline bool world_says_all(struct world *w, const char *const *lines, size_t n)
{
    const char *said = world_said(w);
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        length += strlen(lines[i]);
        if (!strstr(said, lines[i]))
            return false;
    }
    return length == strlen(said);
}
#define SAYS_ALL(w, ...)                                                                           \
    assert_true(world_says_all((w), (const char *[]){__VA_ARGS__},                                 \
                               sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)))

static inline void put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || write(fd, text, strlen(text)) < 0 || close(fd) < 0)
        abort();
}

static inline void folder(const char *path)
{
    if (mkdir(path, 0755) < 0)
        abort();
}

static inline void move(const char *from, const char *to)
{
    if (rename(from, to) < 0)
        abort();
}
