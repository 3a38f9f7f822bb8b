/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/load_pack.h"

#include <stdlib.h>

enum { LANGUAGE_VERSION = 1 };

/* ---- top-level keys ---- */

struct top_keys {
    const struct yaml_node *duly, *pack, *use, *params, *kinds, *facts, *rules, *obligations;
};
struct header {
    struct span id, version, title, language, owner;
};
// clang-format off
const struct schema_row top_rows[] = {
    {.key = "duly",        .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, duly),        .help = "version of the rule language: 1"},
    {.key = "pack",        .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, pack),        .help = "what the pack is"},
    {.key = "use",         .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, use),         .help = "other packs that it builds on"},
    {.key = "params",      .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, params),      .help = "values that rules name as $name"},
    {.key = "kinds",       .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, kinds),       .help = "how documents are told apart"},
    {.key = "facts",       .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, facts),       .help = "for each kind: named values and where they stand"},
    {.key = "rules",       .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, rules),       .help = "what must hold"},
    {.key = "obligations", .type = SCHEMA_NODE, .offset = offsetof(struct top_keys, obligations), .help = "what is owed, by whom and when"},
};
const struct schema_row pack_rows[] = {
    {.key = "id",       .type = SCHEMA_TEXT, .offset = offsetof(struct header, id),      .required = true, .help = "its name, the same as its folder's"},
    {.key = "version",  .type = SCHEMA_TEXT, .offset = offsetof(struct header, version), .required = true, .help = "1.0.0"},
    {.key = "title",    .type = SCHEMA_TEXT, .offset = offsetof(struct header, title),   .required = true, .help = "what it is for"},
    {.key = "language", .type = SCHEMA_TEXT, .offset = offsetof(struct header, language), .help = "of its documents: sv, en ..."},
    {.key = "owner",    .type = SCHEMA_TEXT, .offset = offsetof(struct header, owner),    .help = "who answers for it"},
};
// clang-format on
const size_t top_row_count = sizeof top_rows / sizeof *top_rows;
const size_t pack_row_count = sizeof pack_rows / sizeof *pack_rows;

/* Entries of the mappings that a pack's files share. */
struct part_list { /* a VEC */
    struct part *at;
    size_t n, room;
};
struct sections {
    struct part_list params, kinds, facts, rules, obligations;
};

/* ---- merging files ---- */

static void gather(struct loader *l, const struct yaml_node *map, const char *what,
                   struct part_list *parts)
{
    if (!map)
        return;
    if (map->kind != YAML_MAP || map->count == 0) {
        load_error(l, map, map->kind == YAML_MAP ? "rules.empty" : "rules.wrong-type",
                   map->kind == YAML_MAP ? "'%s' holds nothing" : "'%s' is a mapping", what)
            ->hint = "leave the key out, or write something beneath it";
        return;
    }
    for (uint32_t i = 0; i < map->count; i++)
        *VEC_ADD(l->arena, parts) = (struct part){l->file, &map->entries[i]};
}

static int by_key(const void *a, const void *b)
{
    const struct part *x = *(const struct part *const *)a, *y = *(const struct part *const *)b;
    int order = span_order(x->entry->key, y->entry->key);
    return order ? order : (x > y) - (x < y);
}

/* What a second file defines again is diagnosed and left out; within a file the parser did it. */
static struct parts distinct(struct loader *l, const struct part_list *list, const char *what)
{
    struct part **sorted = ARENA_ARRAY(l->arena, list->n, struct part *);
    bool *again = ARENA_ARRAY(l->arena, list->n, bool);
    struct parts ret = {list->at, 0};
    for (size_t i = 0; i < list->n; i++)
        sorted[i] = &list->at[i];
    if (list->n)
        qsort(sorted, list->n, sizeof *sorted, by_key);
    for (size_t i = 1, first = 0; i < list->n; i++) {
        const struct part *p = sorted[i];
        if (!span_eq(p->entry->key, sorted[first]->entry->key)) {
            first = i;
            continue;
        }
        again[p - list->at] = true;
        l->file = p->file;
        load_error_key(l, p->entry, "rules.duplicate", "%s '%.*s' is defined a second time", what,
                       SPAN_ARG(p->entry->key))
            ->hint = arena_printf(l->diags->arena, "the first is at %s:%u", sorted[first]->file,
                                  sorted[first]->entry->line);
    }
    for (size_t i = 0; i < list->n; i++)
        if (!again[i])
            list->at[ret.n++] = list->at[i];
    return ret;
}

/* ---- header ---- */

