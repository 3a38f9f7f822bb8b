/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/who.h"
#include "base/bisect.h"
#include "fact/who_words.h"

enum { PERSON_WORDS = 5, PERSON_BYTES = 64, OFFICE_WORDS = 9, BODY_WORDS = 10 };

enum { ENDING_BYTES = 3, ENDING_SLOTS = 256 };

struct who {
    const struct word_table *words, *openings;
    /* Endings by their last bytes: index + 1 of the first of a chain, 0 where there is none. */
    uint8_t first[ENDING_SLOTS];
    uint8_t *next;
};

static uint8_t ending_slot(struct span word)
{
    const char *last = word.at + word.n - ENDING_BYTES;
    return (uint8_t)((uint8_t)last[0] * 31u + (uint8_t)last[1] * 7u + (uint8_t)last[2]);
}

/* A table of their own: they are asked for at every word of a text. */
static struct word_table *openings_new(struct vocabulary *v)
{
    VEC(struct word_row) openings = {0};
    for (size_t i = 0; i < who_rows_count; i++)
        if (who_rows[i].meaning & WHO_OPENING)
            *VEC_ADD(v->arena, &openings) = who_rows[i];
    return words_new(v, openings.at, openings.n);
}

struct who *who_new(struct vocabulary *v)
{
    struct who *w = ARENA_NEW(v->arena, struct who);
    w->words = words_new(v, who_rows, who_rows_count);
    w->openings = openings_new(v);
    w->next = arena_alloc(v->arena, who_endings_count + 1);
    for (size_t i = who_endings_count; i-- > 0;) {
        uint8_t slot = ending_slot(who_endings[i].end);
        w->next[i + 1] = w->first[slot];
        w->first[slot] = (uint8_t)(i + 1);
    }
    return w;
}

static bool ends_with(struct span word, struct span end)
{
    return word.n > end.n + 1 && memcmp(word.at + word.n - end.n, end.at, end.n) == 0;
}

static uint16_t ending_of(const struct who *w, struct span word)
{
    if (word.n <= ENDING_BYTES)
        return 0;
    for (uint8_t i = w->first[ending_slot(word)]; i; i = w->next[i])
        if (ends_with(word, who_endings[i - 1].end))
            return who_endings[i - 1].meaning;
    return 0;
}

static struct who_word meaning_of(const struct word_row *row)
{
    return row ? (struct who_word){row->meaning, (uint16_t)row->value} : (struct who_word){0};
}

struct who_word who_word_opening(const struct who *w, const struct scan *s, uint32_t token)
{
    return meaning_of(words_find(w->openings, scan_token(s, token), s->document->fold));
}

uint16_t who_opening_bit(const struct who *w)
{
    return w->openings->bit;
}

struct who_word who_word_listed(const struct who *w, const struct scan *s, uint32_t token)
{
    return meaning_of(words_find(w->words, scan_token(s, token), s->document->fold));
}

struct who_word who_word(const struct who *w, const struct scan *s, uint32_t token)
{
    const struct token *t = scan_token(s, token);
    struct who_word listed = who_word_listed(w, s, token);
    if (t->kind != TOKEN_WORD || listed.is || listed.label)
        return listed;
    return (struct who_word){.is = ending_of(w, scan_fold(s, t))};
}

struct range tokens_range(const struct scan *s, struct tokens t)
{
    if (!tokens_n(t))
        return (struct range){0};
    return (struct range){scan_token(s, t.from)->start, scan_token(s, t.to - 1)->end};
}

bool token_is_mark(const struct scan *s, uint32_t token, uint32_t mark)
{
    const struct token *t = scan_token(s, token);
    return t->kind == TOKEN_MARK && t->value == mark;
}

static uint32_t token_from(const struct scan *s, uint32_t offset)
{
    return FIRST_NOT(i, s->tokens.n, s->tokens.at[i].start < offset);
}

static bool is_line_end(const struct token *t)
{
    return t->kind == TOKEN_BREAK || t->kind == TOKEN_END;
}

