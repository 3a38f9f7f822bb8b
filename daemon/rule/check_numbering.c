/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Heading numbers follow one another. A number may go one step on at its own depth, begin a new
 * depth with 1, or go on at any depth above. After a fault both numberings are allowed to go on,
 * the faulty one and the one before it, so that one slip is one finding and not the rest of the
 * document. Behind a heading without a number (an annex, say) counting may begin anew.
 *
 * Not every number before a heading numbers a section: releases count downwards, a chapter on its
 * own begins at 7, and "4. Fees. The client pays ..." is a clause whose title runs on into its
 * text, an item of the record. Where most numbers do not follow, none is believed.
 */
#include "base/bisect.h"
#include "rule/check.h"

#include <inttypes.h>

enum { DEEPEST = 8 };

struct number {
    uint32_t part[DEEPEST];
    uint32_t depth; /* 0: none yet */
    bool lettered;  /* "4 b": stands where 4 or 5 would */
    const struct record_section *section;
    uint32_t index;
};

struct numbering {
    const struct yaml_node *node;
};

static const struct schema_row rows[] = {
    {.key = "numbering",
     .type = SCHEMA_NODE,
     .offset = offsetof(struct numbering, node),
     .required = true,
     .help = "'sections': the numbers of all headings"},
};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    static const char *const words[] = {"sections", "headings", "true"};
    struct numbering *p = ARENA_NEW(l->arena, struct numbering);
    unsigned which;
    (void)r;
    return check_bind(l, check, rows, 1, p) &&
                   load_word(l, p->node, words, 3, "something that is numbered", &which)
               ? p
               : NULL;
}

/* "5.2.3", "5.2.", "§ 5"; false for letters, Roman numerals and years. */
static bool read_number(struct span s, struct number *ret)
{
    enum { LARGEST = 999 };
    uint32_t n = 0, digits = 0;
    *ret = (struct number){0};
    if (span_starts(s, SPAN("§")))
        s = span_trim(span_cut(s, sizeof "§" - 1, s.n));
    bool lettered = s.n > 2 && s.at[s.n - 2] == ' ' && s.at[s.n - 1] >= 'a' && s.at[s.n - 1] <= 'h';
    if (lettered)
        s = span_cut(s, 0, s.n - 2);
    for (size_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.at[i] : '.';
        if (c >= '0' && c <= '9' && n <= LARGEST) {
            n = n * 10 + (uint32_t)(c - '0');
            digits++;
        } else if (c == '.' && digits > 0 && ret->depth < DEEPEST && n <= LARGEST) {
            ret->part[ret->depth++] = n;
            n = digits = 0;
        } else if (!(c == '.' && i == s.n && ret->depth > 0)) { /* else: a dot at the end */
            return false;
        }
    }
    ret->lettered = lettered;
    while (ret->depth > 1 && ret->part[ret->depth - 1] == 0) /* "2.0" heads chapter 2 */
        ret->depth--;
    return true;
}

enum fault { FAULTLESS, GAP, REPEATED, BACKWARD, NO_PARENT };

static bool same_parents(const struct number *a, const struct number *b, uint32_t depth)
{
    for (uint32_t i = 0; i + 1 < depth; i++)
        if (i >= a->depth || a->part[i] != b->part[i])
            return false;
    return true;
}

/* How `next` follows `last`. */
static enum fault follows(const struct number *last, const struct number *next)
{
    uint32_t own = next->part[next->depth - 1];
    if (next->lettered && last->depth == 1 && next->depth == 1 && own == last->part[0])
        return FAULTLESS;
    if (!same_parents(last, next, next->depth))
        return NO_PARENT;
    if (last->depth < next->depth) /* the first at its depth; a document may begin with 0 */
        return own == 1 || (own == 0 && next->depth == 1) ? FAULTLESS : GAP;
    uint32_t before = last->part[next->depth - 1];
    return own == before + 1 ? FAULTLESS : own > before ? GAP : own == before ? REPEATED : BACKWARD;
}

static struct span text_of(struct judging *j, const uint32_t *part, uint32_t depth)
{
    const char *text = "";
    for (uint32_t i = 0; i < depth; i++)
        text = arena_printf(j->arena, "%s%s%" PRIu32, text, i ? "." : "", part[i]);
    return span_of(text);
}

/* What ought to stand here: the missing parent, or the next number at its depth. */
static struct span expected(struct judging *j, const struct number *last, const struct number *next,
                            enum fault fault)
{
    struct number n = *next;
    if (fault == NO_PARENT) {
        uint32_t depth = 1;
        while (depth < next->depth && depth <= last->depth &&
               next->part[depth - 1] == last->part[depth - 1])
            depth++;
        return text_of(j, next->part, depth);
    }
    n.part[n.depth - 1] = last->depth < next->depth ? 1 : last->part[n.depth - 1] + 1;
    return text_of(j, n.part, n.depth);
}

/* "5.2.3 → 6.3" */
static struct span step(struct judging *j, const struct number *last, const struct number *next)
{
    struct span to = next->section->number;
    if (!last->section)
        return to;
    return span_of(
        arena_printf(j->arena, "%.*s → %.*s", SPAN_ARG(last->section->number), SPAN_ARG(to)));
}

static void report(struct judging *j, const struct number *last, const struct number *next,
                   enum fault fault)
{
    struct value here = value_of_section(j->record, next->index);
    struct value before = last->section ? value_of_section(j->record, last->index) : here;
    judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                           .missing = check_said(expected(j, last, next, fault)),
                                           .values = check_said(step(j, last, next)),
                                           .where = &here.where,
                                           .anchor = next->section->number,
                                           .related = &before,
                                           .related_count = last->section != NULL});
}

