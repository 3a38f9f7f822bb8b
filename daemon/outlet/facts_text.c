/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/visible.h"
#include "outlet/facts.h"

#include <stdio.h>

static void add_span(struct buf *out, const char *before, struct span s)
{
    if (!s.n)
        return;
    buf_text(out, before);
    visible_add(out, s);
}

static void add_date(struct buf *out, const struct fact *f)
{
    static const struct {
        uint16_t flag;
        const char *text;
    } flags[] = {
        // clang-format off
        {DATE_INCOMPLETE, "not whole"},        {DATE_IMPOSSIBLE, "impossible"},
        {DATE_AMBIGUOUS, "ambiguous"},         {DATE_WRONG_WEEKDAY, "wrong weekday"},
        {DATE_DEADLINE, "deadline"},           {DATE_STRICT, "before that day"},
        {DATE_RELATIVE, "relative"},           {DATE_ARRIVAL, "to have arrived"},
        {DATE_STAMP, "stamp"},
        // clang-format on
    };
    char text[DATE_TEXT];
    const char *value = date_text(f->date.value, text);
    buf_text(out, *value ? value : "-");
    if (f->date.recurs.every)
        buf_printf(out, " every %u years", f->date.recurs.every);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (f->date.flags & flags[i].flag)
            buf_printf(out, ", %s", flags[i].text);
}

static void add_period(struct buf *out, const struct fact *f)
{
    char start[DATE_TEXT], end[DATE_TEXT];
    buf_printf(out, "%s/%s%s", date_text(f->period.start, start), date_text(f->period.end, end),
               f->period.flags & PERIOD_REVERSED ? ", reversed" : "");
}

static void add_duration(struct buf *out, const struct fact *f)
{
    buf_printf(out, "%u %s", f->duration.count,
               duration_unit_text((enum duration_unit)f->duration.unit));
}

static void add_number(struct buf *out, const struct fact *f)
{
    buf_printf(out, "%lld in words, %lld in figures", (long long)f->number.words,
               (long long)f->number.figure);
}

static void add_money(struct buf *out, const struct fact *f)
{
    buf_printf(out, "%lld.%02lld %s", (long long)(f->money.hundredths / 100),
               (long long)(f->money.hundredths % 100), f->money.currency);
}

static void add_identifier(struct buf *out, const struct fact *f)
{
    visible_add(out, f->identifier.value);
    if (!f->identifier.valid)
        buf_printf(out, ", wrong: %s", identifier_fault_text(f->identifier.fault));
}

static void add_party(struct buf *out, const struct fact *f)
{
    visible_add(out, f->party.name);
    add_span(out, ", called ", f->party.alias);
    add_span(out, ", ", f->party.orgnr);
}

static void add_part(struct buf *out, const char *name, const struct signature_part *part)
{
    if (!part->text.n)
        return;
    buf_printf(out, "; %s ", name);
    visible_add(out, part->text);
    buf_printf(out, " (%s)", pairing_text(part->how));
}

static void add_signature(struct buf *out, const struct fact *f)
{
    const struct signature_fact *s = &f->signature;
    char text[DATE_TEXT];
    const char *day = date_text(s->signed_on, text);
    buf_text(out, s->empty ? "to be filled in" : *day ? day : "no whole date");
    add_part(out, "place", &s->place);
    add_part(out, "party", &s->party);
    add_part(out, "name", &s->name);
    add_part(out, "role", &s->role);
    add_span(out, "; signed beside it ", s->substitute.text);
}

static void add_reference(struct buf *out, const struct fact *f)
{
    buf_printf(out, "%s ", reference_kind_text(f->reference.kind));
    visible_add(out, f->reference.value);
    add_span(out, " ", f->reference.title);
    if (f->reference.listed)
        buf_text(out, ", in the list");
}

static void add_placeholder(struct buf *out, const struct fact *f)
{
    buf_text(out, placeholder_kind_text(f->placeholder.kind));
}

static const struct {
    const char *title;
    void (*add)(struct buf *out, const struct fact *f);
} types[FACT_TYPES] = {
    // clang-format off
    [FACT_DATE] =            {"Dates", add_date},
    [FACT_PERIOD] =          {"Periods", add_period},
    [FACT_DURATION] =        {"Durations", add_duration},
    [FACT_NUMBER] =          {"Numbers in words", add_number},
    [FACT_MONEY] =           {"Amounts", add_money},
    [FACT_ORGNR] =           {"Organisation numbers", add_identifier},
    [FACT_PERSONAL_NUMBER] = {"Personal numbers (redacted)", add_identifier},
    [FACT_CASE_NUMBER] =     {"Registration numbers", add_identifier},
    [FACT_PARTY] =           {"Parties", add_party},
    [FACT_REFERENCE] =       {"References", add_reference},
    [FACT_SIGNATURE] =       {"Signatures", add_signature},
    [FACT_PLACEHOLDER] =     {"Placeholders", add_placeholder},
    // clang-format on
};

static void add_facts(struct buf *out, const struct record *r, enum fact_type type)
{
    bool first = true;
    for (uint32_t i = 0; i < r->fact_count; i++) {
        const struct fact *f = &r->facts[i];
        if (f->type != type)
            continue;
        if (first)
            buf_printf(out, "\n%s\n", types[type].title);
        first = false;
        buf_printf(out, "%6u:%-4u ", f->place.line, f->place.column);
        types[type].add(out, f);
        if (f->raw.n) {
            buf_text(out, "  \"");
            visible_add(out, f->raw);
            buf_printf(out, "\"%s", f->repaired ? " (mended)" : "");
        }
        buf_byte(out, '\n');
    }
}

static void add_sections(struct buf *out, const struct record *r)
{
    if (r->section_count)
        buf_text(out, "\nSections\n");
    for (uint32_t i = 0; i < r->section_count; i++) {
        const struct record_section *s = &r->sections[i];
        buf_printf(out, "%6u:%-4u %*s", s->place.line, s->place.column,
                   s->level ? 2 * (s->level - 1) : 0, "");
        visible_add(out, s->number);
        if (s->number.n)
            buf_byte(out, ' ');
        visible_add(out, s->title);
        buf_printf(out, "  (%u words)\n", s->words);
    }
}

void facts_text_report(const struct facts_view *v, struct buf *out)
{
    const struct record *r = v->record;
    visible_add(out, v->file);
    if (r->unread != READ_OK) {
        buf_printf(out, ": not read: %s", unread_text(r->unread));
        add_span(out, ", ", r->detail);
        buf_byte(out, '\n');
        return;
    }
    buf_printf(out, "\n  title     ");
    visible_add(out, r->title);
    buf_printf(out, "\n  format    %s, language %s, %u lines, %u words", format_text(r->format),
               *r->language ? r->language : "unclear", r->lines, r->words);
    buf_printf(out, "\n  kind      %.*s", SPAN_ARG(v->kind.n ? v->kind : SPAN("none")));
    add_span(out, ", case ", v->record_case);
    add_span(out, ", key ", v->key);
    buf_printf(out, "\n  stage     %s\n", stage_text(r->stage));
    add_sections(out, r);
    for (unsigned t = 0; t < FACT_TYPES; t++)
        add_facts(out, r, (enum fact_type)t);
}
