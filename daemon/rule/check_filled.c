/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check.h"

struct filled {
    const struct yaml_node *kinds_node, *in_node;
    struct span_list except;
    struct section_name in;
    uint32_t kinds; /* bit per enum placeholder_kind */
};

// clang-format off
static const struct schema_row rows[] = {
    {.key = "filled", .type = SCHEMA_NODE,  .offset = offsetof(struct filled, kinds_node), .required = true,
     .help = "'placeholders', or some of: bracket, letters, line, date, words"},
    {.key = "except", .type = SCHEMA_TEXTS, .offset = offsetof(struct filled, except),
     .help = "texts that look like placeholders and are none"},
    {.key = "in",     .type = SCHEMA_NODE,  .offset = offsetof(struct filled, in_node),
     .help = "leading words of a section's title"},
};
// clang-format on
static const char *const keys[] = {"except", "in"};

/* A signature line is no fault of a document that waits for its signatures. */
enum { ALL_KINDS = ((1u << PLACEHOLDER_KINDS) - 1) & ~(1u << PLACEHOLDER_SIGNATURE_LINE) };

static bool load_kind(struct loader *l, const struct yaml_node *node, uint32_t *ret)
{
    const char *words[PLACEHOLDER_KINDS + 1];
    unsigned which = 0;
    for (unsigned i = 0; i < PLACEHOLDER_KINDS; i++)
        words[i] = placeholder_kind_text((enum placeholder_kind)i);
    words[PLACEHOLDER_KINDS] = "placeholders";
    if (!load_word(l, node, words, PLACEHOLDER_KINDS + 1, "a kind of placeholder", &which))
        return false;
    *ret |= which == PLACEHOLDER_KINDS ? (uint32_t)ALL_KINDS : 1u << which;
    return true;
}

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct filled *p = ARENA_NEW(l->arena, struct filled);
    (void)r;
    if (!check_bind(l, check, rows, sizeof rows / sizeof *rows, p))
        return NULL;
    bool many = p->kinds_node->kind == YAML_LIST, ok = true;
    for (uint32_t i = 0; i < (many ? p->kinds_node->count : 1); i++)
        ok = load_kind(l, many ? p->kinds_node->items[i] : p->kinds_node, &p->kinds) && ok;
    if (ok && p->kinds == 0) {
        load_error(l, p->kinds_node, "rules.empty", "an empty list of kinds asks for nothing");
        return NULL;
    }
    return (!p->in_node || load_section_name(l, p->in_node, &p->in)) && ok ? p : NULL;
}

static bool is_excepted(const struct filled *p, struct span raw)
{
    for (uint32_t i = 0; i < p->except.n; i++)
        if (span_eq(p->except.at[i], raw))
            return true;
    return false;
}

static void judge_filled(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct filled *p = r->params;
    const struct record *record = j->record;
    struct region region;
    (void)s;
    if (!check_region(j, &p->in, &region))
        return;
    for (uint32_t i = 0; i < record->fact_count; i++) {
        const struct fact *f = &record->facts[i];
        if (f->type != FACT_PLACEHOLDER || !(p->kinds & 1u << f->placeholder.kind) ||
            !region_holds(&region, f->at) || is_excepted(p, f->raw))
            continue;
        struct value v = value_of_fact(record, i);
        judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                               .values = check_said(f->raw),
                                               .where = &v.where,
                                               .anchor = f->raw});
    }
    if (record->limit != LIMIT_COUNT)
        judge_unknown(j,
                      (struct reason){.code = REASON_LIMIT,
                                      .what = span_of(limit_text((enum limit)record->limit))},
                      SPAN("limit"));
}

const struct check_type check_filled = {
    .name = "filled",
    .help = "no placeholder is left",
    .keys = keys,
    .key_count = sizeof keys / sizeof *keys,
    .load = load,
    .judge = judge_filled,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(VALUES),
};