/* "§ 31", "31 §": minutes count on from the meeting before. */
static bool is_paragraph(const struct record *r, const struct record_section *s)
{
    struct span line = s->quote < r->quote_count ? r->quotes[s->quote].text : NO_SPAN;
    const char *sign = line.n ? memmem(line.at, line.n, "§", sizeof "§" - 1) : NULL;
    const char *title =
        line.n && s->title.n ? memmem(line.at, line.n, s->title.at, s->title.n) : NULL;
    return sign && (!title || sign < title);
}

/* The next number at the highest depth behind a section; 0 if there is none. */
static uint32_t next_chapter(const struct record *r, uint32_t index)
{
    struct number n;
    for (uint32_t i = index + 1; i < r->section_count; i++)
        if (read_number(r->sections[i].number, &n) && n.depth == 1)
            return n.part[0];
    return 0;
}

/* Counting begins here, or may begin anew. */
static bool begins(const struct judging *j, const struct number *last, const struct number *n)
{
    if (n->depth > 1)
        return false;
    return n->part[0] <= 1 || (last->depth == 0 && is_paragraph(j->record, n->section));
}

/* A second part counts from 1 without a heading between: 1, 2, 3, 1, 2. */
static bool begins_part(const struct judging *j, const struct number *last, const struct number *n)
{
    return n->depth == 1 && n->part[0] == 1 && last->depth > 0 && last->part[0] > 1 &&
           next_chapter(j->record, n->index) == 2;
}

/* Chapter 7 alone, or from "7.2" on. */
static bool is_extract(const struct judging *j, const struct number *last, const struct number *n)
{
    return last->depth == 0 &&
           (n->depth > 1 || next_chapter(j->record, n->index) != n->part[0] + 1);
}

/* "4.1" comes behind 4, "4.2" behind 4.1; depth 0 if nothing need come before. */
static struct number one_before(const struct number *n)
{
    struct number before = *n;
    if (before.part[before.depth - 1] > 1)
        before.part[before.depth - 1]--;
    else
        before.depth--;
    return before;
}

static bool is_same(const struct number *a, const struct number *b)
{
    return a->depth == b->depth && memcmp(a->part, b->part, a->depth * sizeof *a->part) == 0;
}

static uint32_t first_item(const struct record *r, uint32_t offset)
{
    return FIRST_NOT(i, r->item_count, r->items[i].at.start < offset);
}

/* A clause between the two headings has the number that comes before `next`. The points of a list
   count from 1, and are no clauses. */
static bool clause_leads(const struct record *r, const struct number *last,
                         const struct number *next)
{
    struct number before = one_before(next), item;
    uint32_t from = last->section ? last->section->heading.start : 0, counted = 0;
    bool list = false;
    if (before.depth == 0)
        return false;
    for (uint32_t i = first_item(r, from);
         i < r->item_count && r->items[i].at.start < next->section->heading.start; i++) {
        if (!read_number(r->items[i].label, &item))
            continue;
        if (item.depth == 1) {
            list = last->section && (item.part[0] == 1 || (list && item.part[0] == counted + 1));
            counted = item.part[0];
        }
        if (is_same(&item, &before) && !(item.depth == 1 && list))
            return true;
    }
    return false;
}

struct slip {
    struct number last, next;
    enum fault fault;
};

struct slips {
    VEC(struct slip) list;
    uint32_t numbered; /* headings */
};

static bool is_excused(const struct judging *j, const struct number *last,
                       const struct number *next)
{
    return begins_part(j, last, next) || is_extract(j, last, next) ||
           clause_leads(j->record, last, next);
}

static void find_slips(struct judging *j, struct slips *ret)
{
    struct number last = {0}, other = {0}, next;
    bool anew = true;
    for (uint32_t i = 0; i < j->record->section_count; i++) {
        const struct record_section *section = &j->record->sections[i];
        if (section->number.n == 0) {
            anew = true;
            continue;
        }
        if (!read_number(section->number, &next))
            continue;
        ret->numbered++;
        next.section = section;
        next.index = i;
        enum fault fault = anew && begins(j, &last, &next) ? FAULTLESS : follows(&last, &next);
        if (fault && is_excused(j, &last, &next))
            fault = FAULTLESS;
        bool resumes = fault && other.depth && follows(&other, &next) == FAULTLESS;
        if (fault && !resumes)
            *VEC_ADD(j->arena, &ret->list) = (struct slip){last, next, fault};
        other = fault && !resumes ? last : (struct number){0};
        last = next;
        anew = false;
    }
}

/* Numbers most of which do not follow are those of releases, or of lines in a table. */
static bool are_sections(const struct slips *s)
{
    enum { FEW = 2 };
    return s->list.n <= FEW || s->list.n * 2 < s->numbered;
}

static void judge_numbering(struct judging *j, const struct rule *r, const struct subject *s)
{
    struct slips slips = {0};
    (void)r;
    (void)s;
    find_slips(j, &slips);
    if (!are_sections(&slips))
        return;
    for (size_t i = 0; i < slips.list.n; i++) {
        const struct slip *slip = &slips.list.at[i];
        report(j, &slip->last, &slip->next, slip->fault);
    }
}

const struct check_type check_numbering = {
    .name = "numbering",
    .help = "heading numbers follow one another, without gap or repeat",
    .load = load,
    .judge = judge_numbering,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(MISSING) | SPECIAL_BIT(VALUES),
};
