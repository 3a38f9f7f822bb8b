/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read of one document, for `duly facts`. */
#pragma once

#include "base/buf.h"
#include "record/record.h"

struct facts_view {
    struct span file, kind, record_case, key; /* empty: none */
    const struct record *record;
};

void facts_json(const struct facts_view *v, struct buf *out);
void facts_text_report(const struct facts_view *v, struct buf *out);
