/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a tree with sane marks, or diagnosed. */
#include "yaml/yaml.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct yaml_node *node)
{
    if (!node || node->line == 0 || node->column == 0)
        abort();
    for (uint32_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
        check(node->items[i]);
    for (uint32_t i = 0; node->kind == YAML_MAP && i < node->count; i++) {
        if (node->entries[i].key.n == 0)
            abort();
        check(node->entries[i].value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = arena};
    struct yaml_node *root =
        yaml_parse(arena, "fuzz", (struct span){(const char *)data, size}, &diags);
    if (root)
        check(root);
    else if (diags.errors == 0)
        abort();
    return 0;
}
