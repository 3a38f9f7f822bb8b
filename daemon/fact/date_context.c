/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* How far a word may stand from the date it speaks of; a bound, so that reading stays linear. */
enum { LOOK_NEAR = 8, LOOK_SENTENCE = 24 };

static bool is_tied(const struct reader *r, uint32_t mark_at)
{
    return mark_at > 0 && is_glued(r, mark_at) &&
           (is_number(r, mark_at - 1) || token(r, mark_at - 1)->kind == TOKEN_WORD);
}

bool date_left_free(const struct reader *r, uint32_t from)
{
    if (from == 0 || from == r->ended)
        return true;
    const struct token *before = token(r, from - 1);
    if (before->kind == TOKEN_MARK && (before->value == 0xa7 || before->value == '#'))
        return false;
    if (!is_glued(r, from))
        return true;
    if (before->kind == TOKEN_BREAK || before->kind == TOKEN_END)
        return true;
    if (before->kind != TOKEN_MARK)
        return false;
    switch (before->value) {
    case '-':
        return r->ended == from - 1 || !is_tied(r, from - 1);
    case '.':
    case ',':
    case ':':
    case ';':
        return !(from > 1 && is_glued(r, from - 1) && is_number(r, from - 2));
    case '/':
        return r->ended == from - 1;
    case '+':
    case '&':
    case '@':
    case '\\':
    case '$':
    case '=':
    case 0x20ac: /* euro */
    case 0xa3:   /* pound */
        return false;
    default:
        return true;
    }
}

bool date_right_free(const struct reader *r, uint32_t to)
{
    const struct token *after = token(r, to);
    if (!is_glued(r, to))
        return !(after->kind == TOKEN_MARK && after->value == '%');
    if (after->kind == TOKEN_WORD || after->kind == TOKEN_NUMBER)
        return false;
    if (after->kind != TOKEN_MARK)
        return true;
    bool number = is_number(r, to + 1) && is_glued(r, to + 1);
    switch (after->value) {
    case '.':
    case ',':
    case ':':
        return !number;
    case '/':
    case '-':
        return !number || digits(r, to + 1) == 4 || is_month(r, to + 2) ||
               (is_mark(r, to + 2, '.') && digits(r, to + 3) <= 2);
    case '%':
    case 0xa7:
    case '@':
    case '=':
        return false;
    default:
        return true;
    }
}

bool date_is_line(const struct reader *r, uint32_t from, uint32_t to)
{
    return (from == 0 || is_line_end(r, from - 1)) && is_line_end(r, to);
}

bool date_is_sure(const struct reader *r, uint32_t from, uint32_t to)
{
    if (date_is_line(r, from, to))
        return true;
    while (from > 0 && (is_mark(r, from - 1, ',') || is_mark(r, from - 1, ':')))
        from--;
    if (from == 0)
        return false;
    switch (sense(r, from - 1)) {
    case SENSE_DATE_THE:
    case SENSE_WEEKDAY:
    case SENSE_DEADLINE:
    case SENSE_DATE:
        return true;
    default:
        return false;
    }
}

static uint32_t skip_back(const struct reader *r, uint32_t at)
{
    while (at > 0 &&
           (sense(r, at - 1) == SENSE_DATE_THE || sense(r, at - 1) == SENSE_THE ||
            sense(r, at - 1) == SENSE_OF || is_mark(r, at - 1, ',') || is_mark(r, at - 1, '.')))
        at--;
    return at;
}

uint8_t date_weekday(const struct reader *r, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (sense(r, i) == SENSE_WEEKDAY)
            return (uint8_t)sense_value(r, i);
    uint32_t before = skip_back(r, from);
    bool of_last_date = before > 0 && before - 1 == r->ended; /* "15 maj fre, 16 maj lör" */
    if (before > 0 && from - before <= 4 && !of_last_date && sense(r, before - 1) == SENSE_WEEKDAY)
        return (uint8_t)sense_value(r, before - 1);
    if (is_mark(r, to, ',') || is_mark(r, to, '('))
        to++;
    bool next_date = is_number(r, to + 1) || sense(r, to + 1) == SENSE_DATE_THE ||
                     is_month(r, to + 1) || sense(r, to + 1) == SENSE_ORDINAL;
    if (sense(r, to) == SENSE_WEEKDAY && !next_date)
        return (uint8_t)sense_value(r, to);
    return 0;
}

