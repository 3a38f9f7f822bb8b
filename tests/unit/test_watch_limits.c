/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernel grants only so many watches (inotify_add_watch() is wrapped). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch_world.h"

#include <sys/inotify.h>

#define SAYS(w, text) assert_string_equal(world_said(w), (text))

static struct world world;
static size_t granted; /* so many at most */

int __real_inotify_add_watch(int fd, const char *path, uint32_t mask);
int __wrap_inotify_add_watch(int fd, const char *path, uint32_t mask);
int __wrap_inotify_add_watch(int fd, const char *path, uint32_t mask)
{
    if (world.watch && world.watch->tree.watches.n >= granted) {
        errno = ENOSPC;
        return -1;
    }
    return __real_inotify_add_watch(fd, path, mask);
}

static int begin(void **state)
{
    world_begin(&world, false);
    folder("a");
    folder("b");
    put("a/a.txt", "a");
    put("b/b.txt", "b");
    *state = &world;
    return 0;
}

static int end(void **state)
{
    world_end(*state);
    return 0;
}

static void without_watches_folders_are_looked_at_now_and_then(void **state)
{
    struct world *w = *state;
    granted = 1; /* the root */
    world_watch(w);
    const char *said = world_said(w);
    assert_non_null(strstr(said, "PRESENT a/a.txt\n"));
    assert_non_null(strstr(said, "PRESENT b/b.txt\n"));
    assert_true(watch_settled(w->watch));
    put("a/a.txt", "changed");
    unlink("b/b.txt");
    put("b/new.txt", "new");
    SAYS(w, "");
    world_wait(w, SLOW_PASS + 5000);
    said = world_said(w);
    assert_non_null(strstr(said, "PRESENT a/a.txt\n"));
    assert_non_null(strstr(said, "GONE b/b.txt\n"));
    assert_non_null(strstr(said, "PRESENT b/new.txt\n"));
    assert_string_equal(w->troubles.at, "NO_WATCHES\n"); /* said once */

    granted = SIZE_MAX;
    world_wait(w, SLOW_PASS);
    assert_string_equal(w->troubles.at, "NO_WATCHES\nWATCHES_BACK\n");
    put("a/a.txt", "and again");
    SAYS(w, "PRESENT a/a.txt\n");
}

/* Not even the root is watched: it is polled like the rest. */
static void no_watch_at_all(void **state)
{
    struct world *w = *state;
    granted = 0;
    world_watch(w);
    world_quiet(w);
    assert_int_equal(watch_counts(w->watch).files, 2);
    put("c.txt", "c");
    world_wait(w, ROOT_CHECK + SLOW_PASS + 5000);
    assert_int_equal(watch_counts(w->watch).files, 3);
    assert_string_equal(w->troubles.at, "NO_WATCHES\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_watches_folders_are_looked_at_now_and_then),
        TEST(no_watch_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
