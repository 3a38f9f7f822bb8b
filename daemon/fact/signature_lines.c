/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/signature_read.h"

enum {
    LINE_TOKENS = 48,   /* a longer one is running text, if it is not a line to write on */
    PROSE_WORDS = 14,   /* more words in one line no block of signatures has */
    SENTENCE_WORDS = 4, /* with a full stop */
    FILL_MARKS = 3,     /* "___"; two dots more of "....." */
};

static const uint16_t asked = ASKS_PLACE | ASKS_DATE | ASKS_SIGN | ASKS_NAME | ASKS_ROLE |
                              ASKS_PARTY | ASKS_SIGNED | ASKS_MINUTES;

static bool is_fill(const struct token *t)
{
    return t->kind == TOKEN_MARK && (t->value == '_' || t->value == '.' || t->value == 0x2026);
}

/* How many tokens of a line to write on begin here: "_____", "......", "… … …". */
static uint32_t fill_length(const struct sign_reader *r, struct tokens t)
{
    uint32_t n = 0, weight = 0;
    for (; t.from + n < t.to && is_fill(line_token(r, t.from + n)); n++)
        weight += line_token(r, t.from + n)->value == '.' ? 2 : 3;
    return weight >= 2 * FILL_MARKS + 2 ? n : 0;
}

static bool is_edge(const struct sign_reader *r, uint32_t i)
{
    const struct token *t = line_token(r, i);
    return t->kind == TOKEN_BREAK || t->value == 0x2022 || mark_in(t, "_-*|:;,");
}

/* Without bullets, rules and lines to write on at both ends; says whether there was one of them. */
static struct tokens strip(const struct sign_reader *r, struct tokens t, uint16_t *flags)
{
    for (uint32_t n; t.from < t.to; t.from += n) {
        n = fill_length(r, t);
        *flags |= n ? SIGN_FILL : 0;
        if (!n && !(n = is_edge(r, t.from)))
            break;
    }
    uint32_t end = t.to, marks = 0;
    while (end > t.from && is_fill(line_token(r, end - 1))) {
        end--;
        marks += line_token(r, end)->value == '.' ? 2 : 3;
    }
    if (marks >= 2 * FILL_MARKS + 2) {
        *flags |= SIGN_FILL;
        t.to = end;
    }
    while (t.to > t.from && is_edge(r, t.to - 1) && !line_mark(r, t.to - 1, '-'))
        t.to--;
    return t;
}

/* Labels: "Ort och datum", "Namn (textat):", "Signed for and on behalf of". */

static bool is_label_mark(const struct token *t)
{
    return mark_in(t, "/,&()-");
}

/* Tokens of the label at the beginning; the colon behind it is counted and said in *colon. */
static uint32_t label_length(const struct sign_reader *r, struct tokens t, uint16_t *labels,
                             bool *colon)
{
    uint32_t n = 0, end = 0;
    for (; t.from + n < t.to; n++) {
        const struct token *token = line_token(r, t.from + n);
        uint16_t label = line_word(r, t.from + n).label;
        if (!(label & (asked | ASKS_FILLER)) && !(*labels && is_label_mark(token)))
            break;
        *labels |= label & asked;
        if (label && *labels)
            end = n + 1;
    }
    while (end < n && (line_mark(r, t.from + end, ')') || line_mark(r, t.from + end, '-')))
        end++;
    *colon = end && t.from + end < t.to && line_mark(r, t.from + end, ':');
    return end + *colon;
}

/* Values behind labels. */

/* "Signerat av Anna Berg 2024-05-03 12:31:07 CET", "Undertecknat med BankID 2024-05-03". */
static bool read_signed(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    const struct sign_date *d = sign_only_date(r, t);
    struct tokens before = d ? sign_until(r, t, d->at.start) : t;
    if (d && !sign_is_time(r, sign_after(r, t, d->at.end)))
        return false;
    while (tokens_n(before) && !line_upper(r, before.to - 1) && !line_mark(r, before.to - 1, ')'))
        before.to--;
    bool known = sign_read_name(r, before, ret) || sign_read_for(r, before, ret) ||
                 sign_read_role_name(r, before, ret) || sign_read_party(r, before, ret);
    if (d)
        sign_set_date(d, ret);
    return known || d || !tokens_n(before);
}

static bool is_short_value(const struct sign_reader *r, struct tokens t)
{
    uint32_t words = 0;
    for (uint32_t i = t.from; i < t.to; i++) {
        if (line_word(r, i).is & WHO_VERB)
            return false;
        words += line_token(r, i)->kind == TOKEN_WORD;
    }
    return words && words <= SIGN_PARTY_WORDS;
}

