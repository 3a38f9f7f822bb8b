/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "fact/signature_read.h"

enum {
    KNOWN_PARTIES = 16, /* that a line is compared with */
    SUFFIX_BYTES = 8,   /* of "puolesta", which stands behind the party */
};

static bool all_caps(const struct sign_reader *r, struct tokens t)
{
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = line_token(r, i);
        uint32_t letters = (uint32_t)utf8_count(scan_span(r->scan, token));
        if (token->kind == TOKEN_WORD && letters > 1 && !(token->flags & TOKEN_CAPS))
            return false;
    }
    return true;
}

void sign_set_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    ret->part[PART_NAME] = tokens_range(r->scan, t);
    ret->flags |= all_caps(r, t) ? SIGN_CAPS : 0;
}

void sign_set_part(const struct sign_reader *r, struct tokens t, enum sign_part p,
                   struct sign_line *ret)
{
    ret->part[p] = tokens_range(r->scan, t);
}

static bool is_person(const struct sign_reader *r, struct tokens t)
{
    return who_is_person(r->who, r->scan, t);
}

static bool is_known_party(const struct sign_reader *r, struct tokens t)
{
    struct span name = document_folded(r->scan->document, tokens_range(r->scan, t));
    for (size_t i = 0; i < r->parties.n && i < KNOWN_PARTIES; i++)
        if (span_eq(r->parties.at[i], name))
            return true;
    return false;
}

/* "Inc.", "LLC", "L.P.": behind a comma it makes a company of what looks like a person. */
static bool is_legal_form(const struct sign_reader *r, struct tokens t)
{
    enum { LONGEST = 5 };
    uint32_t words = 0, letters = 0;
    bool body = false;
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = line_token(r, i);
        words += token->kind == TOKEN_WORD;
        letters += (token->flags & TOKEN_UPPER) && token_length(token) == 1;
        body |= (line_word(r, i).is & WHO_BODY) && token_length(token) <= LONGEST;
        if (token->kind != TOKEN_WORD && !line_mark(r, i, '.'))
            return false;
    }
    return (words == 1 && body) || (words >= 2 && letters == words);
}

/* "Bright Mills, L.P." */
static bool is_company(const struct sign_reader *r, struct tokens t)
{
    uint32_t comma = t.to;
    while (comma > t.from && !line_mark(r, comma - 1, ','))
        comma--;
    return comma > t.from + 1 && tokens_n(t) <= SIGN_PARTY_WORDS && line_upper(r, t.from) &&
           is_legal_form(r, (struct tokens){comma, t.to});
}

static bool is_party(const struct sign_reader *r, struct tokens t)
{
    return tokens_n(t) &&
           (is_known_party(r, t) || who_is_body(r->who, r->scan, t) || is_company(r, t));
}

/* Behind the name: ", rektor", "(Avdelningschef)", "- VD", ", Skolverket", ", 2024-03-04". */
static void read_behind_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    while (t.from < t.to) {
        uint32_t end = t.from;
        while (end < t.to && !mark_in(line_token(r, end), ",()"))
            end++;
        struct tokens piece = {t.from, end};
        while (tokens_n(piece) && line_mark(r, piece.from, '-'))
            piece.from++;
        if (!sign_has(ret, PART_ROLE) && who_is_role(r->who, r->scan, piece))
            ret->part[PART_ROLE] = tokens_range(r->scan, piece);
        else if (!sign_has(ret, PART_PARTY) && is_party(r, piece))
            ret->part[PART_PARTY] = tokens_range(r->scan, piece);
        else if (!sign_has(ret, PART_DATE))
            sign_read_date(r, piece, ret);
        t.from = end + 1;
    }
}

bool sign_read_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    uint32_t end = t.from;
    while (end < t.to && !line_mark(r, end, ',') && !line_mark(r, end, '(') &&
           !(line_mark(r, end, '-') && (line_token(r, end)->flags & TOKEN_SPACE)))
        end++;
    struct tokens name = {t.from, end}, behind = {end < t.to ? end + 1 : end, t.to};
    if (!is_person(r, name) || is_legal_form(r, behind))
        return false;
    sign_set_name(r, name, ret);
    read_behind_name(r, behind, ret);
    return true;
}

bool sign_read_role_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    for (uint32_t i = t.from + 1; i < t.to && i < t.from + 6; i++) {
        struct tokens role = {t.from, i}, name = {i, t.to};
        bool stands_in = who_is_substitute(r->who, r->scan, role);
        if (!is_person(r, name) || !(stands_in || who_is_role(r->who, r->scan, role)))
            continue;
        sign_set_name(r, name, ret);
        if (who_is_role(r->who, r->scan, role))
            ret->part[PART_ROLE] = tokens_range(r->scan, role);
        return true;
    }
    return false;
}

static bool is_behalf(const struct sign_reader *r, uint32_t i)
{
    return (line_word(r, i).is & WHO_FOR) && !is_known_party(r, (struct tokens){i, i + 1});
}

/* A party behind "För" may have any name, as long as it is no sentence. */
static bool is_name_behind_for(const struct sign_reader *r, struct tokens t)
{
    if (!tokens_n(t) || !line_upper(r, t.from) || tokens_n(t) > SIGN_PARTY_WORDS)
        return false;
    for (uint32_t i = t.from; i < t.to; i++)
        if ((line_word(r, i).is & WHO_VERB) || line_token(r, i)->kind == TOKEN_NUMBER)
            return false;
    return !line_mark(r, t.to - 1, '.') || tokens_n(t) <= 4;
}

/* The tokens behind "För", "Signed for and on behalf of the", or before "puolesta"; or none. */
static struct tokens on_behalf_of(const struct sign_reader *r, struct tokens t)
{
    struct tokens party = t;
    bool behalf = false;
    for (; party.from < t.to; party.from++) {
        bool said = is_behalf(r, party.from);
        uint16_t label = line_word(r, party.from).label;
        if (!said &&
            (label ? behalf && (label & ASKS_PARTY) : !behalf || line_upper(r, party.from)))
            break;
        behalf |= said;
    }
    bool last = tokens_n(t) > 1 && token_length(line_token(r, t.to - 1)) >= SUFFIX_BYTES;
    if (!behalf && last && is_behalf(r, t.to - 1))
        return (struct tokens){t.from, t.to - 1};
    while (tokens_n(party) && (line_word(r, party.to - 1).label & ASKS_FILLER))
        party.to--; /* "... Northlight Ltd by" */
    return behalf ? party : (struct tokens){t.to, t.to};
}

bool sign_read_for(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    struct tokens party = on_behalf_of(r, t);
    if (!line_upper(r, t.from) || !is_name_behind_for(r, party))
        return false;
    uint32_t comma = party.from;
    while (comma < party.to && !line_mark(r, comma, ','))
        comma++;
    struct tokens rest = {comma < t.to ? comma + 1 : comma, t.to};
    if (tokens_n(rest) && sign_read_place_date(r, rest, ret))
        party.to = comma;
    ret->part[PART_PARTY] = tokens_range(r->scan, party);
    ret->flags |= SIGN_FOR;
    return true;
}

bool sign_read_role(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    if (!who_is_role(r->who, r->scan, t))
        return false;
    ret->part[PART_ROLE] = tokens_range(r->scan, t);
    return true;
}

bool sign_read_party(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    if (!is_party(r, t))
        return false;
    ret->part[PART_PARTY] = tokens_range(r->scan, t);
    return true;
}
