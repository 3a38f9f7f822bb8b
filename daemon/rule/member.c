/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bisect.h"
#include "rule/eval.h"

#include <stdlib.h>

/* Nothing written is not stated, whatever the type says. */
static struct value stated_text(struct span text, const char *name)
{
    return text.n ? value_text(text) : value_unknown(REASON_NOT_STATED, span_of(name));
}

static struct value stated_number(int64_t n, bool stated, const char *name)
{
    return stated ? value_number(n) : value_unknown(REASON_NOT_STATED, span_of(name));
}

static struct value date_weekday(const struct value *v)
{
    struct date d = v->date.value;
    if (d.precision < DATE_DAY || d.year == 0)
        return value_unknown(REASON_NOT_EXACT, v->where.text);
    return value_number(civil_weekday(civil_to_day(d.year, d.month, d.day)));
}

static struct value date_member(const struct value *v, enum member_id m)
{
    struct date d = v->date.value;
    bool month = d.month > 0, day = d.precision >= DATE_DAY;
    unsigned flags = v->date.flags;
    switch (m) {
    case MEMBER_DATE_YEAR:
        return stated_number(d.year, d.year != 0, "year");
    case MEMBER_DATE_MONTH:
        return stated_number(d.month, month, "month");
    case MEMBER_DATE_DAY:
        return stated_number(d.day, day, "day");
    case MEMBER_DATE_WEEKDAY:
        return date_weekday(v);
    case MEMBER_DATE_COMPLETE:
        return value_bool(!(flags & DATE_INCOMPLETE) && d.precision != DATE_NONE);
    case MEMBER_DATE_HAS_YEAR:
        return value_bool(d.year != 0);
    case MEMBER_DATE_IMPOSSIBLE:
        return value_bool(flags & DATE_IMPOSSIBLE);
    case MEMBER_DATE_AMBIGUOUS:
        return value_bool(flags & DATE_AMBIGUOUS);
    case MEMBER_DATE_WEEKDAY_WRONG:
        return value_bool(flags & DATE_WRONG_WEEKDAY);
    case MEMBER_DATE_DEADLINE:
        return value_bool(flags & DATE_DEADLINE);
    case MEMBER_DATE_STRICT:
        return value_bool(flags & DATE_STRICT);
    case MEMBER_DATE_ARRIVAL:
        return value_bool(flags & DATE_ARRIVAL);
    case MEMBER_DATE_RELATIVE:
        return value_bool(flags & DATE_RELATIVE);
    case MEMBER_DATE_STAMP:
        return value_bool(flags & DATE_STAMP);
    default:
        return value_bool(v->date.recurs.every != 0);
    }
}

/* Signature blocks stand in document order and do not overlap: the last that begins before it. */
static struct value date_is_signing(struct judging *j, const struct value *v)
{
    const struct selection *blocks = select_builtin(j, builtin_find(SPAN("signatures")));
    uint32_t behind =
        FIRST_NOT(i, blocks->all_count, blocks->all[i].where.at.start <= v->where.at.start);
    return value_bool(behind > 0 && v->where.at.start < blocks->all[behind - 1].where.at.end);
}

static struct value end_of_period(struct date d, bool vague, const struct value *v,
                                  const char *name)
{
    if (d.precision == DATE_NONE)
        return value_unknown(vague ? REASON_VAGUE : REASON_NOT_STATED,
                             vague ? v->where.text : span_of(name));
    return (struct value){.type = VALUE_DATE, .date = {.value = d}};
}

static struct value period_member(const struct value *v, enum member_id m)
{
    bool vague = v->period.flags & PERIOD_VAGUE;
    switch (m) {
    case MEMBER_PERIOD_START:
        return end_of_period(v->period.start, vague, v, "start");
    case MEMBER_PERIOD_END:
        return end_of_period(v->period.end, vague, v, "end");
    case MEMBER_PERIOD_REVERSED:
        return value_bool(v->period.flags & PERIOD_REVERSED);
    default:
        return value_bool(vague);
    }
}

