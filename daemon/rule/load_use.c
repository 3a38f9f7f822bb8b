/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other packs that a pack builds on: which versions, and which of their rules are adapted. */
#include "rule/load_pack.h"

struct use_keys {
    const struct yaml_node *pack, *version, *rules;
};
// clang-format off
const struct schema_row use_rows[] = {
    {.key = "pack",    .type = SCHEMA_NODE, .offset = offsetof(struct use_keys, pack), .required = true, .help = "the id of a pack"},
    {.key = "version", .type = SCHEMA_NODE, .offset = offsetof(struct use_keys, version), .help = "which versions of it: \">=1 <2\""},
    {.key = "rules",   .type = SCHEMA_NODE, .offset = offsetof(struct use_keys, rules),   .help = "its rules, adapted: {id: off} or {id: {severity: ...}}"},
};
// clang-format on
const size_t use_row_count = sizeof use_rows / sizeof *use_rows;

/* ---- versions ---- */

struct version {
    uint32_t part[3];
};

/* "1", "1.2" or "1.2.3" */
static bool read_version(struct span s, struct version *ret)
{
    size_t at = 0;
    *ret = (struct version){0};
    for (size_t i = 0; i < 3; i++) {
        size_t begin = at;
        for (; at < s.n && s.at[at] >= '0' && s.at[at] <= '9' && at - begin < 6; at++)
            ret->part[i] = ret->part[i] * 10 + (uint32_t)(s.at[at] - '0');
        if (at == begin)
            return false;
        if (at == s.n)
            return true;
        if (s.at[at++] != '.')
            return false;
    }
    return false;
}

static int version_order(struct version a, struct version b)
{
    for (size_t i = 0; i < 3; i++)
        if (a.part[i] != b.part[i])
            return a.part[i] < b.part[i] ? -1 : 1;
    return 0;
}

static const struct bound {
    const char *sign;
    int low, high; /* the order must lie between */
} bounds[] = {{">=", 0, 1}, {"<=", -1, 0}, {">", 1, 1}, {"<", -1, -1}, {"=", 0, 0}, {"", 0, 0}};

/* 1: holds, 0: does not, -1: is no bound. */
static int holds(struct span word, struct version version)
{
    struct version wanted;
    const struct bound *b = bounds;
    while (!span_starts(word, span_of(b->sign)))
        b++;
    if (!read_version(span_cut(word, strlen(b->sign), word.n), &wanted))
        return -1;
    int order = version_order(version, wanted);
    return order >= b->low && order <= b->high;
}

static void check_version(struct loader *l, const struct yaml_node *node, const struct pack *p)
{
    struct version version;
    if (!load_is_text(l, node, "a range of versions") || !read_version(p->version, &version))
        return;
    struct span rest = span_trim(node->text);
    while (rest.n) {
        const char *blank = memchr(rest.at, ' ', rest.n);
        size_t n = blank ? (size_t)(blank - rest.at) : rest.n;
        int held = holds(span_cut(rest, 0, n), version);
        if (held < 0)
            load_error(l, node, "rules.bad-version", "'%.*s' is no bound of a version",
                       SPAN_ARG(span_cut(rest, 0, n)))
                ->hint = "\">=1 <2\": >=, >, <=, < or = and a version, parted by blanks";
        else if (!held)
            load_error(l, node, "rules.version", "pack '%.*s' is version %.*s", SPAN_ARG(p->id),
                       SPAN_ARG(p->version))
                ->hint = "install a version in this range, or widen the range";
        if (held <= 0)
            return;
        rest = span_trim(span_cut(rest, n, rest.n));
    }
}

/* ---- adaptations ---- */

bool pack_has_rule(const struct pack *p, struct span id)
{
    for (uint32_t i = 0; i < p->rule_count; i++)
        if (span_eq(p->rules[i].id, id))
            return true;
    return false;
}

static void unknown_rule(struct loader *l, const struct yaml_entry *e, const struct pack *p)
{
    struct candidates names = {0};
    for (uint32_t i = 0; i < p->rule_count; i++)
        load_candidate(l, &names, p->rules[i].id);
    load_error_key(l, e, "rules.unknown-rule", "pack '%.*s' has no rule '%.*s'", SPAN_ARG(p->id),
                   SPAN_ARG(e->key))
        ->hint = load_hint(l, e->key, names.at, names.n, NULL);
}

static bool read_adaptation(struct loader *l, const struct yaml_node *node, struct adaptation *ret)
{
    static const struct schema_row rows[] = {
        {.key = "severity", .type = SCHEMA_NODE, .required = true, .help = "its severity here"}};
    const struct yaml_node *severity = NULL;
    ret->off = node->kind == YAML_SCALAR && span_is(node->text, "off");
    if (ret->off)
        return true;
    if (node->kind != YAML_MAP) {
        load_error(l, node, "rules.wrong-type", "a rule is adapted by 'off' or by a severity")
            ->hint = "off, or {severity: notice}";
        return false;
    }
    return load_bind(l, node, rows, 1, &severity) && load_severity(l, severity, &ret->severity);
}

