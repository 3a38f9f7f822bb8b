/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bisect.h"
#include "base/utf8.h"
#include "rule/eval.h"

bool starts_word(struct span s)
{
    size_t length;
    int32_t c = s.n ? utf8_decode(s, &length) : -1;
    return (c >= '0' && c <= '9') || (c >= 0 && utf8_is_letter(c));
}

/* Quotation marks, dots and the like that stand before a title's first word. */
static struct span without_leading_marks(struct span s)
{
    while (s.n > 0 && !starts_word(s)) {
        size_t length;
        utf8_decode(s, &length);
        s = span_cut(s, length, s.n);
    }
    return s;
}

/* "bakgrund" begins "bakgrund till avtalet", not "bakgrunden". */
static bool begins_with_words(struct span title, struct span words)
{
    return words.n > 0 && span_starts(title, words) &&
           !starts_word(span_cut(title, words.n, title.n));
}

bool section_is_named(const struct record_section *s, const struct span *names, size_t count)
{
    struct span title = without_leading_marks(s->folded);
    for (size_t i = 0; i < count; i++)
        if (begins_with_words(title, names[i]) || begins_with_words(s->folded, names[i]))
            return true;
    return false;
}

/* Sections come in document order, so a subsection lies in the range before it or behind it. */
struct region region_of_sections(struct arena *a, const struct record *r, const struct span *names,
                                 size_t count)
{
    VEC(struct range) ranges = {0};
    for (uint32_t i = 0; i < r->section_count; i++) {
        const struct record_section *s = &r->sections[i];
        if (!section_is_named(s, names, count))
            continue;
        struct range *last = ranges.n ? &ranges.at[ranges.n - 1] : NULL;
        if (!last || s->whole.start > last->end)
            *VEC_ADD(a, &ranges) = s->whole;
        else if (s->whole.end > last->end)
            last->end = s->whole.end;
    }
    return (struct region){.at = ranges.at, .n = (uint32_t)ranges.n};
}

bool region_holds(const struct region *g, struct range at)
{
    if (g->all)
        return true;
    uint32_t behind = FIRST_NOT(i, g->n, g->at[i].start <= at.start);
    return behind > 0 && at.start < g->at[behind - 1].end;
}
