/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/select.h"

/* Digits with blanks between thousands; anything else is no number. */
static bool captured_number(struct span text, int64_t *ret)
{
    int64_t n = 0;
    text = span_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == ' ')
            continue;
        if (text.at[i] < '0' || text.at[i] > '9' || n > (INT64_MAX - 9) / 10)
            return false;
        n = n * 10 + (text.at[i] - '0');
    }
    *ret = n;
    return text.n > 0;
}

static void keep_captured(struct selecting *s, const struct hit *h)
{
    struct value v = value_of_hit(h);
    if (s->definition->type == VALUE_NUMBER) {
        v.type = VALUE_NUMBER;
        if (!captured_number(h->text, &v.number))
            return;
    } else if (h->text.n == 0) {
        return;
    }
    select_keep(s, v);
}

/* The candidates that overlap what the group took. */
static void keep_overlapping(struct selecting *s, const struct hit *h)
{
    uint32_t i = first_candidate(s, h->group.start);
    while (i > 0 && s->at[i - 1].at.end > h->group.start)
        i--;
    for (; i < s->n && s->at[i].at.start < h->group.end; i++)
        if (!(s->at[i].marks & AFTER)) {
            s->at[i].marks |= AFTER; /* once, however many hits share it */
            select_keep(s, candidate_value(s, &s->at[i]));
        }
}

void keep_matches(struct selecting *s, uint32_t probe)
{
    bool captured = s->definition->type == VALUE_NUMBER || s->definition->type == VALUE_TEXT;
    uint32_t count;
    const struct hit *hits = record_hits(s->record, probe, &count);
    select_overrun(s, probe);
    s->ret->all = ARENA_ARRAY(s->arena, (captured ? count : s->n) + 1, struct value);
    for (uint32_t i = 0; i < count; i++) {
        if (!region_holds(&s->region, hits[i].at))
            continue;
        if (captured)
            keep_captured(s, &hits[i]);
        else
            keep_overlapping(s, &hits[i]);
    }
}
