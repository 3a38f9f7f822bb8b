/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary search, against what a walk from the first to the last says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bisect.h"

enum { MOST = 9 };

/* Every count, and every number of elements that lie before. */
static void the_first_that_does_not_lie_before(void **state)
{
    (void)state;
    for (uint32_t n = 0; n <= MOST; n++)
        for (uint32_t before = 0; before <= n; before++)
            assert_int_equal(FIRST_NOT(i, n, i < before), before);
}

static void of_equal_ones_the_first(void **state)
{
    (void)state;
    static const int at[] = {1, 3, 3, 3, 7};
    const size_t n = sizeof at / sizeof *at;
    assert_int_equal(FIRST_NOT(i, n, at[i] < 3), 1);
    assert_int_equal(FIRST_NOT(i, n, at[i] <= 3), 4);
    assert_int_equal(FIRST_NOT(i, n, at[i] < 8), n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_that_does_not_lie_before),
        cmocka_unit_test(of_equal_ones_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
