/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a pack that is refused with reasons, or one that loads whole. */
#include "rule/load_files.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char common[] =
    "duly: 1\npack: {id: c, version: 1.4.0, title: C}\nkinds:\n  ck: {match: {title: C}}\nrules:\n"
    "  c.one: {for: any, check: {expect: count(dates) > 0}, message: {en: x}}\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const pack = "t";
    const struct pack_text texts[] = {
        {"t", "t.yaml", {(const char *)data, size}},
        {"c", "c.yaml", {common, sizeof common - 1}},
    };
    const struct shelf shelf = {.texts = texts, .text_count = 2};
    struct arena *arena _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = arena};
    struct rules *rules = rules_load_shelf(&shelf, &pack, 1, &diags);
    if (!rules != (diags.errors > 0))
        abort();
    for (size_t i = 0; i < diags.list.n; i++)
        if (!diags.list.at[i].text[0] || !diags.list.at[i].file)
            abort();
    rules_free(rules);
    return 0;
}
