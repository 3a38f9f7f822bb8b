/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of an obligation. `it` is the type of the value that it comes from. */
#pragma once

#include "rule/load_parts.h"

/* NULL without a node, or after diagnosing. */
const struct expression *load_optional(struct loader *l, const struct yaml_node *node,
                                       enum value_type wanted, enum value_type it);

void load_duty_at(struct loader *l, const struct yaml_node *node, struct obligation *o);
void load_duty_every(struct loader *l, const struct yaml_node *node, struct obligation *o,
                     enum value_type it);
void load_duty_remind(struct loader *l, const struct yaml_node *node, struct obligation *o);
void load_duty_late(struct loader *l, const struct yaml_node *node, struct obligation *o);

/* `fulfilled-by` or `superseded-by` */
void load_duty_document(struct loader *l, const struct yaml_node *node, struct obligation *o,
                        enum value_type it, struct wanted_document *ret);
void load_duty_content(struct loader *l, const struct yaml_node *node, struct obligation *o);
