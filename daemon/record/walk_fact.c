/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each type of fact is made of, and what its values may be. */
#include "record/walk_fact.h"

enum {
    DATE_FLAGS = DATE_STAMP << 1,
    PERIOD_FLAGS = PERIOD_VAGUE << 1,
    LEAP_YEAR = 2000, /* stands for a year that is not given: "29 februari" */
};

/* What civil arithmetic will be asked of a date must be in its calendar. */
static const char *date_fault(const struct date *d)
{
    bool year = d->year >= CIVIL_YEAR_MIN && d->year <= CIVIL_YEAR_MAX;
    int calendar = year ? d->year : LEAP_YEAR;
    if (d->precision != DATE_NONE && d->year != 0 && !year)
        return "year";
    switch ((enum date_precision)d->precision) {
    case DATE_NONE:
    case DATE_YEAR:
        return NULL;
    case DATE_HALF:
        return d->part >= 1 && d->part <= 2 ? NULL : "half";
    case DATE_QUARTER:
        return d->part >= 1 && d->part <= 4 ? NULL : "quarter";
    case DATE_WEEK:
        return d->part >= 1 && d->part <= (year ? civil_weeks(d->year) : 53) ? NULL : "week";
    case DATE_MONTH:
        return d->month >= 1 && d->month <= 12 ? NULL : "month";
    case DATE_DAY:
    case DATE_MINUTE:
        return civil_valid(calendar, d->month, d->day) ? NULL : "day";
    }
    return "precision";
}

static void walk_date(struct walk *w, struct date *d)
{
    WALK(w, d->year, INT16_MAX, "year");
    WALK(w, d->precision, DATE_MINUTE, "precision");
    WALK(w, d->part, 53, "part of a year");
    WALK(w, d->month, 12, "month");
    WALK(w, d->day, 31, "day");
    WALK(w, d->hour, 24, "hour");
    WALK(w, d->minute, 59, "minute");
    const char *fault = date_fault(d);
    if (fault)
        walk_fail(w, fault);
}

static void walk_dates(struct walk *w, struct date_fact *d)
{
    walk_date(w, &d->value);
    walk_date(w, &d->other);
    WALK(w, d->recurs.every, UINT8_MAX, "years between");
    WALK(w, d->recurs.first, INT16_MAX, "first year");
    WALK(w, d->recurs.last, INT16_MAX, "last year");
    WALK(w, d->weekday, 7, "weekday");
    WALK(w, d->flags, DATE_FLAGS - 1, "date flags");
    WALK(w, d->list, UINT32_MAX, "list of dates");
}

static void walk_period(struct walk *w, struct period_fact *p)
{
    walk_date(w, &p->start);
    walk_date(w, &p->end);
    WALK(w, p->flags, PERIOD_FLAGS - 1, "period flags");
}

static void walk_money(struct walk *w, struct money_fact *m)
{
    walk_signed(w, &m->hundredths);
    walk_code(w, m->currency, sizeof m->currency);
}

static void walk_identifier(struct walk *w, struct identifier_fact *i)
{
    walk_text(w, &i->value);
    walk_text(w, &i->same);
    walk_truth(w, &i->valid);
    WALK(w, i->fault, FAULT_COUNT - 1, "identifier fault");
}

static void walk_party(struct walk *w, struct party_fact *p)
{
    walk_text(w, &p->name);
    walk_text(w, &p->alias);
    walk_text(w, &p->orgnr);
    walk_text(w, &p->address);
    walk_text(w, &p->telephone);
}

static void walk_reference(struct walk *w, struct reference_fact *r)
{
    WALK(w, r->kind, REFERENCE_AGREEMENT, "reference kind");
    walk_text(w, &r->value);
    walk_text(w, &r->title);
    walk_truth(w, &r->listed);
}

static void walk_part(struct walk *w, struct signature_part *p)
{
    walk_text(w, &p->text);
    walk_range(w, &p->at);
    walk_place(w, &p->place);
    WALK(w, p->how, PAIRED_ORDER, "pairing");
}

static void walk_signature(struct walk *w, struct signature_fact *s)
{
    walk_part(w, &s->party);
    walk_part(w, &s->place);
    walk_part(w, &s->date);
    walk_part(w, &s->name);
    walk_part(w, &s->role);
    walk_date(w, &s->signed_on);
    walk_truth(w, &s->whole_date);
    walk_truth(w, &s->empty);
    walk_part(w, &s->substitute);
}

/* A personal number that a reader let slip would rest in the ledger: it is refused here too. */
static void walk_personal_number(struct walk *w, struct fact *f)
{
    walk_identifier(w, &f->identifier);
    if (f->raw.n || f->identifier.value.n || f->identifier.same.n)
        walk_fail(w, "a personal number in clear");
}

static void walk_value(struct walk *w, struct fact *f)
{
    switch (f->type) {
    case FACT_DATE:
        walk_dates(w, &f->date);
        break;
    case FACT_PERIOD:
        walk_period(w, &f->period);
        break;
    case FACT_DURATION:
        WALK(w, f->duration.count, UINT32_MAX, "duration");
        WALK(w, f->duration.unit, UNIT_YEAR, "unit");
        break;
    case FACT_NUMBER:
        walk_signed(w, &f->number.words);
        walk_signed(w, &f->number.figure);
        break;
    case FACT_MONEY:
        walk_money(w, &f->money);
        break;
    case FACT_ORGNR:
    case FACT_CASE_NUMBER:
        walk_identifier(w, &f->identifier);
        break;
    case FACT_PERSONAL_NUMBER:
        walk_personal_number(w, f);
        break;
    case FACT_PARTY:
        walk_party(w, &f->party);
        break;
    case FACT_REFERENCE:
        walk_reference(w, &f->reference);
        break;
    case FACT_SIGNATURE:
        walk_signature(w, &f->signature);
        break;
    case FACT_PLACEHOLDER:
        WALK(w, f->placeholder.kind, PLACEHOLDER_KINDS - 1, "placeholder kind");
        break;
    case FACT_TYPES:
        walk_fail(w, "fact type");
    }
}

void walk_fact(struct walk *w, struct fact *f)
{
    WALK(w, f->type, FACT_TYPES - 1, "fact type");
    walk_truth(w, &f->repaired);
    walk_range(w, &f->at);
    walk_place(w, &f->place);
    walk_text(w, &f->raw);
    WALK(w, f->sentence, UINT32_MAX, "sentence");
    WALK(w, f->block, UINT32_MAX, "block");
    walk_value(w, f);
}
