/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* One phrase: a date, what is joined to it, and how often it comes back. */
struct phrase {
    uint32_t first; /* index of its first fact */
    bool by_word;   /* something was joined by more than a comma */
};

static struct fact *fact_at(struct reader *r, uint32_t i)
{
    return &r->scan->facts->list.at[i];
}

static uint32_t fact_count(const struct reader *r)
{
    return (uint32_t)r->scan->facts->list.n;
}

struct fact *date_add(struct reader *r, const struct reading *d, enum join join)
{
    uint32_t before = fact_count(r);
    struct range at = {token(r, d->from)->start, token(r, d->to - 1)->end};
    struct fact *f = scan_add(r->scan, FACT_DATE, at);
    if (!f)
        return NULL;
    f->repaired = d->repaired;
    f->date = (struct date_fact){
        .value = d->value,
        .other = d->other,
        .weekday = date_weekday(r, d->from, d->to),
        .flags = d->flags | date_deadline(r, d->from, d->to),
    };
    if (d->value.precision == DATE_DAY)
        date_time_before(r, d->from, &f->date.value);
    r->ended = d->to;
    if (join == JOIN_LIST && before) {
        struct date_fact *last = &fact_at(r, before - 1)->date;
        last->list = last->list ? last->list : ++r->lists;
        f->date.list = last->list;
    }
    return f;
}

uint32_t date_read(struct reader *r, uint32_t i, enum join join)
{
    uint32_t to = i;
    if (is_number(r, i)) {
        uint32_t (*const forms[])(struct reader *, uint32_t, enum join) = {
            date_numeric, date_day_first, date_part, date_unfinished, date_year,
        };
        for (size_t k = 0; k < sizeof forms / sizeof *forms && to == i; k++)
            to = forms[k](r, i, join);
        return to;
    }
    switch (sense(r, i)) {
    case SENSE_MONTH:
    case SENSE_MONTH_OR_WORD:
        return date_month_first(r, i, join);
    case SENSE_ORDINAL:
    case SENSE_TENS:
        to = date_day_first(r, i, join);
        return to > i ? to : date_part(r, i, join);
    case SENSE_LAST:
    case SENSE_QUARTER:
    case SENSE_Q:
    case SENSE_HALF:
    case SENSE_H:
    case SENSE_WEEK:
    case SENSE_END:
    case SENSE_HOLIDAY:
        return date_part(r, i, join);
    case SENSE_TERM:
        return date_term(r, i, join);
    default:
        return i;
    }
}

/* What stands between two dates of a phrase; JOIN_NONE if they do not belong together. */
static enum join joined_by(const struct reader *r, uint32_t *i, struct phrase *p)
{
    uint32_t at = *i;
    enum join join = JOIN_NONE;
    bool comma = is_mark(r, at, ',') || is_mark(r, at, ';');
    if (comma) {
        at++;
        join = JOIN_LIST;
    }
    if (sense(r, at) == SENSE_AND) {
        at++;
        if (is_mark(r, at, '.') && is_glued(r, at))
            at++;
        join = JOIN_LIST;
        p->by_word = true;
    } else if (!comma && (is_mark(r, at, '-') || (is_mark(r, at, '/') && is_glued(r, at)))) {
        at++;
        join = JOIN_RANGE;
    } else if (sense(r, at) == SENSE_TO || (sense(r, at) == SENSE_T && is_mark(r, at + 1, '.'))) {
        at++;
        while (sense(r, at) == SENSE_AND || sense(r, at) == SENSE_WITH ||
               sense(r, at) == SENSE_LETTER || sense(r, at) == SENSE_TO || is_mark(r, at, '.'))
            at++;
        join = JOIN_RANGE;
    }
    if (join == JOIN_NONE)
        return JOIN_NONE;
    while (sense(r, at) == SENSE_DEADLINE || sense(r, at) == SENSE_DATE_THE ||
           sense(r, at) == SENSE_THE || sense(r, at) == SENSE_WEEKDAY || sense(r, at) == SENSE_YEAR)
        at++;
    *i = at;
    p->by_word |= join == JOIN_RANGE;
    return join;
}

/* "den 31 januari 2017, 2018 och 2019": the same day of a later year. */
static uint32_t next_year(struct reader *r, uint32_t i)
{
    struct date last = fact_at(r, fact_count(r) - 1)->date.value;
    int year;
    uint32_t to = date_year_at(r, i, &year);
    if (to == i || !last.year || !last.month || year <= last.year || year > last.year + 20 ||
        is_month(r, to))
        return i;
    struct reading d = {.from = i, .to = to, .value = last};
    d.value.year = (int16_t)year;
    d.value.precision = last.day ? DATE_DAY : DATE_MONTH;
    if (last.day && !date_possible(d.value)) {
        d.value.precision = DATE_NONE;
        d.flags = DATE_IMPOSSIBLE;
    }
    return date_add(r, &d, JOIN_LIST) ? to : i;
}

