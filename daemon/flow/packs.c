/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/packs.h"
#include "version.h"

#include <libgen.h>
#include <sys/stat.h>
#include <unistd.h>

struct search {
    struct arena *arena;
    VEC(const char *) folders, packs;
};

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool holds_pack(struct arena *a, const char *folder)
{
    return access(arena_printf(a, "%s/pack.yaml", folder), F_OK) == 0;
}

static void add_folder(struct search *s, const char *folder)
{
    for (size_t i = 0; i < s->folders.n; i++)
        if (strcmp(s->folders.at[i], folder) == 0)
            return;
    if (is_folder(folder))
        *VEC_ADD(s->arena, &s->folders) = folder;
}

static void add_installed_folders(struct search *s)
{
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    add_folder(s, "/etc/duly/rules");
    add_folder(s, DULY_RULES);
    if (n <= 0)
        return;
    exe[n] = '\0';
    const char *bin = dirname(arena_strdup(s->arena, exe));
    add_folder(s, arena_printf(s->arena, "%s/../share/duly/rules", bin));
    if (strstr(bin, "/build/"))
        add_folder(s, arena_printf(s->arena, "%s/../../rules", bin));
}

static void add_pack(struct search *s, const char *pack)
{
    for (size_t i = 0; i < s->packs.n; i++)
        if (strcmp(s->packs.at[i], pack) == 0)
            return;
    *VEC_ADD(s->arena, &s->packs) = pack;
}

static void add_all(struct search *s, const char *const *folders, size_t count)
{
    const char *const *ids;
    size_t n = rules_installed(s->arena, folders, count, &ids);
    for (size_t i = 0; i < n; i++)
        add_pack(s, ids[i]);
}

/* "rules/" and "rules" are one folder. */
static const char *without_slash(struct arena *a, const char *name)
{
    size_t n = strlen(name);
    while (n > 1 && name[n - 1] == '/')
        n--;
    return arena_copy(a, (struct span){name, n}).at;
}

static bool add_named(struct search *s, const char *name, struct diags *diags)
{
    if (!is_folder(name)) {
        if (!strchr(name, '/')) {
            add_pack(s, name);
            return true;
        }
        diag_add(diags, DIAG_ERROR, "packs.missing", name, 0, 0, "no such pack or folder of packs");
        return false;
    }
    name = without_slash(s->arena, name);
    if (holds_pack(s->arena, name)) {
        add_folder(s, dirname(arena_strdup(s->arena, name)));
        add_pack(s, strchr(name, '/') ? name : arena_printf(s->arena, "./%s", name));
        return true;
    }
    size_t before = s->packs.n;
    add_folder(s, name);
    add_all(s, &name, 1);
    if (s->packs.n == before) {
        diag_add(diags, DIAG_ERROR, "packs.none", name, 0, 0, "the folder holds no pack")->hint =
            "a pack is a folder with a pack.yaml in it";
        return false;
    }
    return true;
}

static struct rules *load(const struct search *s, bool apart, struct diags *diags)
{
    return rules_load(
        &(struct rules_source){
            .folders = s->folders.at,
            .folder_count = s->folders.n,
            .packs = s->packs.at,
            .pack_count = s->packs.n,
            .apart = apart,
        },
        diags);
}

struct rules *packs_load(struct arena *a, const char *const *named, size_t count,
                         struct diags *diags)
{
    struct search s = {.arena = a};
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = add_named(&s, named[i], diags) && good;
    if (!good)
        return NULL;
    add_installed_folders(&s);
    if (count == 0)
        add_all(&s, s.folders.at, s.folders.n);
    if (s.packs.n == 0) {
        diag_add(diags, DIAG_ERROR, "packs.none", "", 0, 0, "no pack is installed")->hint =
            "name one with --rules";
        return NULL;
    }
    return load(&s, false, diags);
}

/* ---- of a configuration ---- */

static const char *file_of(const struct config *c)
{
    return c->file ? c->file : "";
}

static void add_configured_folders(struct search *s, const struct config *c, struct diags *diags)
{
    for (size_t i = 0; i < c->rules_count; i++) {
        if (!is_folder(c->rules[i]))
            diag_add(diags, DIAG_WARNING, "packs.no-folder", file_of(c), 0, 0,
                     "no packs can be looked for in %s: there is no such folder", c->rules[i])
                ->hint = "make the folder, or take it out of 'rules'";
        add_folder(s, c->rules[i]);
    }
    if (c->rules_count == 0)
        add_installed_folders(s);
}

static bool is_there(struct search *s, const char *id)
{
    for (size_t i = 0; i < s->folders.n; i++)
        if (holds_pack(s->arena, arena_printf(s->arena, "%s/%s", s->folders.at[i], id)))
            return true;
    return false;
}

static void say_missing(const struct search *s, const struct config *c, const struct config_root *r,
                        const char *id, struct diags *diags)
{
    const char *const *ids;
    size_t n = rules_installed(diags->arena, s->folders.at, s->folders.n, &ids);
    const char *near = suggest(span_of(id), ids, n);
    diag_add(diags, DIAG_ERROR, "packs.missing", file_of(c), r->line, r->column,
             "no pack is called '%s'", id)
        ->hint = near ? arena_printf(diags->arena, "did you mean '%s'?", near)
                      : "a pack is a folder with a pack.yaml in one of the folders under 'rules'";
}

static bool add_root(struct search *s, const struct config *c, const struct config_root *r,
                     struct diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < r->pack_count; i++) {
        if (is_there(s, r->packs[i])) {
            add_pack(s, r->packs[i]);
            continue;
        }
        say_missing(s, c, r, r->packs[i], diags);
        good = false;
    }
    if (r->pack_count == 0)
        add_all(s, s->folders.at, s->folders.n);
    return good;
}

static bool can_choose(struct arena *a, const struct rules *rules, const struct config *c,
                       struct diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < c->root_count; i++) {
        const struct config_root *r = &c->roots[i];
        if (rules_choice(a, rules, r->packs, r->pack_count))
            continue;
        diag_add(diags, DIAG_ERROR, "packs.clash", file_of(c), r->line, r->column,
                 "the packs of this root adapt one rule in two ways")
            ->hint = "duly rules lint with these packs names the rule";
        good = false;
    }
    return good;
}

static struct rules *load_roots(struct search *s, const struct config *c, struct diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < c->root_count; i++)
        good = add_root(s, c, &c->roots[i], diags) && good;
    if (c->root_count == 0)
        add_all(s, s->folders.at, s->folders.n);
    if (good && s->packs.n == 0) {
        diag_add(diags, DIAG_ERROR, "packs.none", file_of(c), 0, 0, "no pack is installed")->hint =
            "a pack is a folder with a pack.yaml in one of the folders under 'rules'";
        good = false;
    }
    struct rules *rules = good ? load(s, true, diags) : NULL;
    if (!rules || can_choose(s->arena, rules, c, diags))
        return rules;
    rules_free(rules);
    return NULL;
}

struct rules *packs_load_for(struct arena *a, const struct config *c, struct diags *diags)
{
    struct search s = {.arena = a};
    add_configured_folders(&s, c, diags);
    return load_roots(&s, c, diags);
}

struct rules *packs_load_from(struct arena *a, const char *folder, const struct config *c,
                              struct diags *diags)
{
    struct search s = {.arena = a};
    add_folder(&s, folder);
    return load_roots(&s, c, diags);
}
