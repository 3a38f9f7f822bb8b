/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who agrees. A section that lists the parties is believed first; without one, the words "mellan X
 * och Y" in an agreement; without these, its title. A document that calls itself a report, minutes,
 * a decision or a letter has no parties, whatever names it holds, unless it lists them.
 */
#include "fact/parties.h"
#include "fact/mark.h"

#include <stdlib.h>

enum {
    HEADING_TOKENS = 5,
    PHRASES_WITHIN = 3000,
    PHRASES_TRIED = 32,
    SECTIONS_TRIED = 16,
    TITLE_TOKENS = 60
};

static bool is_line_edge(const struct token *t)
{
    return t->kind == TOKEN_BREAK || t->kind == TOKEN_END;
}

/* The line is a heading of nothing but "Parter": its tokens, or none. */
static struct tokens parties_heading(const struct party_reader *r, uint32_t i)
{
    const struct scan *s = r->scan;
    struct tokens line = {i, i + 1};
    while (line.from > 0 && i - line.from < HEADING_TOKENS &&
           !is_line_edge(scan_token(s, line.from - 1)))
        line.from--;
    while (line.to < s->tokens.n && line.to - i < HEADING_TOKENS &&
           !is_line_edge(scan_token(s, line.to)))
        line.to++;
    if ((line.from > 0 && !is_line_edge(scan_token(s, line.from - 1))) ||
        (line.to < s->tokens.n && !is_line_edge(scan_token(s, line.to))))
        return (struct tokens){0};
    for (uint32_t at = line.from; at < line.to; at++) {
        struct who_word means = who_word_listed(r->who, s, at);
        if (scan_token(s, at)->kind == TOKEN_WORD && !(means.is & WHO_PARTIES) &&
            !(means.label & ASKS_FILLER))
            return (struct tokens){0};
    }
    return line;
}

static bool is_contents(const struct scan *s, uint32_t token)
{
    uint32_t block = document_block_at(s->document, scan_token(s, token)->start);
    return block < s->document->blocks.n && s->document->blocks.at[block].kind == BLOCK_CONTENTS;
}

static void sections_read(struct party_reader *r)
{
    const struct scan *s = r->scan;
    for (uint32_t i = 0, tried = 0; i < s->tokens.n && tried < SECTIONS_TRIED && !r->list.n; i++) {
        if (!(who_word_listed(r->who, s, i).is & WHO_PARTIES))
            continue;
        struct tokens heading = parties_heading(r, i);
        if (!tokens_n(heading))
            continue;
        i = heading.to;
        if (is_contents(s, heading.from))
            continue;
        party_section_read(r, heading);
        tried++;
    }
}

/* What the document calls itself: the first such word of its title, else of its first line. */
static uint16_t calls_itself(const struct party_reader *r, struct tokens title)
{
    for (uint32_t i = title.from; i < title.to; i++) {
        uint16_t is = who_word(r->who, r->scan, i).is & (WHO_AGREEMENT | WHO_REPORT);
        if (is)
            return is;
    }
    return 0;
}

static struct tokens title_tokens(const struct party_reader *r)
{
    const struct document *d = r->scan->document;
    struct range at = d->title_range;
    if (at.end == at.start && d->lines.n)
        at = d->lines.at[0].text;
    struct tokens t = tokens_in(r->scan, at);
    if (tokens_n(t) > TITLE_TOKENS)
        t.to = t.from + TITLE_TOKENS;
    return t;
}

static bool says_between(const struct party_reader *r, uint32_t token)
{
    return (who_word_listed(r->who, r->scan, token).label & ASKS_PARTIES) != 0;
}

static void phrases_read(struct party_reader *r, struct tokens title)
{
    uint32_t end = r->scan->tokens.n < PHRASES_WITHIN ? r->scan->tokens.n : PHRASES_WITHIN;
    for (uint32_t i = 0, tried = 0; i < end && tried < PHRASES_TRIED && !r->list.n; i++) {
        if ((i >= title.from && i < title.to) || !says_between(r, i))
            continue;
        party_phrase_read(r, i, false);
        tried++;
    }
}

static void title_read(struct party_reader *r, struct tokens title)
{
    for (uint32_t i = title.from; i < title.to && !r->list.n; i++)
        if (says_between(r, i))
            party_phrase_read(r, i, true);
}

static void read_numbers(struct scan *s, struct party_reader *r)
{
    uint32_t at = 0;
    for (const struct fact *f; (f = scan_each(s, FACT_ORGNR, &at));)
        *VEC_ADD(s->arena, &r->numbers) = (struct party_number){f->at, f->identifier.value};
}

/* Facts. */

static int by_place(const void *left, const void *right)
{
    const struct party *a = left, *b = right;
    return (a->at.start > b->at.start) - (a->at.start < b->at.start);
}

static bool is_repeated(const struct party_reader *r, size_t i)
{
    struct span name = document_folded(r->scan->document, r->list.at[i].name);
    for (size_t j = 0; j < i; j++)
        if (span_eq(name, document_folded(r->scan->document, r->list.at[j].name)))
            return true;
    return false;
}

static bool add_party(struct scan *s, const struct party *p)
{
    const struct document *d = s->document;
    struct fact *f = scan_add(s, FACT_PARTY, p->at);
    if (!f)
        return false;
    f->party = (struct party_fact){
        .name = document_span(d, p->name), .orgnr = p->orgnr, .address = p->address};
    if (p->alias.end)
        f->party.alias = document_span(d, p->alias);
    if (p->telephone.end)
        f->party.telephone = document_span(d, p->telephone);
    return true;
}

static void parties_find(struct scan *s, const void *prepared)
{
    struct party_reader r = {.scan = s, .who = prepared};
    read_numbers(s, &r);
    sections_read(&r);
    struct tokens title = title_tokens(&r);
    uint16_t called = calls_itself(&r, title);
    if (!r.list.n && called != WHO_REPORT)
        phrases_read(&r, title);
    if (!r.list.n && called == WHO_AGREEMENT)
        title_read(&r, title);
    if (r.list.n > 1)
        qsort(r.list.at, r.list.n, sizeof *r.list.at, by_place);
    for (size_t i = 0; i < r.list.n; i++)
        if (!is_repeated(&r, i) && !add_party(s, &r.list.at[i]))
            return;
}

static void *parties_prepare(struct vocabulary *v)
{
    return who_new(v);
}

const struct scanner scanner_parties = {"parties", parties_prepare, parties_find};
