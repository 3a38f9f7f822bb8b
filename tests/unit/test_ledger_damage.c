/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a ledger that is damaged, lost or older than it should be, and of one that can
   not be written to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_on_disk.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

static const struct sighting seen = {.at = 77, .by = SEEN_BY_WATCH, .path = {"a\n\xff", 3}};

/* Some pages of files and findings, a sighting, three events, and a copy. */
static void fill(struct folder *f)
{
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    char path[32];
    for (int i = 0; i < 300; i++) {
        struct finding finding = finding_n((uint64_t)i, SEVERITY_ERROR);
        snprintf(path, sizeof path, "folder/file-%d", i);
        ledger_finding_open(l, put_file(l, path, (uint8_t)i, true), &finding, noon.at);
    }
    ledger_sight(l, &seen);
    for (int i = 0; i < 3; i++)
        put_event(l, "{}");
    assert_true(ledger_commit(l));
    assert_true(ledger_copy(l));
    ledger_close(l);
}

/* Bytes from..to of the database. */
static void overwrite(struct folder *f, off_t from, off_t to)
{
    int fd = open(path_in(f, "ledger.db"), O_WRONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    for (off_t at = from; at < to; at++)
        assert_int_equal(pwrite(fd, "\xa5", 1, at), 1);
    close(fd);
}

/* It lies aside, a new one has what the copy had, and seq goes on. */
static void assert_rebuilt(struct folder *f, const char *why, uint64_t next_seq)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf text _cleanup_buf_ = {0};
    struct sighting got;
    struct ledger *l = open_found(f, LEDGER_REBUILT, &text);
    if (!strstr(text.at, why))
        fail_msg("%s", text.at);
    assert_true(ledger_sighting(l, a, &seen.content, &got));
    assert_int_equal(got.at, seen.at);
    assert_int_equal(got.by, seen.by);
    assert_true(span_eq(got.path, seen.path));
    assert_int_equal(ledger_counts(l)->files, 0);
    assert_int_equal(ledger_next_seq(l), next_seq);
    assert_int_equal(ledger_unsent(l), 0);
    assert_int_equal(ledger_sent(l), next_seq - 1);
    put_event(l, "{}");
    assert_true(ledger_commit(l));
    ledger_close(l);
    ledger_close(open_found(f, LEDGER_KEPT, NULL));
}

/* ---- damage ---- */

static void one_that_is_no_database_lies_aside(void **state)
{
    fill(*state);
    overwrite(*state, 0, 100);
    assert_rebuilt(*state, "file is not a database) and lies aside as /tmp/duly-ledger-", 4);
    assert_int_equal(count_names(*state, "ledger-damaged-20211015T100000Z.db"), 1);
}

static void pages_that_were_overwritten_are_noticed(void **state)
{
    fill(*state);
    overwrite(*state, 3 * 4096, 12 * 4096);
    assert_rebuilt(*state, "was damaged", 4);
}

static void one_that_was_cut_is_noticed(void **state)
{
    struct folder *f = *state;
    fill(f);
    assert_int_equal(truncate(path_in(f, "ledger.db"), 40000), 0);
    assert_rebuilt(f, "was damaged", 4);
}

static void a_file_of_something_else_lies_aside(void **state)
{
    fill(*state);
    write_file(*state, "ledger.db",
               "This is not a ledger, and it is long enough to have a header."
               "This is not a ledger, and it is long enough to have a header.");
    assert_rebuilt(*state, "file is not a database", 4);
}

static void two_damages_in_a_second_lie_beside_each_other(void **state)
{
    fill(*state);
    overwrite(*state, 0, 100);
    assert_rebuilt(*state, "was damaged", 4);
    overwrite(*state, 0, 100);
    struct buf text _cleanup_buf_ = {0};
    ledger_close(open_found(*state, LEDGER_REBUILT, &text));
    assert_non_null(strstr(text.at, "20211015T100000Z-2.db"));
}

