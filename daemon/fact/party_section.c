/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/mark.h"
#include "fact/parties.h"

enum { SECTION_LINES = 120, PROSE_WORDS = 16, TELEPHONE_TOKENS = 16 };

struct section_walk {
    struct party_reader *r;
    struct party *current;      /* in r->list; nothing is added while it is in use */
    struct range pending_alias; /* "Beställare:" on a line of its own */
    struct range section;
    bool address_before; /* the line above was one of an address */
    bool gap;            /* an empty line stands before this one */
    bool found;          /* a party */
};

static const struct token *token_at(const struct section_walk *w, uint32_t i)
{
    return scan_token(w->r->scan, i);
}

static struct who_word word_at(const struct section_walk *w, uint32_t i)
{
    return who_word(w->r->who, w->r->scan, i);
}

static bool is_upper(const struct token *t)
{
    return t->kind == TOKEN_WORD && (t->flags & TOKEN_UPPER);
}

/* "1)", "a)", "-", "och", "mellan" before what a line says. */
static struct tokens without_lead(const struct section_walk *w, struct tokens t)
{
    while (t.from < t.to) {
        const struct token *token = token_at(w, t.from), *next = token_at(w, t.from + 1);
        bool letter = token->kind == TOKEN_WORD && token_length(token) == 1;
        bool counts = (letter || token->kind == TOKEN_NUMBER) && t.from + 1 < t.to &&
                      mark_in(next, ").") && !(letter && mark_in(next, "."));
        bool joins = party_is_and(w->r, t.from) || (word_at(w, t.from).label & ASKS_PARTIES);
        if (!counts && !joins && token->kind != TOKEN_MARK)
            break;
        t.from += counts ? 2 : 1;
    }
    return t;
}

static void party_begin(struct section_walk *w, struct tokens name, struct tokens line)
{
    struct party *p = VEC_ADD(w->r->scan->arena, &w->r->list);
    p->name = p->at = tokens_range(w->r->scan, name);
    for (uint32_t i = name.to; i < line.to && !p->alias.end; i++) {
        uint32_t end = party_alias(w->r, (struct tokens){i, line.to}, &p->alias);
        if (end > i)
            p->at.end = token_at(w, end - 1)->end;
    }
    if (!p->alias.end)
        p->alias = w->pending_alias;
    w->pending_alias = (struct range){0};
    p->evident = p->alias.end || who_is_body(w->r->who, w->r->scan, name);
    w->current = p;
    w->address_before = false;
}

static void address_add(struct section_walk *w, struct tokens t)
{
    struct span line = document_span(w->r->scan->document, tokens_range(w->r->scan, t));
    struct span *address = &w->current->address;
    if (!address->n)
        *address = line;
    else
        *address = span_of(
            arena_printf(w->r->scan->arena, "%.*s, %.*s", SPAN_ARG(*address), SPAN_ARG(line)));
    w->current->evident = true;
    w->address_before = true;
}

static void telephone_set(struct section_walk *w, struct tokens t)
{
    uint32_t end = t.from;
    while (end < t.to && end < t.from + TELEPHONE_TOKENS && token_at(w, end)->kind != TOKEN_WORD &&
           !(mark_in(token_at(w, end), "(") && token_at(w, end + 1)->kind == TOKEN_WORD))
        end++;
    if (w->current->telephone.end || end == t.from)
        return;
    w->current->telephone = tokens_range(w->r->scan, (struct tokens){t.from, end});
    w->current->evident = true;
}

/* Lines with a label. */

static const uint16_t plain_labels = ASKS_TELEPHONE | ASKS_ORGNR | ASKS_ADDRESS | ASKS_OTHER |
                                     ASKS_NAME | ASKS_PARTY | ASKS_ROLE | ASKS_PLACE | ASKS_DATE |
                                     ASKS_SIGN;

struct label {
    uint16_t asks;
    struct tokens words, rest;
    bool colon;
};

static struct label label_read(const struct section_walk *w, struct tokens t)
{
    struct label l = {.words = {t.from, t.from}};
    uint32_t i = t.from;
    for (; i < t.to; i++) {
        uint16_t asks = word_at(w, i).label & plain_labels;
        if (!asks && !(l.asks && mark_in(token_at(w, i), ".-/")))
            break;
        l.asks |= asks;
        if (asks)
            l.words.to = i + 1;
    }
    bool numbered = token_at(w, i)->kind == TOKEN_NUMBER || token_length(token_at(w, i)) == 1;
    if (l.asks == ASKS_PARTY && i + 1 < t.to && numbered && mark_in(token_at(w, i + 1), ":"))
        i++; /* "Part 1:", "Part A:" */
    l.colon = i < t.to && mark_in(token_at(w, i), ":");
    l.rest = (struct tokens){i + l.colon, t.to};
    return l;
}

