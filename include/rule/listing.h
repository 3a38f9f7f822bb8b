/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules as a person asks about them: `duly rules list` and `show`. */
#pragma once

#include "rule/rules.h"

struct rule_view {
    struct span pack, id;
    struct span kind;       /* empty: any document */
    const char *check;      /* its name */
    const char *check_help; /* one line */
    enum severity severity;
    struct span doc, ref; /* may be empty */
    const char *file;
    uint32_t line;
};

/* All rules in force, by pack, then id; views into the rule set, the array in the arena. */
size_t rules_list(struct arena *a, const struct rules *r, const struct rule_view **ret);
