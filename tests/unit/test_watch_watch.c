/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios on a real folder with real inotify; time is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch_world.h"

#include <linux/fs.h>
#include <sys/inotify.h>
#include <sys/syscall.h>

#define SAYS(w, text) assert_string_equal(world_said(w), (text))

static struct world world;

static int begin(void **state)
{
    world_begin(&world, true);
    *state = &world;
    return 0;
}

static int begin_unwatched(void **state)
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

static void a_file_is_said_once(void **state)
{
    put("a.txt", "one");
    SAYS(*state, "PRESENT a.txt\n");
    SAYS(*state, "");
    put("a.txt", "two");
    SAYS(*state, "PRESENT a.txt\n");
    assert_int_equal(watch_counts(world.watch).files, 1);
}

static void a_first_walk_tells_what_is_there(void **state)
{
    struct world *w = *state;
    folder("d");
    folder("d/e");
    put("d/e/a.txt", "a");
    assert_int_equal(symlink("/etc", "link"), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    put("~$owner.docx", "x");
    world_watch(w);
    assert_false(watch_settled(w->watch));
    SAYS(w, "PRESENT d/e/a.txt\n");
    assert_true(watch_settled(w->watch));
    assert_int_equal(watch_counts(w->watch).folders, 3);
}

static void an_open_file_is_no_document_yet(void **state)
{
    struct world *w = *state;
    int fd = open("a.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(write(fd, "part", 4), 4);
        world_wait(w, 1500);
        assert_int_equal(w->said.n, 0);
    }
    close(fd);
    world_wait(w, 25);
    assert_string_equal(w->said.at, "PRESENT a.txt\n");
}

static void a_file_that_stays_open_is_said_when_quiet(void **state)
{
    struct world *w = *state;
    int fd = open("a.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    assert_int_equal(write(fd, "part", 4), 4);
    SAYS(w, "PRESENT a.txt\n");
    close(fd);
}

static void truncated_then_written_is_one_change(void **state)
{
    struct world *w = *state;
    put("a.txt", "one");
    SAYS(w, "PRESENT a.txt\n");
    int fd = open("a.txt", O_WRONLY | O_TRUNC | O_CLOEXEC);
    world_wait(w, 300);
    assert_int_equal(write(fd, "other", 5), 5);
    close(fd);
    SAYS(w, "PRESENT a.txt\n");
}

static void a_file_written_just_before_the_start_settles_first(void **state)
{
    struct world *w = *state;
    put("a.txt", "half");
    world_watch(w);
    world_wait(w, 1500);
    assert_int_equal(w->said.n, 0);
    SAYS(w, "PRESENT a.txt\n");
}

/* ---- how programs save: each is one PRESENT of the document, and never a GONE ---- */

static void save_vim(void **state)
{
    put("a.txt", "one");
    SAYS(*state, "PRESENT a.txt\n");
    put(".a.txt.swp", "swap");
    put("4913", "");
    unlink("4913");
    move("a.txt", "a.txt~");
    put("a.txt", "two");
    unlink("a.txt~");
    unlink(".a.txt.swp");
    SAYS(*state, "PRESENT a.txt\n");
}

static void save_gedit(void **state)
{
    put("a.txt", "one");
    SAYS(*state, "PRESENT a.txt\n");
    put(".goutputstream-X1Y2Z3", "two");
    assert_int_equal(link("a.txt", "a.txt~"), 0);
    move(".goutputstream-X1Y2Z3", "a.txt");
    SAYS(*state, "PRESENT a.txt\n");
}

static void save_libreoffice(void **state)
{
    put("a.odt", "one");
    SAYS(*state, "PRESENT a.odt\n");
    put(".~lock.a.odt#", "me");
    put("lu4711ab.tmp", "two");
    move("lu4711ab.tmp", "a.odt");
    unlink(".~lock.a.odt#");
    SAYS(*state, "PRESENT a.odt\n");
}

static void save_word(void **state)
{
    struct world *w = *state;
    put("a.docx", "one");
    SAYS(w, "PRESENT a.docx\n");
    put("~$a.docx", "me");
    put("~WRD0001.tmp", "two");
    move("a.docx", "~WRL0002.tmp");
    world_wait(w, 400); /* for a while there is no document */
    move("~WRD0001.tmp", "a.docx");
    unlink("~WRL0002.tmp");
    unlink("~$a.docx");
    SAYS(w, "PRESENT a.docx\n");
}

static void save_excel(void **state)
{
    struct world *w = *state;
    put("a.xlsx", "one");
    SAYS(w, "PRESENT a.xlsx\n");
    put("5D2F1A00", "two");
    world_wait(w, 3000);
    unlink("a.xlsx");
    world_wait(w, 700);
    move("5D2F1A00", "a.xlsx");
    SAYS(w, "PRESENT a.xlsx\n");
}

static void save_through_an_ordinary_name(void **state)
{
    put("a.txt", "one");
    SAYS(*state, "PRESENT a.txt\n");
    put("new.txt", "two");
    move("new.txt", "a.txt");
    SAYS(*state, "PRESENT a.txt\n");
}

/* ---- folders ---- */

static void a_deep_folder_at_once(void **state)
{
    char path[256] = "";
    for (int i = 0; i < 30; i++) {
        strcat(path, i ? "/d" : "d");
        folder(path);
    }
    strcat(path, "/a.txt");
    put(path, "a");
    char expected[300];
    snprintf(expected, sizeof expected, "PRESENT %s\n", path);
    SAYS(*state, expected);
    put(path, "b");
    SAYS(*state, expected);
}

static void a_folder_that_was_gone_before_it_was_listed(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    remove_tree("d");
    SAYS(w, "");
    assert_int_equal(watch_counts(w->watch).folders, 1);
    assert_int_equal(w->troubles.n, 0);
}

static void a_renamed_folder_keeps_its_files(void **state)
{
    struct world *w = *state;
    folder("d");
    folder("d/e");
    put("d/e/a.txt", "a");
    put("d/b.txt", "b");
    world_quiet(w);
    buf_clear(&w->said);
    move("d", "f");
    const char *said = world_said(w);
    assert_non_null(strstr(said, "MOVED d/e/a.txt > f/e/a.txt\n"));
    assert_non_null(strstr(said, "MOVED d/b.txt > f/b.txt\n"));
    assert_null(strstr(said, "GONE"));
    assert_null(strstr(said, "PRESENT"));
    put("f/e/a.txt", "changed");
    SAYS(w, "PRESENT f/e/a.txt\n");
}

static void renamed_twice_and_back(void **state)
{
    folder("d");
    put("d/a.txt", "a");
    SAYS(*state, "PRESENT d/a.txt\n");
    move("d", "e");
    move("e", "d");
    SAYS(*state, "MOVED d/a.txt > e/a.txt\nMOVED e/a.txt > d/a.txt\n");
    put("d/a.txt", "b");
    SAYS(*state, "PRESENT d/a.txt\n");
}

static void moved_away_and_made_anew(void **state)
{
    folder("a");
    put("a/f.txt", "1");
    SAYS(*state, "PRESENT a/f.txt\n");
    move("a", "b");
    folder("a");
    put("a/f.txt", "2");
    SAYS(*state, "MOVED a/f.txt > b/f.txt\nPRESENT a/f.txt\n");
    put("b/f.txt", "3");
    SAYS(*state, "PRESENT b/f.txt\n");
}

static void moved_out_and_in(void **state)
{
    struct world *w = *state;
    char outside[80];
    snprintf(outside, sizeof outside, "%s-outside", w->root);
    folder("d");
    put("d/a.txt", "a");
    SAYS(w, "PRESENT d/a.txt\n");
    move("d", outside);
    SAYS(w, "GONE d/a.txt\n");
    assert_int_equal(w->watch->tree.watches.n, 1);
    char path[100];
    snprintf(path, sizeof path, "%s/a.txt", outside);
    put(path, "foreign");
    SAYS(w, "");
    move(outside, "e");
    SAYS(w, "PRESENT e/a.txt\n");
}

static void out_and_back_within_the_grace(void **state)
{
    struct world *w = *state;
    char outside[80];
    snprintf(outside, sizeof outside, "%s-outside", w->root);
    folder("d");
    put("d/a.txt", "a");
    SAYS(w, "PRESENT d/a.txt\n");
    move("d", outside);
    world_wait(w, 200);
    move(outside, "d");
    SAYS(w, "");
    put("d/a.txt", "b");
    SAYS(w, "PRESENT d/a.txt\n");
}

static void two_folders_exchanged(void **state)
{
    folder("a");
    folder("b");
    put("a/f.txt", "1");
    put("b/f.txt", "22");
    world_said(*state);
    assert_int_equal(syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "b", RENAME_EXCHANGE), 0);
    const char *said = world_said(*state);
    assert_non_null(strstr(said, "PRESENT a/f.txt\n"));
    assert_non_null(strstr(said, "PRESENT b/f.txt\n"));
    assert_null(strstr(said, "GONE"));
    put("a/f.txt", "333");
    SAYS(*state, "PRESENT a/f.txt\n");
    put("b/f.txt", "4444");
    SAYS(*state, "PRESENT b/f.txt\n");
}

static void a_folder_removed_and_made_again(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    SAYS(w, "PRESENT d/a.txt\n");
    remove_tree("d");
    folder("d");
    put("d/a.txt", "b");
    SAYS(w, "PRESENT d/a.txt\n");
    world_wait(w, 70000);
    put("d/a.txt", "c");
    SAYS(w, "PRESENT d/a.txt\n");
}

static void file_folder_file(void **state)
{
    put("x", "file");
    SAYS(*state, "PRESENT x\n");
    unlink("x");
    folder("x");
    put("x/a.txt", "a");
    SAYS(*state, "GONE x\nPRESENT x/a.txt\n");
    remove_tree("x");
    put("x", "file again");
    const char *said = world_said(*state);
    assert_non_null(strstr(said, "GONE x/a.txt\n"));
    assert_non_null(strstr(said, "PRESENT x\n"));
}

/* Something still happens in the folder when a file takes its place. */
static void a_folder_and_a_file_exchanged(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    put("x.txt", "x");
    world_said(w);
    put("d/a.txt", "b");
    put("d/new.txt", "new");
    watch_step(w->watch, w->ticks);
    assert_int_equal(syscall(SYS_renameat2, AT_FDCWD, "d", AT_FDCWD, "x.txt", RENAME_EXCHANGE), 0);
    watch_step(w->watch, w->ticks);
    assert_int_equal(watch_counts(w->watch).folders, 2);
    world_said(w);
    assert_int_equal(watch_counts(w->watch).files, 3);
    put("d", "the file");
    put("x.txt/a.txt", "in the folder");
    SAYS_ALL(w, "PRESENT d\n", "PRESENT x.txt/a.txt\n");
}

static void a_folder_replaced_by_a_link_leads_nowhere(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    SAYS(w, "PRESENT d/a.txt\n");
    remove_tree("d");
    assert_int_equal(symlink("/usr", "d"), 0);
    SAYS(w, "GONE d/a.txt\n");
    assert_int_equal(w->watch->tree.watches.n, 1);
}

static void a_link_in_the_middle_of_a_path_leads_nowhere(void **state)
{
    struct world *w = *state;
    folder("d");
    folder("d/e");
    put("d/e/a.txt", "a");
    folder("other");
    folder("other/e");
    put("other/e/a.txt", "another");
    world_said(w);
    remove_tree("d");
    assert_int_equal(symlink("other", "d"), 0);
    SAYS(w, "GONE d/e/a.txt\n");
}

/* The second folder is not known yet when it is exchanged with the first. */
static void exchanged_with_a_new_folder(void **state)
{
    struct world *w = *state;
    folder("a");
    put("a/f.txt", "1");
    SAYS(w, "PRESENT a/f.txt\n");
    folder("b");
    put("b/g.txt", "2");
    assert_int_equal(syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "b", RENAME_EXCHANGE), 0);
    world_quiet(w);
    buf_clear(&w->said);
    put("a/g.txt", "3");
    SAYS(w, "PRESENT a/g.txt\n");
    put("b/f.txt", "4");
    SAYS(w, "PRESENT b/f.txt\n");
    assert_int_equal(watch_counts(w->watch).files, 2);
}

