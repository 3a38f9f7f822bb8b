/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Periods join date facts that stand already: two with "-" or "till och med" between them, or one
   that only begins ("från och med") or only ends ("t.o.m."). */
enum { BETWEEN_MOST = 12 };

struct end {
    uint32_t fact;     /* its index */
    uint32_t from, to; /* its tokens */
};

/* Senses are looked up only where a date stands near. */
struct joiner {
    struct scan *scan;
    const struct word_table *words;
    uint32_t token; /* where the walk through the tokens has come to */
};

static const struct word_row *row_at(const struct joiner *j, uint32_t i)
{
    const struct token *t = scan_token(j->scan, i);
    const struct word_row *row =
        t->kind == TOKEN_WORD ? words_find(j->words, t, j->scan->document->fold) : NULL;
    return row ? row : &date_rows[0];
}

static uint16_t meaning(const struct joiner *j, uint32_t i)
{
    return row_at(j, i)->meaning;
}

static bool has_mark(const struct joiner *j, uint32_t i, uint32_t c)
{
    const struct token *t = scan_token(j->scan, i);
    return t->kind == TOKEN_MARK && t->value == c;
}

static const struct fact *fact_of(const struct joiner *j, const struct end *e)
{
    return &j->scan->facts->list.at[e->fact];
}

/* The next date with a value from fact *at on; its tokens are found by walking on. */
static bool next_end(struct joiner *j, uint32_t *at, struct end *ret)
{
    for (const struct fact *f; (f = scan_each(j->scan, FACT_DATE, at));) {
        if (f->date.value.precision == DATE_NONE || f->date.recurs.every)
            continue;
        while (j->token < j->scan->tokens.n && scan_token(j->scan, j->token)->start < f->at.start)
            j->token++;
        uint32_t to = j->token;
        while (to < j->scan->tokens.n && scan_token(j->scan, to)->start < f->at.end)
            to++;
        *ret = (struct end){*at - 1, j->token, to};
        return true;
    }
    return false;
}

/* "mellan åren 2015", "between 1 May": then a mere "och" is enough. */
static bool follows_between(const struct joiner *j, uint32_t from)
{
    for (uint32_t i = from, n = 0; i > 0 && n < 4; i--, n++) {
        uint16_t m = meaning(j, i - 1);
        if (m == SENSE_BETWEEN)
            return true;
        if (m != SENSE_YEAR && m != SENSE_THE && m != SENSE_DATE_THE)
            return false;
    }
    return false;
}

static bool joins(const struct joiner *j, const struct end *a, const struct end *b)
{
    bool to = false, and = false;
    if (b->from <= a->to || b->from - a->to > BETWEEN_MOST)
        return false;
    for (uint32_t i = a->to; i < b->from; i++) {
        switch (meaning(j, i)) {
        case SENSE_TO:
        case SENSE_T:
            to = true;
            break;
        case SENSE_AND:
            and = true;
            break;
        case SENSE_WITH:
        case SENSE_LETTER:
        case SENSE_THE:
        case SENSE_DATE_THE:
        case SENSE_YEAR:
        case SENSE_WEEKDAY:
            break;
        default:
            if (has_mark(j, i, '-') || (has_mark(j, i, '/') && b->from == a->to + 1))
                to = true;
            else if (!has_mark(j, i, '.') && !has_mark(j, i, ','))
                return false;
        }
    }
    return to || (and&&follows_between(j, a->from));
}

/* What only words before a date can say: that a period begins or ends with it. */
enum opening { NO_PERIOD, BEGINS, ENDS };

static enum opening opening_before(const struct joiner *j, uint32_t from)
{
    bool inclusive = false;
    for (uint32_t i = from, n = 0; i > 0 && n < 8; i--, n++) {
        const struct word_row *row = row_at(j, i - 1);
        switch (row->meaning) {
        case SENSE_THE:
        case SENSE_DATE_THE:
        case SENSE_YEAR:
        case SENSE_WEEKDAY:
        case SENSE_AND:
            break;
        case SENSE_WITH:
        case SENSE_LETTER:
            inclusive = true;
            break;
        case SENSE_BEGIN:
            return BEGINS;
        case SENSE_FROM:
            return inclusive ? BEGINS : NO_PERIOD;
        case SENSE_T:
            return inclusive ? ENDS : NO_PERIOD;
        case SENSE_TO:
            return inclusive || row->value ? ENDS : NO_PERIOD;
        default:
            if (!has_mark(j, i - 1, '.'))
                return NO_PERIOD;
        }
    }
    return NO_PERIOD;
}

static bool is_reversed(struct date start, struct date end)
{
    civil_day first, last, unused;
    return date_days(start, &first, &unused) && date_days(end, &unused, &last) && first > last;
}

static bool add(struct joiner *j, const struct end *start, const struct end *end)
{
    const struct end *from = start ? start : end, *to = end ? end : start;
    struct range at = {fact_of(j, from)->at.start, fact_of(j, to)->at.end};
    struct period_fact p = {0};
    if (start)
        p.start = fact_of(j, start)->date.value;
    if (end)
        p.end = fact_of(j, end)->date.value;
    if ((start && meaning(j, start->from) == SENSE_TERM) ||
        (end && meaning(j, end->from) == SENSE_TERM))
        p.flags |= PERIOD_VAGUE;
    else if (start && end && is_reversed(p.start, p.end))
        p.flags |= PERIOD_REVERSED;
    struct fact *f = scan_add(j->scan, FACT_PERIOD, at);
    if (f)
        f->period = p;
    return f != NULL;
}

static void *prepare(struct vocabulary *v)
{
    return words_new(v, date_rows, date_row_count);
}

static void find(struct scan *s, const void *prepared)
{
    struct joiner j = {.scan = s, .words = prepared};
    struct end one, two;
    uint32_t at = 0;
    bool more = next_end(&j, &at, &one), room = true;
    while (more && room) {
        bool second = next_end(&j, &at, &two);
        if (second && joins(&j, &one, &two)) {
            room = add(&j, &one, &two);
            more = next_end(&j, &at, &one);
            continue;
        }
        enum opening opening = opening_before(&j, one.from);
        if (opening != NO_PERIOD)
            room = opening == BEGINS ? add(&j, &one, NULL) : add(&j, NULL, &one);
        more = second;
        one = two;
    }
}

const struct scanner scanner_periods = {"periods", prepare, find};
