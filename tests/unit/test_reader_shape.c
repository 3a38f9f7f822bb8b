/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "reader/shape.h"

#include <cmocka.h>

static void test_shapes(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    static const struct {
        const char *pattern, *literal;
        bool in_line;
    } rows[] = {
        {"", "", true},
        {"nedan kallad", "nedan kallad", true},
        {"Slut(redovisning|rapport)", "slut", true},
        {"(redo|rapport)visning", "visning", true},
        {"^\xc3\x96K ?(\\d+)$", "\xc3\xb6k", true},
        {"ab|cd", "", false},         /* neither is needed */
        {"abc?d", "ab", true},        /* the c may be missing */
        {"ab\xc3\xb6?d", "ab", true}, /* a letter of two bytes goes whole */
        {"abc*def", "def", true},     /* */
        {"abc+d", "abc", true},       /* one c at least */
        {"abcx{0,2}de", "abc", true},
        {"ab{de", "ab{de", true}, /* no quantifier: itself */
        {"a+?bc", "bc", true},
        {"x[abc]yz", "yz", true},
        {"x[]y]zz", "zz", true},
        {"x[^y]zz", "zz", false}, /* takes a line end */
        {"ab\\scd", "ab", false},
        {"ab\\bcd", "ab", true},
        {"ab\\.cd", "ab.cd", true},
        {"\\Qab\\E", "", false},
        {"(?i)ab", "", false},
        {"(?=ab)cd", "cd", true},
        {"(?<!ab)cd", "cd", true},
        {"(?s:.)ab", "", false},
        {"(*LIMIT_MATCH=1)ab", "", false},
        {"ab(c(d|e)[)]f)gh", "ab", true},
        {"ab(?:c)?", "ab", true},
        {"stra\xc3\x9f"
         "e",
         "stra", true}, /* sharp s has two capitals */
        {"5 \xc2\xa7 lagen", " lagen", true},
        {"a.b", "", true}, /* one letter is in every text */
        {"ab\\z", "ab", false},
        {"ab\\x41", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct shape s = pattern_shape(a, span_of(rows[i].pattern));
        if (!span_is(s.literal, rows[i].literal) || s.in_line != rows[i].in_line)
            fail_msg("%s: \"%.*s\" %d", rows[i].pattern, SPAN_ARG(s.literal), s.in_line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
