/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fact/identity.h"

static void check_digits(void **state)
{
    (void)state;
    assert_true(identity_check_digit("2021004185"));
    assert_true(identity_check_digit("5560360793"));
    assert_true(identity_check_digit("8211059954"));
    assert_false(identity_check_digit("2021004186"));
    assert_false(identity_check_digit("2020104185"));
}

/* The third digit alone parts organisations from persons. */
static void organisations_and_persons(void **state)
{
    (void)state;
    assert_true(identity_is_organisation("2021004185"));
    assert_false(identity_is_organisation("8211059954"));
    assert_false(identity_is_organisation("0850833000"));
    assert_true(identity_is_birth("8211059954", 0));
    assert_true(identity_is_birth("8211059954", 19));
    assert_false(identity_is_birth("2021004185", 0));
}

static void days_of_birth(void **state)
{
    (void)state;
    assert_true(identity_is_birth("7906889972", 19));  /* day 28 + 60 */
    assert_false(identity_is_birth("7906929972", 19)); /* day 32 + 60 */
    assert_false(identity_is_birth("8200010000", 0));
    assert_false(identity_is_birth("8201000000", 0));
    assert_false(identity_is_birth("8201600000", 0)); /* 60 is day 0 */
    assert_true(identity_is_birth("0002290000", 0));
    assert_true(identity_is_birth("0002290000", 20));
    assert_false(identity_is_birth("0002290000", 19));
    assert_false(identity_is_birth("0102290000", 0));
    assert_false(identity_is_birth("8211059954", 16));
}

static void dummies(void **state)
{
    (void)state;
    assert_true(identity_is_dummy("0000000000"));
    assert_true(identity_is_dummy("2222222222"));
    assert_false(identity_is_dummy("5512345678"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_digits),
        cmocka_unit_test(organisations_and_persons),
        cmocka_unit_test(days_of_birth),
        cmocka_unit_test(dummies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
