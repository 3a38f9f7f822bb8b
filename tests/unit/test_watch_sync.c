/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barriers: what had happened before is said when they are over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch_world.h"

#include <sys/inotify.h>

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

/* A folder of our own beside the root. */
static char own[100];

static int begin_with_folder(void **state)
{
    begin(state);
    struct world *w = *state;
    world_watch(w);
    snprintf(own, sizeof own, "%.60s-own", w->root);
    folder(own);
    assert_int_equal(watch_sync_folder(w->watch, own), 0);
    return 0;
}

static int end_with_folder(void **state)
{
    remove_tree(own);
    return end(state);
}

static uint64_t sync_begun(struct world *w)
{
    uint64_t barrier = watch_sync(w->watch);
    assert_true(barrier > 0);
    assert_false(watch_synced(w->watch, barrier));
    return barrier;
}

/* Steps until it is over, and says how long that took. */
static int64_t sync_wait(struct world *w, uint64_t barrier)
{
    int64_t begun = w->ticks;
    for (;;) {
        int next = watch_step(w->watch, w->ticks);
        if (watch_synced(w->watch, barrier))
            return w->ticks - begun;
        assert_true(next >= 0 && w->ticks - begun < 120000);
        w->ticks += next;
    }
}

#define SAID(w, text)                                                                              \
    do {                                                                                           \
        assert_string_equal((w)->said.at, (text));                                                 \
        buf_clear(&(w)->said);                                                                     \
    } while (0)

static void it_waits_for_the_first_walk(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    uint64_t b = sync_begun(w);
    sync_wait(w, b);
    SAID(w, "PRESENT d/a.txt\n");
}

static void nothing_happened(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    assert_int_equal(sync_wait(w, sync_begun(w)), 0);
    assert_int_equal(access(own, F_OK), 0);
    assert_int_equal(rmdir(own), 0); /* nothing is left in it */
}

static void without_a_folder_there_is_none(void **state)
{
    struct world *w = *state;
    watch_free(w->watch);
    world_watch(w);
    assert_int_equal(watch_sync(w->watch), 0);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(watch_sync_folder(w->watch, "/no/such/folder"), -ENOENT);
    assert_int_equal(watch_sync(w->watch), 0);
    assert_int_equal(errno, ENOENT);
}

static void a_closed_file(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    put("a.txt", "a");
    assert_in_range(sync_wait(w, sync_begun(w)), 1, 100);
    SAID(w, "PRESENT a.txt\n");
}

static void a_file_that_is_still_open(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    int fd = open("a.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    assert_int_equal(write(fd, "part", 4), 4);
    assert_in_range(sync_wait(w, sync_begun(w)), 2000, 3000);
    SAID(w, "PRESENT a.txt\n");
    close(fd);
}

static void deletions_and_moves(void **state)
{
    struct world *w = *state;
    char out[120];
    snprintf(out, sizeof out, "%s/out", own);
    folder("d");
    put("d/a.txt", "a");
    put("b.txt", "b");
    put("c.txt", "c");
    world_said(w);
    unlink("b.txt");
    move("c.txt", "e.txt");
    move("d", out);
    sync_wait(w, sync_begun(w));
    const char *said = w->said.at;
    assert_non_null(strstr(said, "GONE b.txt\n"));
    assert_non_null(strstr(said, "GONE d/a.txt\n"));
    assert_non_null(strstr(said, "MOVED c.txt > e.txt\nPRESENT e.txt\n"));
}

/* The other half of the rename might still come. */
static void a_folder_moved_out(void **state)
{
    struct world *w = *state;
    char out[120];
    snprintf(out, sizeof out, "%s/out", own);
    folder("d");
    put("d/a.txt", "a");
    world_said(w);
    move("d", out);
    sync_wait(w, sync_begun(w));
    SAID(w, "GONE d/a.txt\n");
}

static void a_deep_tree_at_once(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    char path[256] = "";
    for (int i = 0; i < 30; i++) {
        strcat(path, i ? "/d" : "d");
        folder(path);
    }
    strcat(path, "/a.txt");
    put(path, "a");
    sync_wait(w, sync_begun(w));
    assert_non_null(strstr(w->said.at, path));
}

/* It never settles: what had happened to it can not be said any more. */
static void a_file_that_is_written_all_the_time(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    int fd = open("a.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    put("b.txt", "b");
    uint64_t b = sync_begun(w);
    int64_t begun = w->ticks;
    while (!watch_synced(w->watch, b)) {
        assert_int_equal(write(fd, "more", 4), 4);
        watch_step(w->watch, w->ticks);
        w->ticks += 100;
        assert_true(w->ticks - begun < 10000);
    }
    SAID(w, "PRESENT b.txt\n");
    close(fd);
}

/* A loop that comes late finds more due at once than it looks at in a step. */
static void more_files_than_a_step_looks_at(void **state)
{
    enum { FILES = 3 * STEP_LOOKS };
    struct world *w = *state;
    char name[40];
    world_quiet(w);
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "%d.txt", i);
        put(name, "a");
    }
    uint64_t b = sync_begun(w);
    watch_step(w->watch, w->ticks);
    w->ticks += 60000;
    while (watch_step(w->watch, w->ticks) == 0 && !watch_synced(w->watch, b))
        ;
    assert_true(watch_synced(w->watch, b));
    assert_int_equal(watch_counts(w->watch).files, FILES);
    assert_int_equal(watch_counts(w->watch).pending, 0);
}

