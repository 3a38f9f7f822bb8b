/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/json.h"
#include "base/visible.h"

void json_text(cJSON *object, const char *key, struct span text)
{
    struct buf visible _cleanup_buf_ = {0};
    visible_add(&visible, text);
    cJSON_AddStringToObject(object, key, visible.at ? visible.at : "");
}

void json_text_or_null(cJSON *object, const char *key, struct span text)
{
    if (text.n)
        json_text(object, key, text);
    else
        cJSON_AddNullToObject(object, key);
}

void json_number_or_null(cJSON *object, const char *key, uint64_t number)
{
    if (number)
        cJSON_AddNumberToObject(object, key, (double)number);
    else
        cJSON_AddNullToObject(object, key);
}

void json_day_or_null(cJSON *object, const char *key, bool has, civil_day day)
{
    char text[CIVIL_TEXT];
    if (has)
        cJSON_AddStringToObject(object, key, civil_text(day, text));
    else
        cJSON_AddNullToObject(object, key);
}

void json_format(cJSON *object, enum format format)
{
    json_text_or_null(object, "format",
                      format < FORMAT_COUNT ? span_of(format_text(format)) : NO_SPAN);
}

void json_item(cJSON *array, struct span text)
{
    struct buf visible _cleanup_buf_ = {0};
    visible_add(&visible, text);
    cJSON_AddItemToArray(array, cJSON_CreateString(visible.at ? visible.at : ""));
}

static void add_printed(struct buf *out, char *text)
{
    if (!text)
        abort(); /* as in arena.h: out of memory */
    buf_text(out, text);
    cJSON_free(text);
}

void json_print(const cJSON *json, struct buf *out)
{
    add_printed(out, cJSON_Print(json));
    buf_byte(out, '\n');
}

void json_line(const cJSON *json, struct buf *out)
{
    add_printed(out, cJSON_PrintUnformatted(json));
}
