/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/limits.h"
#include "rule/load_parts.h"

static const char *const missing_words[] = {
    [MISSING_UNKNOWN] = "unknown", [MISSING_FAIL] = "fail", [MISSING_SKIP] = "skip", NULL};

struct rule_keys {
    const struct yaml_node *of, *each, *where, *stage, *severity, *effective, *check, *message;
    const struct yaml_node *inhibited_by;
    int missing;
    struct span ref, doc;
};
struct effective_keys {
    civil_day from;
    const struct yaml_node *before;
};
// clang-format off
const struct schema_row rule_rows[] = {
    {.key = "for",          .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, of), .required = true, .help = "a kind, a list of kinds, or any: documents of every kind and of none"},
    {.key = "each",         .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, each),         .help = "a fact: the check is made for each value, called it"},
    {.key = "where",        .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, where),        .help = "a condition on it: which values are checked"},
    {.key = "stage",        .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, stage),        .help = "draft, partly-signed or signed: which documents are checked"},
    {.key = "severity",     .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, severity),     .help = "info, notice, warning (unless said otherwise), error or critical"},
    {.key = "missing",      .type = SCHEMA_WORD, .offset = offsetof(struct rule_keys, missing), .words = missing_words, .help = "what it is when a fact is missing: unknown (unless said otherwise), fail or skip"},
    {.key = "effective",    .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, effective),    .help = "from which day it has its severity, and which it has before"},
    {.key = "check",        .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, check), .required = true, .help = "what must hold"},
    {.key = "message",      .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, message), .required = true, .help = "what is wrong and what to do, in English and Swedish"},
    {.key = "ref",          .type = SCHEMA_TEXT, .offset = offsetof(struct rule_keys, ref),          .help = "the clause or statute that demands it"},
    {.key = "doc",          .type = SCHEMA_TEXT, .offset = offsetof(struct rule_keys, doc),          .help = "why the rule is there"},
    {.key = "inhibited-by", .type = SCHEMA_NODE, .offset = offsetof(struct rule_keys, inhibited_by), .help = "another rule: when that one fires, this one is silent"},
};
const struct schema_row effective_rows[] = {
    {.key = "from",   .type = SCHEMA_DATE, .offset = offsetof(struct effective_keys, from),   .required = true, .help = "the first day"},
    {.key = "before", .type = SCHEMA_NODE, .offset = offsetof(struct effective_keys, before), .required = true, .help = "the severity before that day"},
};
// clang-format on
const size_t rule_row_count = sizeof rule_rows / sizeof *rule_rows;
const size_t effective_row_count = sizeof effective_rows / sizeof *effective_rows;

/* ---- which documents ---- */

static void load_stage(struct loader *l, const struct yaml_node *node, struct rule *r)
{
    const char *words[STAGE_SIGNED + 1];
    for (unsigned i = 0; i <= STAGE_SIGNED; i++)
        words[i] = stage_text((enum stage)i);
    uint32_t n = yaml_count(node);
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list: the rule would never be judged");
    for (uint32_t i = 0; i < n; i++) {
        unsigned stage;
        const struct yaml_node *item = yaml_item(node, i);
        if (load_word(l, item, words, STAGE_SIGNED + 1, "a stage", &stage))
            r->stages |= (uint8_t)(1u << stage);
    }
}

static enum value_type load_each(struct loader *l, const struct rule_keys *keys, struct rule *r)
{
    if (!keys->each) {
        if (keys->where)
            load_error(l, keys->where, "rules.no-it", "'where' without 'each'")->hint =
                "it chooses among the values of each; a condition on the record is a check";
        return VALUE_NOTHING;
    }
    if (!load_fact_name(l, keys->each, &r->each_fact, &r->each_builtin))
        return VALUE_TYPES;
    if (r->each_builtin && r->each_builtin->single) {
        load_error(l, keys->each, "rules.wrong-type", "'%s' is one value, not many",
                   r->each_builtin->name);
        return VALUE_TYPES;
    }
    enum value_type it = r->each_fact ? r->each_fact->type : r->each_builtin->type;
    if (keys->where)
        r->where = load_expression(l, keys->where, VALUE_BOOL, it);
    return it;
}

/* ---- the check ---- */

static const struct check_type *find_check(struct span name)
{
    for (size_t i = 0; i < check_type_count; i++)
        if (span_is(name, check_types[i]->name))
            return check_types[i];
    return NULL;
}

