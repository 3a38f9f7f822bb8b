/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines that are shown beneath findings, each once however much was found in it. */
#pragma once

#include "record/record.h"

struct quotes {
    const struct document *document;
    VEC(struct quote) list;
    struct quote_slot *slots; /* an open hash by line and window */
    size_t room;
};

/* The quote in which what begins at the offset can be read; NO_QUOTE if it lies in no line. Found
   in the same line, or the same part of a long one: the same quote. */
uint32_t quote_at(struct quotes *q, uint32_t offset);
