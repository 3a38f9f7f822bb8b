/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/names_index.h"
#include "base/bisect.h"

#include <stdlib.h>

struct names {
    VEC(struct span) list;
};

static int by_name(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    return span_order(*x, *y);
}

static struct name_list sorted(const struct names *v)
{
    if (v->list.n > 1)
        qsort(v->list.at, v->list.n, sizeof *v->list.at, by_name);
    return (struct name_list){v->list.at, v->list.n};
}

bool names_have(const struct name_list *l, struct span name)
{
    return l->n > 0 && bsearch(&name, l->at, l->n, sizeof name, by_name) != NULL;
}

bool has_words(struct span text, struct span words)
{
    for (size_t from = 0; words.n && from + words.n <= text.n;) {
        const char *found = memmem(text.at + from, text.n - from, words.at, words.n);
        if (!found)
            return false;
        size_t start = (size_t)(found - text.at);
        bool within = start > 0 && starts_word(span_cut(text, start - 1, start));
        if (!within && !starts_word(span_cut(text, start + words.n, text.n)))
            return true;
        from = start + 1;
    }
    return false;
}

/* ---- annexes named in a title: "bilaga 1", "annex A" ---- */

static struct span next_word(struct span *rest)
{
    size_t from = 0, to;
    while (from < rest->n && strchr(" .,:;()", rest->at[from]))
        from++;
    for (to = from; to < rest->n && !strchr(" ,:;()", rest->at[to]);)
        to++;
    struct span word = span_cut(*rest, from, to);
    *rest = span_cut(*rest, to, rest->n);
    while (word.n > 0 && word.at[word.n - 1] == '.')
        word.n--;
    return word;
}

static bool is_annex_word(struct span word)
{
    static const char *const words[] = {"bilaga", "annex", "appendix", "attachment", "schedule"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_is(word, words[i]))
            return true;
    return false;
}

static void add_annexes(struct arena *a, struct span folded, struct names *ret)
{
    bool named = false;
    while (folded.n > 0) {
        struct span word = next_word(&folded);
        if (named && word.n > 0)
            *VEC_ADD(a, &ret->list) = word;
        named = is_annex_word(word);
    }
}

/* ---- the document ---- */

/* "2.1 This Agreement ..." and "4. Fees. The client pays ...": a clause whose number heads no title
   of its own is an item. "1)" is a point of a list. Point 1 of section 2 may be labelled just so,
   and is called 2.1. */
static void add_clauses(struct judging *j, struct names *ret)
{
    const struct record *r = j->record;
    for (uint32_t i = 0, section = 0; i < r->item_count; i++) {
        struct span label = r->items[i].label;
        bool dotted = label.n > 0 && memchr(label.at, '.', label.n);
        while (label.n > 0 && strchr(".):", label.at[label.n - 1]))
            label.n--;
        if (label.n > 0 && dotted)
            *VEC_ADD(j->arena, &ret->list) = label;
        while (section < r->section_count &&
               r->sections[section].heading.start <= r->items[i].at.start)
            section++;
        struct span number = section ? r->sections[section - 1].number : NO_SPAN;
        if (label.n > 0 && number.n > 0)
            *VEC_ADD(j->arena, &ret->list) =
                span_of(arena_printf(j->arena, "%.*s.%.*s", SPAN_ARG(number), SPAN_ARG(label)));
    }
}

