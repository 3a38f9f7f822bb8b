/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

/* Days beside the name of a month, in figures and in words: "1", "1:a", "20th", "tjugoförsta". */

/* "1:a", "1st", "15 th", and "20t h" as character recognition leaves it. */
static uint32_t suffix_at(const struct reader *r, uint32_t i, struct day *d)
{
    uint32_t word = is_mark(r, i, ':') && is_glued(r, i) && is_glued(r, i + 1) ? i + 1 : i;
    const struct token *t = token(r, word);
    uint32_t length = t->end - t->start;
    if (t->kind != TOKEN_WORD)
        return i;
    if (sense(r, word) == SENSE_SUFFIX && (is_glued(r, word) || length == 2)) {
        d->ordinal = true;
        return word + 1;
    }
    const struct token *next = token(r, word + 1);
    if (!is_glued(r, word) || length != 1 || next->kind != TOKEN_WORD || is_glued(r, word + 1) ||
        next->end - next->start != 1)
        return i;
    const char *fold = r->scan->document->fold;
    char torn[] = {fold[t->start], fold[next->start], '\0'};
    if (!strstr("th st nd rd", torn))
        return i;
    d->ordinal = d->torn = true;
    return word + 2;
}

static uint32_t day_figure(const struct reader *r, uint32_t i, struct day *d)
{
    if (digits(r, i) > 2 || token(r, i)->value == 0)
        return i;
    *d = (struct day){.from = i, .value = (uint8_t)token(r, i)->value, .join = d->join};
    return suffix_at(r, i + 1, d);
}

static uint32_t day_word(const struct reader *r, uint32_t i, struct day *d)
{
    int value = sense_value(r, i);
    *d = (struct day){.from = i, .value = (uint8_t)value, .word = true, .join = d->join};
    if (sense(r, i) == SENSE_ORDINAL)
        return i + 1;
    if (sense(r, i) != SENSE_TENS || value > 30)
        return i;
    uint32_t next = is_mark(r, i + 1, '-') ? i + 2 : i + 1;
    if ((sense(r, next) != SENSE_ORDINAL && sense(r, next) != SENSE_CARDINAL) ||
        sense_value(r, next) > 9)
        return i;
    d->value = (uint8_t)(value + sense_value(r, next));
    return next + 1;
}

static uint32_t day_at(const struct reader *r, uint32_t i, struct day *d)
{
    uint32_t to = is_number(r, i) ? day_figure(r, i, d) : day_word(r, i, d);
    d->to = to;
    return to;
}

enum join days_joined_by(const struct reader *r, uint32_t i)
{
    if (is_mark(r, i, '-') || sense(r, i) == SENSE_TO)
        return JOIN_RANGE;
    return is_mark(r, i, ',') || sense(r, i) == SENSE_AND ? JOIN_LIST : JOIN_NONE;
}

/* "1-12", "13 till 15", "1, 8 och 15": more days after the first. */
static uint32_t days_more(const struct reader *r, uint32_t i, struct days *days)
{
    while (days->n < DAYS_MOST) {
        struct day d = {.join = days_joined_by(r, is_mark(r, i, '.') ? i + 1 : i)};
        uint32_t next = (is_mark(r, i, '.') ? i + 1 : i) + 1;
        if (d.join == JOIN_NONE)
            break;
        if (sense(r, next) == SENSE_DATE_THE)
            next++;
        if (!is_number(r, next))
            break;
        uint32_t to = day_at(r, next, &d);
        if (to == next)
            break;
        days->at[days->n++] = d;
        i = to;
    }
    return i;
}

uint32_t days_at(const struct reader *r, uint32_t i, struct days *ret)
{
    ret->n = 1; /* the others are written before they are counted */
    ret->at[0] = (struct day){0};
    uint32_t to = day_at(r, i, &ret->at[0]);
    return to > i ? days_more(r, to, ret) : i;
}

/* Days in a list are surely days only behind "den" or "senast". */
bool days_agree(const struct reader *r, const struct days *days)
{
    bool sure = days->at[0].from > 0 && (sense(r, days->at[0].from - 1) == SENSE_DATE_THE ||
                                         sense(r, days->at[0].from - 1) == SENSE_DEADLINE);
    for (uint32_t k = 1; k < days->n; k++)
        if (days->at[k].join == JOIN_LIST && !sure)
            return false;
    return true;
}