static bool is_option(const struct check_type *c, struct span key)
{
    for (size_t i = 0; i < c->key_count; i++)
        if (span_is(key, c->keys[i]))
            return true;
    return false;
}

static void unknown_check(struct loader *l, const struct yaml_node *node)
{
    const char **names = ARENA_ARRAY(l->diags->arena, check_type_count, const char *);
    const char *all = "there are";
    for (size_t i = 0; i < check_type_count; i++) {
        names[i] = check_types[i]->name;
        all = arena_printf(l->diags->arena, "%s%s %s", all, i ? "," : "", names[i]);
    }
    const struct yaml_entry *e = &node->entries[0];
    load_error_key(l, e, "rules.unknown-check", "no check is called '%.*s'", SPAN_ARG(e->key))
        ->hint = load_hint(l, e->key, names, check_type_count, all);
}

/* The one key that names a check; a key may be the name of one check and an option of another. */
static const struct check_type *choose_check(struct loader *l, const struct yaml_node *node)
{
    const struct check_type *chosen = NULL;
    const struct yaml_entry *second = NULL;
    for (uint32_t i = 0; i < node->count; i++) {
        const struct check_type *c = find_check(node->entries[i].key);
        if (!c || (chosen && is_option(chosen, node->entries[i].key)))
            continue;
        if (chosen && !is_option(c, span_of(chosen->name)))
            second = &node->entries[i];
        else
            chosen = c;
    }
    if (!chosen)
        unknown_check(l, node);
    if (second)
        load_error_key(l, second, "rules.two-checks", "a second check in one rule")->hint =
            "make it a rule of its own, so that each has its message";
    return second ? NULL : chosen;
}

static bool check_options(struct loader *l, const struct check_type *c,
                          const struct yaml_node *node)
{
    bool ok = true;
    for (uint32_t i = 0; i < node->count; i++) {
        const struct yaml_entry *e = &node->entries[i];
        if (span_is(e->key, c->name) || is_option(c, e->key))
            continue;
        load_error_key(l, e, "schema.unknown-key", "the check '%s' has no '%.*s'", c->name,
                       SPAN_ARG(e->key))
            ->hint = load_hint(l, e->key, c->keys, c->key_count, c->help);
        ok = false;
    }
    return ok;
}

static void load_check(struct loader *l, const struct yaml_node *node, struct rule *r)
{
    if (node->kind != YAML_MAP || node->count == 0) {
        load_error(l, node, node->kind == YAML_MAP ? "rules.empty" : "rules.wrong-type",
                   "a check is a mapping that begins with its name")
            ->hint = "for example: check: {expect: it within period}";
        return;
    }
    r->check = choose_check(l, node);
    if (r->check && check_options(l, r->check, node))
        r->params = r->check->load(l, r, node);
}

static const char *specials_hint(struct loader *l, const struct check_type *c)
{
    static const char *const names[] = {[SPECIAL_MISSING] = "{missing}",
                                        [SPECIAL_VALUES] = "{values}",
                                        [SPECIAL_COUNT] = "{count}"};
    const char *all = arena_printf(l->diags->arena, "the check '%s' gives {at}", c->name);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && (c->specials & 1u << i))
            all = arena_printf(l->diags->arena, "%s, %s", all, names[i]);
    return all;
}

/* ---- rules ---- */

static void load_effective(struct loader *l, const struct yaml_node *node, struct rule *r)
{
    struct effective_keys keys = {0};
    r->has_effective = load_bind(l, node, effective_rows, effective_row_count, &keys);
    r->effective_from = keys.from;
    if (keys.before)
        load_severity(l, keys.before, &r->effective_before);
}

static void load_details(struct loader *l, const struct rule_keys *keys, struct rule *r)
{
    enum value_type it = load_each(l, keys, r);
    if (keys->stage)
        load_stage(l, keys->stage, r);
    if (keys->severity)
        load_severity(l, keys->severity, &r->severity);
    if (keys->effective)
        load_effective(l, keys->effective, r);
    if (keys->inhibited_by && load_is_text(l, keys->inhibited_by, "a rule"))
        r->inhibited_by = keys->inhibited_by->text;
    if (it == VALUE_TYPES)
        return; /* what `it` is remains unknown, and every use of it would be an error of its own */
    if (keys->check)
        load_check(l, keys->check, r);
    if (keys->message && r->check) {
        const struct message_scope scope = {
            .it = it,
            .specials = r->check->specials | 1u << SPECIAL_AT,
            .what = specials_hint(l, r->check),
        };
        load_message(l, keys->message, &scope, &r->message_en, &r->message_sv);
    }
}

