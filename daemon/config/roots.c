/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/reading.h"

#include <stdlib.h>

enum { POLL_SECONDS = 30, POLL_LEAST = 1, POLL_MOST = 86400 };

struct root_keys {
    struct span path;
    struct span_list packs, exclude;
    const struct yaml_node *poll;
};
// clang-format off
static const struct schema_row rows[] = {
    {.key = "path",    .type = SCHEMA_TEXT,  .offset = SCHEMA_MEMBER(struct root_keys, path, struct span),           .required = true, .help = "the folder"},
    {.key = "packs",   .type = SCHEMA_TEXTS, .offset = SCHEMA_MEMBER(struct root_keys, packs, struct span_list),     .help = "ids of the packs that judge its documents"},
    {.key = "exclude", .type = SCHEMA_TEXTS, .offset = SCHEMA_MEMBER(struct root_keys, exclude, struct span_list),   .help = "globs of paths beneath it that are left out"},
    {.key = "poll",    .type = SCHEMA_NODE,  .offset = SCHEMA_MEMBER(struct root_keys, poll, const struct yaml_node *), .help = "auto, never, always, or a time between two looks: 1m"},
};
static const char *const poll_words[] = {[POLL_AUTO] = "auto", [POLL_NEVER] = "never", [POLL_ALWAYS] = "always", NULL};
static const struct schema_row poll_word = {.key = "poll", .type = SCHEMA_WORD, .words = poll_words, .help = "auto, never, always, or a time between two looks: 1m"};
static const struct schema_row poll_time = {.key = "poll", .type = SCHEMA_DURATION, .least = POLL_LEAST, .most = POLL_MOST};
// clang-format on

/* ---- one root ---- */

static bool is_pack_id(const struct config_reading *r, const struct yaml_node *item)
{
    bool good = item->text.at[0] != '.';
    for (size_t i = 0; i < item->text.n; i++) {
        char c = item->text.at[i];
        good &= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '-' || c == '_' || c == '.';
    }
    if (!good)
        config_error(r, item, "config.bad-pack", "'%.*s' is no id of a pack", SPAN_ARG(item->text))
            ->hint = "its id, as in its pack.yaml; the folder that it lies in belongs to 'rules'";
    return good;
}

/* It is matched with paths that begin beneath the root. */
static bool is_glob(const struct config_reading *r, const struct yaml_node *item)
{
    bool good = item->text.at[0] != '/';
    if (!good)
        config_error(r, item, "config.bad-glob", "'%.*s' matches nothing", SPAN_ARG(item->text))
            ->hint = "a path beneath the root: archive/**, or **/archive/** at any depth";
    return good;
}

static bool read_poll(const struct config_reading *r, const struct yaml_node *node,
                      struct config_root *ret)
{
    int word = POLL_ALWAYS;
    bool time = node->kind == YAML_SCALAR && node->text.n > 0 && node->text.at[0] >= '0' &&
                node->text.at[0] <= '9';
    bool good =
        time ? schema_bind_value(r->arena, node, &poll_time, &ret->poll_seconds, r->file, r->diags)
             : schema_bind_value(r->arena, node, &poll_word, &word, r->file, r->diags);
    ret->poll = (enum config_poll)word;
    return good;
}

static bool read_root_path(const struct config_reading *r, const struct yaml_node *node,
                           struct config_root *ret)
{
    if (!config_path(r, node, &ret->path))
        return false;
    if (node->text.at[0] == '/' || node->text.at[0] == '~')
        return true;
    config_error(r, node, "config.relative-root", "the root '%.*s' is a relative path",
                 SPAN_ARG(node->text))
        ->hint = "write the whole path, from '/' on";
    return false;
}

