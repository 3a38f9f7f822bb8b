/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What events do not tell: polled roots, the hourly comparison, and the counts of both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch_world.h"

#include <sys/inotify.h>

#define SAYS(w, text) assert_string_equal(world_said(w), (text))

static struct world world;

static int begin(void **state)
{
    world_begin(&world, false);
    *state = &world;
    return 0;
}

static int end(void **state)
{
    world_end(*state);
    return 0;
}

static struct watch_counts counts(const struct world *w)
{
    return watch_counts(w->watch);
}

static void change_unheard(struct world *w)
{
    put("d/a.txt", "changed");
    put("d/b.txt", "new");
    world_lose_events(w);
}

static struct world *begin_as(void **state, struct watch_root root)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    world_watch_as(w, root);
    world_said(w);
    return w;
}

static void a_polled_root_is_looked_at(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){.poll = true, .poll_seconds = 6});
    assert_string_equal(watch_root_state(w->watch, 0), "polled");
    assert_int_equal(counts(w).polled, 2);
    change_unheard(w);
    world_wait(w, 3000);
    assert_int_equal(w->said.n, 0);
    world_wait(w, 6000);
    SAYS_ALL(w, "PRESENT d/a.txt\n", "PRESENT d/b.txt\n");
    change_unheard(w); /* and again and again */
    world_wait(w, 9000);
    SAYS_ALL(w, "PRESENT d/a.txt\n", "PRESENT d/b.txt\n");
    assert_int_equal(counts(w).missed, 0);
    assert_int_equal(w->troubles.n, 0);
}

static void by_default_every_half_minute(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){.poll = true});
    world_wait(w, SLOW_PASS);
    change_unheard(w);
    world_wait(w, SLOW_PASS + 3000);
    SAYS_ALL(w, "PRESENT d/a.txt\n", "PRESENT d/b.txt\n");
}

static void a_watched_root_is_not(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){.poll_seconds = 6});
    assert_string_equal(watch_root_state(w->watch, 0), "watched");
    assert_int_equal(counts(w).polled, 0);
    change_unheard(w);
    world_wait(w, 100000);
    SAYS(w, "");
}

static void what_no_event_told_is_counted(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){0});
    put("c.txt", "c");
    world_said(w);
    change_unheard(w);
    unlink("c.txt");
    world_lose_events(w);
    world_wait(w, AUDIT + 5000);
    SAYS_ALL(w, "PRESENT d/a.txt\n", "PRESENT d/b.txt\n", "GONE c.txt\n");
    assert_int_equal(counts(w).missed, 3);
    world_wait(w, AUDIT + 5000); /* once each */
    assert_int_equal(counts(w).missed, 3);
}

/* The event stands in the queue while the folder is listed, or has just been read. */
static void what_an_event_is_on_its_way_for_is_not(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){0});
    w->ticks = w->watch->audit_at;
    int fd = open("d/b.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    put("d/a.txt", "changed");
    passes_begin(w->watch, w->ticks);
    assert_non_null(w->watch->queue);
    walk_some(w->watch, w->ticks);
    close(fd);
    SAYS_ALL(w, "PRESENT d/a.txt\n", "PRESENT d/b.txt\n");
    assert_int_equal(counts(w).missed, 0);
}

static void counts_of_all(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){0});
    struct watch_counts before = counts(w);
    assert_int_equal(before.files, 1);
    assert_int_equal(before.folders, 2);
    assert_int_equal(before.watches, 2);
    assert_int_equal(before.polled + before.unreadable + before.pending, 0);
    put("a.txt", "a");
    watch_step(w->watch, w->ticks);
    assert_int_equal(counts(w).pending, 1);
    assert_true(counts(w).events > before.events);
    world_said(w);
    assert_int_equal(counts(w).files, 2);
    assert_int_equal(counts(w).pending, 0);
    struct inotify_event overflow = {.wd = -1, .mask = IN_Q_OVERFLOW};
    inotify_take(w->watch, (const char *)&overflow, sizeof overflow, w->ticks);
    world_said(w);
    assert_int_equal(counts(w).overflows, 1);
}

/* ---- names elsewhere ---- */

static void a_second_name_is_written_through(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){0});
    assert_int_equal(link("d/a.txt", "b.txt"), 0);
    /* The link is the first one's change too, though no event says so there. */
    SAYS_ALL(w, "PRESENT b.txt\n", "PRESENT d/a.txt\n");
    put("b.txt", "changed");
    SAYS_ALL(w, "PRESENT b.txt\n", "PRESENT d/a.txt\n");
}

