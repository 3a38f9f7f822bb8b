/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/signature_lines.h"
#include "base/utf8.h"
#include "fact/mark.h"

enum {
    LINE_TOKENS = 48,   /* a longer one is running text, if it is not a line to write on */
    PROSE_WORDS = 14,   /* more words in one line no block of signatures has */
    SENTENCE_WORDS = 4, /* with a full stop */
    PARTY_WORDS = 10,   /* of a name behind "För" */
    PLACE_WORDS = 3,    /* "Upplands Väsby", "Den Haag" */
    TIME_TOKENS = 16,   /* "kl. 12:31:07 +02'00' CEST" */
    FILL_MARKS = 3,     /* "___"; two dots more of "....." */
    PARTY_FEW = 16,     /* known parties that a line is compared with */
};

static const uint16_t asked = ASKS_PLACE | ASKS_DATE | ASKS_SIGN | ASKS_NAME | ASKS_ROLE |
                              ASKS_PARTY | ASKS_SIGNED | ASKS_MINUTES;

static bool is_mark(const struct sign_reader *r, uint32_t i, uint32_t mark)
{
    return token_is_mark(r->scan, i, mark);
}

static struct who_word word_at(const struct sign_reader *r, uint32_t i)
{
    return who_word(r->who, r->scan, i);
}

static const struct token *token_at(const struct sign_reader *r, uint32_t i)
{
    return scan_token(r->scan, i);
}

static bool is_upper_word(const struct sign_reader *r, uint32_t i)
{
    const struct token *t = token_at(r, i);
    return t->kind == TOKEN_WORD && (t->flags & TOKEN_UPPER);
}

static bool is_fill(const struct token *t)
{
    return t->kind == TOKEN_MARK && (t->value == '_' || t->value == '.' || t->value == 0x2026);
}

/* How many tokens of a line to write on begin here: "_____", "......", "… … …". */
static uint32_t fill_length(const struct sign_reader *r, struct tokens t)
{
    uint32_t n = 0, weight = 0;
    for (; t.from + n < t.to && is_fill(token_at(r, t.from + n)); n++)
        weight += token_at(r, t.from + n)->value == '.' ? 2 : 3;
    return weight >= 2 * FILL_MARKS + 2 ? n : 0;
}

static bool is_edge(const struct sign_reader *r, uint32_t i)
{
    const struct token *t = token_at(r, i);
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
    while (end > t.from && is_fill(token_at(r, end - 1))) {
        end--;
        marks += token_at(r, end)->value == '.' ? 2 : 3;
    }
    if (marks >= 2 * FILL_MARKS + 2) {
        *flags |= SIGN_FILL;
        t.to = end;
    }
    while (t.to > t.from && is_edge(r, t.to - 1) && !is_mark(r, t.to - 1, '-'))
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
        const struct token *token = token_at(r, t.from + n);
        uint16_t label = word_at(r, t.from + n).label;
        if (!(label & (asked | ASKS_FILLER)) && !(*labels && is_label_mark(token)))
            break;
        *labels |= label & asked;
        if (label && *labels)
            end = n + 1;
    }
    while (end < n && (is_mark(r, t.from + end, ')') || is_mark(r, t.from + end, '-')))
        end++;
    *colon = end && t.from + end < t.to && is_mark(r, t.from + end, ':');
    return end + *colon;
}

/* Dates and places. */

/* How many dates lie within the tokens (two are as good as many), and the first of them. */
static uint32_t dates_in(const struct sign_reader *r, struct tokens t,
                         const struct sign_date **ret_first)
{
    struct range at = tokens_range(r->scan, t);
    size_t low = 0, high = r->dates.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->dates.at[middle].at.start < at.start)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t n = 0;
    while (n < 2 && low + n < r->dates.n && r->dates.at[low + n].at.end <= at.end)
        n++;
    *ret_first = n ? &r->dates.at[low] : NULL;
    return n;
}

static const struct sign_date *only_date(const struct sign_reader *r, struct tokens t)
{
    const struct sign_date *first;
    return dates_in(r, t, &first) == 1 ? first : NULL;
}

/* "Stockholm", "Upplands Väsby den", "Malmö, the": where, and small words before the date. */
static bool read_place(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    struct tokens place = {t.from, t.from};
    for (uint32_t i = t.from, words = 0; i < t.to; i++) {
        struct who_word means = word_at(r, i);
        if (is_upper_word(r, i) && place.to == i) {
            if (++words > PLACE_WORDS || (means.is & (WHO_ROLE | WHO_NEVER | WHO_VERB)))
                return false;
            place.to = i + 1;
        } else if (is_mark(r, i, '-') && i > t.from && is_upper_word(r, i + 1) && i + 1 < t.to) {
            place.to = i + 1;
        } else if (token_at(r, i)->kind == TOKEN_WORD) {
            if (token_length(token_at(r, i)) > 3)
                return false;
        } else if (!is_mark(r, i, ',') && !is_mark(r, i, '.') && !is_mark(r, i, ':')) {
            return false;
        }
    }
    if (tokens_n(place))
        ret->part[PART_PLACE] = tokens_range(r->scan, place);
    return true;
}

