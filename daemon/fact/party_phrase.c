/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/mark.h"
#include "fact/parties.h"

enum { PHRASE_TOKENS = 400, PHRASE_PARTIES = 8, LEAD_TOKENS = 8 };

struct phrase {
    const struct party_reader *r;
    struct tokens rest;
    struct party found[PHRASE_PARTIES];
    uint32_t n;
};

static const struct token *token_at(const struct phrase *p, uint32_t i)
{
    return scan_token(p->r->scan, i);
}

static bool is_upper_word(const struct phrase *p, uint32_t i)
{
    return token_at(p, i)->kind == TOKEN_WORD && (token_at(p, i)->flags & TOKEN_UPPER);
}

/* A block may end within the phrase: "mellan" / "A," / "och" / "B". */
static bool goes_on(const struct phrase *p, uint32_t end)
{
    const struct token *before = token_at(p, end - 1);
    uint16_t label = who_word(p->r->who, p->r->scan, end - 1).label;
    return mark_in(before, ",;:") || (label & ASKS_PARTIES) || party_is_and(p->r, end - 1) ||
           party_is_and(p->r, end + 1);
}

static struct tokens phrase_tokens(const struct phrase *p, uint32_t from)
{
    uint32_t to = from;
    while (to < p->r->scan->tokens.n && to < from + PHRASE_TOKENS &&
           (token_at(p, to)->kind != TOKEN_END || goes_on(p, to)))
        to++;
    return (struct tokens){from, to};
}

static bool is_article(struct span word)
{
    return span_is(word, "the") || span_is(word, "der") || span_is(word, "die") ||
           span_is(word, "das") || span_is(word, "dem");
}

/* Over numbers, marks and small words to a capital: "(1) ", "å andra sidan ", "the ". */
static uint32_t to_name(const struct phrase *p, uint32_t i)
{
    uint32_t end = i + LEAD_TOKENS < p->rest.to ? i + LEAD_TOKENS : p->rest.to;
    while (i < end && (!is_upper_word(p, i) || is_article(scan_fold(p->r->scan, token_at(p, i)))))
        i++;
    return i < end ? i : p->rest.to;
}

/* Right behind "och": a name, or at most "å andra sidan" and a number before it. */
static bool begins_party(const struct phrase *p, uint32_t i)
{
    for (uint32_t n = 0; i < p->rest.to && n < LEAD_TOKENS; i++, n++) {
        const struct token *t = token_at(p, i);
        struct span word = scan_fold(p->r->scan, t);
        if (is_upper_word(p, i) && !is_article(word))
            return !(who_word(p->r->who, p->r->scan, i).is & (WHO_NEVER | WHO_VERB));
        bool side = span_is(word, "å") || span_is(word, "andra") || span_is(word, "sidan") ||
                    span_is(word, "on") || span_is(word, "other") || is_article(word);
        if (t->kind == TOKEN_WORD && !side)
            return false;
    }
    return false;
}

static bool is_named_body(const struct phrase *p, uint32_t i)
{
    struct tokens name = party_name(p->r, (struct tokens){i, p->rest.to});
    return tokens_n(name) && who_is_body(p->r->who, p->r->scan, name);
}

static bool ends_sentence(const struct phrase *p, uint32_t i)
{
    const struct token *next = token_at(p, i + 1);
    return mark_in(token_at(p, i), ".") && (next->flags & TOKEN_SPACE) &&
           (next->flags & TOKEN_UPPER) && !(token_at(p, i - 1)->flags & TOKEN_UPPER);
}

/* What stands behind a name until the next one; returns where that begins, or the end. */
static uint32_t tail_read(struct phrase *p, struct party *party, uint32_t i)
{
    int depth = 0;
    while (i < p->rest.to) {
        const struct token *t = token_at(p, i);
        uint32_t end = i;
        if (!party->alias.end)
            end = party_alias(p->r, (struct tokens){i, p->rest.to}, &party->alias);
        if (end > i) {
            party->at.end = token_at(p, end - 1)->end;
            i = end;
            continue;
        }
        depth += mark_in(t, "(") ? 1 : mark_in(t, ")") && depth ? -1 : 0;
        bool verb = who_word(p->r->who, p->r->scan, i).is & WHO_VERB;
        if (!depth && (verb || ends_sentence(p, i)))
            break;
        if (!depth && party_is_and(p->r, i) && begins_party(p, i + 1))
            return i + 1;
        if (!depth && mark_in(t, ",") && is_named_body(p, i + 1))
            return i + 1;
        i++;
    }
    return p->rest.to;
}

static void phrase_parse(struct phrase *p)
{
    uint32_t i = to_name(p, p->rest.from);
    while (i < p->rest.to && p->n < PHRASE_PARTIES) {
        struct tokens name = party_name(p->r, (struct tokens){i, p->rest.to});
        if (!tokens_n(name))
            break;
        struct party *party = &p->found[p->n++];
        *party = (struct party){.name = tokens_range(p->r->scan, name)};
        party->at = party->name;
        i = tail_read(p, party, name.to);
        struct range within = {party->name.start, token_at(p, i - 1)->end};
        party->orgnr = party_orgnr(p->r, within);
        party->evident = party->orgnr.n || party->alias.end ||
                         who_is_body(p->r->who, p->r->scan, name) ||
                         who_is_person(p->r->who, p->r->scan, name);
        i = to_name(p, i);
    }
}

/* Whether the block speaks of an agreement, and whether the phrase begins it. */
struct setting {
    bool agreement, first;
};

static struct setting setting_of(const struct phrase *p, uint32_t between)
{
    struct setting s = {.first = true};
    uint32_t from = between, to = between;
    while (from > 0 && between - from < PHRASE_TOKENS && token_at(p, from - 1)->kind != TOKEN_END) {
        from--;
        s.first &= token_at(p, from)->kind != TOKEN_WORD;
    }
    while (to < p->rest.to && token_at(p, to)->kind != TOKEN_END)
        to++;
    for (uint32_t i = from; i < to; i++)
        s.agreement |= (who_word(p->r->who, p->r->scan, i).is & WHO_AGREEMENT) != 0;
    return s;
}

static bool is_plausible(const struct phrase *p, struct setting s, bool title)
{
    uint32_t evident = 0, strong = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        evident += p->found[i].evident;
        strong += p->found[i].orgnr.n || p->found[i].alias.end;
    }
    if (p->n < 2 || !evident)
        return false;
    if (title)
        return evident == p->n;
    return strong ? s.agreement || s.first : s.agreement && s.first && evident == p->n;
}

void party_phrase_read(struct party_reader *r, uint32_t between, bool title)
{
    struct phrase p = {.r = r};
    p.rest = phrase_tokens(&p, between + 1);
    phrase_parse(&p);
    if (!is_plausible(&p, setting_of(&p, between), title))
        return;
    for (uint32_t i = 0; i < p.n; i++)
        *VEC_ADD(r->scan->arena, &r->list) = p.found[i];
}
