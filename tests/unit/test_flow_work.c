/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/work.h"

#include <stdio.h>

static int begin(void **state)
{
    static struct work w;
    w = (struct work){0};
    *state = &w;
    return 0;
}

static int end(void **state)
{
    work_done(*state);
    return 0;
}

static struct work_item *add(struct work *w, const char *path)
{
    return work_add(w, 0, path, FORMAT_TEXT);
}

static void found_by_root_and_path(void **state)
{
    struct work *w = *state;
    struct work_item *first = work_add(w, 0, "a.txt", FORMAT_TEXT);
    struct work_item *second = work_add(w, 1, "a.txt", FORMAT_TEXT);
    assert_ptr_not_equal(first, second);
    assert_ptr_equal(work_find(w, 0, "a.txt"), first);
    assert_ptr_equal(work_find(w, 1, "a.txt"), second);
    assert_null(work_find(w, 0, "b.txt"));
    assert_ptr_equal(w->at[second->number], second);
}

static void numbers_are_used_again(void **state)
{
    struct work *w = *state;
    char name[16];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
            snprintf(name, sizeof name, "%d", i);
            add(w, name);
        }
        assert_int_equal(w->n, 100);
        for (int i = 0; i < 100; i++) {
            snprintf(name, sizeof name, "%d", (i * 37) % 100);
            work_remove(w, work_find(w, 0, name));
        }
        assert_int_equal(w->count, 0);
    }
}

static void read_in_the_order_in_which_they_came(void **state)
{
    struct work *w = *state;
    struct work_item *i[5];
    for (int n = 0; n < 5; n++)
        i[n] = add(w, (const char *[]){"a", "b", "c", "d", "e"}[n]);
    add(w, "a"); /* it waits already: its turn stays */
    work_drop(w, i[2]);
    assert_ptr_equal(work_next(w), i[0]);
    assert_ptr_equal(work_next(w), i[1]);
    work_queue(w, i[0]);
    assert_ptr_equal(work_next(w), i[3]);
    assert_ptr_equal(work_next(w), i[4]);
    assert_ptr_equal(work_next(w), i[0]);
    assert_null(work_next(w));
}

static void what_a_reader_has_is_read_again_or_dropped(void **state)
{
    struct work *w = *state;
    struct work_item *a = add(w, "a");
    work_next(w)->in_reader = true;
    assert_ptr_equal(add(w, "a"), a);
    assert_true(a->again);
    assert_null(work_next(w));
    work_drop(w, a);
    assert_true(a->disowned);
    struct work_item *next = add(w, "a"); /* the next file of that name is another item */
    assert_ptr_not_equal(next, a);
    assert_int_equal(w->count, 2);
    work_remove(w, a);
    assert_ptr_equal(work_find(w, 0, "a"), next);
}

static void finished_up_to_a_turn(void **state)
{
    struct work *w = *state;
    struct work_item *a = add(w, "a");
    int64_t turn = w->turns;
    add(w, "b");
    assert_false(work_finished(w, turn));
    work_next(w)->in_reader = true;
    assert_false(work_finished(w, turn));
    work_remove(w, a);
    assert_true(work_finished(w, turn));
    assert_false(work_finished(w, w->turns));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(found_by_root_and_path),
        TEST(numbers_are_used_again),
        TEST(read_in_the_order_in_which_they_came),
        TEST(what_a_reader_has_is_read_again_or_dropped),
        TEST(finished_up_to_a_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