/* Behind a date: a time with its zone, or marks that begin another part of it. */
static bool is_time(const struct sign_reader *r, struct tokens t)
{
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = token_at(r, i);
        bool zone = (token->flags & TOKEN_CAPS) || token->end - token->start <= 3;
        if (token->kind == TOKEN_WORD && (!zone || word_at(r, i).label))
            return false;
        if (token->kind == TOKEN_MARK && token->value > 0x7f)
            return false;
    }
    return tokens_n(t) <= TIME_TOKENS;
}

static struct tokens tokens_until(const struct sign_reader *r, struct tokens t, uint32_t offset)
{
    uint32_t i = t.from;
    while (i < t.to && token_at(r, i)->start < offset)
        i++;
    return (struct tokens){t.from, i};
}

static struct tokens tokens_after(const struct sign_reader *r, struct tokens t, uint32_t offset)
{
    uint32_t i = t.from;
    while (i < t.to && token_at(r, i)->start < offset)
        i++;
    return (struct tokens){i, t.to};
}

static void set_date(const struct sign_date *d, struct sign_line *ret)
{
    ret->part[PART_DATE] = d->at;
    ret->signed_on = d->value;
    ret->flags |= d->whole ? SIGN_WHOLE_DATE : 0;
    ret->flags |= d->repaired ? SIGN_REPAIRED : 0;
}

static bool is_year(const struct token *t)
{
    return t->kind == TOKEN_NUMBER && t->end - t->start == 4 && t->value >= 1900 &&
           t->value <= CIVIL_YEAR_MAX;
}

/*
 * What stands where a date should: begun ("2020 -", "/ 2024"), or a line to write it on
 * ("den ____ 2024", "20__-__-__"), whose year the form has printed.
 */
enum begun { BEGUN_NOT, BEGUN_DATE, BEGUN_FORM };

static enum begun begun_date(const struct sign_reader *r, struct tokens t)
{
    uint32_t years = 0, open = 0, lines = 0;
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = token_at(r, i);
        bool line = token->kind == TOKEN_MARK && (token->value == '_' || token->value == 0x2026);
        bool mark = token->kind == TOKEN_MARK &&
                    (token->value == '-' || token->value == '/' || token->value == '.');
        bool small = token->kind == TOKEN_WORD && token->end - token->start <= 3;
        years += is_year(token);
        lines += line;
        open += mark;
        if (!line && !mark && !small && token->kind != TOKEN_NUMBER)
            return BEGUN_NOT;
    }
    if (lines >= FILL_MARKS)
        return BEGUN_FORM;
    return years == 1 && open ? BEGUN_DATE : BEGUN_NOT;
}

static bool read_begun_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    uint32_t i = t.from;
    while (i < t.to && (is_upper_word(r, i) || is_mark(r, i, ',')))
        i++;
    struct tokens place = {t.from, i}, date = {i, t.to};
    while (tokens_n(date) && token_at(r, date.from)->kind == TOKEN_WORD)
        date.from++;
    enum begun begun = begun_date(r, date);
    if (!tokens_n(place) || begun == BEGUN_NOT || !read_place(r, place, ret))
        return false;
    if (begun == BEGUN_DATE)
        ret->part[PART_DATE] = tokens_range(r->scan, date);
    else
        ret->blank |= ASKS_DATE;
    return true;
}

/* Place and date and nothing else. */
static bool read_place_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    const struct sign_date *d;
    uint32_t dates = dates_in(r, t, &d);
    if (dates > 1)
        return false;
    if (!d || !d->whole) {
        if (read_begun_date(r, t, ret))
            return true;
        if (!d)
            return false;
    }
    struct tokens before = tokens_until(r, t, d->at.start), after = tokens_after(r, t, d->at.end);
    if (!is_time(r, after) || !read_place(r, before, ret))
        return false;
    set_date(d, ret);
    return true;
}

/* Names, roles, parties. */

static bool all_caps(const struct sign_reader *r, struct tokens t)
{
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = token_at(r, i);
        uint32_t letters = (uint32_t)utf8_count(scan_span(r->scan, token));
        if (token->kind == TOKEN_WORD && letters > 1 && !(token->flags & TOKEN_CAPS))
            return false;
    }
    return true;
}

