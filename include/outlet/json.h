/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON for every outlet, on cJSON. Texts are made visible first (base/visible.h), so no outlet's
 * reader ever meets a control character, not even after decoding.
 */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "document/document.h"

#include <cjson/cJSON.h>

static inline void json_freep(cJSON **json)
{
    cJSON_Delete(*json);
}
#define _cleanup_json_ __attribute__((cleanup(json_freep)))

void json_text(cJSON *object, const char *key, struct span text);          /* "" stays "" */
void json_text_or_null(cJSON *object, const char *key, struct span text);  /* null if empty */
void json_number_or_null(cJSON *object, const char *key, uint64_t number); /* null if 0 */
void json_day_or_null(cJSON *object, const char *key, bool has, civil_day day);
void json_item(cJSON *array, struct span text);

/* null for a format that has no name here: a document that no reader reads. */
void json_format(cJSON *object, enum format format);

/* The object as text with a final newline; on one line, without one. */
void json_print(const cJSON *json, struct buf *out);
void json_line(const cJSON *json, struct buf *out);
