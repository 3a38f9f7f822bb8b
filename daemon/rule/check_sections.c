/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check.h"

#include <inttypes.h>

struct wanted_section {
    struct section_name name;
    struct bounds words, items;
};

struct sections {
    const struct yaml_node *list_node, *words_node, *items_node, *aliases_node;
    bool order;
    struct wanted_section *at;
    uint32_t n;
};

// clang-format off
static const struct schema_row rows[] = {
    {.key = "sections", .type = SCHEMA_NODE, .offset = offsetof(struct sections, list_node), .required = true,
     .help = "leading words of titles; a list in the list holds alternatives"},
    {.key = "order",    .type = SCHEMA_BOOL, .offset = offsetof(struct sections, order),
     .help = "they must come in this order"},
    {.key = "words",    .type = SCHEMA_NODE, .offset = offsetof(struct sections, words_node),
     .help = "bounds of the words in each, or of some: {Bakgrund: 20..200}"},
    {.key = "items",    .type = SCHEMA_NODE, .offset = offsetof(struct sections, items_node),
     .help = "bounds of the list items in each, or of some"},
    {.key = "aliases",  .type = SCHEMA_NODE, .offset = offsetof(struct sections, aliases_node),
     .help = "other names of a section: {Ekonomi: [Använda medel]}"},
};
// clang-format on
static const char *const keys[] = {"order", "words", "items", "aliases"};
/* Their order is found by comparing each with each. */
enum { MOST_SECTIONS = 500 };

enum { ROWS = sizeof rows / sizeof *rows, KEYS = sizeof keys / sizeof *keys };

/* ---- loading ---- */

static struct wanted_section *find_wanted(struct loader *l, struct sections *p,
                                          const struct yaml_node *map, const struct yaml_entry *e)
{
    const char **names = ARENA_ARRAY(l->diags->arena, p->n + 1, const char *);
    for (uint32_t i = 0; i < p->n; i++) {
        if (span_eq(p->at[i].name.text, e->key))
            return &p->at[i];
        names[i] = arena_copy(l->diags->arena, p->at[i].name.text).at;
    }
    struct yaml_node at = *map;
    at.line = e->line;
    at.column = e->column;
    load_error(l, &at, "rules.unknown-section", "'%.*s' is not one of the sections",
               SPAN_ARG(e->key))
        ->hint = load_hint(l, e->key, names, p->n, "name it as in the list");
    return NULL;
}

/* One bound for all sections, or a mapping with some of them. */
static bool load_bounds(struct loader *l, struct sections *p, const struct yaml_node *node,
                        size_t member)
{
    bool ok = true;
    struct bounds all;
    if (!node)
        return true;
    if (node->kind != YAML_MAP) {
        ok = check_bounds(l, node, &all);
        for (uint32_t i = 0; ok && i < p->n; i++)
            memcpy((char *)&p->at[i] + member, &all, sizeof all);
        return ok;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        struct wanted_section *w = find_wanted(l, p, node, &node->entries[i]);
        bool read = check_bounds(l, node->entries[i].value, &all);
        ok = ok && w && read;
        if (w)
            memcpy((char *)w + member, &all, sizeof all);
    }
    return ok;
}

static bool add_aliases(struct loader *l, struct section_name *name, const struct yaml_node *node)
{
    struct section_name more;
    if (!load_section_name(l, node, &more))
        return false;
    struct span *all = ARENA_ARRAY(l->arena, name->n + more.n, struct span);
    memcpy(all, name->folded, name->n * sizeof *all);
    memcpy(all + name->n, more.folded, more.n * sizeof *all);
    name->folded = all;
    name->n += more.n;
    return true;
}

static bool load_aliases(struct loader *l, struct sections *p, const struct yaml_node *node)
{
    bool ok = true;
    if (node && node->kind != YAML_MAP) {
        load_error(l, node, "rules.wrong-type", "a mapping is wanted here")->hint =
            "aliases: {Ekonomi: [Använda medel]}";
        return false;
    }
    for (uint32_t i = 0; node && i < node->count; i++) {
        struct wanted_section *w = find_wanted(l, p, node, &node->entries[i]);
        ok = w && add_aliases(l, &w->name, node->entries[i].value) && ok;
    }
    return ok;
}

