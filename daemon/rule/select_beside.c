/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/select.h"

/* In one sentence, or in the next cell of a table's row: the label's cell ends where the value's
   begins, with nothing but a colon between. */
static bool beside(const struct candidate *c, const struct hit *h)
{
    enum { CELL_GAP = 2 };
    uint32_t gap = c->at.start > h->at.end   ? c->at.start - h->at.end
                   : h->at.start > c->at.end ? h->at.start - c->at.end
                                             : 0;
    return c->sentence == h->sentence || (c->block == h->block && gap <= CELL_GAP);
}

/* One and those that share its list: forwards for step 1, backwards for step -1. */
static void mark_list(struct selecting *s, uint32_t i, int step, uint8_t mark)
{
    uint32_t list = s->at[i].list;
    while (i < s->n && !(s->at[i].marks & mark)) {
        s->at[i].marks |= mark;
        i += (uint32_t)step; /* wraps round to n or beyond below 0 */
        if (i < s->n && (list == 0 || s->at[i].list != list))
            break;
    }
}

static void mark_behind(struct selecting *s, const struct hit *h)
{
    uint32_t i = first_candidate(s, h->at.start);
    while (i < s->n && s->at[i].at.end <= h->at.end)
        i++;
    if (i < s->n && beside(&s->at[i], h))
        mark_list(s, i, 1, AFTER);
}

static void mark_ahead(struct selecting *s, const struct hit *h)
{
    uint32_t i = first_candidate(s, h->at.start);
    while (i > 0 && s->at[i - 1].at.end > h->at.end)
        i--;
    if (i > 0 && beside(&s->at[i - 1], h))
        mark_list(s, i - 1, -1, BEFORE);
}

static void mark_all_behind(struct selecting *s, const struct hit *h)
{
    for (uint32_t i = first_candidate(s, h->at.start); i < s->n; i++)
        if (s->at[i].at.end > h->at.end)
            s->at[i].marks |= AFTER;
}

static void mark_all_ahead(struct selecting *s, const struct hit *h)
{
    for (uint32_t i = 0, n = first_candidate(s, h->at.start); i < n; i++)
        if (s->at[i].at.end <= h->at.end)
            s->at[i].marks |= BEFORE;
}

/* Things that stand by themselves, not in a sentence. */
static bool is_block(enum value_type t)
{
    return t == VALUE_PARTY || t == VALUE_SIGNATURE || t == VALUE_SECTION || t == VALUE_LIST_ITEM;
}

void mark_beside(struct selecting *s, uint32_t probe, uint8_t which)
{
    bool block = is_block(s->definition->type);
    uint32_t count;
    const struct hit *hits = record_hits(s->record, probe, &count), *last = NULL;
    select_overrun(s, probe);
    for (uint32_t i = 0; i < count; i++) {
        if (!region_holds(&s->region, hits[i].at))
            continue;
        if (!block && which == AFTER)
            mark_behind(s, &hits[i]);
        else if (!block)
            mark_ahead(s, &hits[i]);
        else if (which == AFTER && !last)
            mark_all_behind(s, &hits[i]);
        last = &hits[i];
    }
    if (block && which == BEFORE && last)
        mark_all_ahead(s, last);
    if (!last)
        select_breach(s, REASON_NO_WORDS, s->definition->name);
}
