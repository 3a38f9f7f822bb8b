/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faces of `duly rules`. */
#pragma once

#include "base/buf.h"
#include "rule/listing.h"

void rules_text(const struct rule_view *rules, size_t count, struct buf *out);
void rules_json(const struct rule_view *rules, size_t count, struct buf *out);
void rule_text(const struct rule_view *rule, struct buf *out); /* one, at length */