static bool load_names(struct loader *l, struct sections *p)
{
    const struct yaml_node *list = p->list_node;
    bool ok = true, many = list->kind == YAML_LIST;
    p->n = many ? list->count : 1;
    if (p->n == 0)
        load_error(l, list, "rules.empty", "an empty list of sections asks for nothing");
    if (p->n > MOST_SECTIONS)
        load_error(l, list, "rules.limit", "more than %d sections in one rule", MOST_SECTIONS);
    if (p->n > MOST_SECTIONS)
        return false;
    p->at = ARENA_ARRAY(l->arena, p->n, struct wanted_section);
    for (uint32_t i = 0; i < p->n; i++) {
        ok = load_section_name(l, many ? list->items[i] : list, &p->at[i].name) && ok;
        p->at[i].words = p->at[i].items = (struct bounds){0, UINT32_MAX};
    }
    return ok && p->n > 0;
}

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct sections *p = ARENA_NEW(l->arena, struct sections);
    (void)r;
    if (!check_bind(l, check, rows, ROWS, p) || !load_names(l, p))
        return NULL;
    bool ok = load_bounds(l, p, p->words_node, offsetof(struct wanted_section, words));
    ok = load_bounds(l, p, p->items_node, offsetof(struct wanted_section, items)) && ok;
    ok = load_aliases(l, p, p->aliases_node) && ok;
    return ok ? p : NULL;
}

/* ---- judging ---- */

static void missing(struct judging *j, struct span name)
{
    judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                           .missing = check_said(name),
                                           .values = check_said(name),
                                           .anchor = name});
}

/* A section that is there but not as wanted: "Bilagor (empty)". */
static void faulty(struct judging *j, const struct wanted_section *w, uint32_t section,
                   const char *en, const char *sv)
{
    struct value v = value_of_section(j->record, section);
    struct span name = w->name.text;
    struct message said = {.en = span_of(arena_printf(j->arena, "%.*s (%s)", SPAN_ARG(name), en)),
                           .sv = span_of(arena_printf(j->arena, "%.*s (%s)", SPAN_ARG(name), sv))};
    judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                           .missing = said,
                                           .values = said,
                                           .where = &v.where,
                                           .anchor = said.en});
}

static bool outside(uint32_t n, struct bounds b)
{
    return n < b.least || n > b.most;
}

static void check_length(struct judging *j, const struct wanted_section *w, uint32_t section)
{
    const struct record_section *s = &j->record->sections[section];
    if (s->words == 0 && s->items == 0)
        faulty(j, w, section, "empty", "tomt");
    else if (outside(s->words, w->words))
        faulty(j, w, section, arena_printf(j->arena, "%" PRIu32 " words", s->words),
               arena_printf(j->arena, "%" PRIu32 " ord", s->words));
    else if (outside(s->items, w->items))
        faulty(j, w, section, arena_printf(j->arena, "%" PRIu32 " items", s->items),
               arena_printf(j->arena, "%" PRIu32 " punkter", s->items));
}

/* The first section of that name; where sections were left unread it may still be there. */
static uint32_t find(struct judging *j, const struct wanted_section *w)
{
    const struct record *r = j->record;
    for (uint32_t i = 0; i < r->section_count; i++)
        if (section_is_named(&r->sections[i], w->name.folded, w->name.n))
            return i;
    if (r->limit == LIMIT_COUNT)
        missing(j, w->name.text);
    else
        judge_unknown(j,
                      (struct reason){.code = REASON_LIMIT,
                                      .what = span_of(limit_text((enum limit)r->limit))},
                      w->name.text);
    return UINT32_MAX;
}

/* Those outside a longest rising chain stand wrong: the fewest that explain the order. */
static void check_order(struct judging *j, const struct sections *p, const uint32_t *found)
{
    uint32_t *length = ARENA_ARRAY(j->arena, p->n, uint32_t), best = 0, last = UINT32_MAX;
    uint32_t *before = ARENA_ARRAY(j->arena, p->n, uint32_t);
    bool *fits = ARENA_ARRAY(j->arena, p->n, bool);
    for (uint32_t i = 0; i < p->n; i++) {
        before[i] = UINT32_MAX;
        length[i] = found[i] != UINT32_MAX;
        for (uint32_t k = 0; k < i; k++)
            if (found[i] != UINT32_MAX && found[k] <= found[i] && length[k] >= length[i]) {
                length[i] = length[k] + 1;
                before[i] = k;
            }
        if (length[i] > best) {
            best = length[i];
            last = i;
        }
    }
    for (; last != UINT32_MAX; last = before[last])
        fits[last] = true;
    for (uint32_t i = 0; i < p->n; i++)
        if (found[i] != UINT32_MAX && !fits[i])
            faulty(j, &p->at[i], found[i], "out of order", "fel ordning");
}

static void judge_sections(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct sections *p = r->params;
    uint32_t *found = ARENA_ARRAY(j->arena, p->n, uint32_t);
    (void)s;
    for (uint32_t i = 0; i < p->n; i++) {
        found[i] = find(j, &p->at[i]);
        if (found[i] != UINT32_MAX)
            check_length(j, &p->at[i], found[i]);
    }
    if (p->order)
        check_order(j, p, found);
}

const struct check_type check_sections = {
    .name = "sections",
    .help = "the listed sections are there, not empty, in order",
    .keys = keys,
    .key_count = KEYS,
    .load = load,
    .judge = judge_sections,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(MISSING) | SPECIAL_BIT(VALUES),
};