static void index_sections(struct judging *j, struct name_index *x)
{
    struct names numbers = {0}, annexes = {0};
    for (uint32_t i = 0; i < j->record->section_count; i++) {
        const struct record_section *s = &j->record->sections[i];
        if (s->number.n > 0)
            *VEC_ADD(j->arena, &numbers.list) = s->number;
        if (s->number.n > 2 && span_is(span_cut(s->number, s->number.n - 2, s->number.n), ".0"))
            *VEC_ADD(j->arena, &numbers.list) = span_cut(s->number, 0, s->number.n - 2);
        const char *letter = s->number.n ? memchr(s->number.at, ' ', s->number.n) : NULL;
        if (letter) /* "§ 4 a", of which a reference takes the number */
            *VEC_ADD(j->arena, &numbers.list) =
                span_cut(s->number, 0, (size_t)(letter - s->number.at));
        add_annexes(j->arena, s->folded, &annexes);
    }
    x->numbered = numbers.list.n > 0;
    add_clauses(j, &numbers);
    x->sections = sorted(&numbers);
    x->annexes = sorted(&annexes);
}

static int by_value(const void *a, const void *b)
{
    const struct listed_annex *x = a, *y = b;
    return span_order(x->value, y->value);
}

/* "Bilaga 2 Prislista" above the annex itself, or as the title of an annex on its own. */
static bool begins_annex(const struct record *r, const struct fact *f)
{
    if (f->at.start >= r->title_range.start && f->at.start < r->title_range.end)
        return true;
    uint32_t next = FIRST_NOT(i, r->section_count, r->sections[i].heading.end <= f->at.start);
    return next < r->section_count && r->sections[next].heading.start <= f->at.start;
}

static void index_listed(struct judging *j, struct name_index *x)
{
    VEC(struct listed_annex) listed = {0};
    for (uint32_t i = 0; i < j->record->fact_count; i++) {
        const struct fact *f = &j->record->facts[i];
        if (f->type != FACT_REFERENCE || f->reference.kind != REFERENCE_ANNEX ||
            !f->reference.listed)
            continue;
        x->lists_annexes |= !begins_annex(j->record, f);
        *VEC_ADD(j->arena, &listed) =
            (struct listed_annex){probe_normalise(j->arena, f->reference.value),
                                  probe_normalise(j->arena, f->reference.title)};
    }
    if (listed.n > 1)
        qsort(listed.at, listed.n, sizeof *listed.at, by_value);
    x->listed = listed.at;
    x->listed_count = listed.n;
}

const struct listed_annex *names_listed(const struct name_index *x, struct span value)
{
    const struct listed_annex wanted = {.value = value};
    return x->listed_count ? bsearch(&wanted, x->listed, x->listed_count, sizeof wanted, by_value)
                           : NULL;
}

/* ---- the documents beside it ---- */

/* File names write blanks as they can. */
static struct span spoken_name(struct arena *a, struct span path)
{
    const char *slash = path.n ? memrchr(path.at, '/', path.n) : NULL;
    struct span name = slash ? span_cut(path, (size_t)(slash - path.at) + 1, path.n) : path;
    char *bytes = ARENA_ARRAY(a, name.n + 1, char);
    for (size_t i = 0; i < name.n; i++)
        bytes[i] = strchr("_-.", name.at[i]) ? ' ' : name.at[i];
    return probe_normalise(a, (struct span){bytes, name.n});
}

static void index_neighbours(struct judging *j, struct name_index *x)
{
    x->neighbours = ARENA_ARRAY(j->arena, j->file->count, struct neighbour);
    for (size_t i = 0; i < j->file->count; i++) {
        const struct filed *f = &j->file->records[i];
        struct neighbour *n = &x->neighbours[x->neighbour_count];
        struct names annexes = {0};
        if (i == j->index)
            continue;
        *n = (struct neighbour){.title = f->record->title_folded,
                                .file = spoken_name(j->arena, f->path)};
        add_annexes(j->arena, n->title, &annexes);
        add_annexes(j->arena, n->file, &annexes);
        n->annexes = sorted(&annexes);
        x->neighbour_count++;
    }
}

struct name_index *names_of(struct judging *j)
{
    if (j->names)
        return j->names;
    j->names = ARENA_NEW(j->arena, struct name_index);
    index_sections(j, j->names);
    index_listed(j, j->names);
    index_neighbours(j, j->names);
    return j->names;
}