static bool check_version(struct loader *l, const struct yaml_node *node)
{
    char *end = NULL;
    const char *text = arena_copy(l->arena, node->text).at;
    bool number = node->text.n && text[0] >= '0' && text[0] <= '9';
    unsigned long version = number ? strtoul(text, &end, 10) : 0;
    if (!end || *end || version == 0)
        load_error(l, node, "rules.bad-version", "'duly' is the version of the rule language")
            ->hint = "duly: 1";
    else if (version > LANGUAGE_VERSION)
        load_error(l, node, "rules.newer-language",
                   "this pack is written in version %lu of the rule language, and this program "
                   "knows version %d",
                   version, LANGUAGE_VERSION)
            ->hint = "a newer duly reads it";
    return version == LANGUAGE_VERSION;
}

static void load_header(struct loader *l, const struct yaml_node *node)
{
    struct header h = {0};
    struct pack *p = l->pack;
    if (p->id.n) {
        load_error(l, node, "rules.duplicate", "the pack says a second time what it is");
        return;
    }
    load_bind(l, node, pack_rows, pack_row_count, &h);
    p->id = h.id;
    p->version = h.version;
    p->title = h.title;
    p->language = h.language;
    p->owner = h.owner;
}

static void say_missing(struct loader *l, const char *key, const char *example)
{
    const struct yaml_node top = {.line = 1, .column = 1};
    load_error(l, &top, "schema.missing-key", "key '%s' is missing", key)->hint = example;
}

/* ---- one pack ---- */

/* Where a pack lies is no part of it. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const struct yaml_node *read_file(struct loading *all, const struct pack_file *f)
{
    struct loader *l = &all->l;
    struct digest d = digest_of(f->bytes);
    l->file = arena_strdup(l->arena, f->name);
    const char *name = base_name(f->name);
    buf_add(&all->content, name, strlen(name) + 1);
    buf_add(&all->content, d.bytes, sizeof d.bytes);
    return yaml_parse(l->arena, l->file, f->bytes, l->diags);
}

/* False if the file is written in another version of the language: nothing in it can be judged. */
static bool read_top(struct loading *all, const struct pack_file *f, bool first, struct sections *s)
{
    struct loader *l = &all->l;
    struct top_keys keys = {0};
    const struct yaml_node *root = read_file(all, f);
    if (!root)
        return true;
    load_bind(l, root, top_rows, top_row_count, &keys);
    if (root->kind != YAML_MAP)
        return true;
    if (first && !keys.duly)
        say_missing(l, "duly", "duly: 1");
    if (first && !keys.pack)
        say_missing(l, "pack", "pack: {id: se.example, version: 1.0.0, title: What it is for}");
    if (keys.duly && !check_version(l, keys.duly))
        return false;
    if (keys.pack)
        load_header(l, keys.pack);
    if (keys.use)
        load_uses(all, l->file, keys.use);
    gather(l, keys.params, "params", &s->params);
    gather(l, keys.kinds, "kinds", &s->kinds);
    gather(l, keys.facts, "facts", &s->facts);
    gather(l, keys.rules, "rules", &s->rules);
    gather(l, keys.obligations, "obligations", &s->obligations);
    return true;
}

static void load_parts(struct loader *l, const struct sections *s)
{
    struct parts kinds = distinct(l, &s->kinds, "kind");
    struct parts facts = distinct(l, &s->facts, "the facts of kind");
    struct parts rules = distinct(l, &s->rules, "rule");
    struct parts obligations = distinct(l, &s->obligations, "obligation");
    load_params(l, distinct(l, &s->params, "parameter"));
    params_substitute(l, kinds);
    params_substitute(l, facts);
    params_substitute(l, rules);
    params_substitute(l, obligations);
    load_kind_ids(l, kinds);
    load_facts(l, facts);
    load_kinds(l, kinds);
    load_rules(l, rules);
    load_obligations(l, obligations);
    params_unused(l);
}

static void check_content(struct loader *l, const struct pack_file *first)
{
    const struct pack *p = l->pack;
    if (p->rule_count || p->obligation_count || p->use_count)
        return;
    diag_add(l->diags, DIAG_WARNING, "rules.empty-pack", first->name, 1, 1,
             "this pack checks nothing")
        ->hint = "write rules or obligations, or use another pack";
}

static bool load_files(struct loading *all, const struct pack_files *files)
{
    struct loader *l = &all->l;
    struct sections s = {0};
    size_t errors = l->diags->errors;
    bool known = true;
    for (size_t i = 0; i < files->n; i++)
        known = read_top(all, &files->at[i], i == 0, &s) && known;
    if (known)
        load_parts(l, &s);
    if (l->diags->errors == errors && files->n)
        check_content(l, &files->at[0]);
    return l->diags->errors == errors;
}

/* ---- packs by name ---- */

static void unknown_pack(struct loading *all, struct span name, const struct yaml_node *at)
{
    struct arena *a = all->l.diags->arena;
    const char *const *ids;
    size_t n = shelf_ids(all->shelf, a, &ids);
    const struct yaml_node nowhere = {0};
    const char *file = all->l.file;
    if (!at)
        all->l.file = "";
    load_error(&all->l, at ? at : &nowhere, "rules.unknown-pack", "no pack is called '%.*s'",
               SPAN_ARG(name))
        ->hint = load_hint(&all->l, name, ids, n,
                           "a pack is a folder with a pack.yaml in one of the rule folders");
    all->l.file = file;
}