/* What is believed may be behind the disk: no event makes a folder its own ancestor. */
static void a_folder_never_comes_beneath_itself(void **state)
{
    struct world *w = *state;
    folder("a");
    folder("a/b");
    world_quiet(w);
    struct node *top = w->watch->roots.at[0].node;
    struct node *a = tree_find(&w->watch->tree, top, "a");
    struct node *b = tree_find(&w->watch->tree, a, "b");
    struct {
        struct inotify_event e;
        char name[16];
    } from = {{.wd = top->folder->wd, .mask = IN_MOVED_FROM | IN_ISDIR, .cookie = 7, .len = 16},
              "a"},
      to = {{.wd = b->folder->wd, .mask = IN_MOVED_TO | IN_ISDIR, .cookie = 7, .len = 16}, "c"};
    inotify_take(w->watch, (const char *)&from, sizeof from, w->ticks);
    inotify_take(w->watch, (const char *)&to, sizeof to, w->ticks);
    world_quiet(w);
    assert_int_equal(watch_counts(w->watch).folders, 3);
}

/* A file takes nothing of its old folder's listings along. */
static void a_file_moved_to_a_folder_listed_less_often(void **state)
{
    struct world *w = *state;
    folder("x");
    folder("y");
    put("x/a.txt", "a");
    world_quiet(w);
    struct node *top = w->watch->roots.at[0].node;
    struct node *x = tree_find(&w->watch->tree, top, "x"),
                *y = tree_find(&w->watch->tree, top, "y");
    while (x->folder->listings <= y->folder->listings) {
        folder_queue(w->watch, x);
        world_quiet(w);
    }
    move("x/a.txt", "y/b.txt");
    world_said(w);
    unlink("y/b.txt");
    world_lose_events(w);
    folder_queue(w->watch, y);
    SAYS(w, "GONE y/b.txt\n");
}

