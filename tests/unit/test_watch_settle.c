/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch/settle.h"

static const struct watch_timing timing = {
    .settle_close = 20, .settle_open = 2000, .delete_grace = 1000};
static const struct identity small = {.inode = 7, .size = 10}, large = {.inode = 7, .size = 20};

static void closed_settles_soon(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_CLOSED, 100, &timing);
    assert_int_equal(s.due, 120);
    settle_touch(&s, TOUCH_CLOSED, 110, &timing);
    assert_int_equal(s.due, 130);
    assert_int_equal(settle_look(&s, &small, 130, &timing), SETTLED_THERE);
}

static void open_needs_quiet_and_two_equal_looks(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_OPEN, 0, &timing);
    assert_int_equal(s.due, 2000);
    assert_int_equal(settle_look(&s, &small, 2000, &timing), SETTLED_NOT_YET);
    assert_int_equal(s.due, 2250);
    assert_int_equal(settle_look(&s, &large, 2250, &timing), SETTLED_NOT_YET);
    assert_int_equal(s.due, 4250);
    assert_int_equal(settle_look(&s, &large, 4250, &timing), SETTLED_THERE);
}

static void writing_on_starts_anew(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_OPEN, 0, &timing);
    assert_int_equal(settle_look(&s, &small, 2000, &timing), SETTLED_NOT_YET);
    settle_touch(&s, TOUCH_OPEN, 2100, &timing);
    assert_int_equal(s.due, 4100);
    assert_int_equal(settle_look(&s, &small, 4100, &timing), SETTLED_NOT_YET);
    assert_int_equal(s.due, 4350);
}

static void metadata_does_not_end_writing(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_OPEN, 0, &timing);
    settle_touch(&s, TOUCH_METADATA, 500, &timing);
    assert_int_equal(s.state, TOUCH_OPEN);
    assert_int_equal(s.due, 2500);
    s = settle_begin(TOUCH_METADATA, 0, &timing);
    assert_int_equal(s.due, 20);
    assert_int_equal(settle_look(&s, &small, 20, &timing), SETTLED_THERE);
}

static void closed_all_the_time_is_looked_at_in_the_end(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_CLOSED, 0, &timing);
    for (int64_t t = 0; t <= 29990; t += 10)
        settle_touch(&s, TOUCH_CLOSED, t, &timing);
    assert_int_equal(s.due, 30000);
    settle_touch(&s, TOUCH_CLOSED, 40000, &timing);
    assert_int_equal(s.due, 40000);
}

static void deleted_has_grace(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_MISSING, 0, &timing);
    assert_int_equal(s.due, 1000);
    assert_int_equal(settle_look(&s, NULL, 1000, &timing), SETTLED_GONE);
}

static void renamed_into_place_within_the_grace(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_MISSING, 0, &timing);
    settle_touch(&s, TOUCH_CLOSED, 900, &timing);
    assert_int_equal(s.due, 920);
    assert_int_equal(settle_look(&s, &small, 920, &timing), SETTLED_THERE);
}

static void missing_when_looked_at_begins_the_grace(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_CLOSED, 0, &timing);
    assert_int_equal(settle_look(&s, NULL, 20, &timing), SETTLED_NOT_YET);
    assert_int_equal(s.due, 1020);
    assert_int_equal(settle_look(&s, NULL, 1020, &timing), SETTLED_GONE);
}

static void there_again_without_a_word_is_taken_as_open(void **state)
{
    (void)state;
    struct settle s = settle_begin(TOUCH_MISSING, 0, &timing);
    assert_int_equal(settle_look(&s, &small, 1000, &timing), SETTLED_NOT_YET);
    assert_int_equal(s.due, 1250);
    assert_int_equal(settle_look(&s, &small, 1250, &timing), SETTLED_THERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_settles_soon),
        cmocka_unit_test(open_needs_quiet_and_two_equal_looks),
        cmocka_unit_test(writing_on_starts_anew),
        cmocka_unit_test(metadata_does_not_end_writing),
        cmocka_unit_test(closed_all_the_time_is_looked_at_in_the_end),
        cmocka_unit_test(deleted_has_grace),
        cmocka_unit_test(renamed_into_place_within_the_grace),
        cmocka_unit_test(missing_when_looked_at_begins_the_grace),
        cmocka_unit_test(there_again_without_a_word_is_taken_as_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
