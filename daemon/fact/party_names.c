/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bisect.h"
#include "fact/mark.h"
#include "fact/parties.h"

enum { NAME_WORDS = 12, ALIAS_WORDS = 4, ALIAS_CUE_WORDS = 8 };

static const struct token *token_at(const struct party_reader *r, uint32_t i)
{
    return scan_token(r->scan, i);
}

static struct who_word word_at(const struct party_reader *r, uint32_t i)
{
    return who_word(r->who, r->scan, i);
}

static bool is_upper(const struct token *t)
{
    return t->kind == TOKEN_WORD && (t->flags & TOKEN_UPPER);
}

bool party_is_and(const struct party_reader *r, uint32_t token)
{
    static const struct span words[] = {SPAN("och"), SPAN("and"),  SPAN("und"),
                                        SPAN("og"),  SPAN("samt"), SPAN("sekä")};
    const struct token *t = token_at(r, token);
    if (t->kind != TOKEN_WORD)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_eq(words[i], scan_fold(r->scan, t)))
            return true;
    return false;
}

/* Marks within a name: "Kungl. Biblioteket", "Ek & Son", "Väg-Nord", "A/S". */
static bool mark_in_name(const struct party_reader *r, struct tokens t, uint32_t i)
{
    const struct token *before = token_at(r, i - 1), *mark = token_at(r, i),
                       *next = token_at(r, i + 1);
    if (i == t.from || i + 1 >= t.to || next->kind != TOKEN_WORD)
        return false;
    if (mark_in(mark, "&"))
        return true;
    if (mark_in(mark, ".") && token_glued(mark))
        return token_length(before) <= 5 && is_upper(before) && is_upper(next);
    return mark_in(mark, "-/'") && token_glued(mark) && (token_glued(next) || mark_in(mark, "-"));
}

/* "Myndigheten för ...": small letters may follow the first word of such a name. */
static bool takes_small_words(const struct party_reader *r, uint32_t first)
{
    return (word_at(r, first).is & WHO_BODY) && token_length(token_at(r, first)) > 5;
}

static bool small_word_in_name(const struct party_reader *r, struct tokens t, uint32_t i,
                               bool loose)
{
    struct who_word means = word_at(r, i);
    if (means.is & (WHO_VERB | WHO_ALIAS))
        return false;
    if (means.is & (WHO_BODY | WHO_PARTICLE))
        return true;
    if (!takes_small_words(r, t.from) || i + 1 >= t.to)
        return false;
    if (party_is_and(r, i))
        return loose && !is_upper(token_at(r, i + 1));
    bool linked = token_length(token_at(r, i)) <= 3 && is_upper(token_at(r, i + 1));
    return loose || linked || (means.label & ASKS_FILLER) || (means.is & WHO_FOR);
}

struct tokens party_name(const struct party_reader *r, struct tokens t)
{
    struct tokens name = {t.from, t.from};
    uint32_t words = 0;
    bool loose = false;
    if (!is_upper(token_at(r, t.from)) || (word_at(r, t.from).is & (WHO_NEVER | WHO_VERB)))
        return name;
    for (uint32_t i = t.from; i < t.to && words < NAME_WORDS; i++) {
        const struct token *token = token_at(r, i);
        if (token->kind == TOKEN_WORD && !is_upper(token)) {
            if (!small_word_in_name(r, t, i, loose))
                break;
            loose |= !(word_at(r, i).is & (WHO_BODY | WHO_PARTICLE));
        } else if (token->kind == TOKEN_WORD) {
            if (words && (word_at(r, i).is & WHO_ALIAS))
                break;
        } else if (!mark_in_name(r, t, i)) {
            break;
        }
        words += token->kind == TOKEN_WORD;
        name.to = i + 1;
    }
    return name;
}

static bool is_quote(const struct token *t)
{
    if (t->kind != TOKEN_MARK)
        return false;
    return t->value == '"' || t->value == '\'' || t->value == 0xab || t->value == 0xbb ||
           (t->value >= 0x2018 && t->value <= 0x201f);
}

/* The alias itself: capitals, or anything between quotation marks. */
static uint32_t alias_words(const struct party_reader *r, struct tokens t, struct range *ret)
{
    bool quoted = t.from < t.to && is_quote(token_at(r, t.from));
    uint32_t i = t.from + quoted, from = i;
    for (uint32_t words = 0; i < t.to && words < ALIAS_WORDS; words++, i++) {
        const struct token *token = token_at(r, i);
        if (token->kind != TOKEN_WORD || !(quoted || is_upper(token)) ||
            (word_at(r, i).is & WHO_PARTIES))
            break;
    }
    if (i == from || (word_at(r, from).is & WHO_NEVER))
        return t.from;
    *ret = tokens_range(r->scan, (struct tokens){from, i});
    return i + (quoted && i < t.to && is_quote(token_at(r, i)));
}

/* Small words between the cue and the alias: "i det ... kallad", "referred to as the". */
static uint32_t alias_cue(const struct party_reader *r, struct tokens t, bool *cue)
{
    uint32_t i = t.from;
    for (uint32_t n = 0; i < t.to && n < ALIAS_CUE_WORDS; i++, n++) {
        const struct token *token = token_at(r, i);
        bool said = (word_at(r, i).is & WHO_ALIAS) != 0;
        if (token->kind != TOKEN_WORD || (is_upper(token) && !said) ||
            (!said && token_length(token) > 6))
            break;
        *cue |= said;
    }
    return i;
}

uint32_t party_alias(const struct party_reader *r, struct tokens t, struct range *ret)
{
    bool parenthesis = t.from < t.to && mark_in(token_at(r, t.from), "("), cue = false;
    struct tokens rest = {t.from + parenthesis, t.to};
    rest.from = alias_cue(r, rest, &cue);
    if (!cue && !parenthesis)
        return t.from;
    uint32_t end = alias_words(r, rest, ret);
    if (end == rest.from)
        return t.from;
    bool closed = end < t.to && mark_in(token_at(r, end), ")");
    if (!cue && !closed && !is_quote(token_at(r, end - 1)))
        return t.from;
    return end + closed;
}

struct span party_orgnr(const struct party_reader *r, struct range within)
{
    size_t first = FIRST_NOT(i, r->numbers.n, r->numbers.at[i].at.start < within.start);
    bool inside = first < r->numbers.n && r->numbers.at[first].at.end <= within.end;
    return inside ? r->numbers.at[first].value : NO_SPAN;
}
