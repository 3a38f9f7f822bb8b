/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A packed record from a reader that was taken over: refused, or wholly valid. */
#include "record/record.h"

#include <stdint.h>
#include <stdlib.h>

enum { PROBES = 5 }; /* as tests/support/sample_record.h has it */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf again _cleanup_buf_ = {0};
    struct record r;
    const char *why = NULL;
    struct span packed = {(const char *)data, size};
    if (!record_unpack(a, packed, PROBES, &r, &why)) {
        if (!why)
            abort();
        return 0;
    }
    record_pack(&r, &again);
    if (!span_eq(packed, buf_peek(&again)))
        abort(); /* there is one packed form and no other */
    for (uint32_t i = 0, n; i < PROBES; i++) {
        const struct hit *h = record_hits(&r, i, &n);
        for (uint32_t k = 0; k < n; k++)
            if (h[k].probe != i || h[k].at.end > r.length)
                abort();
        record_overran(&r, i);
    }
    civil_day first, last;
    for (uint32_t i = 0; i < r.fact_count; i++)
        if (r.facts[i].type == FACT_DATE)
            date_days(r.facts[i].date.value, &first, &last);
    return 0;
}
