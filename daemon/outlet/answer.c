/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/answer.h"

#include "base/visible.h"

cJSON *answer_to(struct span json, const char *command)
{
    cJSON *answer = json.n > 0 ? cJSON_ParseWithLength(json.at, json.n) : NULL;
    if (span_is(answer_text(answer, "command"), command))
        return answer;
    cJSON_Delete(answer);
    return NULL;
}

uint64_t answer_number(const cJSON *object, const char *key)
{
    const double most = 9007199254740992.0; /* 2^53: whole numbers end there */
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, key);
    double value = cJSON_IsNumber(number) ? number->valuedouble : 0;
    return value > 0 && value <= most ? (uint64_t)value : 0;
}

struct span answer_text(const cJSON *object, const char *key)
{
    return span_of(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key)));
}

void answer_show(struct buf *out, struct span text)
{
    if (visible_is(text))
        buf_span(out, text);
    else
        visible_add(out, text);
}

void answer_show_list(struct buf *out, const cJSON *array)
{
    const char *comma = "";
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        if (!cJSON_IsString(item))
            continue;
        buf_text(out, comma);
        answer_show(out, span_of(item->valuestring));
        comma = ", ";
    }
}
