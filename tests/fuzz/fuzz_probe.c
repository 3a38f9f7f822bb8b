/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A packed probe table: refused, or packs to the same bytes; its patterns are judged. */
#include "record/probe.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf again _cleanup_buf_ = {0};
    struct probe_table t = {.arena = a};
    struct span packed = {(const char *)data, size};
    if (!probe_table_unpack(packed, &t))
        return 0;
    probe_table_pack(&t, &again);
    if (!span_eq(packed, buf_peek(&again)))
        abort();
    for (size_t i = 0; i < t.list.n; i++) {
        size_t at = 0;
        struct span text = t.list.at[i].text, once = probe_normalise(a, text);
        if (!span_eq(once, probe_normalise(a, once)))
            abort();
        if (probe_pattern_error(a, text, &at) && at > text.n)
            abort();
    }
    return 0;
}
