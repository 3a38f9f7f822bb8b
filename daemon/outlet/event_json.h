/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outlet/syslog.h"

/* One JSON object on one line, at most `most` bytes long: texts are shortened, never the JSON.
   `most` must leave room for the keys (600 do). */
void event_json(const struct event *e, const struct event_frame *f, size_t most, struct buf *out);