/* ---- files ---- */

static void a_renamed_file_is_the_same_file(void **state)
{
    folder("d");
    put("a.txt", "a");
    SAYS(*state, "PRESENT a.txt\n");
    move("a.txt", "d/b.txt");
    /* Its ctime is new: it is read again, to be sure. */
    SAYS(*state, "MOVED a.txt > d/b.txt\nPRESENT d/b.txt\n");
    assert_int_equal(watch_counts(world.watch).files, 1);
}

/* The first half of the first rename still waits when the second one is complete. */
static void moved_out_and_its_successor_renamed(void **state)
{
    char outside[80];
    snprintf(outside, sizeof outside, "%.60s-outside", world.root);
    put("a.txt", "one");
    SAYS(*state, "PRESENT a.txt\n");
    move("a.txt", outside);
    put("a.txt", "two");
    world_wait(*state, 25);
    assert_string_equal(world.said.at, "PRESENT a.txt\n");
    buf_clear(&world.said);
    move("a.txt", "b.txt");
    SAYS(*state, "MOVED a.txt > b.txt\nPRESENT b.txt\n");
    unlink(outside);
}

static void deleted_after_its_grace(void **state)
{
    struct world *w = *state;
    put("a.txt", "a");
    SAYS(w, "PRESENT a.txt\n");
    unlink("a.txt");
    world_wait(w, 900);
    assert_int_equal(w->said.n, 0);
    world_wait(w, 200);
    assert_string_equal(w->said.at, "GONE a.txt\n");
    assert_int_equal(watch_counts(w->watch).files, 0);
}