/* What may stand between "senast" and its date. */
static bool is_between(const struct reader *r, uint32_t i)
{
    switch (sense(r, i)) {
    case SENSE_DATE_THE:
    case SENSE_THE:
    case SENSE_WEEKDAY:
    case SENSE_OF:
    case SENSE_IN:
    case SENSE_ON:
    case SENSE_DAY:
    case SENSE_END:
    case SENSE_YEAR:
    case SENSE_TIME:
    case SENSE_UNDER:
    case SENSE_WEEK:
    case SENSE_TO:
        return true;
    default:
        return is_number(r, i) || is_mark(r, i, ':') || is_mark(r, i, '.') || is_mark(r, i, ',');
    }
}

static bool has_sense(const struct reader *r, uint32_t from, uint32_t to, enum date_meaning which)
{
    for (uint32_t i = from; i < to; i++)
        if (sense(r, i) == which)
            return true;
    return false;
}

static bool is_sentence_end(const struct reader *r, uint32_t i)
{
    const struct token *t = token(r, i);
    if (t->kind == TOKEN_END)
        return true;
    return t->kind == TOKEN_MARK && (t->value == '.' || t->value == ';') && !is_glued(r, i + 1) &&
           token(r, i + 1)->flags & TOKEN_UPPER;
}

/* "tillhanda", "inkommit" in the same sentence, near the date. */
static bool arrives(const struct reader *r, uint32_t from, uint32_t to)
{
    for (uint32_t i = from, n = 0; i > 0 && n < LOOK_SENTENCE && !is_sentence_end(r, i - 1); n++)
        if (sense(r, --i) == SENSE_ARRIVAL || sense(r, i) == SENSE_RECEIVED)
            return true;
    for (uint32_t i = to, n = 0; n < LOOK_SENTENCE / 2 && !is_sentence_end(r, i); i++, n++)
        if (sense(r, i) == SENSE_ARRIVAL || sense(r, i) == SENSE_RECEIVED)
            return true;
    return false;
}

/* "at the latest", "mennessä" stand behind the date. */
static bool is_latest(const struct reader *r, uint32_t to)
{
    uint32_t i = to;
    if (is_mark(r, i, ','))
        i++;
    if (sense(r, i) == SENSE_TIME && sense(r, i + 1) == SENSE_THE)
        i += 2;
    return sense(r, i) == SENSE_LATEST;
}

/* The flags of the deadline word that ends just before token at. */
static uint16_t deadline_word(const struct reader *r, uint32_t at, uint32_t date_end)
{
    if (at == 0)
        return 0;
    switch (sense(r, at - 1)) {
    case SENSE_THAN:
        return at > 1 && sense(r, at - 2) == SENSE_LATER ? DATE_DEADLINE : 0;
    case SENSE_ARRIVAL:
        return DATE_DEADLINE | DATE_ARRIVAL;
    case SENSE_DEADLINE:
        break;
    default:
        return 0;
    }
    uint16_t flags = (uint16_t)sense_value(r, at - 1);
    bool or_before = at > 1 && sense(r, at - 2) == SENSE_AND && sense_value(r, at - 2);
    if (or_before || has_sense(r, at, date_end, SENSE_END))
        flags &= (uint16_t)~DATE_STRICT;
    return flags;
}

static bool asks_for_act(const struct reader *r, uint32_t i)
{
    static const char *const words[] = {"att", "för", "to", "for"};
    struct span word = scan_fold(r->scan, token(r, i));
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (span_is(word, words[k]))
            return true;
    return false;
}

/* "Sista dag att lämna anbud är:" in the same sentence, with no other date or number between. The
   last day of something else, "sista dagen i perioden", is none. */
static bool is_last_day(const struct reader *r, uint32_t from)
{
    for (uint32_t i = from, n = 0; i > 1 && n < LOOK_SENTENCE; i--, n++) {
        if (is_number(r, i - 1) || is_sentence_end(r, i - 1))
            return false;
        if (sense(r, i - 1) == SENSE_DAY && sense(r, i - 2) == SENSE_LAST)
            return asks_for_act(r, i);
    }
    return false;
}

uint16_t date_deadline(const struct reader *r, uint32_t from, uint32_t to)
{
    uint16_t flags = is_latest(r, to) || is_last_day(r, from) ? DATE_DEADLINE : 0;
    for (uint32_t i = from, n = 0; !flags && n <= LOOK_NEAR; i--, n++) {
        flags = deadline_word(r, i, to);
        if (i == 0 || !is_between(r, i - 1) || is_sentence_end(r, i - 1))
            break;
    }
    if (flags & DATE_DEADLINE && arrives(r, from, to))
        flags |= DATE_ARRIVAL;
    return flags;
}
