/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/eval.h"

#include <inttypes.h>

static struct span printed_date(struct arena *a, const struct date_fact *d, struct span raw)
{
    char text[DATE_TEXT];
    if (d->value.precision == DATE_NONE)
        return raw;
    return span_of(arena_strdup(a, date_text(d->value, text)));
}

static struct span printed_period(struct arena *a, const struct period_fact *p, struct span raw)
{
    char start[DATE_TEXT], end[DATE_TEXT];
    if (p->flags & PERIOD_VAGUE)
        return raw;
    return span_of(arena_printf(a, "%s–%s", date_text(p->start, start), date_text(p->end, end)));
}

static struct span printed_duration(struct arena *a, struct duration d, enum language l)
{
    static const char *const swedish[][2] = {
        [UNIT_HOUR] = {"timme", "timmar"},
        [UNIT_DAY] = {"dag", "dagar"},
        [UNIT_WORKDAY] = {"arbetsdag", "arbetsdagar"},
        [UNIT_WEEK] = {"vecka", "veckor"},
        [UNIT_MONTH] = {"månad", "månader"},
        [UNIT_YEAR] = {"år", "år"},
    };
    if (d.unit < UNIT_HOUR || d.unit > UNIT_YEAR)
        return NO_SPAN;
    if (l == LANGUAGE_SWEDISH)
        return span_of(arena_printf(a, "%" PRIu32 " %s", d.count, swedish[d.unit][d.count != 1]));
    const char *unit = duration_unit_text((enum duration_unit)d.unit);
    return span_of(arena_printf(a, "%" PRIu32 " %s%s", d.count, unit, d.count == 1 ? "" : "s"));
}

static struct span printed_money(struct arena *a, struct money_fact m)
{
    int64_t rest = m.hundredths % 100;
    const char *currency = m.currency[0] ? m.currency : "";
    if (rest == 0)
        return span_of(arena_printf(a, "%" PRId64 " %.3s", m.hundredths / 100, currency));
    return span_of(arena_printf(a, "%" PRId64 ".%02d %.3s", m.hundredths / 100,
                                (int)(rest < 0 ? -rest : rest), currency));
}

static struct span printed_reference(struct arena *a, const struct value *v, enum language l)
{
    static const char *const words[][2] = {
        [REFERENCE_ANNEX] = {"annex", "bilaga"},
        [REFERENCE_SECTION] = {"section", "avsnitt"},
        [REFERENCE_AGREEMENT] = {"", ""},
    };
    const char *word = words[v->reference->kind][l == LANGUAGE_SWEDISH];
    return span_of(
        arena_printf(a, "%s%s%.*s", word, *word ? " " : "", SPAN_ARG(v->reference->value)));
}

static struct span printed_section(struct arena *a, const struct record_section *s)
{
    if (s->number.n == 0)
        return s->title;
    return span_of(arena_printf(a, "%.*s %.*s", SPAN_ARG(s->number), SPAN_ARG(s->title)));
}

struct span value_print(struct arena *a, const struct value *v, enum language l)
{
    bool swedish = l == LANGUAGE_SWEDISH;
    switch (v->type) {
    case VALUE_BOOL:
        return v->truth ? (swedish ? SPAN("ja") : SPAN("yes"))
                        : (swedish ? SPAN("nej") : SPAN("no"));
    case VALUE_NUMBER:
        return span_of(arena_printf(a, "%" PRId64, v->number));
    case VALUE_TEXT:
        return v->text;
    case VALUE_DATE:
        return printed_date(a, &v->date, v->where.text);
    case VALUE_PERIOD:
        return printed_period(a, &v->period, v->where.text);
    case VALUE_DURATION:
        return printed_duration(a, v->duration, l);
    case VALUE_MONEY:
        return printed_money(a, v->money);
    case VALUE_IDENTIFIER:
        return v->identifier->value;
    case VALUE_WORDED:
        return span_of(arena_printf(a, "%" PRId64, v->worded->figure));
    case VALUE_PARTY:
        return v->party->name;
    case VALUE_SIGNATURE:
        return v->signature->party.text.n ? v->signature->party.text : v->signature->name.text;
    case VALUE_REFERENCE:
        return printed_reference(a, v, l);
    case VALUE_SECTION:
        return printed_section(a, v->section);
    case VALUE_LIST_ITEM:
        return v->item->text;
    case VALUE_PLACEHOLDER:
        return v->where.text;
    case VALUE_NOTHING:
        return swedish ? SPAN("okänt") : SPAN("unknown");
    case VALUE_PLACE:
    case VALUE_TYPES:
        break;
    }
    return NO_SPAN;
}
