/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which document meets a duty, or takes its place, and what it must hold. */
#include "rule/expression.h"
#include "rule/load_duty.h"

static const char *const receipt_words[RECEIVED_COUNT] = {
    [RECEIVED_STAMP] = "stamp",
    [RECEIVED_FIRST_SEEN] = "first-seen",
    [RECEIVED_DOCUMENT_DATE] = "document-date",
    [RECEIVED_FILE_TIME] = "file-time",
};

struct wanted_keys {
    const struct yaml_node *kind, *where, *received;
};
struct content_keys {
    const struct yaml_node *sections, *facts, *aliases;
};

// clang-format off
#define ROW(of, name, at, ...) {.key = name, .type = SCHEMA_NODE, .offset = offsetof(struct of##_keys, at), __VA_ARGS__}
const struct schema_row wanted_rows[] = {
    ROW(wanted, "kind",     kind,     .required = true, .help = "its kind"),
    ROW(wanted, "where",    where,    .help = "a condition on it: doc.dnr == dnr"),
    ROW(wanted, "received", received, .help = "what shows when it came, best first: stamp, first-seen, document-date, file-time"),
};
const struct schema_row content_rows[] = {
    ROW(content, "sections", sections, .help = "titles of sections, leading words"),
    ROW(content, "facts",    facts,    .help = "facts of its kind"),
    ROW(content, "aliases",  aliases,  .help = "other titles of these sections: {title: [other, another]}"),
};
#undef ROW
// clang-format on
const size_t wanted_row_count = sizeof wanted_rows / sizeof *wanted_rows;
const size_t content_row_count = sizeof content_rows / sizeof *content_rows;

static void load_received(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    uint32_t n = yaml_count(node);
    unsigned seen = 0;
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list: nothing would count as received");
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *item = yaml_item(node, i);
        unsigned word;
        if (!load_word(l, item, receipt_words, RECEIVED_COUNT, "evidence of receipt", &word))
            continue;
        if (seen & 1u << word)
            load_error(l, item, "rules.duplicate", "'%s' stands here twice", receipt_words[word]);
        else
            o->received[o->received_count++] = (enum evidence_of_receipt)word;
        seen |= 1u << word;
    }
}

void load_duty_document(struct loader *l, const struct yaml_node *node, struct obligation *o,
                        enum value_type it, struct wanted_document *ret)
{
    struct wanted_keys keys = {0};
    if (!load_bind(l, node, wanted_rows, wanted_row_count, &keys))
        return;
    ret->kind = load_kind_name(l, keys.kind);
    const struct expression_scope scope = {.doc = ret->kind};
    l->scope = &scope;
    if (ret->kind)
        ret->where = load_optional(l, keys.where, VALUE_BOOL, it);
    l->scope = NULL;
    if (keys.received && ret != &o->fulfilled_by)
        load_error(l, keys.received, "rules.wrong-place", "'received' belongs to fulfilled-by");
    else if (keys.received)
        load_received(l, keys.received, o);
}

static struct section_name *find_section(struct obligation *o, struct span title)
{
    for (uint32_t i = 0; i < o->content.section_count; i++)
        if (span_eq(o->content.sections[i].text, title))
            return &o->content.sections[i];
    return NULL;
}

static void load_alias(struct loader *l, const struct yaml_entry *e, struct obligation *o)
{
    struct section_name *name = find_section(o, e->key), more;
    if (!name) {
        load_error_key(l, e, "rules.unknown-section", "'%.*s' is not among the sections",
                       SPAN_ARG(e->key));
        return;
    }
    if (!load_section_name(l, e->value, &more))
        return;
    struct span *folded = ARENA_ARRAY(l->arena, name->n + more.n, struct span);
    for (uint32_t i = 0; i < name->n + more.n; i++)
        folded[i] = i < name->n ? name->folded[i] : more.folded[i - name->n];
    name->folded = folded;
    name->n += more.n;
}

static void load_content_facts(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    uint32_t n = yaml_count(node);
    const struct kind *from = l->kind;
    o->content.facts = ARENA_ARRAY(l->arena, n, const struct fact_definition *);
    o->content.fact_count = n;
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list demands nothing");
    l->kind = o->fulfilled_by.kind;
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *name = yaml_item(node, i);
        const struct builtin *builtin;
        if (load_fact_name(l, name, &o->content.facts[i], &builtin) && builtin)
            load_error(l, name, "rules.unknown-fact", "'%.*s' is no fact of the kind",
                       SPAN_ARG(name->text));
    }
    l->kind = from;
}

void load_duty_content(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    struct content_keys keys = {0};
    if (!load_bind(l, node, content_rows, content_row_count, &keys))
        return;
    if (!o->fulfilled_by.kind) {
        load_error(l, node, "rules.wrong-place", "'content' without 'fulfilled-by'")->hint =
            "it is what the fulfilling document must hold";
        return;
    }
    if (!keys.sections && !keys.facts)
        load_error(l, node, "rules.empty", "'content' demands nothing")->hint =
            "sections: [...] or facts: [...]";
    uint32_t n = !keys.sections ? 0 : yaml_count(keys.sections);
    o->content.sections = ARENA_ARRAY(l->arena, n, struct section_name);
    o->content.section_count = n;
    if (keys.sections && n == 0)
        load_error(l, keys.sections, "rules.empty", "an empty list demands nothing");
    for (uint32_t i = 0; i < n; i++)
        load_section_name(l, yaml_item(keys.sections, i), &o->content.sections[i]);
    if (keys.facts)
        load_content_facts(l, keys.facts, o);
    if (keys.aliases && (keys.aliases->kind != YAML_MAP || keys.aliases->count == 0))
        load_error(l, keys.aliases, "rules.wrong-type", "aliases are a mapping: {title: [other]}");
    for (uint32_t i = 0; keys.aliases && i < keys.aliases->count; i++)
        if (keys.aliases->kind == YAML_MAP)
            load_alias(l, &keys.aliases->entries[i], o);
}
