/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/event_kept.h"

#include "base/visible.h"
#include "outlet/event_body.h"
#include "outlet/json.h"

/* Of RFC 8259's escapes only two are ever written: the others could bring hidden characters back.
 */
static bool escapes_are_ours(struct span body)
{
    for (size_t i = 0; i < body.n; i++)
        if (body.at[i] == '\\' && (++i == body.n || (body.at[i] != '\\' && body.at[i] != '"')))
            return false;
    return true;
}

cJSON *event_kept(struct span body)
{
    const char *end = NULL;
    if (body.n == 0 || body.n > EVENT_BODY_MOST || !visible_is(body) || !escapes_are_ours(body))
        return NULL;
    cJSON *json = cJSON_ParseWithLengthOpts(body.at, body.n, &end, false);
    if (cJSON_IsObject(json) && end == body.at + body.n)
        return json;
    cJSON_Delete(json);
    return NULL;
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
        buf_span(out, msg);
    else
        visible_add(out, body);
}

static void add_place(struct buf *out, const cJSON *json)
{
    int64_t line = number_of(json, "line"), page = number_of(json, "page");
    buf_span(out, text_of(json, "path"));
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
