/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bounded YAML 1.1 node tree with marks (libyaml). Every scalar is text: what it means is decided
 * by the field that it stands in, so that no, 08 and 7.4.2 stay what they are. Anchors, aliases,
 * tags, merge keys and several documents in one file are errors.
 */
#pragma once

#include "base/diag.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    bool quoted;           /* a scalar in quotes or a block scalar: never a keyword like $param */
    bool verbatim;         /* stands in the file as in text, on one line: columns can be counted */
    uint32_t line, column; /* of its first character, from 1 */
    struct span text;      /* SCALAR */
    struct yaml_entry *entries; /* MAP, in file order, keys unique */
    struct yaml_node **items;   /* LIST */
    uint32_t count;
};

struct yaml_entry {
    struct span key;
    uint32_t line, column;   /* of the key */
    struct yaml_node *value; /* never NULL; an empty value is a scalar with empty text */
};

/* NULL if the file is no YAML or breaks a limit; diags tell what and where. Duplicate keys are
   reported and the first kept. Lives in the arena. */
struct yaml_node *yaml_parse(struct arena *a, const char *file, struct span bytes,
                             struct diags *diags);

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key); /* or NULL */

/* Where one value may stand for a list of one. */
static inline uint32_t yaml_count(const struct yaml_node *node)
{
    return node->kind == YAML_LIST ? node->count : 1;
}
static inline const struct yaml_node *yaml_item(const struct yaml_node *node, uint32_t i)
{
    return node->kind == YAML_LIST ? node->items[i] : node;
}
