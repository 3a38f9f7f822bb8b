/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies as the ledger gives them back. They are ours, but a disk lies between: what could not have
   come from event_body() is shown as bytes, and nobody is promised that it is JSON. */
#pragma once

#include "base/buf.h"

#include <cjson/cJSON.h>

/* The object; its texts are visible already. NULL: it is no body of ours. */
cJSON *event_kept(struct span body);

/* Its "msg", or else the bytes of the body, made visible. json may be NULL. */
void event_kept_sentence(const cJSON *json, struct span body, struct buf *out);