static void set_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    ret->part[PART_NAME] = tokens_range(r->scan, t);
    ret->flags |= all_caps(r, t) ? SIGN_CAPS : 0;
}

static bool is_person(const struct sign_reader *r, struct tokens t)
{
    return who_is_person(r->who, r->scan, t);
}

static bool is_known_party(const struct sign_reader *r, struct tokens t)
{
    struct span name = document_folded(r->scan->document, tokens_range(r->scan, t));
    for (size_t i = 0; i < r->parties.n && i < PARTY_FEW; i++)
        if (span_eq(r->parties.at[i], name))
            return true;
    return false;
}

static bool is_party(const struct sign_reader *r, struct tokens t)
{
    return tokens_n(t) && (is_known_party(r, t) || who_is_body(r->who, r->scan, t));
}

static bool read_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    const struct sign_date *d = tokens_n(t) ? only_date(r, t) : NULL;
    if (!d || !is_time(r, tokens_until(r, t, d->at.start)) ||
        !is_time(r, tokens_after(r, t, d->at.end)))
        return false;
    set_date(d, ret);
    return true;
}

/* Behind the name: ", rektor", "(Avdelningschef)", "- VD", ", Skolverket", ", 2024-03-04". */
static void read_behind_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    while (t.from < t.to) {
        uint32_t end = t.from;
        while (end < t.to && !mark_in(token_at(r, end), ",()"))
            end++;
        struct tokens piece = {t.from, end};
        while (tokens_n(piece) && is_mark(r, piece.from, '-'))
            piece.from++;
        if (!sign_has(ret, PART_ROLE) && who_is_role(r->who, r->scan, piece))
            ret->part[PART_ROLE] = tokens_range(r->scan, piece);
        else if (!sign_has(ret, PART_PARTY) && is_party(r, piece))
            ret->part[PART_PARTY] = tokens_range(r->scan, piece);
        else if (!sign_has(ret, PART_DATE))
            read_date(r, piece, ret);
        t.from = end + 1;
    }
}

static bool read_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    uint32_t end = t.from;
    while (end < t.to && !is_mark(r, end, ',') && !is_mark(r, end, '(') &&
           !(is_mark(r, end, '-') && (token_at(r, end)->flags & TOKEN_SPACE)))
        end++;
    struct tokens name = {t.from, end};
    if (!is_person(r, name))
        return false;
    set_name(r, name, ret);
    read_behind_name(r, (struct tokens){end < t.to ? end + 1 : end, t.to}, ret);
    return true;
}

/* "Rektor Anna Berg", "e.u. Bo Ek". */
static bool read_role_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    for (uint32_t i = t.from + 1; i < t.to && i < t.from + 6; i++) {
        struct tokens role = {t.from, i}, name = {i, t.to};
        bool stands_in = who_is_substitute(r->who, r->scan, role);
        if (!is_person(r, name) || !(stands_in || who_is_role(r->who, r->scan, role)))
            continue;
        set_name(r, name, ret);
        if (who_is_role(r->who, r->scan, role))
            ret->part[PART_ROLE] = tokens_range(r->scan, role);
        return true;
    }
    return false;
}

static bool is_behalf(const struct sign_reader *r, uint32_t i)
{
    return (word_at(r, i).is & WHO_FOR) && !is_known_party(r, (struct tokens){i, i + 1});
}

/* A party behind "För" may have any name, as long as it is no sentence. */
static bool is_name_behind_for(const struct sign_reader *r, struct tokens t)
{
    if (!tokens_n(t) || !is_upper_word(r, t.from) || tokens_n(t) > PARTY_WORDS)
        return false;
    for (uint32_t i = t.from; i < t.to; i++)
        if ((word_at(r, i).is & WHO_VERB) || token_at(r, i)->kind == TOKEN_NUMBER)
            return false;
    return !is_mark(r, t.to - 1, '.') || tokens_n(t) <= 4;
}

/* "För X", "For and on behalf of X", "Für die X", "X:n puolesta". */
static bool read_for(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    struct tokens party = t;
    bool behalf = false;
    while (party.from < t.to && (is_behalf(r, party.from) || word_at(r, party.from).label ||
                                 (behalf && !is_upper_word(r, party.from)))) {
        bool said = is_behalf(r, party.from);
        if (behalf && !said && (word_at(r, party.from).label & ASKS_PARTY))
            break;
        behalf |= said;
        party.from++;
    }
    if (!behalf && tokens_n(t) > 1 && is_behalf(r, t.to - 1))
        party = (struct tokens){t.from, t.to - 1}, behalf = true;
    while (tokens_n(party) && (word_at(r, party.to - 1).label & ASKS_FILLER))
        party.to--;
    if (!behalf || !is_name_behind_for(r, party))
        return false;
    uint32_t comma = party.from;
    while (comma < party.to && !is_mark(r, comma, ','))
        comma++;
    struct tokens rest = {comma < t.to ? comma + 1 : comma, t.to};
    if (tokens_n(rest) && read_place_date(r, rest, ret))
        party.to = comma;
    ret->part[PART_PARTY] = tokens_range(r->scan, party);
    ret->flags |= SIGN_FOR;
    return true;
}

