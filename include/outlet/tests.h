/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faces of `duly test`. */
#pragma once

#include "base/buf.h"
#include "rule/suite.h"

struct test_line {
    struct span pack, name; /* of the case */
    const char *file;
    uint32_t line;
    const struct suite_result *result;
};

struct test_report {
    const struct test_line *cases;
    size_t count;
    const struct suite_coverage *coverage;
    size_t coverage_count;
    bool require_tests, quiet;
};

/* Cases that came out otherwise than they say. */
size_t tests_failed(const struct test_report *r);

/* Rules without a firing or without a silent case. */
size_t tests_uncovered(const struct test_report *r);

void tests_text(const struct test_report *r, struct buf *out);
void tests_junit(const struct test_report *r, struct buf *out);