/* What stands behind the label; false if it does not fit it, and then it was no label. */
static bool read_value(const struct sign_reader *r, struct tokens t, uint16_t labels, bool colon,
                       struct sign_line *ret)
{
    if (labels & (ASKS_SIGNED | ASKS_MINUTES))
        return read_signed(r, t, ret);
    if ((labels & (ASKS_DATE | ASKS_PLACE)) && sign_read_place_date(r, t, ret))
        return true;
    struct sign_line person = *ret; /* "Title: Managing Member" has the look of one */
    bool named = sign_read_name(r, t, &person) || sign_read_role_name(r, t, &person);
    if (named && (labels & (ASKS_NAME | ASKS_SIGN | ASKS_PARTY))) {
        *ret = person;
        return true;
    }
    if (named && !(labels & ASKS_ROLE))
        return false;
    if (!colon || !is_short_value(r, t))
        return false;
    if (labels & ASKS_NAME)
        sign_set_name(r, t, ret);
    else if (labels & ASKS_ROLE)
        sign_set_part(r, t, PART_ROLE, ret);
    else if (labels & ASKS_PARTY)
        sign_set_part(r, t, PART_PARTY, ret);
    else if (labels & ASKS_PLACE)
        sign_set_part(r, t, PART_PLACE, ret);
    else
        return false;
    return true;
}

/* Reads the value behind the labels into ret; false if it is none for them. */
static bool read_answer(const struct sign_reader *r, struct tokens t, uint16_t labels, bool colon,
                        struct sign_line *ret)
{
    struct sign_line value = {.at = ret->at, .flags = ret->flags};
    struct tokens rest = strip(r, t, &value.flags);
    if (tokens_n(rest) && !read_value(r, rest, labels, colon, &value))
        return false;
    value.labels = labels;
    if (!tokens_n(rest))
        value.blank = labels;
    else if ((labels & ASKS_DATE) && !sign_has(&value, PART_DATE))
        value.blank |= ASKS_DATE;
    *ret = value;
    return true;
}

static bool read_labelled(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    uint16_t labels = 0;
    bool colon = false;
    uint32_t n = label_length(r, t, &labels, &colon);
    if (!labels || !read_answer(r, (struct tokens){t.from + n, t.to}, labels, colon, ret))
        return false;
    if (ret->blank == ASKS_PARTY && !colon && !(ret->flags & SIGN_FILL)) {
        sign_set_part(r, t, PART_PARTY,
                      ret); /* "Beställaren": the column's heading, not a question */
        ret->blank = 0;
    }
    return true;
}

/* Of the line as a whole. */

static uint16_t meanings(const struct sign_reader *r, struct tokens t, uint32_t *words)
{
    uint16_t is = 0;
    for (uint32_t i = t.from; i < t.to; i++) {
        is |= line_word(r, i).is;
        *words += line_token(r, i)->kind == TOKEN_WORD;
    }
    return is;
}

static uint16_t line_flags(const struct sign_reader *r, struct tokens t)
{
    uint32_t words = 0;
    uint16_t is = meanings(r, t, &words), flags = 0;
    flags |= is & WHO_OPENING ? SIGN_OPENING : 0;
    flags |= is & WHO_REVIEWER ? SIGN_REVIEWER : 0;
    bool sentence = words >= SENTENCE_WORDS && line_mark(r, t.to - 1, '.');
    flags |= words > PROSE_WORDS || sentence ? SIGN_LONG : 0;
    flags |= tokens_n(t) && (line_word(r, t.from).is & WHO_CLOSING) ? SIGN_CLOSING : 0;
    flags |= who_is_substitute(r->who, r->scan, t) ? SIGN_SUBSTITUTE : 0;
    return flags;
}

struct sign_line sign_line_read(const struct sign_reader *r, struct tokens t)
{
    struct sign_line line = {.at = tokens_range(r->scan, t)};
    struct tokens rest = strip(r, t, &line.flags);
    if (!tokens_n(rest)) {
        line.blank = line.flags & SIGN_FILL ? ASKS_SIGN : 0;
        return line;
    }
    line.flags |= line_flags(r, rest);
    if (tokens_n(rest) > LINE_TOKENS || (line.flags & SIGN_CLOSING))
        return line;
    bool known = sign_read_for(r, rest, &line) || read_labelled(r, rest, &line) ||
                 sign_read_place_date(r, rest, &line) || sign_read_name(r, rest, &line) ||
                 sign_read_role_name(r, rest, &line) || sign_read_role(r, rest, &line) ||
                 sign_read_party(r, rest, &line);
    if (line.flags & SIGN_FILL && !line.blank && !sign_has(&line, PART_DATE))
        line.blank = known ? ASKS_SIGN : 0;
    if (known)
        line.flags &= (uint16_t)~SIGN_LONG;
    return line;
}

struct sign_line sign_line_read_as(const struct sign_reader *r, struct tokens t, uint16_t labels)
{
    struct sign_line line = {.at = tokens_range(r->scan, t)};
    if (!read_answer(r, t, labels, true, &line))
        line = sign_line_read(r, t);
    return line;
}

bool sign_is_known(const struct sign_line *l)
{
    for (int p = 0; p < SIGN_PARTS; p++)
        if (sign_has(l, (enum sign_part)p))
            return true;
    return l->blank || l->labels;
}

bool sign_is_bare_label(const struct sign_line *l)
{
    return l->labels && l->blank == l->labels && !(l->flags & SIGN_FILL);
}
