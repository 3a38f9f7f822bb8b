/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* "varje år från och med 2021", "årligen", "därefter vartannat år", "påföljande år": what stands
   behind the dates of a phrase and says in which years they fall. */
enum { EXPAND_MOST = 60, SKIP_MOST = 8 };

static bool is_bound_word(const struct reader *r, uint32_t i)
{
    switch (sense(r, i)) {
    case SENSE_FROM:
    case SENSE_AND:
    case SENSE_WITH:
    case SENSE_BEGIN:
    case SENSE_LETTER:
    case SENSE_YEAR:
    case SENSE_UNDER:
    case SENSE_PERIOD:
    case SENSE_THE:
    case SENSE_IN:
    case SENSE_BETWEEN:
        return true;
    default:
        return is_mark(r, i, '.') || is_mark(r, i, ',');
    }
}

static bool is_until_word(const struct reader *r, uint32_t i)
{
    return sense(r, i) == SENSE_TO || sense(r, i) == SENSE_AND || sense(r, i) == SENSE_WITH ||
           sense(r, i) == SENSE_LETTER || sense(r, i) == SENSE_T || sense(r, i) == SENSE_YEAR ||
           is_mark(r, i, '-') || is_mark(r, i, '.');
}

/* A year behind words of one sort; i if there is none. */
static uint32_t year_behind(const struct reader *r, uint32_t i, int *ret_year,
                            bool (*is_word)(const struct reader *, uint32_t))
{
    uint32_t at = i;
    while (at - i < SKIP_MOST && is_word(r, at))
        at++;
    uint32_t to = at > i ? date_year_at(r, at, ret_year) : at;
    return to > at ? to : i;
}

/* "varje år", "årligen", "vartannat år", "vart tredje år": every how many years. */
static uint32_t rhythm_at(const struct reader *r, uint32_t i, int *ret_every)
{
    *ret_every = sense_value(r, i);
    if (sense(r, i) == SENSE_YEARLY)
        return i + 1;
    if (sense(r, i) == SENSE_ALTERNATE && sense(r, i + 1) == SENSE_YEAR)
        return i + 2;
    if (sense(r, i) != SENSE_EACH)
        return i;
    uint32_t year = i + 1;
    if (sense(r, year) == SENSE_ORDINAL)
        *ret_every = sense_value(r, year++);
    return sense(r, year) == SENSE_YEAR ? year + 1 : i;
}

/* In place of one date without a year one for each year from first to last. */
static void expand(struct reader *r, uint32_t index, int first, int last)
{
    struct facts *facts = r->scan->facts;
    struct fact *base = &facts->list.at[index];
    uint32_t list = base->date.list ? base->date.list : ++r->lists;
    base->date.list = list;
    base->date.value.year = (int16_t)first;
    for (int year = first + 1; year <= last; year++) {
        struct fact copy = facts->list.at[index];
        struct fact *f = scan_add(r->scan, FACT_DATE, copy.at);
        if (!f)
            return;
        f->date = copy.date;
        f->date.value.year = (int16_t)year;
    }
}

static void recur(struct reader *r, uint32_t first, struct recurrence how)
{
    uint32_t end = (uint32_t)r->scan->facts->list.n;
    bool bounded = how.first && how.last && how.every == 1 && how.last >= how.first &&
                   how.last - how.first <= EXPAND_MOST;
    for (uint32_t i = first; i < end; i++) {
        struct date_fact *d = &r->scan->facts->list.at[i].date;
        if (d->value.precision < DATE_DAY)
            continue;
        if (bounded && !d->value.year) {
            expand(r, i, how.first, how.last);
            continue;
        }
        d->recurs = how;
        if (!how.first && d->value.year)
            d->recurs.first = d->value.year;
    }
}

/* "senast den 31 december 2011 och därefter vartannat år": a date of its own, from 2013 on. */
static uint32_t recur_after(struct reader *r, uint32_t from, uint32_t to, int every)
{
    uint32_t last = (uint32_t)r->scan->facts->list.n - 1;
    struct reading d = {.from = from, .to = to, .value = r->scan->facts->list.at[last].date.value};
    if (d.value.precision < DATE_DAY || !d.value.year)
        return from;
    uint16_t flags =
        r->scan->facts->list.at[last].date.flags & (DATE_DEADLINE | DATE_STRICT | DATE_ARRIVAL);
    d.flags = flags;
    d.value.year = (int16_t)(d.value.year + every);
    struct fact *f = date_add(r, &d, JOIN_LIST);
    if (!f)
        return from;
    f->date.weekday = 0;
    f->date.recurs = (struct recurrence){.every = (uint8_t)every, .first = d.value.year};
    return to;
}

/* "påföljande år", "of the following year", "året efter rekvisitionen". */
static uint32_t relative_at(const struct reader *r, uint32_t i)
{
    uint32_t at = i;
    while (at - i < 2 && (sense(r, at) == SENSE_OF || sense(r, at) == SENSE_THE ||
                          sense(r, at) == SENSE_SUFFIX || sense(r, at) == SENSE_IN))
        at++;
    if (sense(r, at) == SENSE_NEXT && sense(r, at + 1) == SENSE_YEAR)
        return at + 2;
    return sense(r, at) == SENSE_YEAR && sense(r, at + 1) == SENSE_AFTER ? at + 2 : i;
}

static uint32_t relative(struct reader *r, uint32_t i, uint32_t first)
{
    uint32_t to = relative_at(r, i);
    for (uint32_t k = first; to > i && k < r->scan->facts->list.n; k++) {
        struct date_fact *d = &r->scan->facts->list.at[k].date;
        if (!d->value.year)
            d->flags |= DATE_RELATIVE;
    }
    return to;
}

/* "varje år senast den 31 mars": the rhythm stands before the deadline word. */
static int rhythm_before(const struct reader *r, uint32_t date)
{
    int every;
    uint32_t i = date;
    for (int n = 0; n < 3 && i > 0; n++)
        if (sense(r, i - 1) == SENSE_DATE_THE || sense(r, i - 1) == SENSE_DEADLINE ||
            sense(r, i - 1) == SENSE_TO || is_mark(r, i - 1, ','))
            i--;
    if (i > 0 && sense(r, i - 1) == SENSE_YEARLY)
        return sense_value(r, i - 1);
    for (uint32_t back = 2; back <= 3 && back <= i; back++)
        if (rhythm_at(r, i - back, &every) == i)
            return every;
    return 0;
}

uint32_t date_recurrence(struct reader *r, uint32_t i, uint32_t first, uint32_t date)
{
    if (r->scan->facts->list.n == first)
        return i;
    uint32_t to = relative(r, i, first), at = i;
    if (to > i)
        return to;
    if (is_mark(r, at, ','))
        at++;
    if (sense(r, at) == SENSE_AND || sense(r, at) == SENSE_OF)
        at++;
    bool then = sense(r, at) == SENSE_THEN;
    at += then;
    int every, year;
    to = rhythm_at(r, at, &every);
    if (to == at)
        every = rhythm_before(r, date);
    if (!every)
        return i;
    if (then)
        return to > at ? recur_after(r, at, to, every) : i;
    struct recurrence how = {.every = (uint8_t)every};
    uint32_t bound = year_behind(r, to > at ? to : i, &year, is_bound_word);
    if (bound > (to > at ? to : i)) {
        to = bound;
        how.first = (int16_t)year;
        bound = year_behind(r, to, &year, is_until_word);
        how.last = bound > to ? (int16_t)year : 0;
        to = bound;
    }
    recur(r, first, how);
    return to > i ? to : i;
}
