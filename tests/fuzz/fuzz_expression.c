/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text is an expression of a known type, or diagnosed. */
#include "base/limits.h"
#include "rule/expression.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct role role = {.name = {"agency", 6}};
static struct fact_definition facts[] = {
    {.name = {"period", 6}, .type = VALUE_PERIOD, .least = 1, .most = 1},
    {.name = {"activities", 10}, .type = VALUE_PERIOD, .least = 1, .most = UINT32_MAX},
    {.name = {"due", 3}, .type = VALUE_DATE, .least = 1, .most = 1},
    {.name = {"dnr", 3}, .type = VALUE_IDENTIFIER, .least = 1, .most = 1},
    {.name = {"who", 3}, .type = VALUE_PARTY, .most = 4, .roles = &role, .role_count = 1},
};
static const struct kind kind = {.id = {"k", 1}, .facts = facts, .fact_count = 5};

static unsigned height(const struct expression *e)
{
    if (!e)
        return 0;
    if (e->type == VALUE_NOTHING || e->type >= VALUE_TYPES)
        abort();
    unsigned left = height(e->left), right = height(e->right);
    return 1 + (left > right ? left : right);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = arena};
    struct pack pack = {0};
    struct loader l = {
        .arena = arena, .diags = &diags, .pack = &pack, .file = "fuzz", .kind = &kind};
    const struct yaml_node node = {.kind = YAML_SCALAR,
                                   .verbatim = true,
                                   .line = 1,
                                   .column = 1,
                                   .text = {(const char *)data, size}};
    const struct expression *e = load_expression(&l, &node, VALUE_NOTHING, VALUE_PERIOD);
    if (!e != (diags.errors > 0))
        abort();
    if (height(e) > 3 * LIMIT_EXPRESSION_DEPTH)
        abort();
    return 0;
}
