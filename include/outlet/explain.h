/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faces of `duly explain`. */
#pragma once

#include "base/buf.h"
#include "rule/explain.h"

struct explain_view {
    struct span file;
    const struct explanation *explanation;
    struct span rule; /* only this one; empty: all */
    enum language language;
    struct moment at;
    bool at_given;
};

void explain_text(const struct explain_view *v, struct buf *out);
void explain_json(const struct explain_view *v, struct buf *out);
