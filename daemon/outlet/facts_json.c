/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arrays of `duly facts --format json`: one row per array, one function per type of fact. */
#include "outlet/facts.h"
#include "outlet/json.h"

#include <stdio.h>

static void add_date_value(cJSON *object, const char *key, struct date d)
{
    char text[DATE_TEXT];
    json_text_or_null(object, key, span_of(date_text(d, text)));
}

/* ISO 8601-1 5.6.1: "R/2021-02-28/P1Y"; without a first year "R/--02-28/P1Y". */
static void add_recurrence(cJSON *object, const struct date_fact *f)
{
    char day[DATE_TEXT], text[64];
    struct date first = f->value;
    if (!f->recurs.every) {
        cJSON_AddNullToObject(object, "recurs");
        return;
    }
    if (f->recurs.first)
        first.year = f->recurs.first;
    snprintf(text, sizeof text, "R/%s/P%uY", date_text(first, day), f->recurs.every);
    cJSON_AddStringToObject(object, "recurs", text);
}

static void add_candidates(cJSON *object, const struct date_fact *f)
{
    const struct date readings[] = {f->value, f->other};
    char text[DATE_TEXT];
    if (!(f->flags & DATE_AMBIGUOUS)) {
        cJSON_AddNullToObject(object, "candidates");
        return;
    }
    cJSON *array = cJSON_AddArrayToObject(object, "candidates");
    for (size_t i = 0; i < 2; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(date_text(readings[i], text)));
}

static void add_date(cJSON *object, const struct fact *f)
{
    add_date_value(object, "value", f->date.value);
    add_recurrence(object, &f->date);
    add_candidates(object, &f->date);
    cJSON_AddBoolToObject(object, "complete", !(f->date.flags & DATE_INCOMPLETE));
    cJSON_AddBoolToObject(object, "impossible", (f->date.flags & DATE_IMPOSSIBLE) != 0);
    cJSON_AddBoolToObject(object, "deadline", (f->date.flags & DATE_DEADLINE) != 0);
}

static void add_period(cJSON *object, const struct fact *f)
{
    add_date_value(object, "start", f->period.start);
    add_date_value(object, "end", f->period.end);
    cJSON_AddBoolToObject(object, "reversed", (f->period.flags & PERIOD_REVERSED) != 0);
}

static void add_duration(cJSON *object, const struct fact *f)
{
    cJSON_AddNumberToObject(object, "count", f->duration.count);
    cJSON_AddStringToObject(object, "unit",
                            duration_unit_text((enum duration_unit)f->duration.unit));
}

static void add_number(cJSON *object, const struct fact *f)
{
    cJSON_AddNumberToObject(object, "words", (double)f->number.words);
    cJSON_AddNumberToObject(object, "figure", (double)f->number.figure);
}

static void add_money(cJSON *object, const struct fact *f)
{
    cJSON_AddNumberToObject(object, "amount", (double)f->money.hundredths / 100);
    cJSON_AddStringToObject(object, "currency", f->money.currency);
}

/* A personal number has neither value nor raw text: the reader took them away. */
static void add_identifier(cJSON *object, const struct fact *f)
{
    cJSON_AddStringToObject(object, "type", fact_type_text(f->type));
    json_text_or_null(object, "value", f->identifier.value);
    cJSON_AddBoolToObject(object, "valid", f->identifier.valid);
    json_text_or_null(object, "fault", span_of(identifier_fault_text(f->identifier.fault)));
}

static void add_party(cJSON *object, const struct fact *f)
{
    json_text(object, "name", f->party.name);
    json_text_or_null(object, "alias", f->party.alias);
    json_text_or_null(object, "orgnr", f->party.orgnr);
    json_text_or_null(object, "address", f->party.address);
    json_text_or_null(object, "telephone", f->party.telephone);
}

static void add_part(cJSON *object, cJSON *paired, const char *key,
                     const struct signature_part *part)
{
    json_text_or_null(object, key, part->text);
    if (part->text.n)
        cJSON_AddStringToObject(paired, key, pairing_text(part->how));
}

static void add_signature(cJSON *object, const struct fact *f)
{
    const struct signature_fact *s = &f->signature;
    cJSON *paired = cJSON_CreateObject();
    add_part(object, paired, "party", &s->party);
    add_part(object, paired, "place", &s->place);
    add_date_value(object, "date", s->signed_on);
    json_text_or_null(object, "date_raw", s->date.text);
    add_part(object, paired, "name", &s->name);
    add_part(object, paired, "role", &s->role);
    json_text_or_null(object, "substitute", s->substitute.text);
    cJSON_AddItemToObject(object, "paired", paired);
    cJSON_AddBoolToObject(object, "complete",
                          s->party.text.n && s->place.text.n && s->whole_date && s->name.text.n &&
                              s->role.text.n);
    cJSON_AddBoolToObject(object, "empty", s->empty);
}