/* "Part" and the like name no party's office; "Beställare" does. */
static bool label_is_alias(const struct section_walk *w, const struct label *l)
{
    static const struct span words[] = {SPAN("part"),    SPAN("avtalspart"), SPAN("party"),
                                        SPAN("företag"), SPAN("firma"),      SPAN("organisation")};
    if (!(l->asks & ASKS_PARTY) || tokens_n(l->words) != 1)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_eq(words[i], scan_fold(w->r->scan, token_at(w, l->words.from))))
            return false;
    return true;
}

static void named_by_label(struct section_walk *w, const struct label *l)
{
    if (label_is_alias(w, l))
        w->pending_alias = tokens_range(w->r->scan, l->words);
    struct tokens name = party_name(w->r, l->rest);
    if (!tokens_n(name)) {
        w->current = NULL;
        return;
    }
    party_begin(w, name, l->rest);
    w->current->evident = true;
}

static bool read_labelled(struct section_walk *w, struct tokens t)
{
    struct label l = label_read(w, t);
    bool sure = l.colon || (l.asks & (ASKS_TELEPHONE | ASKS_ORGNR | ASKS_OTHER)) ||
                (l.asks == ASKS_PARTY && !tokens_n(l.rest));
    if (!l.asks || !sure)
        return false;
    w->address_before = false;
    if (l.asks & (ASKS_NAME | ASKS_PARTY))
        named_by_label(w, &l);
    else if (w->current && (l.asks & ASKS_TELEPHONE))
        telephone_set(w, l.rest);
    else if (w->current && l.asks == ASKS_ADDRESS && tokens_n(l.rest))
        address_add(w, l.rest);
    return true;
}

/* Lines without one. */

static bool has_number(const struct section_walk *w, struct tokens t)
{
    for (uint32_t i = t.from; i < t.to; i++)
        if (token_at(w, i)->kind == TOKEN_NUMBER)
            return true;
    return false;
}

static bool has_alias(const struct section_walk *w, struct tokens t)
{
    struct range alias;
    for (uint32_t i = t.from; i < t.to; i++)
        if (party_alias(w->r, (struct tokens){i, t.to}, &alias) > i)
            return true;
    return false;
}

static bool begins_party(const struct section_walk *w, struct tokens name, struct tokens line)
{
    if (!tokens_n(name) || token_at(w, name.to)->kind == TOKEN_NUMBER)
        return false;
    bool body = who_is_body(w->r->who, w->r->scan, name);
    if (!w->current)
        return body || name.to == line.to || mark_in(token_at(w, name.to), ",(") ||
               has_alias(w, line);
    bool whole =
        w->current->address.n || w->current->telephone.end ||
        party_orgnr(w->r, (struct range){w->current->at.start, token_at(w, line.from)->start}).n;
    if (has_alias(w, line))
        return true;
    if (body)
        return w->gap || whole;
    return w->gap && name.to == line.to && who_is_person(w->r->who, w->r->scan, name);
}

/* A street or a post town; or what follows one without a blank line: the country. */
static void read_address(struct section_walk *w, struct tokens t)
{
    struct range at = tokens_range(w->r->scan, t);
    if (!w->current || party_orgnr(w->r, at).n)
        return;
    bool follows = w->address_before && !w->gap && is_upper(token_at(w, t.from));
    if (has_number(w, t) || follows)
        address_add(w, t);
}

static uint32_t word_count(const struct section_walk *w, struct tokens t)
{
    uint32_t words = 0;
    for (uint32_t i = t.from; i < t.to; i++)
        words += token_at(w, i)->kind == TOKEN_WORD;
    return words;
}

static bool is_prose(const struct section_walk *w, struct tokens t)
{
    uint32_t words = word_count(w, t);
    for (uint32_t i = t.from; i < t.to && words > 3; i++)
        if ((word_at(w, i).is & WHO_VERB) && !(word_at(w, i).is & WHO_ALIAS))
            return true;
    return words > PROSE_WORDS;
}