static bool read_role(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    if (!who_is_role(r->who, r->scan, t))
        return false;
    ret->part[PART_ROLE] = tokens_range(r->scan, t);
    return true;
}

static bool read_party(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    if (!is_party(r, t))
        return false;
    ret->part[PART_PARTY] = tokens_range(r->scan, t);
    return true;
}

/* Values behind labels. */

/* "Signerat av Anna Berg 2024-05-03 12:31:07 CET", "Undertecknat med BankID 2024-05-03". */
static bool read_signed(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    const struct sign_date *d = only_date(r, t);
    struct tokens before = d ? tokens_until(r, t, d->at.start) : t;
    if (d && !is_time(r, tokens_after(r, t, d->at.end)))
        return false;
    while (tokens_n(before) && !is_upper_word(r, before.to - 1) && !is_mark(r, before.to - 1, ')'))
        before.to--;
    bool known = read_name(r, before, ret) || read_for(r, before, ret) ||
                 read_role_name(r, before, ret) || read_party(r, before, ret);
    if (d)
        set_date(d, ret);
    return known || d || !tokens_n(before);
}

static bool is_short_value(const struct sign_reader *r, struct tokens t)
{
    uint32_t words = 0;
    for (uint32_t i = t.from; i < t.to; i++) {
        if (word_at(r, i).is & WHO_VERB)
            return false;
        words += token_at(r, i)->kind == TOKEN_WORD;
    }
    return words && words <= PARTY_WORDS;
}

static void set_part(const struct sign_reader *r, struct tokens t, enum sign_part p,
                     struct sign_line *ret)
{
    ret->part[p] = tokens_range(r->scan, t);
}

/* What stands behind the label; false if it does not fit it, and then it was no label. */
static bool read_value(const struct sign_reader *r, struct tokens t, uint16_t labels, bool colon,
                       struct sign_line *ret)
{
    if (labels & (ASKS_SIGNED | ASKS_MINUTES))
        return read_signed(r, t, ret);
    if ((labels & (ASKS_DATE | ASKS_PLACE)) && read_place_date(r, t, ret))
        return true;
    if (read_name(r, t, ret) || read_role_name(r, t, ret))
        return (labels & (ASKS_NAME | ASKS_SIGN | ASKS_PARTY)) != 0;
    if (!colon || !is_short_value(r, t))
        return false;
    if (labels & ASKS_NAME)
        set_name(r, t, ret);
    else if (labels & ASKS_ROLE)
        set_part(r, t, PART_ROLE, ret);
    else if (labels & ASKS_PARTY)
        set_part(r, t, PART_PARTY, ret);
    else if (labels & ASKS_PLACE)
        set_part(r, t, PART_PLACE, ret);
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
        set_part(r, t, PART_PARTY, ret); /* "Beställaren": the column's heading, not a question */
        ret->blank = 0;
    }
    return true;
}

/* Of the line as a whole. */

static uint16_t meanings(const struct sign_reader *r, struct tokens t, uint32_t *words)
{
    uint16_t is = 0;
    for (uint32_t i = t.from; i < t.to; i++) {
        is |= word_at(r, i).is;
        *words += token_at(r, i)->kind == TOKEN_WORD;
    }
    return is;
}

static uint16_t line_flags(const struct sign_reader *r, struct tokens t)
{
    uint32_t words = 0;
    uint16_t is = meanings(r, t, &words), flags = 0;
    flags |= is & WHO_OPENING ? SIGN_OPENING : 0;
    flags |= is & WHO_REVIEWER ? SIGN_REVIEWER : 0;
    bool sentence = words >= SENTENCE_WORDS && is_mark(r, t.to - 1, '.');
    flags |= words > PROSE_WORDS || sentence ? SIGN_LONG : 0;
    flags |= tokens_n(t) && (word_at(r, t.from).is & WHO_CLOSING) ? SIGN_CLOSING : 0;
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
    bool known = read_for(r, rest, &line) || read_labelled(r, rest, &line) ||
                 read_place_date(r, rest, &line) || read_name(r, rest, &line) ||
                 read_role_name(r, rest, &line) || read_role(r, rest, &line) ||
                 read_party(r, rest, &line);
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