struct tokens tokens_in(const struct scan *s, struct range r)
{
    struct tokens t = {.from = token_from(s, r.start)};
    while (t.from < s->tokens.n && is_line_end(scan_token(s, t.from)) &&
           scan_token(s, t.from)->start < r.end)
        t.from++;
    t.to = t.from;
    while (t.to < s->tokens.n && scan_token(s, t.to)->start < r.end &&
           !is_line_end(scan_token(s, t.to)))
        t.to++;
    return t;
}

/* A hyphen or an apostrophe with letters close on both sides. */
static bool joins(const struct scan *s, uint32_t token)
{
    const struct token *t = scan_token(s, token);
    if (t->kind != TOKEN_MARK || (t->value != '-' && t->value != '\'' && t->value != 0x2019))
        return false;
    const struct token *next = scan_token(s, token + 1);
    return !(t->flags & TOKEN_SPACE) && next->kind == TOKEN_WORD && !(next->flags & TOKEN_SPACE);
}

static bool is_initial(const struct token *word)
{
    return word->end - word->start <= 2 && (word->flags & TOKEN_UPPER);
}

static const uint16_t no_person = WHO_ROLE | WHO_BODY | WHO_FOR | WHO_NEVER | WHO_VERB |
                                  WHO_SUBSTITUTE | WHO_OPENING | WHO_CLOSING | WHO_REVIEWER |
                                  WHO_PARTIES | WHO_AGREEMENT | WHO_REPORT;

/* One word of a person's name: how many tokens it takes, 0 if it is none. */
static uint32_t person_word(const struct who *w, const struct scan *s, struct tokens t)
{
    const struct token *word = scan_token(s, t.from);
    if (word->kind != TOKEN_WORD || !(word->flags & TOKEN_UPPER))
        return 0;
    uint32_t n = 1;
    while (t.from + n + 1 < t.to && joins(s, t.from + n))
        n += 2;
    if (n > 1) /* "Tf-chef" is rarer than "Le-Roy" */
        return n;
    if (t.from + 1 < t.to && token_is_mark(s, t.from + 1, '.') && is_initial(word))
        return 2;
    struct who_word means = who_word(w, s, t.from);
    return (means.is & no_person) || means.label ? 0 : 1;
}

static uint32_t skip_title(const struct who *w, const struct scan *s, struct tokens t)
{
    while (tokens_n(t) > 2 && (who_word(w, s, t.from).is & WHO_TITLE)) {
        t.from++;
        if (token_is_mark(s, t.from, '.'))
            t.from++;
    }
    return t.from;
}

bool who_is_person(const struct who *w, const struct scan *s, struct tokens t)
{
    struct range r = tokens_range(s, t);
    uint32_t words = 0;
    if (tokens_n(t) < 2 || r.end - r.start > PERSON_BYTES)
        return false;
    t.from = skip_title(w, s, t);
    while (t.from < t.to) {
        if (words && t.from + 1 < t.to && (who_word(w, s, t.from).is & WHO_PARTICLE)) {
            t.from++;
            continue;
        }
        uint32_t n = person_word(w, s, t);
        if (!n)
            return false;
        t.from += n;
        words++;
    }
    return words >= 2 && words <= PERSON_WORDS;
}

/* "t.f.", "e.u.", "p.p.", "i.V.", "v.t.": two letters, both with a full stop. */
static bool is_short_substitute(const struct scan *s, uint32_t token)
{
    static const struct span forms[] = {SPAN("tf"), SPAN("eu"), SPAN("pp"), SPAN("iv"), SPAN("vt")};
    const struct token *first = scan_token(s, token), *second = scan_token(s, token + 2);
    if (first->kind != TOKEN_WORD || first->end - first->start != 1 ||
        (first->flags & TOKEN_UPPER) || !token_is_mark(s, token + 1, '.') ||
        second->kind != TOKEN_WORD || second->end - second->start != 1 ||
        !token_is_mark(s, token + 3, '.'))
        return false;
    char both[] = {s->document->fold[first->start], s->document->fold[second->start]};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (memcmp(both, forms[i].at, sizeof both) == 0)
            return true;
    return false;
}

