/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/load_pack.h"
#include "rule/model.h"

#include <stdlib.h>

/* ---- putting a set together ---- */

static int by_pack(const void *a, const void *b)
{
    const struct pack *x = *(const struct pack *const *)a, *y = *(const struct pack *const *)b;
    return span_order(x->id, y->id);
}

static int by_kind(const void *a, const void *b)
{
    const struct kind *x = *(const struct kind *const *)a, *y = *(const struct kind *const *)b;
    int order = span_order(x->id, y->id);
    return order ? order : span_order(x->pack->id, y->pack->id);
}

static int by_rule(const void *a, const void *b)
{
    const struct rule *x = *(const struct rule *const *)a, *y = *(const struct rule *const *)b;
    int order = span_order(x->pack->id, y->pack->id);
    if (!order)
        order = span_order(x->id, y->id);
    return order ? order : (x > y) - (x < y); /* of one rule: as its kinds were named */
}

#define SORT(vec, order)                                                                           \
    do {                                                                                           \
        if ((vec)->n)                                                                              \
            qsort((vec)->at, (vec)->n, sizeof *(vec)->at, (order));                                \
    } while (0)

static void number(struct pack *p, const struct rules *r)
{
    for (uint32_t i = 0; p && i < r->packs.n; i++)
        if (r->packs.at[i] == p)
            p->number = i;
}

static void collect(struct loading *all, struct rules *r)
{
    for (size_t i = 0; i < all->packs.n; i++) {
        struct pack *p = all->packs.at[i].pack;
        if (!p)
            continue;
        *VEC_ADD(r->arena, &r->packs) = p;
        for (uint32_t k = 0; k < p->kind_count; k++)
            *VEC_ADD(r->arena, &r->kinds) = &p->kinds[k];
        for (uint32_t k = 0; k < p->rule_count; k++)
            *VEC_ADD(r->arena, &r->order) = &p->rules[k];
    }
    SORT(&r->packs, by_pack);
    for (size_t i = 0; i < all->packs.n; i++)
        number(all->packs.at[i].pack, r);
    SORT(&r->kinds, by_kind);
    SORT(&r->order, by_rule);
}

static void clash(struct loading *all, struct mark at, struct mark other, const char *what,
                  struct span id, const struct pack *of)
{
    diag_add(all->l.diags, DIAG_ERROR, "rules.clash", at.file, at.line, at.column,
             "%s '%.*s' is defined by pack '%.*s' too", what, SPAN_ARG(id), SPAN_ARG(of->id))
        ->hint = arena_printf(all->l.diags->arena, "the other is at %s:%u; give one another name",
                              other.file, other.line);
}

static void compare(struct loading *all, const struct pack *p, const struct pack *used)
{
    for (uint32_t i = 0; i < p->kind_count; i++)
        for (uint32_t k = 0; k < used->kind_count; k++)
            if (span_eq(p->kinds[i].id, used->kinds[k].id))
                clash(all, p->kinds[i].mark, used->kinds[k].mark, "kind", p->kinds[i].id, used);
    for (uint32_t i = 0; i < p->rule_count; i++)
        for (uint32_t k = 0; k < used->rule_count; k++)
            if (span_eq(p->rules[i].id, used->rules[k].id))
                clash(all, p->rules[i].mark, used->rules[k].mark, "rule", p->rules[i].id, used);
}

/* A pack and one that it uses must not define the same name: the one would hide the other. */
static void check_clashes(struct loading *all)
{
    for (size_t i = 0; i < all->packs.n; i++) {
        const struct pack *p = all->packs.at[i].pack;
        for (uint32_t u = 0; p && u < p->use_count; u++)
            compare(all, p, p->uses[u]);
    }
}

/* What to do, where the place that found the fault had no better advice. */
static void add_hints(struct diags *diags, size_t first)
{
    static const struct {
        const char *id, *hint;
    } rows[] = {
        {"rules.syntax",
         "for example: it within period; count(parties) >= 2; day before now + 30d"},
        {"rules.wrong-type", "duly-rules(5) tells what may stand here"},
        {"rules.empty", "write something, or leave the key out"},
        {"rules.duplicate", "take one of them out"},
        {"rules.circle", "name another one, or take it out"},
        {"rules.placeholder", "a brace itself is written '{{' or '}}'"},
        {"rules.bad-pattern", "patterns are PCRE2, ignore case and have at most one group"},
        {"rules.bad-duration", "30d, 2 weeks, 3 months, 1 year, 5 workdays, 24h"},
        {"rules.unknown-section", "name it as in the list of sections"},
        {"rules.unknown-rule", "rules are defined under rules"},
        {"rules.unknown-obligation", "obligations are defined under obligations"},
        {"rules.wrong-place", "take it out here"},
        {"rules.limit", "make the pack smaller"},
        {"rules.unreadable", "see that it is a readable file"},
    };
    for (size_t i = first; i < diags->list.n; i++)
        for (size_t k = 0; k < sizeof rows / sizeof *rows && !diags->list.at[i].hint; k++)
            if (strcmp(diags->list.at[i].id, rows[k].id) == 0)
                diags->list.at[i].hint = rows[k].hint;
}

static void seal(struct loading *all, struct rules *r)
{
    probe_table_seal(&r->probes);
    for (size_t i = 0; i < all->l.probes.n; i++)
        *all->l.probes.at[i] = probe_table_index(&r->probes, *all->l.probes.at[i]);
    r->probe_digest = probe_table_digest(&r->probes);
    r->digest = digest_of(buf_peek(&all->content));
}

struct rules *rules_load_shelf(const struct shelf *s, const char *const *packs, size_t count,
                               struct diags *diags)
{
    struct arena *a = arena_new();
    struct rules *r = ARENA_NEW(a, struct rules);
    struct loading all = {.l = {.arena = a, .diags = diags, .rules = r}, .shelf = s};
    size_t errors = diags->errors, first = diags->list.n;
    r->arena = a;
    r->probes.arena = a;
    for (size_t i = 0; i < count; i++)
        load_pack(&all, span_of(packs[i]), NULL);
    adapt_rules(&all);
    collect(&all, r);
    check_clashes(&all);
    if (diags->errors == errors)
        seal(&all, r);
    buf_done(&all.content);
    add_hints(diags, first);
    diags_sort(diags);
    if (diags->errors == errors)
        return r;
    arena_free(a);
    return NULL;
}

struct rules *rules_load(const struct rules_source *s, struct diags *diags)
{
    const struct shelf shelf = {
        .folders = s->folders, .folder_count = s->folder_count, .apart = s->apart};
    return rules_load_shelf(&shelf, s->packs, s->pack_count, diags);
}

void rules_free(struct rules *r)
{
    if (r)
        arena_free(r->arena);
}

/* ---- asking ---- */

size_t rules_installed(struct arena *a, const char *const *folders, size_t n,
                       const char *const **ret_ids)
{
    const struct shelf shelf = {.folders = folders, .folder_count = n};
    return shelf_ids(&shelf, a, ret_ids);
}

const struct probe_table *rules_probes(const struct rules *r)
{
    return &r->probes;
}

struct digest rules_digest(const struct rules *r)
{
    return r->digest;
}

size_t rules_files(const struct rules *r, const struct rules_file **ret)
{
    *ret = r->files.at;
    return r->files.n;
}

size_t rules_packs(const struct rules *r, const struct pack *const **ret)
{
    *ret = r->packs.at;
    return r->packs.n;
}

struct span pack_id(const struct pack *p)
{
    return p->id;
}

struct span pack_version(const struct pack *p)
{
    return p->version;
}
