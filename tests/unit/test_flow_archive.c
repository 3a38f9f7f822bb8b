/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/archive.h"

#include <stdio.h>

static int begin(void **state)
{
    static struct archive a;
    a = (struct archive){0};
    *state = &a;
    return 0;
}

static int end(void **state)
{
    archive_done(*state);
    return 0;
}

static void found_by_root_and_path(void **state)
{
    struct archive *a = *state;
    struct kept *first = archive_add(a, 0, "/srv", "a.txt");
    struct kept *second = archive_add(a, 1, "/mnt", "a.txt");
    assert_ptr_equal(archive_find(a, 0, "a.txt"), first);
    assert_ptr_equal(archive_find(a, 1, "a.txt"), second);
    assert_null(archive_find(a, 0, "b.txt"));
    assert_string_equal(first->shown, "/srv/a.txt");
    assert_ptr_equal(a->at[second->number], second);
}

static void personal_numbers_are_not_shown(void **state)
{
    struct archive *a = *state;
    struct kept *k = archive_add(a, 0, "/srv", "19121212-1212.txt");
    assert_string_equal(k->path, "19121212-1212.txt");
    assert_null(strstr(k->shown, "1212"));
    assert_null(strstr(k->identity, "1212"));
}

static void a_rename_keeps_the_identity(void **state)
{
    struct archive *a = *state;
    struct kept *k = archive_add(a, 0, "/srv", "a.txt");
    archive_rename(a, k, 0, "/srv", "b.txt");
    assert_null(archive_find(a, 0, "a.txt"));
    assert_ptr_equal(archive_find(a, 0, "b.txt"), k);
    assert_string_equal(k->shown, "/srv/b.txt");
    assert_string_equal(k->identity, "/srv/a.txt");
    /* The next file of the old name is another one. */
    struct kept *next = archive_add(a, 0, "/srv", "a.txt");
    assert_string_not_equal(next->identity, k->identity);
    archive_remove(a, k);
    archive_remove(a, next);
    assert_string_equal(archive_add(a, 0, "/srv", "a.txt")->identity, "/srv/a.txt");
}

static void numbers_are_used_again(void **state)
{
    struct archive *a = *state;
    char name[16];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
            snprintf(name, sizeof name, "%d", i);
            archive_add(a, 0, "/srv", name);
        }
        assert_int_equal(a->n, 100);
        for (int i = 0; i < 100; i++) {
            snprintf(name, sizeof name, "%d", (i * 37) % 100);
            archive_remove(a, archive_find(a, 0, name));
        }
        assert_int_equal(a->count, 0);
    }
}

static void read_in_the_order_in_which_they_came(void **state)
{
    struct archive *a = *state;
    struct kept *k[5];
    for (int i = 0; i < 5; i++) {
        k[i] = archive_add(a, 0, "/srv", (const char *[]){"a", "b", "c", "d", "e"}[i]);
        archive_queue(a, k[i]);
    }
    archive_queue(a, k[0]); /* it waits already: its turn stays */
    archive_remove(a, k[2]);
    assert_ptr_equal(archive_next(a), k[0]);
    assert_ptr_equal(archive_next(a), k[1]);
    archive_queue(a, k[0]);
    assert_ptr_equal(archive_next(a), k[3]);
    assert_ptr_equal(archive_next(a), k[4]);
    assert_ptr_equal(archive_next(a), k[0]);
    assert_null(archive_next(a));
}

static void judged_again_when_it_is_time(void **state)
{
    struct archive *a = *state;
    struct kept *late = archive_add(a, 0, "/srv", "late");
    struct kept *early = archive_add(a, 0, "/srv", "early");
    archive_schedule(a, late, 200);
    archive_schedule(a, early, 100);
    assert_null(archive_due(a, 99));
    assert_ptr_equal(archive_due(a, 100), early);
    archive_schedule(a, early, 300);
    assert_null(archive_due(a, 199));
    assert_ptr_equal(archive_due(a, 1000), late);
    archive_schedule(a, late, INSTANT_NEVER);
    assert_ptr_equal(archive_due(a, 1000), early);
    archive_remove(a, early);
    assert_null(archive_due(a, INSTANT_NEVER));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(found_by_root_and_path),
        TEST(personal_numbers_are_not_shown),
        TEST(a_rename_keeps_the_identity),
        TEST(numbers_are_used_again),
        TEST(read_in_the_order_in_which_they_came),
        TEST(judged_again_when_it_is_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
