/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watched folders: begun from what the ledger knows of them, changed with the configuration. */
#include "flow/watching_state.h"

#include <fcntl.h>
#include <unistd.h>

/* All that the watch is told of a root: if that is another one, it is begun anew. */
static const char *watched_as(struct arena *a, const struct config_root *c)
{
    const char *text = arena_printf(a, "%s %d %u", c->path, (int)c->poll, c->poll_seconds);
    for (size_t i = 0; i < c->exclude_count; i++)
        text = arena_printf(a, "%s\n%s", text, c->exclude[i]);
    return text;
}

static void root_add(struct watching *w, size_t settings_root)
{
    const struct config_root *c = &w->settings->config.roots[settings_root];
    const struct watch_root watched = {
        .path = c->path,
        .exclude = c->exclude,
        .exclude_count = c->exclude_count,
        .poll = c->poll == POLL_ALWAYS,
        .poll_seconds = c->poll_seconds,
    };
    struct watched_root *r = VEC_ADD(w->arena, &w->roots);
    *r = (struct watched_root){
        .name = arena_strdup(w->arena, c->path),
        .watched_as = watched_as(w->arena, c),
        .number = ledger_root(w->ledger, c->path),
        .settings = settings_root,
        .judged_by = settings_judged_by(w->settings, settings_root, w->setup->version),
        .fd = -1,
    };
    watch_add_root(w->watch, &watched);
}

int watched_root_of(const struct watching *w, int64_t number)
{
    for (size_t i = 0; i < w->roots.n; i++)
        if (!w->roots.at[i].left && w->roots.at[i].number == number)
            return (int)i;
    return -1;
}

int watched_root_fd(struct watching *w, int root)
{
    struct watched_root *r = &w->roots.at[root];
    if (r->fd < 0 && !r->gone)
        r->fd = open(r->name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return r->fd;
}

void watched_root_fds_close(struct watching *w)
{
    for (size_t i = 0; i < w->roots.n; i++)
        if (w->roots.at[i].fd >= 0) {
            close(w->roots.at[i].fd);
            w->roots.at[i].fd = -1;
        }
}

struct knowing {
    struct watching *w;
    size_t from; /* roots from this index on */
};

/* What was read so shortly after it was changed that the next change may not show is looked at
   again, whatever it is now. */
static void know(void *arg, const struct ledger_file *f)
{
    const struct knowing *k = arg;
    struct watching *w = k->w;
    for (size_t i = k->from; i < w->roots.n; i++)
        if (!w->roots.at[i].left && w->roots.at[i].number == f->root)
            watch_know(w->watch, (int)i, f->path.at,
                       f->racy || f->record == 0 ? NULL : &f->identity);
}

static void know_from(struct watching *w, size_t from)
{
    if (from < w->roots.n)
        ledger_files(w->ledger, know, &(struct knowing){w, from});
}

void roots_begin(struct watching *w)
{
    for (size_t i = 0; i < w->settings->config.root_count; i++)
        root_add(w, i);
    know_from(w, 0);
}

/* Roots of the ledger that the configuration does not name: their findings are nobody's concern
   here any more. Some files at a time; false: there are none left. */
bool forget_left_roots(struct watching *w)
{
    enum { SOME = 128 };
    static const struct digest nobody = {{0xff}};
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger_root *roots;
    size_t count = ledger_roots(w->ledger, a, &roots), n = 0;
    for (size_t i = 0; i < count && n == 0; i++) {
        int64_t files[SOME];
        if (watched_root_of(w, roots[i].number) < 0)
            n = ledger_files_stale(w->ledger, roots[i].number, &nobody, 0, files, SOME);
        for (size_t f = 0; f < n; f++) {
            struct ledger_file file;
            if (ledger_file_get(w->ledger, a, files[f], &file))
                forget_file(w, &file, WHY_RULE_REMOVED);
        }
    }
    return n > 0;
}

/* ---- another configuration ---- */

static void root_leave(struct watching *w, size_t root)
{
    watch_remove_root(w->watch, (int)root);
    for (uint32_t i = 0; i < w->work.n; i++) {
        struct work_item *item = w->work.at[i];
        if (item && !item->disowned && item->root == (int)root)
            work_drop(&w->work, item);
    }
    w->roots.at[root].left = true;
}

static struct watched_root *root_watched_as(struct watching *w, const char *watched_as)
{
    for (size_t i = 0; i < w->roots.n; i++)
        if (!w->roots.at[i].left && strcmp(w->roots.at[i].watched_as, watched_as) == 0)
            return &w->roots.at[i];
    return NULL;
}

/* What stays as it was keeps its watches and its view. True: there are folders to be gone through
   for the first time, or again. */
bool roots_change(struct watching *w)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    const struct config *c = &w->settings->config;
    size_t before = w->roots.n;
    for (size_t i = 0; i < before; i++)
        w->roots.at[i].settings = SIZE_MAX;
    for (size_t i = 0; i < c->root_count; i++) {
        struct watched_root *r = root_watched_as(w, watched_as(scratch, &c->roots[i]));
        if (r) {
            r->settings = i;
            r->judged_by = settings_judged_by(w->settings, i, w->setup->version);
        }
    }
    for (size_t i = 0; i < before; i++)
        if (!w->roots.at[i].left && w->roots.at[i].settings == SIZE_MAX)
            root_leave(w, i);
    for (size_t i = 0; i < c->root_count; i++)
        if (!root_watched_as(w, watched_as(scratch, &c->roots[i])))
            root_add(w, i);
    know_from(w, before);
    return w->roots.n > before;
}