static void created_and_deleted_many_times(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 2000; i++) {
        put("a.txt", "a");
        unlink("a.txt");
        if (i % 50 == 0)
            watch_step(w->watch, w->ticks);
    }
    SAYS(w, "");
    assert_int_equal(w->watch->tree.names.n, 1); /* the root */
}

static void both_names_of_a_file(void **state)
{
    put("a.txt", "one");
    SAYS(*state, "PRESENT a.txt\n");
    assert_int_equal(link("a.txt", "b.txt"), 0);
    const char *said = world_said(*state);
    assert_non_null(strstr(said, "PRESENT b.txt\n"));
    put("a.txt", "two");
    said = world_said(*state);
    assert_non_null(strstr(said, "PRESENT a.txt\n"));
    assert_non_null(strstr(said, "PRESENT b.txt\n"));
}

static void written_through_a_name_outside(void **state)
{
    struct world *w = *state;
    char outside[80];
    snprintf(outside, sizeof outside, "%s-outside", w->root);
    put("a.txt", "one");
    assert_int_equal(link("a.txt", outside), 0);
    SAYS(w, "PRESENT a.txt\n");
    put(outside, "two");
    SAYS(w, "");
    world_wait(w, 61000);
    SAYS(w, "PRESENT a.txt\n");
    unlink(outside);
}

