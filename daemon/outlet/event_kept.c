/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/event_kept.h"

#include "base/visible.h"
#include "outlet/json.h"
#include "outlet/syslog.h"

cJSON *event_kept(struct span body)
{
    const char *end = NULL;
    cJSON *json = body.n > 0 ? cJSON_ParseWithLengthOpts(body.at, body.n, &end, false) : NULL;
    if (cJSON_IsObject(json) && end == body.at + body.n)
        return json;
    cJSON_Delete(json);
    return NULL;
}

/* Texts in a body were made visible when it was written: once more would double its backslashes. */
static void add_shown(struct buf *out, struct span text)
{
    if (visible_is(text))
        buf_span(out, text);
    else
        visible_add(out, text);
}

static struct span text_of(const cJSON *json, const char *key)
{
    return span_of(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key)));
}

static int64_t number_of(const cJSON *json, const char *key)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(json, key);
    return cJSON_IsNumber(number) ? number->valueint : 0;
}

void event_kept_sentence(const cJSON *json, struct span body, struct buf *out)
{
    struct span msg = text_of(json, "msg");
    if (msg.n > 0)
        add_shown(out, msg);
    else
        visible_add(out, body);
}

static void add_place(struct buf *out, const cJSON *json)
{
    int64_t line = number_of(json, "line"), page = number_of(json, "page");
    add_shown(out, text_of(json, "path"));
    if (line > 0)
        buf_printf(out, ":%lld", (long long)line);
    else if (page > 0)
        buf_printf(out, ":p%lld", (long long)page);
}

void event_line(struct span body, struct buf *out)
{
    cJSON *json _cleanup_json_ = event_kept(body);
    event_kept_sentence(json, body, out);
    /* The sentence of a finding without a case names the place by itself. */
    if (text_of(json, "case").n == 0 || text_of(json, "path").n == 0)
        return;
    buf_text(out, " (");
    add_place(out, json);
    buf_byte(out, ')');
}
