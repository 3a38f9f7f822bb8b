/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check.h"

#include <stdlib.h>

struct consistent {
    const struct yaml_node *node, *spelling_node;
    const struct fact_definition *fact;
    bool has_spelling;
    enum severity spelling;
};

// clang-format off
static const struct schema_row rows[] = {
    {.key = "consistent", .type = SCHEMA_NODE, .offset = offsetof(struct consistent, node), .required = true,
     .help = "a fact of one value, however often it is stated"},
    {.key = "spelling",   .type = SCHEMA_NODE, .offset = offsetof(struct consistent, spelling_node),
     .help = "severity of one value written in different ways; not looked at if it is not given"},
};
// clang-format on
static const char *const keys[] = {"spelling"};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct consistent *p = ARENA_NEW(l->arena, struct consistent);
    const struct builtin *builtin;
    (void)r;
    if (!check_bind(l, check, rows, sizeof rows / sizeof *rows, p) ||
        !load_fact_name(l, p->node, &p->fact, &builtin))
        return NULL;
    if (!p->fact || p->fact->most > 1) {
        load_error(l, p->node, "rules.many-values", "'%.*s' may have many values",
                   SPAN_ARG(p->node->text))
            ->hint = "this check is for a fact with 'want: one' or 'want: optional'";
        return NULL;
    }
    p->has_spelling = p->spelling_node != NULL;
    return !p->has_spelling || load_severity(l, p->spelling_node, &p->spelling) ? p : NULL;
}

static int by_text(const void *pa, const void *pb)
{
    const struct value *a = pa, *b = pb;
    uint32_t x = a->where.at.start, y = b->where.at.start;
    return span_order(a->where.text, b->where.text) ?: (x > y) - (x < y);
}

static int by_place(const void *pa, const void *pb)
{
    const struct value *a = pa, *b = pb;
    return (a->where.at.start > b->where.at.start) - (a->where.at.start < b->where.at.start);
}

/* The first statement of each way of writing, in document order. */
static uint32_t find_spellings(struct arena *a, const struct selection *s, struct value **ret)
{
    uint32_t n = 0;
    struct value *all = ARENA_ARRAY(a, s->all_count + 1, struct value);
    memcpy(all, s->all, s->all_count * sizeof *all);
    qsort(all, s->all_count, sizeof *all, by_text);
    for (uint32_t i = 0; i < s->all_count; i++)
        if (i == 0 || !span_eq(all[n - 1].where.text, all[i].where.text))
            all[n++] = all[i];
    qsort(all, n, sizeof *all, by_place);
    *ret = all;
    return n;
}

/* It shows at the statement that looks wrong: one that had to be mended, else the second. */
static uint32_t odd_one(const struct value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (v[i].repaired)
            return i;
    return 1;
}

static void differ(struct judging *j, const struct selection *s, const struct value *v, uint32_t n,
                   const struct check_result *how)
{
    struct span *texts = ARENA_ARRAY(j->arena, n, struct span);
    struct value *others = ARENA_ARRAY(j->arena, n, struct value);
    struct check_result r = *how;
    uint32_t odd = odd_one(v, n);
    for (uint32_t i = 0; i < n; i++) {
        texts[i] = v[i].where.text;
        if (i != odd)
            others[r.related_count++] = v[i];
    }
    r.verdict = VERDICT_FAIL;
    r.values = check_list(j->arena, texts, n);
    r.count = n;
    r.where = &v[odd].where;
    r.anchor = s->name;
    r.related = others;
    judge_report(j, &r);
}

static void judge_consistent(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct consistent *p = r->params;
    const struct selection *found = select_fact(j, p->fact);
    struct value *spellings;
    (void)s;
    if (found->count > 1) {
        differ(j, found, found->values, found->count, &(struct check_result){0});
        return;
    }
    if (found->breach.code != REASON_NONE) {
        judge_unknown(j, found->breach, found->name);
        return;
    }
    uint32_t n = p->has_spelling ? find_spellings(j->arena, found, &spellings) : 0;
    if (n > 1)
        differ(j, found, spellings, n,
               &(struct check_result){
                   .severity = p->spelling, .severity_given = true, .defect = SPAN("spelling")});
}

const struct check_type check_consistent = {
    .name = "consistent",
    .help = "every statement of a fact agrees, as value and as written",
    .keys = keys,
    .key_count = sizeof keys / sizeof *keys,
    .load = load,
    .judge = judge_consistent,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(VALUES) | SPECIAL_BIT(COUNT),
};
