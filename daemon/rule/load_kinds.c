/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/expression.h"
#include "rule/load_parts.h"

struct kind_keys {
    const struct yaml_node *match, *key, *record_case, *amends, *renditions;
    struct span title;
};
struct amends_keys {
    const struct yaml_node *kind, *facts;
};
// clang-format off
const struct schema_row kind_rows[] = {
    {.key = "match",      .type = SCHEMA_NODE, .offset = offsetof(struct kind_keys, match), .required = true, .help = "evidence: title, heading, text, path, format, joined by all, any, none"},
    {.key = "title",      .type = SCHEMA_TEXT, .offset = offsetof(struct kind_keys, title),       .help = "what a person calls it"},
    {.key = "key",        .type = SCHEMA_NODE, .offset = offsetof(struct kind_keys, key),         .help = "what tells one record from another, from facts: \"{dnr}/{number}\""},
    {.key = "case",       .type = SCHEMA_NODE, .offset = offsetof(struct kind_keys, record_case), .help = "what ties records together, from facts: \"{dnr}\""},
    {.key = "amends",     .type = SCHEMA_NODE, .offset = offsetof(struct kind_keys, amends),      .help = "the kind whose facts it changes"},
    {.key = "renditions", .type = SCHEMA_NODE, .offset = offsetof(struct kind_keys, renditions),  .help = "which of several files of one record counts, best first"},
};
const struct schema_row amends_rows[] = {
    {.key = "kind",  .type = SCHEMA_NODE, .offset = offsetof(struct amends_keys, kind),  .required = true, .help = "the kind that is amended"},
    {.key = "facts", .type = SCHEMA_NODE, .offset = offsetof(struct amends_keys, facts), .required = true, .help = "which of its facts an amendment may change"},
};
// clang-format on
const size_t kind_row_count = sizeof kind_rows / sizeof *kind_rows;
const size_t amends_row_count = sizeof amends_rows / sizeof *amends_rows;

static const char *const rendition_words[] = {"esigned", "pdf", "docx", "odt", "md", "txt"};

/* ---- keys ---- */

static bool key_part(struct loader *l, const struct kind *kind, const struct yaml_node *name,
                     struct template_part *ret)
{
    const struct builtin *builtin;
    l->kind = kind;
    if (!load_fact_name(l, name, &ret->fact, &builtin))
        return false;
    if (builtin) {
        load_error(l, name, "rules.unknown-fact", "a key is made of the kind's own facts")->hint =
            "define it under facts";
        return false;
    }
    if (ret->fact->most > 1) {
        load_error(l, name, "rules.many-values", "'%.*s' may have several values",
                   SPAN_ARG(name->text))
            ->hint = "a key is made of facts with want: one or optional";
        return false;
    }
    return true;
}

bool load_key(struct loader *l, const struct kind *kind, const struct yaml_node *node,
              struct template *ret)
{
    VEC(struct template_part) parts = {0};
    bool ok = load_is_text(l, node, "a key");
    size_t facts = 0;
    for (size_t at = 0; ok && at < node->text.n;) {
        struct span rest = span_cut(node->text, at, node->text.n);
        const char *brace = memchr(rest.at, '{', rest.n);
        size_t open = brace ? (size_t)(brace - rest.at) : rest.n;
        if (open) {
            VEC_ADD(l->arena, &parts)->literal = span_cut(rest, 0, open);
            at += open;
            continue;
        }
        const char *close = memchr(rest.at, '}', rest.n);
        if (!close || close == rest.at + 1) {
            struct yaml_node here = node_part(node, at, at + 1);
            load_error(l, &here, "rules.placeholder", "'{' without a fact and '}'");
            return false;
        }
        size_t end = at + (size_t)(close - rest.at);
        struct yaml_node name = node_part(node, at + 1, end);
        ok = key_part(l, kind, &name, VEC_ADD(l->arena, &parts)) && ok;
        at = end + 1;
        facts++;
    }
    if (ok && !facts) {
        load_error(l, node, "rules.empty", "a key without a fact is the same for every record")
            ->hint = "for example: \"{dnr}\"";
        ok = false;
    }
    *ret = (struct template){parts.at, (uint32_t)parts.n};
    return ok;
}

/* ---- kinds ---- */

