/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/glob.h"

static bool matches(const char *pattern, const char *path)
{
    return glob_matches(span_of(pattern), span_of(path));
}

static void stars_and_folders(void **state)
{
    (void)state;
    assert_true(matches("**/delredovisning*", "delredovisning.md"));
    assert_true(matches("**/delredovisning*", "a/b/Delredovisning 2.md"));
    assert_false(matches("**/delredovisning*", "a/min-delredovisning.md"));
    assert_false(matches("**/delredovisning*", "delredovisning/b.md"));
    assert_true(matches("**/a/**/b.txt", "x/a/b.txt"));
    assert_true(matches("**/a/**/b.txt", "a/x/y/b.txt"));
    assert_false(matches("**/a/**/b.txt", "ca/b.txt"));
    assert_true(matches("*.txt", "a.txt"));
    assert_false(matches("*.txt", "a/b.txt"));
    assert_true(matches("a/**", "a/b/c"));
    assert_true(matches("?/å?", "b/ÅÄ"));
    assert_false(matches("a?b", "a/b"));
    assert_true(matches("", ""));
    assert_false(matches("", "a"));
    assert_true(matches("*", ""));
    assert_true(matches("*a*b", "xaxaxbxb"));
    assert_true(matches("*.TXT", "a.txt"));
    assert_true(matches("*.k", "a.\xe2\x84\xaa")); /* the sign for kelvin is a k too */
    assert_false(matches("*.bak", "a.txt"));
    assert_true(matches("a/**/", "a/b/"));
}

static void stars_do_not_explode(void **state)
{
    (void)state;
    char path[4096];
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_false(matches("*a*a*a*a*a*a*a*a*a*a*b", path));
    assert_false(matches("**a**a**a**a**a**a**a**a**b", path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stars_and_folders),
        cmocka_unit_test(stars_do_not_explode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
