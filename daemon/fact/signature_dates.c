/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bisect.h"
#include "fact/signature_read.h"

enum {
    PLACE_WORDS = 3,  /* "Upplands Väsby", "Den Haag" */
    TIME_TOKENS = 16, /* "kl. 12:31:07 +02'00' CEST" */
    FORM_MARKS = 3,   /* of a line to write on within a date: "20__-__-__" */
};

/* How many dates lie within the tokens (two are as good as many), and the first of them. */
static uint32_t dates_in(const struct sign_reader *r, struct tokens t,
                         const struct sign_date **ret_first)
{
    struct range at = tokens_range(r->scan, t);
    size_t first = FIRST_NOT(i, r->dates.n, r->dates.at[i].at.start < at.start);
    uint32_t n = 0;
    while (n < 2 && first + n < r->dates.n && r->dates.at[first + n].at.end <= at.end)
        n++;
    *ret_first = n ? &r->dates.at[first] : NULL;
    return n;
}

const struct sign_date *sign_only_date(const struct sign_reader *r, struct tokens t)
{
    const struct sign_date *first;
    return dates_in(r, t, &first) == 1 ? first : NULL;
}

/* "Stockholm", "Upplands Väsby den", "Malmö, the": where, and small words before the date. */
static bool read_place(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    struct tokens place = {t.from, t.from};
    for (uint32_t i = t.from, words = 0; i < t.to; i++) {
        struct who_word means = line_word(r, i);
        if (line_upper(r, i) && place.to == i) {
            if (++words > PLACE_WORDS || (means.is & (WHO_ROLE | WHO_NEVER | WHO_VERB)))
                return false;
            place.to = i + 1;
        } else if (line_mark(r, i, '-') && i > t.from && line_upper(r, i + 1) && i + 1 < t.to) {
            place.to = i + 1;
        } else if (line_token(r, i)->kind == TOKEN_WORD) {
            if (token_length(line_token(r, i)) > 3)
                return false;
        } else if (!line_mark(r, i, ',') && !line_mark(r, i, '.') && !line_mark(r, i, ':')) {
            return false;
        }
    }
    if (tokens_n(place))
        ret->part[PART_PLACE] = tokens_range(r->scan, place);
    return true;
}

bool sign_is_time(const struct sign_reader *r, struct tokens t)
{
    for (uint32_t i = t.from; i < t.to; i++) {
        const struct token *token = line_token(r, i);
        bool zone = (token->flags & TOKEN_CAPS) || token->end - token->start <= 3;
        if (token->kind == TOKEN_WORD && (!zone || line_word(r, i).label))
            return false;
        if (token->kind == TOKEN_MARK && token->value > 0x7f)
            return false;
    }
    return tokens_n(t) <= TIME_TOKENS;
}

struct tokens sign_until(const struct sign_reader *r, struct tokens t, uint32_t offset)
{
    uint32_t i = t.from;
    while (i < t.to && line_token(r, i)->start < offset)
        i++;
    return (struct tokens){t.from, i};
}

struct tokens sign_after(const struct sign_reader *r, struct tokens t, uint32_t offset)
{
    uint32_t i = t.from;
    while (i < t.to && line_token(r, i)->start < offset)
        i++;
    return (struct tokens){i, t.to};
}

void sign_set_date(const struct sign_date *d, struct sign_line *ret)
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
        const struct token *token = line_token(r, i);
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
    if (lines >= FORM_MARKS)
        return BEGUN_FORM;
    return years == 1 && open ? BEGUN_DATE : BEGUN_NOT;
}

static bool read_begun_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    uint32_t i = t.from;
    while (i < t.to && (line_upper(r, i) || line_mark(r, i, ',')))
        i++;
    struct tokens place = {t.from, i}, date = {i, t.to};
    while (tokens_n(date) && line_token(r, date.from)->kind == TOKEN_WORD)
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

bool sign_read_place_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    const struct sign_date *d;
    uint32_t dates = dates_in(r, t, &d);
    if (dates > 1)
        return false;
    if ((!d || !d->whole) && read_begun_date(r, t, ret))
        return true;
    if (!d)
        return false;
    struct tokens before = sign_until(r, t, d->at.start), after = sign_after(r, t, d->at.end);
    if (!sign_is_time(r, after) || !read_place(r, before, ret))
        return false;
    sign_set_date(d, ret);
    return true;
}

bool sign_read_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret)
{
    const struct sign_date *d = tokens_n(t) ? sign_only_date(r, t) : NULL;
    if (!d || !sign_is_time(r, sign_until(r, t, d->at.start)) ||
        !sign_is_time(r, sign_after(r, t, d->at.end)))
        return false;
    sign_set_date(d, ret);
    return true;
}
