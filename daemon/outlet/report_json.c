/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/json.h"
#include "outlet/report.h"

static void add_place(cJSON *object, struct place at)
{
    json_number_or_null(object, "line", at.line);
    json_number_or_null(object, "column", at.column);
    json_number_or_null(object, "page", at.page);
}

static void add_document(cJSON *array, const struct report_document *d)
{
    char hex[DIGEST_TEXT];
    static const struct digest none;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(array, object);
    json_text(object, "file", d->file);
    json_format(object, d->format);
    json_text_or_null(object, "kind", d->kind);
    json_text_or_null(object, "case", d->record_case);
    json_text_or_null(object, "key", d->key);
    json_text_or_null(object, "title", d->title);
    if (digest_eq(&d->content, &none))
        cJSON_AddNullToObject(object, "sha256");
    else
        cJSON_AddStringToObject(object, "sha256", digest_text(&d->content, hex));
    cJSON_AddBoolToObject(object, "readable", d->readable);
}

static void add_related(cJSON *object, const struct report *r, const struct finding *f)
{
    cJSON *array = cJSON_AddArrayToObject(object, "related");
    for (uint32_t i = 0; i < f->related_count; i++) {
        cJSON *related = cJSON_CreateObject();
        cJSON_AddItemToArray(array, related);
        json_text(related, "file", f->related[i].file);
        add_place(related, f->related[i].place);
        json_text(related, "message", message_in(&f->related[i].message, r->language));
    }
}

static void add_finding(cJSON *array, const struct report *r, const struct finding *f)
{
    char hex[FINGERPRINT_TEXT];
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(array, object);
    json_text(object, "rule", f->rule);
    json_text_or_null(object, "pack", f->pack);
    cJSON_AddStringToObject(object, "verdict", verdict_text(f->verdict));
    cJSON_AddStringToObject(object, "severity", severity_text(f->severity));
    json_text(object, "message", message_in(&f->message, r->language));
    json_text(object, "file", f->file);
    add_place(object, f->place);
    json_text_or_null(object, "text", f->text);
    add_related(object, r, f);
    json_text_or_null(object, "kind", f->kind);
    json_text_or_null(object, "case", f->record_case);
    json_text_or_null(object, "obligation", f->state == STATE_NONE ? NO_SPAN : f->rule);
    json_text_or_null(object, "state",
                      f->state == STATE_NONE ? NO_SPAN : span_of(state_text(f->state)));
    json_day_or_null(object, "due", f->has_due, f->due);
    json_text_or_null(object, "waived", f->waiver);
    cJSON_AddStringToObject(object, "fingerprint", fingerprint_text(f->fingerprint, hex));
}

static void add_summary(cJSON *object, const struct report *r)
{
    cJSON *summary = cJSON_AddObjectToObject(object, "summary");
    cJSON_AddNumberToObject(summary, "documents", (double)r->document_count);
    cJSON *findings = cJSON_AddObjectToObject(summary, "findings");
    for (int s = SEVERITY_COUNT - 1; s >= 0; s--)
        cJSON_AddNumberToObject(findings, severity_text((enum severity)s), r->by_severity[s]);
    cJSON_AddNumberToObject(summary, "unknown", r->unknown);
    cJSON_AddNumberToObject(summary, "waived", r->waived);
    cJSON_AddNumberToObject(summary, "unreadable", r->unreadable);
    cJSON_AddNumberToObject(summary, "not_applicable", r->not_applicable);
    cJSON_AddNumberToObject(summary, "ignored", r->ignored);
}

void report_json(const struct report *r, struct buf *out)
{
    char at[MOMENT_TEXT];
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "duly", 1);
    cJSON_AddStringToObject(json, "command", r->command);
    cJSON_AddStringToObject(json, "version", r->version);
    cJSON_AddStringToObject(json, "at", clock_text(r->at, at));
    cJSON_AddBoolToObject(json, "complete", r->unreadable == 0 && r->unknown == 0);
    cJSON_AddStringToObject(json, "packs", r->packs);
    cJSON *documents = cJSON_AddArrayToObject(json, "documents");
    for (size_t i = 0; i < r->document_count; i++)
        add_document(documents, &r->documents[i]);
    cJSON *findings = cJSON_AddArrayToObject(json, "findings");
    for (size_t i = 0; i < r->finding_count; i++)
        add_finding(findings, r, &r->findings[i]);
    cJSON_AddArrayToObject(json, "obligations");
    add_summary(json, r);
    json_print(json, out);
}
