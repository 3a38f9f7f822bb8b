/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/status.h"
#include "outlet/json.h"

static void add_instant(cJSON *object, const char *key, instant at)
{
    char text[MOMENT_TEXT];
    if (at == INSTANT_NEVER)
        cJSON_AddNullToObject(object, key);
    else
        cJSON_AddStringToObject(object, key, clock_text(clock_moment(at), text));
}

static void add_count(cJSON *object, const char *key, uint64_t count)
{
    cJSON_AddNumberToObject(object, key, (double)count);
}

static void add_texts(cJSON *object, const char *key, const struct span *texts, size_t count)
{
    cJSON *array = cJSON_AddArrayToObject(object, key);
    for (size_t i = 0; i < count; i++)
        json_item(array, texts[i]);
}

static void add_rules(cJSON *object, const struct status_view *v)
{
    cJSON *rules = cJSON_AddObjectToObject(object, "rules");
    cJSON_AddStringToObject(rules, "revision", v->revision);
    add_texts(rules, "packs", v->packs, v->pack_count);
    json_text_or_null(rules, "rejected", v->rules_rejected);
}

static void add_roots(cJSON *object, const struct status_view *v)
{
    cJSON *array = cJSON_AddArrayToObject(object, "roots");
    for (size_t i = 0; i < v->root_count; i++) {
        cJSON *root = cJSON_CreateObject();
        cJSON_AddItemToArray(array, root);
        json_text(root, "path", v->roots[i].path);
        cJSON_AddStringToObject(root, "state", v->roots[i].state);
        add_count(root, "documents", v->roots[i].documents);
        add_texts(root, "packs", v->roots[i].packs, v->roots[i].pack_count);
    }
}

static void add_findings(cJSON *object, const struct status_view *v)
{
    cJSON *findings = cJSON_AddObjectToObject(object, "findings");
    for (int s = SEVERITY_COUNT; s-- > 0;)
        add_count(findings, severity_text((enum severity)s), v->findings[s]);
}

static void add_syslog(cJSON *object, const struct status_view *v)
{
    bool well = v->syslog_stalled == INSTANT_NEVER;
    cJSON *syslog = cJSON_AddObjectToObject(object, "syslog");
    cJSON_AddStringToObject(syslog, "state", well ? "ok" : "stalled");
    add_instant(syslog, "since", v->syslog_stalled);
}

static void add_watches(cJSON *object, const struct status_view *v)
{
    cJSON *watches = cJSON_AddObjectToObject(object, "watches");
    add_count(watches, "folders", v->folders);
    add_count(watches, "watches", v->watches);
    json_number_or_null(watches, "allowed", v->watches_allowed);
    add_count(watches, "polled", v->polled);
    add_count(watches, "unreadable", v->unreadable_folders);
    add_count(watches, "missed", v->missed);
    add_count(watches, "overflows", v->overflows);
}

void status_json(const struct status_view *v, struct buf *out)
{
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    add_count(json, "duly", 1);
    cJSON_AddStringToObject(json, "command", "status");
    cJSON_AddStringToObject(json, "version", v->version);
    cJSON_AddNumberToObject(json, "pid", v->pid);
    add_instant(json, "at", v->at.at);
    add_instant(json, "since", v->since.at);
    cJSON_AddBoolToObject(json, "synced", v->synced);
    add_findings(json, v);
    add_instant(json, "next_due", v->next_due);
    add_count(json, "documents", v->documents);
    add_count(json, "unreadable", v->unreadable);
    add_count(json, "pending", v->pending);
    add_count(json, "unsettled", v->unsettled);
    add_roots(json, v);
    add_rules(json, v);
    add_count(json, "last_seq", v->last_seq);
    add_count(json, "unsent", v->unsent);
    add_syslog(json, v);
    json_text(json, "ledger", v->ledger.n > 0 ? v->ledger : SPAN("in memory"));
    add_watches(json, v);
    cJSON *loop = cJSON_AddObjectToObject(json, "loop");
    cJSON_AddNumberToObject(loop, "longest_ms", (double)v->longest_ms);
    json_print(json, out);
}
