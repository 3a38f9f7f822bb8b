/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Schema rows bind the keys of a YAML mapping to members of a struct: name, type, range, default
 * and help stand in one row, so that loading, errors, `duly rules schema` and the manual agree.
 */
#pragma once

#include "base/civil.h"
#include "yaml/yaml.h"

enum schema_type {
    SCHEMA_TEXT,     /* struct span, not empty */
    SCHEMA_WORD,     /* int: index into words (NULL-ended) */
    SCHEMA_BOOL,     /* bool: true or false */
    SCHEMA_COUNT,    /* uint32_t, least..most */
    SCHEMA_DATE,     /* civil_day: YYYY-MM-DD */
    SCHEMA_DURATION, /* uint32_t seconds, least..most: 10s, 5m, 1h, 7d, 2w */
    SCHEMA_SIZE,     /* uint32_t bytes, least..most: 512B, 64KiB, 64MiB, 1GiB */
    SCHEMA_TEXTS,    /* struct span_list: a list, not empty; one scalar counts as a list of one */
    SCHEMA_NODE      /* const struct yaml_node *: read on by the caller */
};

struct span_list {
    struct span *at;
    uint32_t n;
};

struct schema_row {
    const char *key;
    enum schema_type type;
    size_t offset; /* of the member */
    bool required;
    const char *const *words; /* SCHEMA_WORD */
    uint32_t least, most;     /* COUNT, DURATION, SIZE; most 0: no bound */
    const char *help;         /* one line, for schema and manual */
};

/* A row for a member, its type checked by the compiler. */
#define SCHEMA_MEMBER(type, member, c_type)                                                        \
    (offsetof(type, member) + 0 * sizeof((c_type *)0 == &((type *)0)->member))

/* One value by a row that stands in no mapping, or shares its key with other words. */
bool schema_bind_value(struct arena *a, const struct yaml_node *node, const struct schema_row *row,
                       void *target, const char *file, struct diags *diags);

/* Binds all rows into *target; unknown keys (with a suggestion), missing and wrong ones are
   diagnosed, all of them. False if there was any error. */
bool schema_bind(struct arena *a, const struct yaml_node *map, const struct schema_row *rows,
                 size_t count, void *target, const char *file, struct diags *diags);
