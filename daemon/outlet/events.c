/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/events.h"
#include "outlet/event_kept.h"
#include "outlet/json.h"
#include "outlet/syslog.h"

void events_text(const struct said_event *events, size_t count, struct buf *out)
{
    char at[MOMENT_TEXT];
    for (size_t i = 0; i < count; i++) {
        const struct said_event *e = &events[i];
        buf_printf(out, "%6llu  %s  %-8s  ", (unsigned long long)e->seq, clock_text(e->at, at),
                   severity_text(e->severity));
        event_line(e->body, out);
        buf_byte(out, '\n');
    }
}

static cJSON *damaged(const struct said_event *e)
{
    cJSON *json = cJSON_CreateObject();
    json_text(json, "msg", e->body);
    cJSON_AddNumberToObject(json, "seq", (double)e->seq);
    cJSON_AddStringToObject(json, "sev", severity_text(e->severity));
    cJSON_AddTrueToObject(json, "damaged");
    return json;
}

void events_json(const struct said_event *events, size_t count, struct buf *out)
{
    char at[MOMENT_TEXT];
    buf_text(out, "{\"duly\":1,\"command\":\"events\",\"events\":[");
    for (size_t i = 0; i < count; i++) {
        cJSON *json _cleanup_json_ = event_kept(events[i].body);
        if (!json)
            json = damaged(&events[i]);
        if (!cJSON_HasObjectItem(json, "at"))
            cJSON_AddStringToObject(json, "at", clock_text(events[i].at, at));
        buf_text(out, i == 0 ? "\n" : ",\n");
        json_line(json, out);
    }
    buf_text(out, "\n]}\n");
}