static void add_rule(struct loader *l, const struct yaml_entry *e, const struct rule_keys *keys,
                     const struct kind *kind, struct rule *r)
{
    *r = (struct rule){
        .pack = l->pack,
        .mark = {l->file, e->line, e->column},
        .id = e->key,
        .kind = kind,
        .severity = SEVERITY_WARNING,
        .missing = (enum missing)keys->missing,
        .ref = keys->ref,
        .doc = keys->doc,
    };
    l->kind = kind;
    load_details(l, keys, r);
    l->kind = NULL;
}

/* Kinds are few and named by hand: two loops suffice. */
static bool names_twice(struct loader *l, const struct yaml_node *list, uint32_t i)
{
    for (uint32_t before = 0; before < i; before++)
        if (span_eq(list->items[before]->text, list->items[i]->text)) {
            load_error(l, list->items[i], "rules.duplicate", "'%.*s' stands here twice",
                       SPAN_ARG(list->items[i]->text));
            return true;
        }
    return false;
}

static void load_rule(struct loader *l, const struct yaml_entry *e, struct rule *rules, uint32_t *n)
{
    struct rule_keys keys = {0};
    load_is_id(l, e, "a rule");
    load_bind(l, e->value, rule_rows, rule_row_count, &keys);
    if (!keys.of)
        return;
    if (keys.of->kind == YAML_LIST && keys.of->count == 0)
        load_error(l, keys.of, "rules.empty", "an empty list: the rule would never be judged");
    if (keys.of->kind == YAML_SCALAR && span_is(keys.of->text, "any")) {
        add_rule(l, e, &keys, NULL, &rules[(*n)++]);
        return;
    }
    uint32_t count = yaml_count(keys.of);
    if (count > LIMIT_RULE_KINDS) {
        load_error(l, keys.of, "rules.limit", "a rule for more than %u kinds (limit: %s)",
                   (unsigned)LIMIT_RULE_KINDS, limit_text(LIMIT_NAME_RULE_KINDS))
            ->hint = "make it a rule for any document, or several rules";
        return;
    }
    l->first_diag = l->diags->list.n;
    for (uint32_t i = 0; i < count; i++) {
        const struct yaml_node *name = yaml_item(keys.of, i);
        const struct kind *kind = load_kind_name(l, name);
        if (!kind || (count > 1 && names_twice(l, keys.of, i)))
            continue;
        add_rule(l, e, &keys, kind, &rules[(*n)++]);
        l->repeats = true;
    }
    l->repeats = false;
}

static uint32_t kinds_named(const struct yaml_node *rule)
{
    const struct yaml_node *of = yaml_get(rule, "for");
    return of ? yaml_count(of) : 0;
}

/* It names another rule of this pack or of one that it uses. */
static void check_inhibitor(struct loader *l, const struct yaml_entry *e)
{
    const struct yaml_node *by = yaml_get(e->value, "inhibited-by");
    if (!by || by->kind != YAML_SCALAR || by->text.n == 0)
        return;
    bool known = pack_has_rule(l->pack, by->text);
    for (uint32_t i = 0; !known && i < l->pack->use_count; i++)
        known = pack_has_rule(l->pack->uses[i], by->text);
    if (span_eq(by->text, e->key)) {
        load_error(l, by, "rules.circle", "a rule cannot inhibit itself");
    } else if (!known) {
        struct candidates names = {0};
        for (uint32_t i = 0; i < l->pack->rule_count; i++)
            load_candidate(l, &names, l->pack->rules[i].id);
        load_error(l, by, "rules.unknown-rule", "no rule is called '%.*s'", SPAN_ARG(by->text))
            ->hint =
            load_hint(l, by->text, names.at, names.n, "a rule of this pack or of one that it uses");
    }
}

void load_rules(struct loader *l, struct parts parts)
{
    size_t room = 0;
    for (uint32_t i = 0; i < parts.n; i++)
        room += kinds_named(parts.at[i].entry->value);
    l->pack->rules = ARENA_ARRAY(l->arena, room, struct rule);
    for (uint32_t i = 0; i < parts.n; i++) {
        l->file = parts.at[i].file;
        load_rule(l, parts.at[i].entry, l->pack->rules, &l->pack->rule_count);
    }
    for (uint32_t i = 0; i < parts.n; i++) {
        l->file = parts.at[i].file;
        check_inhibitor(l, parts.at[i].entry);
    }
}
