/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/documents.h"
#include "flow/reading.h"

#include <fts.h>
#include <stdlib.h>
#include <unistd.h>

static void add(struct document_list *l, const char *path, enum format hint, const char *error)
{
    *VEC_ADD(l->arena, &l->files) = (struct document_file){
        .path = arena_strdup(l->arena, path),
        .hint = hint,
        .error = error,
    };
}

static bool is_hidden(const FTSENT *e)
{
    return e->fts_level > 0 && e->fts_name[0] == '.';
}

static void take(struct document_list *l, FTS *tree, FTSENT *e)
{
    enum format hint = FORMAT_TEXT;
    switch (e->fts_info) {
    case FTS_D:
        if (is_hidden(e))
            fts_set(tree, e, FTS_SKIP);
        break;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        add(l, e->fts_path, hint, strerrordesc_np(e->fts_errno));
        break;
    case FTS_F:
        if (e->fts_level == 0) {
            reading_wanted(e->fts_name, &hint);
            add(l, e->fts_path, hint, NULL);
        } else if (!is_hidden(e) && reading_wanted(e->fts_name, &hint)) {
            add(l, e->fts_path, hint, NULL);
        } else {
            l->ignored++;
        }
        break;
    case FTS_DEFAULT: /* FIFO, socket, device: never opened; named, it is said */
        if (e->fts_level == 0)
            add(l, e->fts_path, hint, "not a regular file");
        else
            l->ignored++;
        break;
    case FTS_SL:
    case FTS_SLNONE:
        l->ignored++;
        break;
    default:
        break;
    }
}

static void walk(struct document_list *l, const char *path)
{
    char *const roots[] = {arena_strdup(l->arena, path), NULL};
    size_t before = l->files.n;
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
    if (tree) {
        for (FTSENT *e; (e = fts_read(tree));)
            take(l, tree, e);
        fts_close(tree);
    }
    if (l->files.n == before && !l->nothing)
        l->nothing = roots[0];
}

static int by_path(const void *a, const void *b)
{
    const struct document_file *x = a, *y = b;
    return strcmp(x->path, y->path);
}

static void remove_repeats(struct document_list *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->files.n; i++)
        if (kept == 0 || strcmp(l->files.at[kept - 1].path, l->files.at[i].path) != 0)
            l->files.at[kept++] = l->files.at[i];
    l->files.n = kept;
}

void documents_find(char *const *paths, int count, struct document_list *ret)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(paths[i], "-") == 0)
            add(ret, "-", FORMAT_TEXT, NULL);
        else if (access(paths[i], F_OK) == 0)
            walk(ret, paths[i]);
        else if (!ret->nothing)
            ret->nothing = paths[i];
    }
    if (ret->files.n)
        qsort(ret->files.at, ret->files.n, sizeof *ret->files.at, by_path);
    remove_repeats(ret);
}