static void add_reference(cJSON *object, const struct fact *f)
{
    cJSON_AddStringToObject(object, "type", reference_kind_text(f->reference.kind));
    json_text_or_null(object, "value", f->reference.value);
    json_text_or_null(object, "title", f->reference.title);
    cJSON_AddBoolToObject(object, "listed", f->reference.listed);
}

static void add_placeholder(cJSON *object, const struct fact *f)
{
    cJSON_AddStringToObject(object, "kind", placeholder_kind_text(f->placeholder.kind));
}

#define TYPE(t) (1u << FACT_##t)
static const struct {
    const char *name;
    unsigned types;
    void (*add)(cJSON *object, const struct fact *f);
} arrays[] = {
    // clang-format off
    {"dates",        TYPE(DATE),        add_date},
    {"periods",      TYPE(PERIOD),      add_period},
    {"durations",    TYPE(DURATION),    add_duration},
    {"numbers",      TYPE(NUMBER),      add_number},
    {"amounts",      TYPE(MONEY),       add_money},
    {"identifiers",  TYPE(ORGNR) | TYPE(PERSONAL_NUMBER) | TYPE(CASE_NUMBER), add_identifier},
    {"parties",      TYPE(PARTY),       add_party},
    {"signatures",   TYPE(SIGNATURE),   add_signature},
    {"references",   TYPE(REFERENCE),   add_reference},
    {"placeholders", TYPE(PLACEHOLDER), add_placeholder},
    // clang-format on
};

static void add_place(cJSON *object, struct place at)
{
    json_number_or_null(object, "line", at.line);
    json_number_or_null(object, "column", at.column);
    json_number_or_null(object, "page", at.page);
}

static void add_array(cJSON *json, const struct record *r, size_t which)
{
    cJSON *array = cJSON_AddArrayToObject(json, arrays[which].name);
    for (uint32_t i = 0; i < r->fact_count; i++) {
        const struct fact *f = &r->facts[i];
        if (!(arrays[which].types & 1u << f->type))
            continue;
        cJSON *object = cJSON_CreateObject();
        cJSON_AddItemToArray(array, object);
        arrays[which].add(object, f);
        json_text_or_null(object, "raw", f->raw);
        add_place(object, f->place);
        cJSON_AddBoolToObject(object, "repaired", f->repaired);
    }
}

static void add_sections(cJSON *json, const struct record *r)
{
    cJSON *array = cJSON_AddArrayToObject(json, "sections");
    for (uint32_t i = 0; i < r->section_count; i++) {
        const struct record_section *s = &r->sections[i];
        cJSON *object = cJSON_CreateObject();
        cJSON_AddItemToArray(array, object);
        json_text_or_null(object, "number", s->number);
        json_text(object, "title", s->title);
        cJSON_AddNumberToObject(object, "level", s->level);
        add_place(object, s->place);
        cJSON_AddNumberToObject(object, "words", s->words);
        cJSON_AddNumberToObject(object, "items", s->items);
    }
}

void facts_json(const struct facts_view *v, struct buf *out)
{
    const struct record *r = v->record;
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "duly", 1);
    cJSON_AddStringToObject(json, "command", "facts");
    json_text(json, "file", v->file);
    json_format(json, r->format);
    cJSON_AddBoolToObject(json, "readable", r->unread == READ_OK);
    json_text_or_null(json, "unread",
                      r->unread == READ_OK ? NO_SPAN : span_of(unread_text(r->unread)));
    json_text_or_null(json, "detail", r->detail);
    json_text_or_null(json, "kind", v->kind);
    json_text_or_null(json, "case", v->record_case);
    json_text_or_null(json, "key", v->key);
    json_text_or_null(json, "language", span_of(r->language));
    cJSON_AddStringToObject(json, "stage", stage_text(r->stage));
    cJSON *title = cJSON_AddObjectToObject(json, "title");
    json_text(title, "text", r->title);
    json_number_or_null(title, "line", r->title_place.line);
    add_sections(json, r);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        add_array(json, r, i);
    cJSON_AddArrayToObject(json, "esignatures");
    json_print(json, out);
}
