/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/eval.h"

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

struct value value_because(struct reason why)
{
    return (struct value){.type = VALUE_NOTHING, .why = why, .where = NOWHERE};
}

struct value value_unknown(enum reason_code code, struct span what)
{
    return value_because((struct reason){.code = code, .what = what});
}

struct value value_bool(bool truth)
{
    return (struct value){.type = VALUE_BOOL, .where = NOWHERE, .truth = truth};
}

struct value value_number(int64_t number)
{
    return (struct value){.type = VALUE_NUMBER, .where = NOWHERE, .number = number};
}

struct value value_text(struct span text)
{
    return (struct value){.type = VALUE_TEXT, .where = NOWHERE, .text = text};
}

/* ---- from what was read ---- */

static void take_fact(struct value *v, const struct fact *f)
{
    switch (f->type) {
    case FACT_DATE:
        v->type = VALUE_DATE;
        v->date = f->date;
        break;
    case FACT_PERIOD:
        v->type = VALUE_PERIOD;
        v->period = f->period;
        break;
    case FACT_DURATION:
        v->type = VALUE_DURATION;
        v->duration = f->duration;
        break;
    case FACT_NUMBER:
        v->type = VALUE_WORDED;
        v->worded = &f->number;
        break;
    case FACT_MONEY:
        v->type = VALUE_MONEY;
        v->money = f->money;
        break;
    case FACT_ORGNR:
    case FACT_PERSONAL_NUMBER:
    case FACT_CASE_NUMBER:
        v->type = VALUE_IDENTIFIER;
        v->identifier = &f->identifier;
        break;
    case FACT_PARTY:
        v->type = VALUE_PARTY;
        v->party = &f->party;
        break;
    case FACT_REFERENCE:
        v->type = VALUE_REFERENCE;
        v->reference = &f->reference;
        break;
    case FACT_SIGNATURE:
        v->type = VALUE_SIGNATURE;
        v->signature = &f->signature;
        break;
    case FACT_PLACEHOLDER:
        v->type = VALUE_PLACEHOLDER;
        v->placeholder = &f->placeholder;
        break;
    case FACT_TYPES:
        break;
    }
}

struct value value_of_fact(const struct record *r, uint32_t index)
{
    const struct fact *f = &r->facts[index];
    uint32_t quote = r->fact_quotes ? r->fact_quotes[index] : NO_QUOTE;
    struct value v = {
        .where = {f->place, f->at, f->raw, quote}, .repaired = f->repaired, .fact = f};
    take_fact(&v, f);
    return v;
}

struct value value_of_section(const struct record *r, uint32_t index)
{
    const struct record_section *s = &r->sections[index];
    return (struct value){
        .type = VALUE_SECTION, .where = {s->place, s->heading, s->title, s->quote}, .section = s};
}

struct value value_of_item(const struct record *r, uint32_t index)
{
    const struct record_item *i = &r->items[index];
    return (struct value){
        .type = VALUE_LIST_ITEM, .where = {i->place, i->at, i->text, i->quote}, .item = i};
}

struct value value_of_hit(const struct hit *h)
{
    return (struct value){
        .type = VALUE_TEXT, .where = {h->place, h->group, h->text, h->quote}, .text = h->text};
}

/* ---- order ---- */

static int date_order(struct date a, struct date b)
{
    return COMPARE(a.year, b.year)
               ?: COMPARE(a.precision, b.precision)
               ?: COMPARE(a.part, b.part)
               ?: COMPARE(a.month, b.month)
               ?: COMPARE(a.day, b.day) ?: COMPARE(a.hour, b.hour) ?: COMPARE(a.minute, b.minute);
}

static int identifier_order(const struct value *a, const struct value *b)
{
    const struct identifier_fact *x = a->identifier, *y = b->identifier;
    if (x->value.n == 0 && y->value.n == 0) /* masked: told apart by where they stand */
        return COMPARE(a->where.at.start, b->where.at.start);
    return span_order(x->same.n ? x->same : x->value, y->same.n ? y->same : y->value);
}

static int duration_order(struct duration a, struct duration b)
{
    return COMPARE(a.unit, b.unit) ?: COMPARE(a.count, b.count);
}

static int money_order(struct money_fact a, struct money_fact b)
{
    return memcmp(a.currency, b.currency, sizeof a.currency) ?: COMPARE(a.hundredths, b.hundredths);
}

static int reference_order(const struct reference_fact *a, const struct reference_fact *b)
{
    return COMPARE(a->kind, b->kind) ?: span_order(a->value, b->value);
}

int value_order(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return COMPARE(a->type, b->type);
    switch (a->type) {
    case VALUE_BOOL:
        return COMPARE(a->truth, b->truth);
    case VALUE_NUMBER:
        return COMPARE(a->number, b->number);
    case VALUE_TEXT:
        return span_order(a->text, b->text);
    case VALUE_DATE:
        return date_order(a->date.value, b->date.value)
                   ?: (a->date.value.precision == DATE_NONE
                           ? span_order(a->where.text, b->where.text)
                           : 0);
    case VALUE_PERIOD:
        return date_order(a->period.start, b->period.start)
                   ?: date_order(a->period.end, b->period.end);
    case VALUE_DURATION:
        return duration_order(a->duration, b->duration);
    case VALUE_MONEY:
        return money_order(a->money, b->money);
    case VALUE_IDENTIFIER:
        return identifier_order(a, b);
    case VALUE_WORDED:
        return COMPARE(a->worded->figure, b->worded->figure)
                   ?: COMPARE(a->worded->words, b->worded->words);
    case VALUE_PARTY:
        return span_order(a->party->name, b->party->name);
    case VALUE_REFERENCE:
        return reference_order(a->reference, b->reference);
    case VALUE_NOTHING:
    case VALUE_SECTION:
    case VALUE_LIST_ITEM:
    case VALUE_SIGNATURE:
    case VALUE_PLACEHOLDER:
    case VALUE_PLACE:
    case VALUE_TYPES:
        break;
    }
    return COMPARE(a->where.at.start, b->where.at.start); /* each stands for itself */
}