static void read_line(struct section_walk *w, struct tokens t)
{
    t = without_lead(w, t);
    if (!tokens_n(t)) {
        w->current = NULL;
        return;
    }
    if (word_at(w, t.from).is & WHO_REVIEWER) {
        w->address_before = false;
        return;
    }
    if (read_labelled(w, t))
        return;
    struct tokens name = party_name(w->r, t);
    if (begins_party(w, name, t))
        party_begin(w, name, t);
    else
        read_address(w, t);
}

/* "2 Bakgrund", "3. Avtalstid" behind a blank line, where the format knows no headings. */
static bool looks_numbered(const struct section_walk *w, struct tokens t)
{
    const struct token *number = token_at(w, t.from);
    uint32_t title = t.from + (mark_in(token_at(w, t.from + 1), ".)") ? 2 : 1);
    if (!w->gap || number->kind != TOKEN_NUMBER || token_length(number) > 2 || title >= t.to)
        return false;
    return is_upper(token_at(w, title)) && !has_number(w, (struct tokens){title, t.to});
}

static bool ends_section(const struct section_walk *w, const struct block *b, struct tokens t)
{
    bool heading = b->kind == BLOCK_HEADING && b->label.end > b->label.start;
    if (!heading && !looks_numbered(w, t))
        return false;
    if (label_read(w, t).asks & ASKS_PARTY)
        return false;
    return !who_is_body(w->r->who, w->r->scan, without_lead(w, t)) && !has_alias(w, t);
}

/* Cells of a row are lines of their own. Returns false where the section ends. */
static bool line_read(struct section_walk *w, const struct block *b, struct range at)
{
    while (at.start < at.end) {
        struct tokens t = tokens_in(w->r->scan, at);
        if (!tokens_n(t))
            return true;
        if (ends_section(w, b, t) || (w->found && is_prose(w, t)))
            return false;
        if (!is_prose(w, t)) {
            read_line(w, t);
            w->gap = false;
        }
        w->found |= w->current != NULL;
        at.start = token_at(w, t.to - 1)->end;
    }
    return true;
}

static void numbers_assign(struct section_walk *w, size_t first)
{
    for (size_t i = first; i < w->r->list.n; i++) {
        struct party *p = &w->r->list.at[i];
        uint32_t end = i + 1 < w->r->list.n ? w->r->list.at[i + 1].at.start : w->section.end;
        p->orgnr = party_orgnr(w->r, (struct range){p->name.start, end});
        p->evident |= p->orgnr.n != 0;
    }
}

static bool follows_gap(const struct document *d, uint32_t line)
{
    const struct place *a = &d->lines.at[line - 1].place, *b = &d->lines.at[line].place;
    return a->line == 0 || b->line > a->line + 1 || a->page != b->page;
}

/* The lines behind the heading, from this one on. */
static void lines_read(struct section_walk *w, uint32_t line)
{
    const struct document *d = w->r->scan->document;
    if (line >= d->lines.n)
        return;
    uint32_t block = document_block_at(d, d->lines.at[line].text.start);
    for (uint32_t end = line + SECTION_LINES; line < d->lines.n && line < end; line++) {
        while (block < d->blocks.n &&
               line >= d->blocks.at[block].first_line + d->blocks.at[block].line_count)
            block++;
        if (block >= d->blocks.n)
            return;
        const struct block *b = &d->blocks.at[block];
        if (b->kind == BLOCK_FURNITURE || b->kind == BLOCK_CONTENTS)
            continue;
        w->gap |= b->first_line == line && follows_gap(d, line);
        if (!line_read(w, b, d->lines.at[line].text))
            return;
        w->section.end = d->lines.at[line].text.end;
    }
}

static void drop_doubtful(struct party_reader *r, size_t first)
{
    size_t kept = first;
    for (size_t i = first; i < r->list.n; i++)
        if (r->list.at[i].evident)
            r->list.at[kept++] = r->list.at[i];
    r->list.n = kept;
}

void party_section_read(struct party_reader *r, struct tokens heading)
{
    struct range at = tokens_range(r->scan, heading);
    struct section_walk w = {.r = r, .section = at};
    size_t before = r->list.n;
    lines_read(&w, document_line_at(r->scan->document, at.start) + 1);
    numbers_assign(&w, before);
    drop_doubtful(r, before);
}