/* Indexes are not compared with their tables at start: what comes to light later is marked. */
static void damage_that_comes_to_light_later_is_mended_at_the_next_start(void **state)
{
    fill(*state);
    write_file(*state, "damaged", "");
    assert_rebuilt(*state, "came to light", 4);
    assert_false(is_there(*state, "damaged"));
}

/* ---- loss ---- */

static void one_that_was_removed_is_said_to_be_gone(void **state)
{
    struct folder *f = *state;
    fill(f);
    unlink(path_in(f, "ledger.db"));
    assert_rebuilt(f, "was gone", 4);
}

static void put_without_closing(struct folder *f)
{
    struct ledger *l = open_found(f, LEDGER_KEPT, NULL);
    put_event(l, "{}");
    if (!ledger_commit(l))
        _exit(1);
}

/* Nobody knows how many events a killed daemon gave numbers to: the reserve is skipped. */
static void seq_never_comes_again_after_a_kill_and_a_loss(void **state)
{
    struct folder *f = *state;
    fill(f);
    in_a_child(f, put_without_closing);
    unlink(path_in(f, "ledger.db"));
    unlink(path_in(f, "ledger.db-wal"));
    unlink(path_in(f, "ledger.db-shm"));
    assert_rebuilt(f, "was gone", 4 + 1000);
}

/* What was committed last lies in the journal only: it goes along. */
static void the_journal_lies_aside_too(void **state)
{
    fill(*state);
    in_a_child(*state, put_without_closing);
    overwrite(*state, 0, 100);
    write_file(*state, "damaged", "");
    assert_rebuilt(*state, "came to light", 4 + 1000);
    assert_true(is_there(*state, "ledger-damaged-20211015T100000Z.db-wal"));
}

static void copy_file(struct folder *f, const char *from, const char *to)
{
    char command[400], source[128];
    strcpy(source, path_in(f, from));
    snprintf(command, sizeof command, "cp %s %s", source, path_in(f, to));
    assert_int_equal(system(command), 0); // NOLINT(cert-env33-c)
}

static void an_old_one_that_was_put_back_goes_on_where_the_new_one_was(void **state)
{
    fill(*state);
    copy_file(*state, "ledger.db", "old");
    struct ledger *l = open_found(*state, LEDGER_KEPT, NULL);
    for (int i = 0; i < 1500; i++)
        put_event(l, "{}");
    assert_true(ledger_commit(l));
    assert_int_equal(ledger_next_seq(l), 1504);
    ledger_close(l);
    copy_file(*state, "old", "ledger.db");
    l = open_found(*state, LEDGER_KEPT, NULL);
    assert_int_equal(ledger_next_seq(l), 1504);
    assert_int_equal(ledger_unsent(l), 3);
    ledger_close(l);
}

static void without_a_reserve_seq_goes_on_from_the_copy(void **state)
{
    struct folder *f = *state;
    fill(f);
    overwrite(f, 0, 100);
    unlink(path_in(f, "seq"));
    assert_rebuilt(f, "was damaged", 4);
}

static void a_faulty_copy_is_told_and_kept(void **state)
{
    struct folder *f = *state;
    struct buf text _cleanup_buf_ = {0};
    fill(f);
    overwrite(f, 0, 100);
    write_file(f, "ledger-copy.jsonl", "{\"duly-ledger\":1,\"seq\":3,\"sent\":0}\n{\n");
    struct ledger *l = open_found(f, LEDGER_REBUILT, &text);
    assert_non_null(strstr(text.at, "line 2: not one object of JSON"));
    assert_int_equal(ledger_next_seq(l), 4);
    assert_true(ledger_copy(l));
    assert_true(is_there(f, "ledger-copy.jsonl.faulty"));
    ledger_close(l);
}

/* ---- no room ---- */

static int put_until_it_fails(struct ledger *l)
{
    char body[1024];
    memset(body, 'x', sizeof body - 1);
    body[sizeof body - 1] = '\0';
    for (int i = 0; i < 4000; i++) {
        put_event(l, body);
        if (!ledger_commit(l))
            return i;
    }
    return -1;
}

