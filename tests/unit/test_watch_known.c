/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A start that knows what was there before: only differences are said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch_world.h"

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

/* a.txt, b.txt and d/e/c.txt are there and known. */
static struct world *three_known(void **state)
{
    struct world *w = *state;
    put("a.txt", "a");
    folder("d");
    folder("d/e");
    put("b.txt", "b");
    put("d/e/c.txt", "c");
    world_watch(w);
    world_know(w, "a.txt");
    world_know(w, "b.txt");
    world_know(w, "d/e/c.txt");
    return w;
}

static void nothing_changed(void **state)
{
    struct world *w = three_known(state);
    assert_int_equal(watch_counts(w->watch).files, 3);
    assert_false(watch_settled(w->watch));
    watch_step(w->watch, w->ticks);
    assert_true(watch_settled(w->watch));
    SAYS(w, "");
    assert_int_equal(watch_counts(w->watch).files, 3);
    assert_int_equal(watch_counts(w->watch).folders, 3);
    put("d/e/c.txt", "changed");
    SAYS(w, "PRESENT d/e/c.txt\n");
}

static void changed_added_removed(void **state)
{
    struct world *w = three_known(state);
    put("a.txt", "other");
    unlink("b.txt");
    put("d/new.txt", "new");
    assert_false(watch_settled(w->watch));
    SAYS_ALL(w, "PRESENT a.txt\n", "GONE b.txt\n", "PRESENT d/new.txt\n");
    assert_true(watch_settled(w->watch));
    assert_int_equal(watch_counts(w->watch).files, 3);
}

static void removed_with_its_folder(void **state)
{
    struct world *w = three_known(state);
    remove_tree("d");
    SAYS(w, "GONE d/e/c.txt\n");
    assert_int_equal(watch_counts(w->watch).folders, 1);
}

/* Times set back do not hide a change: ctime tells. */
static void changed_and_set_back(void **state)
{
    struct world *w = three_known(state);
    struct identity before;
    assert_int_equal(identity_at(AT_FDCWD, "a.txt", &before), 0);
    usleep(20000);
    put("a.txt", "A");
    struct timespec times[2] = {
        {.tv_nsec = UTIME_OMIT},
        {.tv_sec = before.mtime_ns / 1000000000, .tv_nsec = before.mtime_ns % 1000000000}};
    assert_int_equal(utimensat(AT_FDCWD, "a.txt", times, 0), 0);
    SAYS(w, "PRESENT a.txt\n");
}

static void without_an_identity_it_is_said_once(void **state)
{
    struct world *w = *state;
    put("a.txt", "a");
    world_watch(w);
    watch_know(w->watch, 0, "a.txt", NULL);
    watch_know(w->watch, 0, "b.txt", NULL);
    assert_int_equal(watch_counts(w->watch).files, 2);
    SAYS_ALL(w, "PRESENT a.txt\n", "GONE b.txt\n");
    assert_int_equal(watch_counts(w->watch).files, 1);
}

static void a_folder_has_its_name(void **state)
{
    struct world *w = three_known(state);
    unlink("a.txt");
    folder("a.txt");
    put("a.txt/x.txt", "x");
    remove_tree("d");
    put("d", "a file");
    SAYS_ALL(w, "GONE a.txt\n", "PRESENT a.txt/x.txt\n", "GONE d/e/c.txt\n", "PRESENT d\n");
}

/* Names that are temporary, by the table of this version, are not looked at any more. */
static void what_is_not_looked_at_any_more_is_gone(void **state)
{
    struct world *w = *state;
    folder("@eaDir");
    put("@eaDir/a.txt", "a");
    put("a.bak", "a");
    put("b.csv", "b");
    put("c.txt", "c");
    const char *const exclude[] = {"@eaDir/", "*.csv"};
    world_watch_as(w, (struct watch_root){.exclude = exclude, .exclude_count = 2});
    world_know(w, "@eaDir/a.txt");
    world_know(w, "a.bak");
    world_know(w, "b.csv");
    world_know(w, "c.txt");
    SAYS_ALL(w, "GONE @eaDir/a.txt\n", "GONE a.bak\n", "GONE b.csv\n");
    assert_int_equal(watch_counts(w->watch).files, 1);
    assert_int_equal(watch_counts(w->watch).folders, 1);
}

