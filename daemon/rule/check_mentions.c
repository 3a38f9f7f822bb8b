/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check_text.h"

// clang-format off
static const struct schema_row rows[] = {
    {.key = "mentions", .type = SCHEMA_NODE,  .offset = offsetof(struct texts, list_node), .required = true,
     .help = "texts that must all be there; a list in the list holds alternatives"},
    {.key = "in",       .type = SCHEMA_NODE,  .offset = offsetof(struct texts, in_node),
     .help = "leading words of a section's title"},
    {.key = "at-least", .type = SCHEMA_COUNT, .offset = offsetof(struct texts, least), .least = 1,
     .most = LIMIT_HITS_PER_PROBE, .help = "how often; once if it is not given"},
    {.key = "at-most",  .type = SCHEMA_COUNT, .offset = offsetof(struct texts, most), .least = 1,
     .most = LIMIT_HITS_PER_PROBE, .help = "how often; as often as it likes if it is not given"},
};
// clang-format on
static const char *const keys[] = {"in", "at-least", "at-most"};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct texts *p = ARENA_NEW(l->arena, struct texts);
    (void)r;
    *p = (struct texts){.least = 1, .most = UINT32_MAX};
    bool ok = check_bind(l, check, rows, sizeof rows / sizeof *rows, p);
    return ok && texts_load(l, p) ? p : NULL;
}

/* A section's heading, when the text was to stand in it. */
static const struct where *where_in(struct judging *j, const struct section_name *in,
                                    struct value *storage)
{
    for (uint32_t i = 0; in->n && i < j->record->section_count; i++)
        if (section_is_named(&j->record->sections[i], in->folded, in->n)) {
            *storage = value_of_section(j->record, i);
            return &storage->where;
        }
    return NULL;
}

static void too_few(struct judging *j, const struct texts *p, const struct text_group *g,
                    const struct found *f)
{
    struct value heading;
    judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                           .missing = check_said(g->text),
                                           .values = check_said(g->text),
                                           .count = f->n,
                                           .where = where_in(j, &p->in, &heading),
                                           .anchor = g->text,
                                           .related = f->at,
                                           .related_count = f->n});
}

static void too_many(struct judging *j, const struct text_group *g, const struct found *f)
{
    judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                           .values = check_said(g->text),
                                           .count = f->n,
                                           .where = &f->at[0].where,
                                           .anchor = g->text,
                                           .related = f->at + 1,
                                           .related_count = f->n - 1});
}

static void judge_mentions(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct texts *p = r->params;
    struct region region;
    (void)s;
    if (!check_region(j, &p->in, &region))
        return;
    for (uint32_t i = 0; i < p->n; i++) {
        struct found f = texts_find(j, &p->at[i], &region);
        if (f.n > p->most)
            too_many(j, &p->at[i], &f);
        else if (f.cut != LIMIT_COUNT && (f.n < p->least || p->most != UINT32_MAX))
            texts_unknown(j, &p->at[i], &f);
        else if (f.n < p->least)
            too_few(j, p, &p->at[i], &f);
    }
}

const struct check_type check_mentions = {
    .name = "mentions",
    .help = "the document, or a section of it, says this",
    .keys = keys,
    .key_count = sizeof keys / sizeof *keys,
    .load = load,
    .judge = judge_mentions,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(MISSING) | SPECIAL_BIT(VALUES) | SPECIAL_BIT(COUNT),
};