static void what_happens_later_does_not_hold_it(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    put("a.txt", "a");
    uint64_t b = sync_begun(w);
    int64_t begun = w->ticks;
    for (int i = 0; !watch_synced(w->watch, b); i++) {
        char name[40];
        snprintf(name, sizeof name, "d%d", i);
        folder(name);
        snprintf(name, sizeof name, "d%d/a.txt", i);
        put(name, "later");
        watch_step(w->watch, w->ticks);
        w->ticks += 5;
        assert_true(w->ticks - begun < 3000);
    }
    assert_non_null(strstr(w->said.at, "PRESENT a.txt\n"));
}

static void several_at_once(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    put("a.txt", "a");
    uint64_t first = sync_begun(w);
    int fd = open("b.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    uint64_t second = sync_begun(w), third = sync_begun(w);
    assert_true(first < second && second < third);
    sync_wait(w, first);
    assert_false(watch_synced(w->watch, second));
    SAID(w, "PRESENT a.txt\n");
    sync_wait(w, second);
    assert_true(watch_synced(w->watch, third));
    SAID(w, "PRESENT b.txt\n");
    close(fd);
}

/* D: the cookie is among the events that were lost. */
static void events_were_lost_and_the_cookie_with_them(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    world_said(w);
    put("d/a.txt", "changed");
    folder("e");
    put("e/b.txt", "b");
    uint64_t b = sync_begun(w);
    world_lose_events(w);
    struct inotify_event overflow = {.wd = -1, .mask = IN_Q_OVERFLOW};
    inotify_take(w->watch, (const char *)&overflow, sizeof overflow, w->ticks);
    sync_wait(w, b);
    assert_non_null(strstr(w->said.at, "PRESENT d/a.txt\n"));
    assert_non_null(strstr(w->said.at, "PRESENT e/b.txt\n"));
    assert_int_equal(watch_counts(w->watch).overflows, 1);
}

static void overflow(struct world *w)
{
    world_lose_events(w);
    struct inotify_event e = {.wd = -1, .mask = IN_Q_OVERFLOW};
    inotify_take(w->watch, (const char *)&e, sizeof e, w->ticks);
}

/* d is compared already, a long folder is just being read. */
static void begin_comparing(struct world *w)
{
    folder("long");
    for (int i = 0; i < 2 * STEP_ENTRIES; i++) {
        char name[40];
        snprintf(name, sizeof name, "long/%d.txt", i);
        put(name, "");
    }
    folder("d");
    put("d/a.txt", "a");
    world_quiet(w);
    buf_clear(&w->said);
    overflow(w);
    while (!w->watch->listing.folder || w->watch->queue)
        watch_step(w->watch, w->ticks);
    assert_true(w->watch->rescanning);
}

/* D4: what was compared already is compared once more before the barrier is over. */
static void events_were_lost_while_all_is_compared(void **state)
{
    struct world *w = *state;
    begin_comparing(w);
    put("d/a.txt", "changed");
    uint64_t b = sync_begun(w);
    overflow(w);
    sync_wait(w, b);
    SAID(w, "PRESENT d/a.txt\n");
}

/* Nor is it over when only its event came later than the barrier. */
static void and_the_file_is_written_on(void **state)
{
    struct world *w = *state;
    begin_comparing(w);
    int fd = open("d/a.txt", O_WRONLY | O_CLOEXEC);
    assert_int_equal(write(fd, "before", 6), 6);
    uint64_t b = sync_begun(w);
    overflow(w);
    watch_step(w->watch, w->ticks);
    assert_int_equal(write(fd, "after", 5), 5);
    sync_wait(w, b);
    SAID(w, "PRESENT d/a.txt\n");
    close(fd);
}

/* A real overflow: more events than the kernel keeps. */
static void a_real_overflow(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    for (int i = 0; i < 9000; i++) {
        put("a.txt", "a");
        put("b.txt", "b");
    }
    put("c.txt", "c");
    uint64_t b = sync_begun(w);
    sync_wait(w, b);
    assert_int_equal(watch_counts(w->watch).overflows, 1);
    assert_non_null(strstr(w->said.at, "PRESENT a.txt\n"));
    assert_non_null(strstr(w->said.at, "PRESENT b.txt\n"));
    assert_non_null(strstr(w->said.at, "PRESENT c.txt\n"));
}

static void a_root_replaced_before(void **state)
{
    struct world *w = *state;
    put("a.txt", "a");
    world_said(w);
    char away[120];
    snprintf(away, sizeof away, "%s/away", own);
    move(w->root, away);
    folder(w->root);
    assert_int_equal(chdir(w->root), 0);
    put("b.txt", "b");
    world_lose_events(w); /* even if nobody had told */
    sync_wait(w, sync_begun(w));
    assert_non_null(strstr(w->said.at, "PRESENT b.txt\n"));
    assert_non_null(strstr(w->said.at, "GONE a.txt\n"));
}

/* Also what is looked at only now and then is looked at. */
static void where_nothing_is_announced(void **state)
{
    struct world *w = *state;
    watch_free(w->watch);
    world_watch_as(w, (struct watch_root){.poll = true});
    assert_int_equal(watch_sync_folder(w->watch, own), 0);
    folder("d");
    put("d/a.txt", "a");
    world_said(w);
    put("d/a.txt", "changed");
    unlink("a.txt");
    world_lose_events(w);
    sync_wait(w, sync_begun(w));
    SAID(w, "PRESENT d/a.txt\n");
}

static void the_folder_is_made_anew(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    remove_tree(own);
    assert_int_equal(watch_sync(w->watch), 0);
    assert_int_equal(errno, ENOENT);
    folder(own);
    assert_int_equal(sync_wait(w, sync_begun(w)), 0);
}

static void a_cookie_was_left_behind(void **state)
{
    struct world *w = *state;
    world_quiet(w);
    char path[120];
    snprintf(path, sizeof path, "%s/sync-1.tmp", own);
    put(path, "");
    world_quiet(w);
    sync_wait(w, sync_begun(w));
}

/* Neither takes the other's events away. */
static void the_folder_lies_in_a_root(void **state)
{
    struct world *w = *state;
    folder("run");
    world_quiet(w);
    snprintf(own, sizeof own, "%.60s/run", w->root);
    assert_int_equal(watch_sync_folder(w->watch, own), 0);
    put("run/a.txt", "a");
    sync_wait(w, sync_begun(w));
    SAID(w, "PRESENT run/a.txt\n");
    put("run/a.txt", "b");
    sync_wait(w, sync_begun(w));
    SAID(w, "PRESENT run/a.txt\n");
    watch_remove_root(w->watch, 0);
    sync_wait(w, sync_begun(w));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin_with_folder, end_with_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_waits_for_the_first_walk),
        TEST(nothing_happened),
        TEST(without_a_folder_there_is_none),
        TEST(a_closed_file),
        TEST(a_file_that_is_still_open),
        TEST(deletions_and_moves),
        TEST(a_deep_tree_at_once),
        TEST(a_file_that_is_written_all_the_time),
        TEST(more_files_than_a_step_looks_at),
        TEST(what_happens_later_does_not_hold_it),
        TEST(several_at_once),
        TEST(events_were_lost_and_the_cookie_with_them),
        TEST(events_were_lost_while_all_is_compared),
        TEST(and_the_file_is_written_on),
        TEST(a_folder_moved_out),
        TEST(a_real_overflow),
        TEST(a_root_replaced_before),
        TEST(where_nothing_is_announced),
        TEST(the_folder_is_made_anew),
        TEST(a_cookie_was_left_behind),
        TEST(the_folder_lies_in_a_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