/* Before anybody has searched for the first name. */
static void the_first_name_is_written_through_at_once(void **state)
{
    struct world *w = begin_as(state, (struct watch_root){0});
    assert_int_equal(link("d/a.txt", "b.txt"), 0);
    world_wait(w, 2300);
    put("d/a.txt", "changed");
    world_wait(w, 100);
    assert_string_equal(w->said.at, "PRESENT b.txt\nPRESENT d/a.txt\nPRESENT b.txt\n");
}

static void a_name_elsewhere_is_written_through(void **state)
{
    struct world *w = *state;
    char outside[80];
    snprintf(outside, sizeof outside, "%.60s-outside", w->root);
    put(outside, "one");
    assert_int_equal(link(outside, "a.txt") + link(outside, "b.txt"), 0);
    world_watch(w);
    SAYS_ALL(w, "PRESENT a.txt\n", "PRESENT b.txt\n");
    put(outside, "changed");
    world_wait(w, SLOW_PASS + 5000);
    SAYS_ALL(w, "PRESENT a.txt\n", "PRESENT b.txt\n");
    unlink(outside);
}

/* ---- many ---- */

enum { MANY = 2 * STEP_ENTRIES };

static void name_of(char name[40], int i)
{
    snprintf(name, 40, "d/file-%05d.txt", i);
}

/* A long folder is read in steps, and what happens in it meanwhile is not lost. */
static void a_folder_of_many_files(void **state)
{
    struct world *w = *state;
    char a[40], b[40];
    folder("d");
    for (int i = 0; i < MANY; i++) {
        name_of(a, i);
        put(a, "");
    }
    world_watch(w);
    int steps = 0;
    for (; !w->watch->walked; steps++) {
        assert_true(watch_step(w->watch, w->ticks) == 0 || w->watch->walked);
        if (steps == 1)
            move("d", "e");
        else if (steps == 2)
            move("e", "d");
        for (int i = 0; steps != 1 && i < 50; i++) {
            name_of(a, MANY / 2 + 100 * steps + i);
            name_of(b, MANY + 100 * steps + i);
            if (i % 3 == 0)
                unlink(a);
            else if (i % 3 == 1)
                move(a, b);
            else
                put(b, "new");
        }
        w->ticks += 5;
    }
    assert_in_range(steps, 2, 20);
    world_quiet(w);
    int files = 0;
    for (int i = 0; i < 2 * MANY; i++) {
        name_of(a, i);
        files += access(a, F_OK) == 0;
    }
    assert_int_equal(counts(w).files, files);
    remove_tree("d");
    world_quiet(w);
    assert_int_equal(counts(w).files, 0);
}

/* Each name of a file has an event, a listing and a look; none of them walks over all the others.
 */
static void a_file_of_many_names(void **state)
{
    enum { NAMES = 30000 };
    struct world *w = *state;
    char name[40];
    folder("d");
    put("first.txt", "one");
    for (int i = 0; i < NAMES; i++) {
        name_of(name, i);
        assert_int_equal(link("first.txt", name), 0);
    }
    world_watch(w);
    alarm(60);
    world_quiet(w);
    assert_int_equal(counts(w).files, NAMES + 1);
    buf_clear(&w->said);
    put("first.txt", "two");
    world_quiet(w);
    size_t lines = 0;
    for (const char *at = w->said.at; (at = strchr(at, '\n')); at++)
        lines++;
    assert_int_equal(lines, NAMES + 1);
    for (int i = 0; i < NAMES; i++) {
        name_of(name, i);
        unlink(name);
    }
    world_quiet(w);
    alarm(0);
    assert_int_equal(counts(w).files, 1);
    assert_int_equal(w->watch->tree.inodes.n, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_polled_root_is_looked_at),
        TEST(by_default_every_half_minute),
        TEST(a_watched_root_is_not),
        TEST(what_no_event_told_is_counted),
        TEST(what_an_event_is_on_its_way_for_is_not),
        TEST(counts_of_all),
        TEST(a_second_name_is_written_through),
        TEST(the_first_name_is_written_through_at_once),
        TEST(a_name_elsewhere_is_written_through),
        TEST(a_folder_of_many_files),
        TEST(a_file_of_many_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
