/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/explain.h"
#include "outlet/json.h"

static cJSON *add_object(cJSON *array)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(array, object);
    return object;
}

static void add_place(cJSON *object, struct place at)
{
    json_number_or_null(object, "line", at.line);
    json_number_or_null(object, "column", at.column);
}

static void add_evidence(cJSON *array, const struct explained_evidence *e)
{
    cJSON *object = add_object(array);
    cJSON_AddNumberToObject(object, "depth", e->depth);
    cJSON_AddStringToObject(object, "what", e->what);
    json_text_or_null(object, "text", e->text);
    cJSON_AddStringToObject(object, "holds", answer_given_text(e->holds));
    json_text_or_null(object, "found", e->found);
    add_place(object, e->place);
}

static void add_kinds(cJSON *json, const struct explanation *x)
{
    cJSON *array = cJSON_AddArrayToObject(json, "kinds");
    for (size_t i = 0; i < x->kind_count; i++) {
        cJSON *object = add_object(array);
        json_text(object, "pack", x->kinds[i].pack);
        json_text(object, "kind", x->kinds[i].id);
        cJSON_AddStringToObject(object, "holds", answer_given_text(x->kinds[i].holds));
        cJSON *evidence = cJSON_AddArrayToObject(object, "evidence");
        for (uint32_t j = 0; j < x->kinds[i].evidence_count; j++)
            add_evidence(evidence, &x->kinds[i].evidence[j]);
    }
}

static void add_value(cJSON *array, const struct explained_value *v)
{
    cJSON *object = add_object(array);
    json_text(object, "value", v->value);
    json_text_or_null(object, "raw", v->raw);
    add_place(object, v->place);
    cJSON_AddBoolToObject(object, "repaired", v->repaired);
    cJSON_AddBoolToObject(object, "repeated", v->repeated);
}

static void add_facts(cJSON *json, const struct explanation *x)
{
    cJSON *array = cJSON_AddArrayToObject(json, "facts");
    for (size_t i = 0; i < x->fact_count; i++) {
        cJSON *object = add_object(array);
        json_text(object, "fact", x->facts[i].name);
        cJSON_AddStringToObject(object, "type", x->facts[i].type);
        json_text_or_null(object, "how", x->facts[i].how);
        json_text_or_null(object, "why", x->facts[i].why);
        cJSON *values = cJSON_AddArrayToObject(object, "values");
        for (uint32_t j = 0; j < x->facts[i].value_count; j++)
            add_value(values, &x->facts[i].values[j]);
    }
}

static void add_rules(cJSON *json, const struct explain_view *v)
{
    cJSON *array = cJSON_AddArrayToObject(json, "rules");
    for (size_t i = 0; i < v->explanation->rule_count; i++) {
        const struct explained_rule *r = &v->explanation->rules[i];
        if (v->rule.n && !span_eq(v->rule, r->id))
            continue;
        cJSON *object = add_object(array);
        json_text(object, "pack", r->pack);
        json_text(object, "rule", r->id);
        cJSON_AddStringToObject(object, "check", r->check);
        cJSON_AddStringToObject(object, "verdict", verdict_text(r->verdict));
        cJSON_AddStringToObject(object, "severity", severity_text(r->severity));
        cJSON_AddNumberToObject(object, "subjects", r->subjects);
        cJSON_AddNumberToObject(object, "findings", r->findings);
        json_text_or_null(object, "why", r->why);
        json_text_or_null(object, "doc", r->doc);
        json_text_or_null(object, "ref", r->ref);
        json_text(object, "file", span_of(r->file));
        cJSON_AddNumberToObject(object, "line", r->line);
    }
}

void explain_json(const struct explain_view *v, struct buf *out)
{
    const struct explanation *x = v->explanation;
    char text[MOMENT_TEXT];
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "duly", 1);
    cJSON_AddStringToObject(json, "command", "explain");
    json_text(json, "file", v->file);
    cJSON_AddStringToObject(json, "at", clock_text(v->at, text));
    cJSON_AddBoolToObject(json, "readable", x->unread == READ_OK);
    json_text_or_null(json, "detail", x->detail);
    json_text_or_null(json, "kind", x->classified.kind ? kind_id(x->classified.kind) : NO_SPAN);
    json_text_or_null(json, "case", x->classified.record_case);
    json_text_or_null(json, "key", x->classified.key);
    add_kinds(json, x);
    add_facts(json, x);
    add_rules(json, v);
    if (x->next_change == INSTANT_NEVER)
        cJSON_AddNullToObject(json, "next_change");
    else
        cJSON_AddStringToObject(json, "next_change",
                                clock_text(clock_moment(x->next_change), text));
    json_print(json, out);
}
