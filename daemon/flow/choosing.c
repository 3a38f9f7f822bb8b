/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/choosing.h"
#include "flow/packs.h"

#include <limits.h>
#include <stdlib.h>

static const char *real_path(struct arena *a, const char *path)
{
    char real[PATH_MAX];
    return arena_strdup(a, realpath(path, real) ? real : path);
}

static bool lies_beneath(const char *path, const char *root)
{
    size_t n = strlen(root);
    return strncmp(path, root, n) == 0 && (path[n] == '/' || path[n] == '\0' || root[n - 1] == '/');
}

bool config_covers(const struct config *c, const char *path)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const char *real = real_path(a, path);
    for (size_t i = 0; i < c->root_count; i++)
        if (lies_beneath(real, real_path(a, c->roots[i].path)))
            return true;
    return false;
}

/* A root that names no packs stands for everything else, so that all packs are there for it. */
static struct config with_elsewhere(struct arena *a, const struct config *c)
{
    struct config all = *c;
    struct config_root *roots = ARENA_ARRAY(a, c->root_count + 1, struct config_root);
    for (size_t i = 0; i < c->root_count; i++)
        roots[i] = c->roots[i];
    roots[c->root_count].path = "";
    all.roots = roots;
    all.root_count++;
    return all;
}

static bool load_configured(struct arena *a, const struct config *c, struct diags *diags,
                            struct choosing *ret)
{
    const struct config all = with_elsewhere(a, c);
    ret->rules = packs_load_for(a, &all, diags);
    if (!ret->rules)
        return false;
    ret->elsewhere = rules_choice(a, ret->rules, NULL, 0);
    ret->roots = ARENA_ARRAY(a, c->root_count, struct chosen_root);
    ret->root_count = c->root_count;
    for (size_t i = 0; i < c->root_count; i++)
        ret->roots[i] = (struct chosen_root){
            real_path(a, c->roots[i].path),
            rules_choice(a, ret->rules, c->roots[i].packs, c->roots[i].pack_count)};
    return true;
}

bool choosing_load(struct arena *a, const struct config *c, const char *const *named, size_t count,
                   struct diags *diags, struct choosing *ret)
{
    *ret = (struct choosing){0};
    if (c && count == 0)
        return load_configured(a, c, diags, ret);
    ret->rules = packs_load(a, named, count, diags);
    if (ret->rules && count == 0)
        ret->elsewhere = rules_choice(a, ret->rules, NULL, 0);
    return ret->rules != NULL;
}

const struct pack_choice *choosing_of(const struct choosing *c, const char *path)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const char *real = c->root_count ? real_path(a, path) : path;
    for (size_t i = 0; i < c->root_count; i++)
        if (lies_beneath(real, c->roots[i].path))
            return c->roots[i].choice;
    return c->elsewhere;
}
