/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/exclude.h"

#include "base/glob.h"

static struct span without_end(struct span s, size_t n)
{
    return span_cut(s, 0, s.n - n);
}

static bool ends(struct span s, struct span with)
{
    return s.n >= with.n && span_eq(span_cut(s, s.n - with.n, s.n), with);
}

/* All that is in a folder is the folder: it need not be listed then. */
static struct exclude exclude_of(struct span pattern)
{
    struct exclude e = {.pattern = pattern};
    if (span_starts(e.pattern, SPAN("/"))) {
        e.of_path = true;
        e.pattern = span_cut(e.pattern, 1, e.pattern.n);
    }
    if (e.pattern.n > 3 && ends(e.pattern, SPAN("/**"))) {
        e.folders_only = true;
        e.pattern = without_end(e.pattern, 3);
    }
    while (ends(e.pattern, SPAN("/"))) {
        e.folders_only = true;
        e.pattern = without_end(e.pattern, 1);
    }
    e.of_path = e.of_path || memchr(e.pattern.at, '/', e.pattern.n);
    return e;
}

struct excludes excludes_new(struct arena *a, const char *const *patterns, size_t n)
{
    struct excludes e = {.at = ARENA_ARRAY(a, n, struct exclude)};
    for (size_t i = 0; i < n; i++) {
        struct exclude one = exclude_of(arena_copy(a, span_of(patterns[i])));
        if (one.pattern.n == 0)
            continue;
        e.at[e.n++] = one;
        e.of_paths = e.of_paths || one.of_path;
    }
    return e;
}

static struct span name_of(struct span path)
{
    const char *slash = path.n > 0 ? memrchr(path.at, '/', path.n) : NULL;
    return slash ? span_cut(path, (size_t)(slash + 1 - path.at), path.n) : path;
}

bool excludes_take(const struct excludes *e, struct span path, bool is_folder)
{
    for (size_t i = 0; i < e->n; i++) {
        const struct exclude *one = &e->at[i];
        if ((is_folder || !one->folders_only) &&
            glob_matches(one->pattern, one->of_path ? path : name_of(path)))
            return true;
    }
    return false;
}

bool excludes_take_any(const struct excludes *e, struct span path, bool is_folder)
{
    for (size_t i = 0; e->n > 0 && i < path.n; i++)
        if (path.at[i] == '/' && excludes_take(e, span_cut(path, 0, i), true))
            return true;
    return e->n > 0 && excludes_take(e, path, is_folder);
}