static bool read_map(const struct config_reading *r, const struct yaml_node *map,
                     struct config_root *ret)
{
    struct root_keys keys = {0};
    bool good = config_bind(r, map, rows, sizeof rows / sizeof *rows, &keys);
    const struct yaml_node *path = yaml_get(map, "path");
    if (path)
        good = read_root_path(r, path, ret) && good;
    if (keys.packs.n)
        good = config_texts(r, yaml_get(map, "packs"), is_pack_id, &ret->packs, &ret->pack_count) &&
               good;
    if (keys.exclude.n)
        good = config_texts(r, yaml_get(map, "exclude"), is_glob, &ret->exclude,
                            &ret->exclude_count) &&
               good;
    if (keys.poll)
        good = read_poll(r, keys.poll, ret) && good;
    return good;
}

static bool read_root(const struct config_reading *r, const struct yaml_node *node,
                      struct config_root *ret)
{
    *ret = (struct config_root){
        .poll_seconds = POLL_SECONDS, .line = node->line, .column = node->column};
    if (node->kind == YAML_MAP)
        return read_map(r, node, ret);
    if (node->kind == YAML_SCALAR && node->text.n > 0)
        return read_root_path(r, node, ret);
    config_error(r, node, "config.bad-root", "a root is a path, or a mapping with one")->hint =
        "{path: /srv/agreements, packs: [general]}";
    return false;
}

/* ---- all of them ---- */

/* A root being compared with the others. */
struct placed {
    const struct config_root *root;
    const struct yaml_node *node;
};

static int rank(char c)
{
    return c == '\0' ? 0 : c == '/' ? 1 : 1 + (unsigned char)c;
}

/* What lies in a folder follows it at once: '/' comes before every other byte. */
static int by_place(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    const char *p = x->root->path, *q = y->root->path;
    while (*p && *p == *q) {
        p++;
        q++;
    }
    if (*p != *q)
        return rank(*p) - rank(*q);
    if (x->node->line != y->node->line)
        return x->node->line < y->node->line ? -1 : 1;
    return (x->node->column > y->node->column) - (x->node->column < y->node->column);
}

static bool lies_in(const char *path, const char *folder)
{
    size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(path, folder, n) == 0 && path[n] == '/' && path[n + 1] != '\0';
}

static bool compare(const struct config_reading *r, const struct placed *outer,
                    const struct placed *p)
{
    const char *id = NULL, *text = NULL;
    if (strcmp(outer->root->path, p->root->path) == 0) {
        id = "config.duplicate-root";
        text = "stands here twice";
    } else if (lies_in(p->root->path, outer->root->path)) {
        id = "config.nested-root";
        text = "lies in another root";
    }
    if (!id)
        return true;
    config_error(r, p->node, id, "the root %s %s", p->root->path, text)->hint =
        arena_printf(r->diags->arena, "the other is %s in line %u; leave one of them out",
                     outer->root->path, outer->root->line);
    return false;
}

static bool compare_all(const struct config_reading *r, struct placed *placed, size_t n)
{
    const struct placed *outer = placed;
    bool good = true;
    if (n > 0)
        qsort(placed, n, sizeof *placed, by_place);
    for (size_t i = 1; i < n; i++) {
        if (compare(r, outer, &placed[i]))
            outer = &placed[i];
        else
            good = false;
    }
    return good;
}

void config_read_roots(const struct config_reading *r, const struct yaml_node *list,
                       struct config *ret)
{
    uint32_t n = yaml_count(list);
    struct config_root *roots = ARENA_ARRAY(r->arena, n, struct config_root);
    struct placed *placed = ARENA_ARRAY(r->arena, n, struct placed);
    size_t count = 0;
    bool good = n > 0;
    if (n == 0)
        config_error(r, list, "config.empty", "'roots' is an empty list")->hint =
            "name a folder, or leave the key out";
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *node = yaml_item(list, i);
        good = read_root(r, node, &roots[i]) && good;
        if (roots[i].path)
            placed[count++] = (struct placed){&roots[i], node};
    }
    good = compare_all(r, placed, count) && good;
    if (!good)
        return;
    ret->roots = roots;
    ret->root_count = n;
}
