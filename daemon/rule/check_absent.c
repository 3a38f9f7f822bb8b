/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check_text.h"

// clang-format off
static const struct schema_row rows[] = {
    {.key = "absent",  .type = SCHEMA_NODE,  .offset = offsetof(struct texts, list_node), .required = true,
     .help = "texts that must not be there"},
    {.key = "in",      .type = SCHEMA_NODE,  .offset = offsetof(struct texts, in_node),
     .help = "leading words of a section's title"},
    {.key = "at-most", .type = SCHEMA_COUNT, .offset = offsetof(struct texts, most),
     .most = LIMIT_HITS_PER_PROBE, .help = "how often each may be there; 0 if it is not given"},
};
// clang-format on
static const char *const keys[] = {"in", "at-most"};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct texts *p = ARENA_NEW(l->arena, struct texts);
    (void)r;
    bool ok = check_bind(l, check, rows, sizeof rows / sizeof *rows, p);
    return ok && texts_load(l, p) ? p : NULL;
}

/* One finding for each text: it shows the first place, and all others beside it. */
static void judge_absent(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct texts *p = r->params;
    struct region region;
    (void)s;
    if (!check_region(j, &p->in, &region))
        return;
    for (uint32_t i = 0; i < p->n; i++) {
        struct found f = texts_find(j, &p->at[i], &region);
        if (f.n > p->most)
            judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                                   .values = check_said(p->at[i].text),
                                                   .count = f.n,
                                                   .where = &f.at[0].where,
                                                   .anchor = p->at[i].text,
                                                   .related = f.at + 1,
                                                   .related_count = f.n - 1});
        else if (f.cut != LIMIT_COUNT)
            texts_unknown(j, &p->at[i], &f);
    }
}

const struct check_type check_absent = {
    .name = "absent",
    .help = "the document, or a section of it, does not say this",
    .keys = keys,
    .key_count = sizeof keys / sizeof *keys,
    .load = load,
    .judge = judge_absent,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(VALUES) | SPECIAL_BIT(COUNT),
};