static void times_set_back_are_seen(void **state)
{
    put("a.txt", "one");
    SAYS(*state, "PRESENT a.txt\n");
    put("a.txt", "two");
    struct timespec old[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    assert_int_equal(utimensat(AT_FDCWD, "a.txt", old, 0), 0);
    SAYS(*state, "PRESENT a.txt\n");
}

static void strange_names(void **state)
{
    struct world *w = *state;
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    put(name, "x");
    put("line\nbreak\xff.txt", "x");
    assert_int_equal(mkfifo("pipe.txt", 0600), 0);
    world_quiet(w);
    assert_non_null(strstr(w->said.at, name));
    assert_non_null(strstr(w->said.at, "PRESENT line\nbreak\xff.txt\n"));
    assert_null(strstr(w->said.at, "pipe"));
}

static void a_path_longer_than_path_max(void **state)
{
    struct world *w = *state;
    char name[201];
    memset(name, 'd', 200);
    name[200] = '\0';
    for (int i = 0; i < 30; i++) {
        folder(name);
        assert_int_equal(chdir(name), 0);
    }
    put("a.txt", "x");
    assert_int_equal(chdir(w->root), 0);
    world_quiet(w);
    assert_int_equal(watch_counts(w->watch).files, 1);
    assert_int_equal(watch_counts(w->watch).folders, 31);
    for (int i = 0; i < 30; i++) /* rm -r by hand: nftw(3) gives up on such paths */
        assert_int_equal(chdir(name), 0);
    unlink("a.txt");
    for (int i = 0; i < 30; i++) {
        assert_int_equal(chdir(".."), 0);
        assert_int_equal(rmdir(name), 0);
    }
    world_quiet(w);
    assert_int_equal(watch_counts(w->watch).files, 0);
}

static void folders_too_deep_are_said(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < FOLDER_DEPTH + 5; i++) {
        folder("d");
        assert_int_equal(chdir("d"), 0);
    }
    assert_int_equal(chdir(w->root), 0);
    world_quiet(w);
    assert_int_equal(watch_counts(w->watch).folders, FOLDER_DEPTH + 1);
    assert_non_null(strstr(w->troubles.at, "UNREADABLE_FOLDER"));
}

/* ---- trouble ---- */

static void events_were_lost(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    put("same.txt", "s");
    world_said(w);
    /* The events of these are thrown away, as an overflow does. */
    put("d/a.txt", "changed");
    put("b.txt", "b");
    folder("e");
    put("e/c.txt", "c");
    char lost[65536];
    assert_true(read(watch_fd(w->watch), lost, sizeof lost) > 0);
    struct inotify_event overflow = {.wd = -1, .mask = IN_Q_OVERFLOW};
    inotify_take(w->watch, (const char *)&overflow, sizeof overflow, w->ticks);
    inotify_take(w->watch, (const char *)&overflow, sizeof overflow, w->ticks);
    const char *said = world_said(w);
    assert_non_null(strstr(said, "PRESENT d/a.txt\n"));
    assert_non_null(strstr(said, "PRESENT b.txt\n"));
    assert_non_null(strstr(said, "PRESENT e/c.txt\n"));
    assert_null(strstr(said, "same.txt"));
    assert_string_equal(w->troubles.at, "OVERFLOW\nOVERFLOW_OVER\n");
}