static struct loaded *find_loaded(struct loading *all, struct span name)
{
    for (size_t i = 0; i < all->packs.n; i++)
        if (span_eq(all->packs.at[i].name, name) ||
            (all->packs.at[i].pack && span_eq(all->packs.at[i].pack->id, name)))
            return &all->packs.at[i];
    return NULL;
}

/* A pack may be named by its id and by its folder: it is still one. */
static struct loaded *find_folder(struct loading *all, const char *folder)
{
    for (size_t i = 0; i < all->packs.n; i++)
        if (all->packs.at[i].pack && folder_is_same(all->packs.at[i].pack->folder, folder))
            return &all->packs.at[i];
    return NULL;
}

/* It names a folder in the state folder too. */
static bool is_pack_id(struct span id)
{
    for (size_t i = 0; i < id.n; i++) {
        char c = id.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
            c != '-' && c != '_' && c != '.')
            return false;
    }
    return id.at[0] != '.' && id.n <= 200;
}

/* The id is how others name it: it is the folder's name, and no two packs share it. */
static void check_id(struct loading *all, size_t me)
{
    struct loader *l = &all->l;
    const struct pack *p = all->packs.at[me].pack;
    const struct yaml_node top = {.line = 1, .column = 1};
    struct span name = all->packs.at[me].name;
    if (p->id.n && !is_pack_id(p->id))
        load_error(l, &top, "rules.bad-name", "'%.*s' cannot be the name of a pack",
                   SPAN_ARG(p->id))
            ->hint = "letters a-z, digits, '-', '_' and '.', not first, at most 200";
    if (p->id.n && !span_eq(p->id, name) && !memchr(name.at, '/', name.n) && name.at[0] != '.')
        load_error(l, &top, "rules.pack-id",
                   "this pack was asked for as '%.*s' and calls itself "
                   "'%.*s'",
                   SPAN_ARG(name), SPAN_ARG(p->id))
            ->hint = "give the folder and the pack one name";
    for (size_t i = 0; i < all->packs.n; i++) {
        const struct pack *other = all->packs.at[i].pack;
        if (i != me && other && p->id.n && span_eq(other->id, p->id))
            load_error(l, &top, "rules.clash", "pack '%.*s' is here twice", SPAN_ARG(p->id))->hint =
                arena_printf(l->diags->arena, "the other lies in %s", other->folder);
    }
}

static void keep_files(struct loading *all, struct span id, const struct pack_files *files)
{
    for (size_t i = 0; i < files->n; i++)
        *VEC_ADD(all->l.arena, &all->l.rules->files) =
            (struct rules_file){id, base_name(files->at[i].name), files->at[i].bytes};
}

static struct pack *load_found(struct loading *all, size_t me, const struct pack_files *files)
{
    struct loader saved = all->l;
    struct loader *l = &all->l;
    size_t errors = l->diags->errors;
    l->pack = ARENA_NEW(l->arena, struct pack);
    l->pack->folder = arena_strdup(l->arena, files->folder);
    all->packs.at[me].pack = l->pack;
    load_files(all, files);
    l->file = files->n ? arena_strdup(l->arena, files->at[0].name) : "";
    check_id(all, me);
    all->packs.at[me].progress = l->diags->errors == errors ? LOADED : FAULTY;
    keep_files(all, l->pack->id, files);
    l->pack = saved.pack;
    l->file = saved.file;
    l->kind = saved.kind;
    return all->packs.at[me].progress == LOADED ? all->packs.at[me].pack : NULL;
}

struct pack *load_pack(struct loading *all, struct span name, const struct yaml_node *at)
{
    struct loaded *old = find_loaded(all, name);
    struct pack_files files = {0};
    if (old && old->progress == LOADING)
        load_error(&all->l, at, "rules.circle",
                   "pack '%.*s' uses itself, directly or through others", SPAN_ARG(name));
    if (old)
        return old->progress == LOADED ? old->pack : NULL;
    size_t me = all->packs.n;
    enum found found = shelf_find(all->shelf, all->l.arena, name, all->l.diags, &files);
    old = found == FOUND ? find_folder(all, files.folder) : NULL;
    if (old)
        return old->progress == LOADED ? old->pack : NULL;
    *VEC_ADD(all->l.arena, &all->packs) = (struct loaded){.name = name, .progress = FAULTY};
    if (found == FOUND_NOT)
        unknown_pack(all, name, at);
    if (found != FOUND)
        return NULL;
    all->packs.at[me].progress = LOADING;
    return load_found(all, me, &files);
}
