/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a root does not look at. */
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

static bool takes(const char *pattern, const char *path, bool is_folder)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct excludes e = excludes_new(a, &pattern, 1);
    return excludes_take_any(&e, span_of(path), is_folder);
}

static void patterns(void **state)
{
    (void)state;
    world_watch(*state);
    assert_true(takes("*.csv", "a.csv", false));
    assert_true(takes("*.csv", "d/e/A.CSV", false));
    assert_false(takes("*.csv", "a.csv.txt", false));
    assert_true(takes("@eaDir/", "@eaDir", true));
    assert_true(takes("@eaDir/", "d/@eaDir", true));
    assert_true(takes("@eaDir/", "d/@eaDir/a.txt", false));
    assert_false(takes("@eaDir/", "d/@eaDir", false)); /* a file of that name */
    assert_true(takes("**/archive-2009/**", "archive-2009", true));
    assert_true(takes("**/archive-2009/**", "d/archive-2009", true));
    assert_true(takes("**/archive-2009/**", "d/archive-2009/e/a.txt", false));
    assert_false(takes("**/archive-2009/**", "d/archive-2010/a.txt", false));
    assert_false(takes("**/archive-2009/**", "d/archive-2009", false));
    assert_true(takes("drafts/*.txt", "drafts/a.txt", false));
    assert_false(takes("drafts/*.txt", "d/drafts/a.txt", false));
    assert_true(takes("/drafts/", "drafts/a.txt", false));
    assert_false(takes("/drafts/", "d/drafts/a.txt", false));
    assert_true(takes("drafts", "d/drafts/a.txt", false));
    assert_true(takes("**", "anything", false));
    assert_false(takes("", "a", true));
    assert_false(takes("/", "a", true));
    assert_false(takes("/", "", true));
}

static struct world *begin_excluding(void **state, const char *pattern)
{
    struct world *w = *state;
    world_watch_as(w, (struct watch_root){.exclude = &pattern, .exclude_count = 1});
    world_quiet(w);
    return w;
}

/* E7 */
static void an_excluded_folder_is_not_even_watched(void **state)
{
    folder("d");
    folder("d/@eaDir");
    folder("d/@eaDir/deep");
    put("d/@eaDir/deep/a.txt", "a");
    struct world *w = begin_excluding(state, "@eaDir/");
    SAYS(w, "");
    assert_int_equal(watch_counts(w->watch).watches, 2);
    assert_int_equal(watch_counts(w->watch).folders, 2);
    put("d/@eaDir/b.txt", "b");
    folder("@eaDir");
    put("@eaDir/c.txt", "c");
    SAYS(w, "");
    assert_int_equal(watch_counts(w->watch).folders, 2);
    put("d/d.txt", "d");
    SAYS(w, "PRESENT d/d.txt\n");
}

static void excluded_files(void **state)
{
    struct world *w = begin_excluding(state, "*.csv");
    put("a.csv", "a");
    put("a.txt", "a");
    SAYS(w, "PRESENT a.txt\n");
    move("a.txt", "b.csv");
    SAYS(w, "GONE a.txt\n");
    move("b.csv", "b.txt");
    SAYS(w, "PRESENT b.txt\n");
    assert_int_equal(watch_counts(w->watch).files, 1);
}

static void a_folder_gets_an_excluded_name(void **state)
{
    struct world *w = begin_excluding(state, "old/");
    folder("d");
    put("d/a.txt", "a");
    SAYS(w, "PRESENT d/a.txt\n");
    move("d", "old");
    SAYS(w, "GONE d/a.txt\n");
    assert_int_equal(watch_counts(w->watch).watches, 1);
    put("old/a.txt", "b");
    SAYS(w, "");
    move("old", "new");
    SAYS(w, "PRESENT new/a.txt\n");
}

/* What lies deep in a moved folder is excluded by its new path, and no more by its old one. */
static void a_folder_moves_where_another_path_is_excluded(void **state)
{
    folder("a");
    folder("a/e");
    folder("a/e/tmp");
    put("a/e/tmp/x.txt", "x");
    put("a/e/y.txt", "y");
    struct world *w = begin_excluding(state, "b/*/tmp/");
    world_said(w);
    move("a", "b");
    SAYS_ALL(w, "MOVED a/e/tmp/x.txt > b/e/tmp/x.txt\n", "MOVED a/e/y.txt > b/e/y.txt\n",
             "GONE b/e/tmp/x.txt\n");
    put("b/e/tmp/x.txt", "unseen");
    SAYS(w, "");
    move("b", "c");
    SAYS_ALL(w, "MOVED b/e/y.txt > c/e/y.txt\n", "PRESENT c/e/tmp/x.txt\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(patterns),
        TEST(an_excluded_folder_is_not_even_watched),
        TEST(excluded_files),
        TEST(a_folder_gets_an_excluded_name),
        TEST(a_folder_moves_where_another_path_is_excluded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
