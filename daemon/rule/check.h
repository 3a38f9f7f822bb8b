/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks share. One file per check, one row in checks.c. */
#pragma once

#include "rule/eval.h"
#include "rule/load.h"

extern const struct check_type check_absent, check_checksum, check_consistent, check_expect,
    check_filled, check_mentions, check_numbering, check_refers_to, check_sections, check_signed,
    check_unique;

#define SPECIAL_BIT(name) (1u << SPECIAL_##name)

/* What `it` is in the rule: VALUE_NOTHING without `each`. */
enum value_type check_it(const struct rule *r);

/* Binds the mapping under `check`; the check's own name is one of the rows. */
bool check_bind(struct loader *l, const struct yaml_node *check, const struct schema_row *rows,
                size_t count, void *target);

/* "20" (at least), "20..200", "20..". */
struct bounds {
    uint32_t least, most;
};
bool check_bounds(struct loader *l, const struct yaml_node *node, struct bounds *ret);

/* `in: NAME`: the region it stands for. False, and reported as unknown, if there is no such
   section. A name that is not given is everywhere. */
bool check_region(struct judging *j, const struct section_name *in, struct region *ret);

/* "a, b". */
struct span check_join(struct arena *a, const struct span *texts, size_t count);

/* A list in a sentence: the first few, and how many more. */
struct message check_list(struct arena *a, const struct span *texts, size_t count);

/* The subject as the scope of the rule's expressions. */
static inline struct scope check_scope(const struct subject *s)
{
    return (struct scope){s->it, NULL};
}

/* The same words in both languages. */
static inline struct message check_said(struct span text)
{
    return (struct message){.en = text, .sv = text};
}