static void full_disk_child(struct folder *f, const char *expected)
{
    struct ledger *l = open_found(f, LEDGER_KEPT, NULL);
    int put = put_until_it_fails(l);
    uint64_t last = ledger_counts(l)->last_seq;
    if (put <= 0 || last != 3 + (uint64_t)put || ledger_next_seq(l) != last + 1 ||
        ledger_unsent(l) != 3 + (size_t)put || ledger_dirty(l))
        _exit(2);
    if (!strstr(ledger_fault(l), expected)) {
        fprintf(stderr, "%s\n", ledger_fault(l));
        _exit(3);
    }
}

/* A file size limit fails writing as a failing disk does. */
static void limited(struct folder *f)
{
    const struct rlimit limit = {1 << 20, 1 << 20};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    full_disk_child(f, "cannot write to /tmp/duly-ledger-");
}

static void what_cannot_be_written_is_rolled_back(void **state)
{
    fill(*state);
    in_a_child(*state, limited);
    struct ledger *l = open_found(*state, LEDGER_KEPT, NULL);
    struct arena *a _cleanup_arena_ = arena_new();
    assert_null(ledger_check(l, a));
    assert_true(ledger_counts(l)->last_seq > 3);
    assert_int_equal(ledger_unsent(l), ledger_counts(l)->last_seq);
    ledger_close(l);
}

static void on_a_small_disk(struct folder *f)
{
    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        mount("none", f->path, "tmpfs", 0, "size=2m") < 0)
        _exit(0); /* not allowed here */
    fill(f);
    full_disk_child(f, "database or disk is full");
}

static void a_full_disk_is_told(void **state)
{
    in_a_child(*state, on_a_small_disk);
}

static void nothing_more_is_written_after_a_failure(void **state)
{
    struct folder *f = *state;
    fill(f);
    struct ledger *l = open_found(f, LEDGER_KEPT, NULL);
    struct finding finding = finding_n(5000, SEVERITY_ERROR);
    struct ledger_file nowhere = file_at(99, "a");
    ledger_finding_open(l, 1, &finding, noon.at);
    assert_int_equal(ledger_counts(l)->open[SEVERITY_ERROR], 301);
    assert_int_equal(ledger_file_put(l, &nowhere), 0);
    put_event(l, "{}");
    assert_int_equal(ledger_next_seq(l), 4);
    assert_false(ledger_commit(l));
    assert_non_null(strstr(ledger_fault(l), "FOREIGN KEY"));
    assert_int_equal(ledger_counts(l)->open[SEVERITY_ERROR], 300);
    assert_true(ledger_commit(l));
    put_event(l, "{}");
    assert_true(ledger_commit(l));
    assert_int_equal(ledger_next_seq(l), 5);
    ledger_close(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_DISK(one_that_is_no_database_lies_aside),
        ON_DISK(pages_that_were_overwritten_are_noticed),
        ON_DISK(one_that_was_cut_is_noticed),
        ON_DISK(a_file_of_something_else_lies_aside),
        ON_DISK(two_damages_in_a_second_lie_beside_each_other),
        ON_DISK(damage_that_comes_to_light_later_is_mended_at_the_next_start),
        ON_DISK(one_that_was_removed_is_said_to_be_gone),
        ON_DISK(seq_never_comes_again_after_a_kill_and_a_loss),
        ON_DISK(the_journal_lies_aside_too),
        ON_DISK(an_old_one_that_was_put_back_goes_on_where_the_new_one_was),
        ON_DISK(without_a_reserve_seq_goes_on_from_the_copy),
        ON_DISK(a_faulty_copy_is_told_and_kept),
        ON_DISK(what_cannot_be_written_is_rolled_back),
        ON_DISK(a_full_disk_is_told),
        ON_DISK(nothing_more_is_written_after_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
