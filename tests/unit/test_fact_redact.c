/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fact/redact.h"

static void digits_of_personal_numbers_are_masked(void **state)
{
    static const struct {
        const char *path, *expected;
    } cases[] = {
        {"a/811218-9876 avtal.txt", "a/******-**** avtal.txt"},
        {"19811218-9876.md", "********-****.md"},
        {"198112189876.md", "************.md"},
        {"8112189876", "**********"},
        {"811278_9873.txt", "******_****.txt"}, /* co-ordination number */
        {"000101-T220.txt", "******-T***.txt"}, /* interim number */
        {"202100-4185.txt", "202100-4185.txt"}, /* an organisation: month 21 */
        {"2020-06-23 avtal.txt", "2020-06-23 avtal.txt"},
        {"dnr 2019-830.txt", "dnr 2019-830.txt"},
        {"20200623.txt", "20200623.txt"},
        {"", ""},
    };
    struct arena *a _cleanup_arena_ = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span got = redact_path(a, span_of(cases[i].path));
        assert_string_equal(got.at, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_of_personal_numbers_are_masked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