static void load_adaptations(struct loading *all, const struct yaml_node *map, const struct pack *p)
{
    struct loader *l = &all->l;
    if (map->kind != YAML_MAP || map->count == 0) {
        load_error(l, map, map->kind == YAML_MAP ? "rules.empty" : "rules.wrong-type",
                   "the rules to adapt are a mapping")
            ->hint = "rules: {id: off}";
        return;
    }
    for (uint32_t i = 0; i < map->count; i++) {
        const struct yaml_entry *e = &map->entries[i];
        struct adaptation a = {
            .mark = {l->file, e->line, e->column}, .by = l->pack, .of = p, .rule = e->key};
        if (!pack_has_rule(p, e->key))
            unknown_rule(l, e, p);
        else if (read_adaptation(l, e->value, &a))
            *VEC_ADD(l->arena, &all->adaptations) = a;
    }
}

/* ---- use ---- */

static void add_use(struct loader *l, const struct pack *p)
{
    struct pack *me = l->pack;
    const struct pack **uses = ARENA_ARRAY(l->arena, me->use_count + 1, const struct pack *);
    for (uint32_t i = 0; i < me->use_count; i++)
        uses[i] = me->uses[i];
    uses[me->use_count++] = p;
    me->uses = uses;
}

static void load_use(struct loading *all, const struct yaml_node *node)
{
    struct loader *l = &all->l;
    struct use_keys keys = {0};
    if (!load_bind(l, node, use_rows, use_row_count, &keys) ||
        !load_is_text(l, keys.pack, "the id of a pack"))
        return;
    const struct pack *p = load_pack(all, keys.pack->text, keys.pack);
    for (uint32_t i = 0; p && i < l->pack->use_count; i++)
        if (l->pack->uses[i] == p) {
            load_error(l, keys.pack, "rules.duplicate", "pack '%.*s' is used twice",
                       SPAN_ARG(p->id));
            return;
        }
    if (!p) {
        load_error(l, keys.pack, "rules.faulty-pack", "pack '%.*s' cannot be used",
                   SPAN_ARG(keys.pack->text))
            ->hint = "its own faults are told with it";
        return;
    }
    add_use(l, p);
    if (keys.version)
        check_version(l, keys.version, p);
    if (keys.rules)
        load_adaptations(all, keys.rules, p);
}

void load_uses(struct loading *all, const char *file, const struct yaml_node *node)
{
    struct loader *l = &all->l;
    if (node->kind != YAML_LIST || node->count == 0) {
        load_error(l, node, node->kind == YAML_LIST ? "rules.empty" : "rules.wrong-type",
                   "'use' is a list of packs")
            ->hint = "use: [{pack: se.common, version: \">=1 <2\"}]";
        return;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        l->file = file;
        load_use(all, node->items[i]);
    }
    l->file = file;
}

/* ---- applying ---- */

static bool same(const struct adaptation *a, const struct adaptation *b)
{
    return a->off == b->off && (a->off || a->severity == b->severity);
}

static bool is_of(const struct adaptation *a, const struct rule *r)
{
    return a->of == r->pack && span_eq(a->rule, r->id);
}

static const struct adaptation *first_of_rule(const struct loading *all, const struct adaptation *a)
{
    const struct adaptation *first = all->adaptations.at;
    while (first->of != a->of || !span_eq(first->rule, a->rule))
        first++;
    return first;
}

static void check_same(struct loading *all, const struct adaptation *a)
{
    const struct adaptation *first = first_of_rule(all, a);
    if (same(a, first))
        return;
    diag_add(all->l.diags, DIAG_ERROR, "rules.clash", a->mark.file, a->mark.line, a->mark.column,
             "rule '%.*s' of pack '%.*s' is adapted in two ways", SPAN_ARG(a->rule),
             SPAN_ARG(a->of->id))
        ->hint = arena_printf(all->l.diags->arena, "the other is at %s:%u", first->mark.file,
                              first->mark.line);
}

static void adapt(struct loading *all, struct rule *r)
{
    VEC(struct adapted) adapted = {0};
    for (size_t i = 0; i < all->adaptations.n; i++) {
        const struct adaptation *a = &all->adaptations.at[i];
        if (is_of(a, r))
            *VEC_ADD(all->l.arena, &adapted) = (struct adapted){a->by, a->off, a->severity};
    }
    r->adapted = adapted.at;
    r->adapted_count = (uint32_t)adapted.n;
}

void adapt_rules(struct loading *all)
{
    for (size_t i = 0; i < all->adaptations.n && !all->shelf->apart; i++)
        check_same(all, &all->adaptations.at[i]);
    for (size_t i = 0; i < all->packs.n; i++) {
        struct pack *p = all->packs.at[i].pack;
        for (uint32_t k = 0; p && k < p->rule_count; k++)
            adapt(all, &p->rules[k]);
    }
}