/* C3: the root did not exist at the start. */
static void nothing_is_gone_while_the_root_is_missing(void **state)
{
    struct world *w = three_known(state);
    char away[80];
    snprintf(away, sizeof away, "%s-away", w->root);
    move(w->root, away);
    world_wait(w, 60000);
    assert_int_equal(w->said.n, 0);
    assert_string_equal(w->troubles.at, "ROOT_GONE\n");
    assert_string_equal(watch_root_state(w->watch, 0), "gone");
    assert_true(watch_settled(w->watch));
    assert_int_equal(watch_counts(w->watch).files, 3);
    char path[100];
    snprintf(path, sizeof path, "%s/b.txt", away);
    unlink(path);
    move(away, w->root);
    world_wait(w, 3000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\nROOT_BACK\n");
    assert_string_equal(watch_root_state(w->watch, 0), "watched");
    SAYS(w, "GONE b.txt\n");
}

/* A share that is not mounted yet. */
static void nothing_is_gone_while_the_root_is_empty(void **state)
{
    struct world *w = three_known(state);
    struct identity b;
    assert_int_equal(identity_at(AT_FDCWD, "b.txt", &b), 0);
    char away[80];
    snprintf(away, sizeof away, "%s-away", w->root);
    move(w->root, away);
    folder(w->root);
    world_wait(w, 60000);
    assert_int_equal(w->said.n, 0);
    assert_string_equal(w->troubles.at, "ROOT_GONE\n");
    assert_string_equal(w->trouble_text,
                        "it is empty, though 3 files are known of it: what is known "
                        "of it stays as it is until it is back");
    /* Something lies in it: what is mounted there is what there is. */
    rmdir(w->root);
    move(away, w->root);
    world_wait(w, 2000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\nROOT_BACK\n");
    SAYS(w, "");
    put("b.txt", "changed");
    SAYS(w, "PRESENT b.txt\n");
}

static void an_empty_root_of_which_nothing_is_known(void **state)
{
    struct world *w = *state;
    world_watch(w);
    SAYS(w, "");
    assert_int_equal(w->troubles.n, 0);
    put("a.txt", "a");
    SAYS(w, "PRESENT a.txt\n");
}

/* What was emptied before our eyes is empty. */
static void the_last_file_is_deleted(void **state)
{
    struct world *w = three_known(state);
    world_quiet(w);
    unlink("a.txt");
    unlink("b.txt");
    remove_tree("d");
    SAYS_ALL(w, "GONE a.txt\n", "GONE b.txt\n", "GONE d/e/c.txt\n");
    world_wait(w, 60000);
    assert_int_equal(w->troubles.n, 0);
}

/* C2: the root is deleted and made anew. */
static void a_root_deleted_and_made_anew(void **state)
{
    struct world *w = three_known(state);
    world_quiet(w);
    remove_tree(w->root);
    world_wait(w, 3000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\n");
    assert_int_equal(w->said.n, 0);
    folder(w->root);
    world_wait(w, 5000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\n"); /* empty */
    assert_int_equal(chdir(w->root), 0);
    put("a.txt", "anew");
    world_wait(w, 1000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\nROOT_BACK\n");
    SAYS_ALL(w, "PRESENT a.txt\n", "GONE b.txt\n", "GONE d/e/c.txt\n");
    put("b.txt", "anew");
    SAYS(w, "PRESENT b.txt\n");
}

/* Nobody tells of the root while somebody is in it. */
static void a_root_deleted_with_its_only_file(void **state)
{
    struct world *w = *state;
    put("a.txt", "a");
    world_watch(w);
    world_said(w);
    remove_tree(w->root);
    world_wait(w, 3000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\n");
    assert_int_equal(w->said.n, 0);
}

static void a_root_that_is_added_later(void **state)
{
    struct world *w = three_known(state);
    world_quiet(w);
    char other[80];
    snprintf(other, sizeof other, "%s/d", w->root);
    int root = watch_add_root(w->watch, &(struct watch_root){.path = other});
    assert_int_equal(root, 1);
    struct identity c;
    assert_int_equal(identity_at(AT_FDCWD, "d/e/c.txt", &c), 0);
    watch_know(w->watch, root, "e/c.txt", &c);
    watch_know(w->watch, root, "e/gone.txt", &c);
    SAYS(w, "GONE e/gone.txt\n");
    put("d/e/c.txt", "seen through both");
    SAYS_ALL(w, "PRESENT d/e/c.txt\n", "PRESENT e/c.txt\n");
    watch_remove_root(w->watch, root);
    assert_int_equal(watch_counts(w->watch).files, 3);
    assert_string_equal(watch_root_state(w->watch, root), "gone");
    put("d/e/c.txt", "seen through one");
    SAYS(w, "PRESENT d/e/c.txt\n");
    assert_int_equal(watch_add_root(w->watch, &(struct watch_root){.path = other}), 2);
    SAYS(w, "PRESENT e/c.txt\n");
}

static void a_removed_root_is_not_watched(void **state)
{
    struct world *w = three_known(state);
    world_quiet(w);
    put("a.txt", "on its way");
    move("d", "dd");
    watch_step(w->watch, w->ticks);
    buf_clear(&w->said);
    watch_remove_root(w->watch, 0);
    struct watch_counts c = watch_counts(w->watch);
    assert_int_equal(c.files + c.folders + c.watches + c.pending, 0);
    put("a.txt", "nobody looks");
    SAYS(w, "");
}

static void strange_paths_are_not_known(void **state)
{
    struct world *w = *state;
    world_watch(w);
    put("a.txt", "a");
    struct identity i;
    assert_int_equal(identity_at(AT_FDCWD, "a.txt", &i), 0);
    char longest[400];
    memset(longest, 'x', sizeof longest);
    strcpy(longest + sizeof longest - 3, "/a");
    const char *const paths[] = {"", "/", "a/", "//a", "/a", "a//b", longest};
    for (size_t n = 0; n < sizeof paths / sizeof *paths; n++)
        watch_know(w->watch, 0, paths[n], &i);
    assert_int_equal(watch_counts(w->watch).files, 0);
    watch_know(w->watch, 0, "a.txt", &i);
    watch_know(w->watch, 0, "a.txt", &i); /* twice */
    watch_know(w->watch, 0, "a.txt/b", &i);
    assert_int_equal(watch_counts(w->watch).files, 1);
    SAYS(w, "");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_changed),
        TEST(changed_added_removed),
        TEST(removed_with_its_folder),
        TEST(changed_and_set_back),
        TEST(without_an_identity_it_is_said_once),
        TEST(a_folder_has_its_name),
        TEST(what_is_not_looked_at_any_more_is_gone),
        TEST(nothing_is_gone_while_the_root_is_missing),
        TEST(nothing_is_gone_while_the_root_is_empty),
        TEST(an_empty_root_of_which_nothing_is_known),
        TEST(the_last_file_is_deleted),
        TEST(a_root_deleted_and_made_anew),
        TEST(a_root_deleted_with_its_only_file),
        TEST(a_root_that_is_added_later),
        TEST(a_removed_root_is_not_watched),
        TEST(strange_paths_are_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
