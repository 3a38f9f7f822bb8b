/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `mentions` and `absent` share: texts, where they are looked for, and how often. */
#pragma once

#include "rule/check.h"

struct text_group { /* any of them counts */
    struct probe_list probes;
    struct span text; /* as written, for messages and anchors */
};

struct texts {
    const struct yaml_node *list_node, *in_node;
    struct section_name in;
    uint32_t least, most;
    struct text_group *at;
    uint32_t n;
};

/* texts->list_node and in_node are read on. */
bool texts_load(struct loader *l, struct texts *p);

/* Hits of a group in a region, in document order. */
struct found {
    struct value *at;
    uint32_t n;
    enum limit cut; /* there may be more, because of this one; LIMIT_COUNT: there are no more */
};
struct found texts_find(struct judging *j, const struct text_group *g, const struct region *region);

/* That it is not known how often the group is said. */
void texts_unknown(struct judging *j, const struct text_group *g, const struct found *f);