/* Adds what is joined to the date that ends before token i; returns the token behind it all. */
static uint32_t joined(struct reader *r, uint32_t i, struct phrase *p)
{
    for (;;) {
        uint32_t next = i, to;
        struct phrase tried = *p;
        enum join join = joined_by(r, &next, &tried);
        if (join == JOIN_NONE)
            return i;
        to = join == JOIN_LIST ? next_year(r, next) : next;
        if (to == next)
            to = date_read(r, next, join);
        if (to == next)
            return i;
        *p = tried;
        i = to;
    }
}

static void check_day(struct date_fact *d)
{
    if (d->value.precision < DATE_DAY || date_possible(d->value))
        return;
    d->value.precision = DATE_NONE;
    d->flags |= DATE_IMPOSSIBLE;
}

/* "den 15 april och den 15 oktober 2021": what has no year takes that of the one behind it; the
   beginning of a period the year before, if it would begin after its end. */
static void share_years(struct reader *r, const struct phrase *p)
{
    for (uint32_t i = fact_count(r); p->by_word && i > p->first + 1; i--) {
        const struct date_fact *later = &fact_at(r, i - 1)->date;
        struct date_fact *d = &fact_at(r, i - 2)->date;
        if (d->value.year || !later->value.year || !d->value.month)
            continue;
        bool range = !d->list || d->list != later->list;
        bool after = d->value.month > later->value.month ||
                     (d->value.month == later->value.month && d->value.day > later->value.day);
        d->value.year = (int16_t)(later->value.year - (range && after && later->value.month));
        d->flags |= DATE_SHARES_YEAR;
        check_day(d);
    }
}

/* A month that found no year says nothing. */
static void drop_bare_months(struct reader *r, const struct phrase *p)
{
    uint32_t kept = p->first;
    for (uint32_t i = p->first; i < fact_count(r); i++) {
        const struct date *d = &fact_at(r, i)->date.value;
        if (d->precision != DATE_MONTH || d->year)
            *fact_at(r, kept++) = *fact_at(r, i);
    }
    r->scan->facts->list.n = kept;
}

/* One deadline word holds for the whole list. */
static void share_deadline(struct reader *r, const struct phrase *p)
{
    const uint16_t shared = DATE_DEADLINE | DATE_STRICT | DATE_ARRIVAL;
    for (uint32_t i = p->first + 1; i < fact_count(r); i++) {
        const struct date_fact *before = &fact_at(r, i - 1)->date;
        struct date_fact *d = &fact_at(r, i)->date;
        if (d->list && d->list == before->list && !(d->flags & DATE_DEADLINE))
            d->flags |= before->flags & shared;
    }
}

static void check_weekdays(struct reader *r, const struct phrase *p)
{
    for (uint32_t i = p->first; i < fact_count(r); i++) {
        struct date_fact *d = &fact_at(r, i)->date;
        civil_day first, last;
        if (d->weekday && d->value.precision >= DATE_DAY && date_days(d->value, &first, &last) &&
            civil_weekday(first) != d->weekday)
            d->flags |= DATE_WRONG_WEEKDAY;
    }
}

/* "(9-15 maj) 2011": the year stands behind the bracket. */
static void year_behind_bracket(struct reader *r, uint32_t i)
{
    struct date_fact *last = &fact_at(r, fact_count(r) - 1)->date;
    int year;
    if (last->value.year || !is_mark(r, i, ')') || date_year_at(r, i + 1, &year) == i + 1)
        return;
    last->value.year = (int16_t)year;
    last->flags |= DATE_SHARES_YEAR;
    check_day(last);
}

uint32_t date_phrase(struct reader *r, uint32_t i)
{
    struct phrase p = {.first = fact_count(r)};
    uint32_t to = date_read(r, i, JOIN_NONE);
    if (to == i)
        return i;
    p.by_word = fact_count(r) > p.first + 1;
    to = joined(r, to, &p);
    year_behind_bracket(r, to);
    share_years(r, &p);
    drop_bare_months(r, &p);
    share_deadline(r, &p);
    to = date_recurrence(r, to, p.first, i);
    check_weekdays(r, &p);
    return to;
}
