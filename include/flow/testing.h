/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests beside the rules, run the same way as everything else: read in a jail, judged,
 * compared. */
#pragma once

#include "base/diag.h"
#include "rule/suite.h"

struct tested_case {
    const struct suite_case *suite_case;
    struct suite_result result;
};

struct tested_pack {
    struct span pack;
    struct tested_case *cases;
    size_t count;
    struct suite_coverage *coverage; /* one row per rule */
    size_t coverage_count;
};

/* All test files of one pack. False after diagnosing, or with *reterr when nothing could be read.
 */
bool test_pack(struct arena *a, const struct rules *rules, const struct pack *pack, unsigned jobs,
               struct moment now, struct diags *diags, struct tested_pack *ret,
               const char **reterr);