static void a_root_that_comes_later(void **state)
{
    struct world *w = *state;
    char later[80];
    snprintf(later, sizeof later, "%s/later", w->root);
    snprintf(w->root, sizeof w->root, "%.60s", later);
    world_watch(w);
    world_wait(w, 2000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\n");
    assert_true(watch_settled(w->watch));
    folder(later);
    put("later/a.txt", "a");
    world_wait(w, 4000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\nROOT_BACK\n");
    SAYS(w, "PRESENT a.txt\n");
    w->root[strlen(w->root) - strlen("/later")] = '\0';
}

static void a_root_that_goes_and_returns(void **state)
{
    struct world *w = *state;
    char away[80];
    snprintf(away, sizeof away, "%s-away", w->root);
    folder("d");
    put("d/a.txt", "a");
    put("d/b.txt", "b");
    world_said(w);
    move(w->root, away);
    world_wait(w, 5000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\n");
    assert_int_equal(w->said.n, 0);
    assert_int_equal(watch_counts(w->watch).files, 2);
    assert_int_equal(w->watch->tree.watches.n, 0);
    folder(w->root); /* an empty mount point */
    world_wait(w, 5000);
    assert_int_equal(w->said.n, 0);
    rmdir(w->root);
    char path[100];
    snprintf(path, sizeof path, "%s/d/b.txt", away);
    put(path, "changed while away");
    move(away, w->root);
    world_wait(w, 5000);
    assert_string_equal(w->troubles.at, "ROOT_GONE\nROOT_BACK\n");
    SAYS(w, "PRESENT d/b.txt\n");
    put("d/a.txt", "live again");
    SAYS(w, "PRESENT d/a.txt\n");
}

static void another_root_in_its_place(void **state)
{
    struct world *w = *state;
    char away[80];
    snprintf(away, sizeof away, "%s-away", w->root);
    put("a.txt", "a");
    put("b.txt", "b");
    world_said(w);
    move(w->root, away);
    folder(w->root);
    assert_int_equal(chdir(w->root), 0);
    put("a.txt", "other");
    world_wait(w, 20000);
    const char *said = world_said(w);
    assert_non_null(strstr(said, "PRESENT a.txt\n"));
    assert_non_null(strstr(said, "GONE b.txt\n"));
    char path[100];
    snprintf(path, sizeof path, "%s/a.txt", away);
    put(path, "foreign");
    SAYS(w, "");
    remove_tree(away);
}

static void nothing_is_left_open(void **state)
{
    struct world *w = *state;
    folder("d");
    put("d/a.txt", "a");
    world_said(w);
    int lowest = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(lowest);
    move("d", "e");
    put("e/b.txt", "b");
    world_said(w);
    int again = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(again);
    assert_int_equal(again, lowest);
}

#define WATCHED(f)   cmocka_unit_test_setup_teardown(f, begin, end)
#define UNWATCHED(f) cmocka_unit_test_setup_teardown(f, begin_unwatched, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WATCHED(a_file_is_said_once),
        UNWATCHED(a_first_walk_tells_what_is_there),
        WATCHED(an_open_file_is_no_document_yet),
        WATCHED(a_file_that_stays_open_is_said_when_quiet),
        WATCHED(truncated_then_written_is_one_change),
        UNWATCHED(a_file_written_just_before_the_start_settles_first),
        WATCHED(save_vim),
        WATCHED(save_gedit),
        WATCHED(save_libreoffice),
        WATCHED(save_word),
        WATCHED(save_excel),
        WATCHED(save_through_an_ordinary_name),
        WATCHED(a_deep_folder_at_once),
        WATCHED(a_folder_that_was_gone_before_it_was_listed),
        WATCHED(a_renamed_folder_keeps_its_files),
        WATCHED(renamed_twice_and_back),
        WATCHED(moved_away_and_made_anew),
        WATCHED(moved_out_and_in),
        WATCHED(out_and_back_within_the_grace),
        WATCHED(two_folders_exchanged),
        WATCHED(a_folder_removed_and_made_again),
        WATCHED(file_folder_file),
        WATCHED(a_folder_and_a_file_exchanged),
        WATCHED(a_folder_replaced_by_a_link_leads_nowhere),
        WATCHED(a_link_in_the_middle_of_a_path_leads_nowhere),
        WATCHED(exchanged_with_a_new_folder),
        WATCHED(a_folder_never_comes_beneath_itself),
        WATCHED(a_file_moved_to_a_folder_listed_less_often),
        WATCHED(a_renamed_file_is_the_same_file),
        WATCHED(moved_out_and_its_successor_renamed),
        WATCHED(deleted_after_its_grace),
        WATCHED(created_and_deleted_many_times),
        WATCHED(both_names_of_a_file),
        WATCHED(written_through_a_name_outside),
        WATCHED(times_set_back_are_seen),
        WATCHED(strange_names),
        WATCHED(a_path_longer_than_path_max),
        WATCHED(folders_too_deep_are_said),
        WATCHED(events_were_lost),
        UNWATCHED(a_root_that_comes_later),
        WATCHED(a_root_that_goes_and_returns),
        WATCHED(another_root_in_its_place),
        WATCHED(nothing_is_left_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