static struct value amount_member(const struct value *v, enum member_id m)
{
    int64_t whole = v->money.hundredths / 100;
    switch (m) {
    case MEMBER_DURATION_COUNT:
        return value_number(v->duration.count);
    case MEMBER_DURATION_UNIT:
        return value_text(span_of(duration_unit_text((enum duration_unit)v->duration.unit)));
    case MEMBER_MONEY_AMOUNT:
        return value_number(v->money.hundredths % 100 < 0 ? whole - 1 : whole);
    case MEMBER_MONEY_CURRENCY:
        return value_text(
            (struct span){v->money.currency, strnlen(v->money.currency, sizeof v->money.currency)});
    case MEMBER_WORDED_WORDS:
        return value_number(v->worded->words);
    case MEMBER_WORDED_FIGURE:
        return value_number(v->worded->figure);
    default:
        return value_bool(v->worded->words == v->worded->figure);
    }
}

static struct value section_member(const struct record_section *s, enum member_id m)
{
    switch (m) {
    case MEMBER_SECTION_NUMBER:
        return stated_text(s->number, "number");
    case MEMBER_SECTION_TITLE:
        return stated_text(s->title, "title");
    case MEMBER_SECTION_LEVEL:
        return value_number(s->level);
    case MEMBER_SECTION_WORDS:
        return value_number(s->words);
    case MEMBER_SECTION_ITEMS:
        return value_number(s->items);
    case MEMBER_SECTION_EMPTY:
        return value_bool(s->words == 0);
    default:
        return value_bool(s->glued);
    }
}

static struct value identifier_member(const struct identifier_fact *i, enum member_id m)
{
    switch (m) {
    case MEMBER_IDENTIFIER_VALUE:
        return stated_text(i->value, "value");
    case MEMBER_IDENTIFIER_VALID:
        return value_bool(i->valid);
    default:
        return stated_text(span_of(identifier_fault_text(i->fault)), "why");
    }
}

static int orgnr_order(const void *pa, const void *pb)
{
    const struct value *a = *(const struct value *const *)pa;
    const struct value *b = *(const struct value *const *)pb;
    return value_order(a, b) ?: (a > b) - (a < b);
}

/* All organisation numbers of the document, by number, then by place. */
static void index_orgnrs(struct judging *j)
{
    const struct selection *s = select_builtin(j, builtin_find(SPAN("orgnrs")));
    j->orgnr_count = s->count;
    j->orgnrs = ARENA_ARRAY(j->arena, s->count + 1, const struct value *);
    for (uint32_t i = 0; i < s->count; i++)
        j->orgnrs[i] = &s->values[i];
    qsort(j->orgnrs, s->count, sizeof *j->orgnrs, orgnr_order);
}

/* The first statement of a number that begins at or behind an offset; else the first of all. */
static const struct value *find_orgnr(const struct judging *j, struct span number, uint32_t from)
{
    uint32_t first =
        FIRST_NOT(i, j->orgnr_count, span_order(j->orgnrs[i]->identifier->value, number) < 0);
    uint32_t n = first;
    for (; n < j->orgnr_count && span_eq(j->orgnrs[n]->identifier->value, number); n++)
        if (j->orgnrs[n]->where.at.start >= from)
            return j->orgnrs[n];
    return n > first ? j->orgnrs[first] : NULL;
}

/* The number as a fact of its own, for its place and its check digit: the one that stands in or
   after the party's own words, else the first that says the same. */
static struct value party_orgnr(struct judging *j, const struct value *v)
{
    if (v->party->orgnr.n == 0)
        return value_unknown(REASON_NOT_STATED, SPAN("orgnr"));
    if (!j->orgnrs)
        index_orgnrs(j);
    const struct value *found = find_orgnr(j, v->party->orgnr, v->where.at.start);
    return found ? *found : value_unknown(REASON_NOT_FOUND, v->party->orgnr);
}

static struct value party_member(struct judging *j, const struct value *v, enum member_id m)
{
    switch (m) {
    case MEMBER_PARTY_NAME:
        return stated_text(v->party->name, "name");
    case MEMBER_PARTY_ALIAS:
        return stated_text(v->party->alias, "alias");
    case MEMBER_PARTY_ORGNR:
        return party_orgnr(j, v);
    case MEMBER_PARTY_ADDRESS:
        return stated_text(v->party->address, "address");
    default:
        return stated_text(v->party->telephone, "telephone");
    }
}

