/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Years behind a day or a month: in figures, in two figures, in words. */

// clang-format off
static const char *const units[] = {
    "", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
};
static const char *const tens[] = {
    "", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio",
};
static const struct {
    const char *word;
    int years;
} centuries[] = {
    {"tjugohundra", 2000}, {"nittonhundra", 1900}, {"artonhundra", 1800}, {"tvåtusen", 2000},
};
// clang-format on

static bool take(struct span *s, const char *word)
{
    struct span prefix = span_of(word);
    if (!prefix.n || !span_starts(*s, prefix))
        return false;
    *s = span_cut(*s, prefix.n, s->n);
    return true;
}

/* "sextioåtta": 68. -1 if it is no number below a hundred. */
static int swedish_number(struct span s)
{
    int value = 0;
    for (int i = 0; i < 20; i++)
        if (span_is(s, units[i]))
            return i;
    for (int i = 2; i < 10 && !value; i++)
        if (take(&s, tens[i]))
            value = 10 * i;
    for (int i = 0; value && i < 10; i++)
        if (span_is(s, units[i]))
            return value + i;
    return -1;
}

static int swedish_year(struct span s)
{
    for (size_t i = 0; i < sizeof centuries / sizeof *centuries; i++)
        if (take(&s, centuries[i].word)) {
            int rest = swedish_number(s);
            return rest < 0 ? 0 : centuries[i].years + rest;
        }
    return 0;
}

/* "seventy eight", "eighteen", "twenty-one". */
static uint32_t below_hundred(const struct reader *r, uint32_t i, int *ret)
{
    if (sense(r, i) == SENSE_CARDINAL) {
        *ret = sense_value(r, i);
        return i + 1;
    }
    if (sense(r, i) != SENSE_TENS)
        return i;
    *ret = sense_value(r, i++);
    uint32_t next = is_mark(r, i, '-') ? i + 1 : i;
    if (sense(r, next) != SENSE_CARDINAL || sense_value(r, next) > 9)
        return i;
    *ret += sense_value(r, next);
    return next + 1;
}

/* "two thousand [and eighteen]", "två tusen", "nineteen hundred", "nineteen seventy eight". */
static uint32_t english_year(const struct reader *r, uint32_t i, int *ret_year)
{
    int high, low = 0;
    uint32_t at = below_hundred(r, i, &high);
    if (at == i)
        return i;
    if (sense(r, at) == SENSE_THOUSAND) {
        high *= sense_value(r, at++);
        uint32_t rest = sense(r, at) == SENSE_AND ? at + 1 : at;
        uint32_t end = below_hundred(r, rest, &low);
        at = end > rest ? end : at;
    } else if (high >= 10) {
        uint32_t end = below_hundred(r, at, &low);
        if (end == at || low < 10)
            return i;
        at = end;
        high *= 100;
    }
    int year = high + low;
    if (year < CIVIL_YEAR_MIN || year > CIVIL_YEAR_MAX)
        return i;
    *ret_year = year;
    return at;
}

uint32_t date_year_words(const struct reader *r, uint32_t i, int *ret_year)
{
    if (token(r, i)->kind != TOKEN_WORD)
        return i;
    if (sense(r, i) == SENSE_TENS || sense(r, i) == SENSE_CARDINAL)
        return english_year(r, i, ret_year);
    int year = swedish_year(scan_fold(r->scan, token(r, i)));
    if (!year)
        return i;
    *ret_year = year;
    return i + 1;
}

uint32_t date_year_at(const struct reader *r, uint32_t i, int *ret_year)
{
    uint32_t value = token(r, i)->value;
    if (digits(r, i) != 4 || value < CIVIL_YEAR_MIN || value > CIVIL_YEAR_MAX)
        return i;
    if (!date_right_free(r, i + 1) || sense(r, i + 1) == SENSE_UNIT)
        return i;
    *ret_year = (int)value;
    return i + 1;
}

/* A bare year says little: more must stand beside it, and it must be of our times. */
enum { YEAR_FIRST = 1900, YEAR_LAST = 2099, YEARS_APART = 60 };

static bool is_modern(const struct reader *r, uint32_t i)
{
    int year;
    return date_year_at(r, i, &year) > i && year >= YEAR_FIRST && year <= YEAR_LAST;
}

static uint32_t year_back(const struct reader *r, uint32_t i)
{
    while (i > 0 && (sense(r, i - 1) == SENSE_YEAR || sense(r, i - 1) == SENSE_THE ||
                     sense(r, i - 1) == SENSE_LETTER || sense(r, i - 1) == SENSE_T ||
                     sense(r, i - 1) == SENSE_WITH || sense(r, i - 1) == SENSE_DATE_THE ||
                     sense(r, i - 1) == SENSE_PERIOD || sense(r, i - 1) == SENSE_AND ||
                     is_mark(r, i - 1, '.')))
        i--;
    return i;
}

/* Words that make the number a year: "under 2021", "från och med 2024", "åren 2014-2017". */
static bool is_introduced(const struct reader *r, uint32_t i)
{
    uint32_t back = year_back(r, i);
    if (i - back > 6)
        return false;
    for (uint32_t k = back; k < i; k++)
        if (sense(r, k) == SENSE_PERIOD || sense(r, k) == SENSE_T)
            return true;
    switch (back ? sense(r, back - 1) : SENSE_NONE) {
    case SENSE_FROM:
    case SENSE_UNDER:
    case SENSE_DEADLINE:
    case SENSE_BETWEEN:
    case SENSE_END:
        return true;
    case SENSE_TO:
        return sense_value(r, back - 1) || back < i;
    default:
        return false;
    }
}

/* "2020-2025": two years of our times, the later one behind. */
static bool is_span(const struct reader *r, uint32_t i)
{
    if (!is_mark(r, i + 1, '-') || !is_modern(r, i + 2))
        return false;
    if (is_glued(r, i + 1) != is_glued(r, i + 2))
        return false;
    uint32_t first = token(r, i)->value, last = token(r, i + 2)->value;
    return first < last && last - first <= YEARS_APART;
}

/* "åren 2015 och 2018": what a year is joined to is one. */
static bool follows_year(const struct reader *r)
{
    const struct facts *facts = r->scan->facts;
    const struct fact *last = facts->list.n ? &facts->list.at[facts->list.n - 1] : NULL;
    return last && last->type == FACT_DATE && last->date.value.precision == DATE_YEAR;
}

uint32_t date_year(struct reader *r, uint32_t i, enum join join)
{
    if (!is_modern(r, i) || !date_left_free(r, i))
        return i;
    if (i > 0 && sense(r, i - 1) == SENSE_NUMBERED)
        return i;
    if (join != JOIN_RANGE && !(join == JOIN_LIST && follows_year(r)) && !is_introduced(r, i) &&
        !is_span(r, i))
        return i;
    struct reading d = {.from = i, .to = i + 1};
    d.value = (struct date){.year = (int16_t)token(r, i)->value, .precision = DATE_YEAR};
    return date_add(r, &d, join) ? d.to : i;
}

/* "från och med höstterminen 2012": of the year no more than its number is known. */
uint32_t date_term(struct reader *r, uint32_t i, enum join join)
{
    uint32_t year = sense(r, i + 1) == SENSE_YEAR ? i + 2 : i + 1;
    if (!is_modern(r, year) || (join != JOIN_RANGE && !is_introduced(r, i)))
        return i;
    struct reading d = {.from = i, .to = year + 1};
    d.value = (struct date){.year = (int16_t)token(r, year)->value, .precision = DATE_YEAR};
    return date_add(r, &d, join) ? d.to : i;
}
