/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check_text.h"

#include <stdlib.h>

static struct span group_text(struct loader *l, const struct probe_list *probes)
{
    return probes->n == 1 ? probes->texts[0] : check_join(l->arena, probes->texts, probes->n);
}

bool texts_load(struct loader *l, struct texts *p)
{
    const struct yaml_node *list = p->list_node;
    bool many = list->kind == YAML_LIST, ok = true;
    p->n = many ? list->count : 1;
    if (p->n == 0)
        load_error(l, list, "rules.empty", "an empty list of texts asks for nothing");
    p->at = ARENA_ARRAY(l->arena, p->n, struct text_group);
    for (uint32_t i = 0; i < p->n; i++) {
        const struct yaml_node *item = many ? list->items[i] : list;
        ok = load_probes(l, item, PROBE_TEXT, &p->at[i].probes) && ok;
        p->at[i].text = group_text(l, &p->at[i].probes);
    }
    if (p->least > p->most) {
        load_error(l, list, "rules.bad-bounds", "at-least is more than at-most");
        ok = false;
    }
    return (!p->in_node || load_section_name(l, p->in_node, &p->in)) && ok && p->n > 0;
}

static int by_place(const void *pa, const void *pb)
{
    const struct value *a = pa, *b = pb;
    uint32_t x = a->where.at.start, y = b->where.at.start;
    return (x > y) - (x < y);
}

/* The hit itself, not what its group took. */
static struct value hit_value(const struct record *r, const struct hit *h)
{
    struct value v = value_of_hit(h);
    v.where.at = h->at;
    if (h->group.start == h->at.start && h->group.end == h->at.end)
        return v;
    v.where.text = h->quote < r->quote_count ? r->quotes[h->quote].text : h->text;
    return v;
}

/* A limit that left text, or where it stands, unread; others cut short only what was found in it.
 */
static bool leaves_text_out(enum limit l)
{
    return l == LIMIT_NAME_LINES || l == LIMIT_NAME_RUNS || l == LIMIT_NAME_BLOCKS ||
           l == LIMIT_NAME_SECTIONS;
}

static enum limit limit_of(const struct record *r, const struct text_group *g)
{
    for (uint32_t i = 0; i < g->probes.n; i++) {
        const struct overrun *o = record_overran(r, g->probes.at[i]);
        if (o)
            return o->why;
    }
    return leaves_text_out((enum limit)r->limit) ? (enum limit)r->limit : LIMIT_COUNT;
}

struct found texts_find(struct judging *j, const struct text_group *g, const struct region *region)
{
    VEC(struct value) list = {0};
    for (uint32_t i = 0; i < g->probes.n; i++) {
        uint32_t count;
        const struct hit *hits = record_hits(j->record, g->probes.at[i], &count);
        for (uint32_t k = 0; k < count; k++)
            if (region_holds(region, hits[k].at))
                *VEC_ADD(j->arena, &list) = hit_value(j->record, &hits[k]);
    }
    if (g->probes.n > 1 && list.n > 1)
        qsort(list.at, list.n, sizeof *list.at, by_place);
    return (struct found){list.at, (uint32_t)list.n, limit_of(j->record, g)};
}

void texts_unknown(struct judging *j, const struct text_group *g, const struct found *f)
{
    struct reason why = {.code = REASON_LIMIT, .what = span_of(limit_text(f->cut))};
    judge_unknown(j, why, g->text);
}