static void load_amends(struct loader *l, const struct yaml_node *node, struct kind *k)
{
    struct amends_keys keys = {0};
    if (!load_bind(l, node, amends_rows, amends_row_count, &keys))
        return;
    k->amends = load_kind_name(l, keys.kind);
    uint32_t n = yaml_count(keys.facts);
    k->amends_facts = (struct span_list){ARENA_ARRAY(l->arena, n, struct span), n};
    if (n == 0)
        load_error(l, keys.facts, "rules.empty", "an amendment that changes nothing");
    for (uint32_t i = 0; k->amends && i < n; i++) {
        const struct yaml_node *name = yaml_item(keys.facts, i);
        const struct builtin *builtin;
        const struct fact_definition *fact;
        l->kind = k->amends;
        k->amends_facts.at[i] = name->text;
        if (load_fact_name(l, name, &fact, &builtin) && builtin)
            load_error(l, name, "rules.unknown-fact", "kind '%.*s' defines no fact '%.*s'",
                       SPAN_ARG(k->amends->id), SPAN_ARG(name->text));
    }
    if (k->amends == k)
        load_error(l, keys.kind, "rules.circle", "a kind cannot amend itself");
}

static void load_renditions(struct loader *l, const struct yaml_node *node, struct kind *k)
{
    uint32_t n = yaml_count(node);
    k->renditions = (struct span_list){ARENA_ARRAY(l->arena, n, struct span), n};
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list: no file would count");
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *item = yaml_item(node, i);
        unsigned word;
        load_word(l, item, rendition_words, sizeof rendition_words / sizeof *rendition_words,
                  "a rendition", &word);
        k->renditions.at[i] = item->text;
        for (uint32_t before = 0; before < i; before++)
            if (span_eq(k->renditions.at[before], item->text)) {
                load_error(l, item, "rules.duplicate", "'%.*s' stands here twice",
                           SPAN_ARG(item->text));
                break;
            }
    }
}

void load_kind_ids(struct loader *l, struct parts parts)
{
    l->pack->kinds = ARENA_ARRAY(l->arena, parts.n, struct kind);
    l->pack->kind_count = parts.n;
    for (uint32_t i = 0; i < parts.n; i++) {
        const struct yaml_entry *e = parts.at[i].entry;
        l->file = parts.at[i].file;
        l->pack->kinds[i] =
            (struct kind){.pack = l->pack, .mark = {l->file, e->line, e->column}, .id = e->key};
        load_is_id(l, e, "a kind");
        if (span_is(e->key, "any"))
            load_error_key(l, e, "rules.bad-name", "a kind cannot be called 'any'")->hint =
                "'for: any' means documents of every kind";
    }
}

void load_kinds(struct loader *l, struct parts parts)
{
    for (uint32_t i = 0; i < parts.n; i++) {
        struct kind *k = &l->pack->kinds[i];
        struct kind_keys keys = {0};
        l->file = parts.at[i].file;
        load_bind(l, parts.at[i].entry->value, kind_rows, kind_row_count, &keys);
        k->title = keys.title;
        if (keys.match)
            load_evidence(l, keys.match, &k->match);
        if (keys.key)
            load_key(l, k, keys.key, &k->key);
        if (keys.record_case)
            load_key(l, k, keys.record_case, &k->record_case);
        if (keys.amends)
            load_amends(l, keys.amends, k);
        if (keys.renditions)
            load_renditions(l, keys.renditions, k);
    }
    l->kind = NULL;
}

static const struct kind *find_in(const struct pack *p, struct span id)
{
    for (uint32_t i = 0; i < p->kind_count; i++)
        if (span_eq(p->kinds[i].id, id))
            return &p->kinds[i];
    return NULL;
}

static const char *kind_hint(struct loader *l, struct span word)
{
    struct candidates names = {0};
    for (uint32_t k = 0; k < l->pack->kind_count; k++)
        load_candidate(l, &names, l->pack->kinds[k].id);
    for (uint32_t i = 0; i < l->pack->use_count; i++)
        for (uint32_t k = 0; k < l->pack->uses[i]->kind_count; k++)
            load_candidate(l, &names, l->pack->uses[i]->kinds[k].id);
    return load_hint(l, word, names.at, names.n, "kinds are defined under kinds");
}

const struct kind *load_kind_name(struct loader *l, const struct yaml_node *node)
{
    if (!load_is_text(l, node, "a kind"))
        return NULL;
    const struct kind *k = find_in(l->pack, node->text);
    for (uint32_t i = 0; !k && i < l->pack->use_count; i++)
        k = find_in(l->pack->uses[i], node->text);
    if (!k)
        load_error(l, node, "rules.unknown-kind", "no kind is called '%.*s'", SPAN_ARG(node->text))
            ->hint = kind_hint(l, node->text);
    return k;
}
