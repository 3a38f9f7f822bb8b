/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON answer that came through a socket, read as a stranger's: what is missing or of another
   type is 0, empty or nothing, and no text of it reaches a terminal with hidden characters. */
#pragma once

#include "base/buf.h"

#include <cjson/cJSON.h>

/* The object, if it answers this command; else NULL. */
cJSON *answer_to(struct span json, const char *command);

uint64_t answer_number(const cJSON *object, const char *key);
struct span answer_text(const cJSON *object, const char *key); /* raw */

/* Texts in an answer were made visible by who wrote it: once more would double the backslashes. */
void answer_show(struct buf *out, struct span text);
void answer_show_list(struct buf *out, const cJSON *array); /* "a, b" */