bool who_is_substitute(const struct who *w, const struct scan *s, struct tokens t)
{
    for (uint32_t i = t.from; i < t.to; i++)
        if ((who_word(w, s, i).is & WHO_SUBSTITUTE) || (i + 4 <= t.to && is_short_substitute(s, i)))
            return true;
    return false;
}

static uint32_t skip_modifiers(const struct who *w, const struct scan *s, struct tokens t)
{
    for (;;) {
        if (t.from + 4 < t.to && is_short_substitute(s, t.from))
            t.from += 4;
        else if (t.from + 1 < t.to && (who_word(w, s, t.from).is & (WHO_MODIFIER | WHO_SUBSTITUTE)))
            t.from += token_is_mark(s, t.from + 1, '.') ? 2 : 1;
        else
            return t.from;
    }
}

static bool is_title_mark(uint32_t mark)
{
    return mark == '-' || mark == ',' || mark == '/' || mark == '&' || mark == '.' || mark == '\'';
}

/* Words only, with the marks that titles hold; no sentence. Returns how many, 0 if not so. */
static uint32_t words_of_title(const struct who *w, const struct scan *s, struct tokens t)
{
    uint32_t words = 0;
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = scan_token(s, i);
        if (token->kind == TOKEN_WORD) {
            if (who_word(w, s, i).is & WHO_VERB)
                return 0;
            words++;
        } else if (token->kind == TOKEN_MARK && !is_title_mark(token->value)) {
            return 0;
        }
    }
    return words;
}

static uint32_t last_word(const struct scan *s, struct tokens t)
{
    uint32_t i = t.to;
    while (i > t.from && scan_token(s, i - 1)->kind != TOKEN_WORD)
        i--;
    return i > t.from ? i - 1 : t.from;
}

bool who_is_role(const struct who *w, const struct scan *s, struct tokens t)
{
    if (!tokens_n(t) || scan_token(s, t.from)->kind != TOKEN_WORD)
        return false;
    uint32_t words = words_of_title(w, s, t);
    if (!words || words > OFFICE_WORDS || (words > 3 && token_is_mark(s, t.to - 1, '.')))
        return false;
    uint32_t first = skip_modifiers(w, s, t);
    if (who_word(w, s, first).is & WHO_ROLE)
        return true;
    if (words == 1)
        return (who_word(w, s, t.from).is & WHO_SUBSTITUTE) != 0;
    return (who_word(w, s, last_word(s, t)).is & WHO_ROLE) != 0;
}

/* "AB", "AS", "Oy" only as such; "ab" and "as" are words of other languages. */
static bool is_body_word(const struct who *w, const struct scan *s, uint32_t token)
{
    const struct token *t = scan_token(s, token);
    return (who_word(w, s, token).is & WHO_BODY) &&
           (t->end - t->start > 3 || (t->flags & TOKEN_UPPER));
}

static bool is_office(const struct who *w, const struct scan *s, uint32_t token)
{
    struct who_word means = who_word(w, s, token);
    return (means.is & WHO_ROLE) && !(means.is & WHO_BODY);
}

bool who_is_body(const struct who *w, const struct scan *s, struct tokens t)
{
    const struct token *first = scan_token(s, t.from);
    if (!tokens_n(t) || first->kind != TOKEN_WORD || !(first->flags & TOKEN_UPPER) ||
        is_office(w, s, t.from))
        return false;
    uint32_t words = words_of_title(w, s, t);
    if (!words || words > BODY_WORDS)
        return false;
    bool body = false;
    for (uint32_t i = t.from; i < t.to; i++) {
        body |= is_body_word(w, s, i);
        if (scan_token(s, i)->kind == TOKEN_NUMBER)
            return false;
    }
    return body;
}
