/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies as the ledger gives them back. They are ours, but a disk lies between: whatever the bytes
   are, what is shown of them is one line of visible text. */
#pragma once

#include "base/buf.h"

#include <cjson/cJSON.h>

/* The object, and nothing behind it; else NULL. */
cJSON *event_kept(struct span body);

/* Its "msg"; of what is no event the bytes themselves, made visible. json may be NULL. */
void event_kept_sentence(const cJSON *json, struct span body, struct buf *out);
