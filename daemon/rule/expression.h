/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions, as the loader makes them from text. */
#pragma once

#include "rule/load.h"

/* Names that mean something in one place only. */
struct named_expression {
    const char *name;
    const struct expression *value;
};
struct expression_scope {
    const struct kind *doc; /* `doc.dnr`: the document that would fulfil an obligation */
    const struct named_expression *names; /* `to`, `bearer` in its message */
    size_t count;
};

/* Any value, also of many: what stands in the braces of a message. NULL after diagnosing. */
const struct expression *expression_of(struct loader *l, const struct yaml_node *node,
                                       enum value_type it);

/* A part of a scalar as a node of its own, with its own column. */
struct yaml_node node_part(const struct yaml_node *node, size_t start, size_t end);

/* The column in the file of a byte in a node's text; the node's own where it cannot be counted. */
uint32_t column_in(const struct yaml_node *node, size_t byte);

bool word_is_reserved(struct span word);