/* A part that was found but belongs to no block for certain is unknown, never a guess. */
static struct value signature_part(const struct signature_part *p, const char *name)
{
    if (p->text.n > 0 && p->how == PAIRED_NOT)
        return value_unknown(REASON_NOT_PAIRED, span_of(name));
    struct value v = stated_text(p->text, name);
    v.where = (struct where){p->place, p->at, p->text, NO_QUOTE};
    return v;
}

static struct value signature_date(const struct signature_fact *s)
{
    struct value part = signature_part(&s->date, "date");
    if (part.type == VALUE_NOTHING)
        return part;
    if (!s->whole_date)
        return value_unknown(REASON_NOT_WHOLE, s->date.text);
    return (struct value){.type = VALUE_DATE, .date = {.value = s->signed_on}};
}

static struct value signature_member(const struct signature_fact *s, enum member_id m)
{
    switch (m) {
    case MEMBER_SIGNATURE_PARTY:
        return signature_part(&s->party, "party");
    case MEMBER_SIGNATURE_PLACE:
        return signature_part(&s->place, "place");
    case MEMBER_SIGNATURE_DATE:
        return signature_date(s);
    case MEMBER_SIGNATURE_NAME:
        return signature_part(&s->name, "name");
    case MEMBER_SIGNATURE_ROLE:
        return signature_part(&s->role, "role");
    case MEMBER_SIGNATURE_WHOLE_DATE:
        return value_bool(s->whole_date);
    case MEMBER_SIGNATURE_EMPTY:
        return value_bool(s->empty);
    default:
        return signature_part(&s->substitute, "substitute");
    }
}

static struct value reference_member(const struct reference_fact *r, enum member_id m)
{
    switch (m) {
    case MEMBER_REFERENCE_KIND:
        return value_text(span_of(reference_kind_text(r->kind)));
    case MEMBER_REFERENCE_VALUE:
        return stated_text(r->value, "value");
    case MEMBER_REFERENCE_TITLE:
        return stated_text(r->title, "title");
    default:
        return value_bool(r->listed);
    }
}

static struct value place_member(const struct value *v, enum member_id m)
{
    switch (m) {
    case MEMBER_PLACE_TEXT:
        return stated_text(v->where.text, "text");
    case MEMBER_PLACE_LINE:
        return stated_number(v->where.place.line, v->where.place.line != 0, "line");
    default:
        return stated_number(v->where.place.page, v->where.place.page != 0, "page");
    }
}

static struct value member_of(struct judging *j, const struct value *v, enum member_id m)
{
    switch (v->type) {
    case VALUE_DATE:
        return m == MEMBER_DATE_SIGNING ? date_is_signing(j, v) : date_member(v, m);
    case VALUE_PERIOD:
        return period_member(v, m);
    case VALUE_DURATION:
    case VALUE_MONEY:
    case VALUE_WORDED:
        return amount_member(v, m);
    case VALUE_SECTION:
        return section_member(v->section, m);
    case VALUE_LIST_ITEM:
        return m == MEMBER_ITEM_LABEL ? stated_text(v->item->label, "label")
                                      : stated_text(v->item->text, "text");
    case VALUE_IDENTIFIER:
        return identifier_member(v->identifier, m);
    case VALUE_PARTY:
        return party_member(j, v, m);
    case VALUE_SIGNATURE:
        return signature_member(v->signature, m);
    case VALUE_REFERENCE:
        return reference_member(v->reference, m);
    case VALUE_PLACEHOLDER:
        return value_text(span_of(placeholder_kind_text(v->placeholder->kind)));
    case VALUE_PLACE:
        return place_member(v, m);
    default:
        return value_unknown(REASON_NOT_FOUND, SPAN("member"));
    }
}

struct value evaluate_member(struct judging *j, const struct value *of, enum member_id m)
{
    if (of->type == VALUE_NOTHING)
        return *of;
    struct value v;
    if (m == MEMBER_RAW)
        v = stated_text(of->where.text, "raw");
    else if (m == MEMBER_REPAIRED)
        v = value_bool(of->repaired);
    else
        v = member_of(j, of, m);
    if (v.where.text.n == 0) /* what is said of a value stands where the value stands */
        v.where = of->where;
    return v;
}
