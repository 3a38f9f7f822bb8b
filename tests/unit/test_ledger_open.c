/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ledger on disk: opened, held, closed, killed, refused, looked at from beside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_on_disk.h"

#include <signal.h>
#include <sqlite3.h>

static void fill(struct ledger *l)
{
    struct finding f = finding_n(1, SEVERITY_ERROR);
    int64_t file = put_file(l, "a", 1, true);
    put_file(l, "b", 2, false);
    ledger_finding_open(l, file, &f, noon.at);
    put_event(l, "{}");
    assert_true(ledger_commit(l));
}

static void execute(struct folder *f, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path_in(f, "ledger.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* ---- opening ---- */

static void what_was_committed_is_there_again(void **state)
{
    struct ledger *l = open_found(*state, LEDGER_NEW, NULL);
    fill(l);
    struct ledger_counts before = *ledger_counts(l);
    ledger_close(l);
    l = open_found(*state, LEDGER_KEPT, NULL);
    assert_memory_equal(ledger_counts(l), &before, sizeof before);
    assert_int_equal(before.files, 2);
    assert_int_equal(before.unreadable, 1);
    assert_int_equal(before.open[SEVERITY_ERROR], 1);
    assert_int_equal(ledger_unsent(l), 1);
    assert_int_equal(ledger_next_seq(l), 2);
    ledger_close(l);
}

static void what_was_not_committed_is_not(void **state)
{
    struct ledger *l = open_found(*state, LEDGER_NEW, NULL);
    put_event(l, "{}");
    assert_true(ledger_dirty(l));
    ledger_close(l);
    l = open_found(*state, LEDGER_KEPT, NULL);
    assert_int_equal(ledger_next_seq(l), 1);
    ledger_close(l);
}

static void nobody_else_may_read_it(void **state)
{
    struct folder *f = *state, inner = *f;
    struct stat st;
    mode_t mask = umask(0);
    strcat(inner.path, "/state");
    struct ledger *l = open_found(&inner, LEDGER_NEW, NULL);
    fill(l);
    umask(mask);
    assert_int_equal(stat(inner.path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    static const char *const names[] = {"ledger.db", "ledger.db-wal", "ledger.db-shm", "lock",
                                        "seq"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(stat(path_in(&inner, names[i]), &st), 0);
        assert_int_equal(st.st_mode & 07777, 0600);
    }
    ledger_close(l);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_in(&inner, names[i]));
    unlink(path_in(&inner, "sealed"));
    assert_int_equal(rmdir(inner.path), 0);
}

static void a_folder_that_cannot_be_made_is_told(void **state)
{
    struct folder *f = *state, other = *f;
    struct buf text _cleanup_buf_ = {0};
    strcat(other.path, "/no/state");
    open_found(&other, LEDGER_REFUSED, &text);
    assert_non_null(strstr(text.at, "/no/state: No such file or directory"));
}

static void a_newer_version_is_refused_and_left_alone(void **state)
{
    struct buf text _cleanup_buf_ = {0};
    ledger_close(open_found(*state, LEDGER_NEW, NULL));
    execute(*state, "PRAGMA user_version = 99");
    open_found(*state, LEDGER_REFUSED, &text);
    assert_false(is_there(*state, "sealed"));
    assert_non_null(strstr(text.at, "newer duly"));
    assert_non_null(strstr(text.at, "99"));
    execute(*state, "PRAGMA user_version = 1");
    ledger_close(open_found(*state, LEDGER_KEPT, NULL));
}

/* ---- one at a time ---- */

static void two_do_not_hold_it_at_once(void **state)
{
    struct folder *f = *state;
    struct buf text _cleanup_buf_ = {0};
    int ready[2];
    char c, holder[64];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        enum ledger_found found;
        ledger_open(f->path, noon, &found, &text);
        c = found == LEDGER_NEW;
        (void)!write(ready[1], &c, 1);
        pause();
        _exit(0);
    }
    assert_int_equal(read(ready[0], &c, 1), 1);
    assert_int_equal(c, 1);
    open_found(f, LEDGER_REFUSED, &text);
    snprintf(holder, sizeof holder, "process %ld", (long)child);
    assert_non_null(strstr(text.at, holder));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(ready[0]);
    close(ready[1]);
    ledger_close(open_found(f, LEDGER_KEPT, NULL));
}

/* ---- killed ---- */

static void commit_one_then_put_another(struct folder *f)
{
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    fill(l);
    struct finding finding = finding_n(2, SEVERITY_ERROR);
    ledger_finding_open(l, 1, &finding, noon.at);
    put_event(l, "{}");
}

static void open_and_die(struct folder *f)
{
    open_found(f, LEDGER_KEPT, NULL);
}

static void a_kill_takes_the_change_and_its_event(void **state)
{
    in_a_child(*state, commit_one_then_put_another);
    struct ledger *l = open_found(*state, LEDGER_KEPT, NULL);
    assert_int_equal(ledger_counts(l)->open[SEVERITY_ERROR], 1);
    assert_int_equal(ledger_counts(l)->last_seq, 1);
    ledger_close(l);
}

/* Tells of each commit what seq it had, until it is killed. */
static void commit_for_ever(struct folder *f, int told)
{
    struct ledger *l = open_found(f, LEDGER_KEPT, NULL);
    for (uint64_t i = 0;; i++) {
        struct finding finding = finding_n(ledger_next_seq(l), SEVERITY_ERROR);
        ledger_finding_open(l, 1, &finding, noon.at);
        put_event(l, "{}");
        if (i % 3 == 0) {
            uint64_t last = ledger_counts(l)->last_seq;
            if (!ledger_commit(l) || write(told, &last, sizeof last) != sizeof last)
                _exit(1);
        }
    }
}

/* Whatever was acknowledged is there, and each finding with its event. */
static void killed_at_any_moment_it_is_whole(void **state)
{
    struct folder *f = *state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    fill(l);
    ledger_close(l);
    for (int round = 0; round < 25; round++) {
        uint64_t acknowledged = 0;
        int told[2];
        assert_int_equal(pipe(told), 0);
        pid_t child = fork();
        if (child == 0)
            commit_for_ever(f, told[1]);
        close(told[1]);
        usleep((useconds_t)(2000 + round * 1700));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(told[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged)
            ;
        close(told[0]);
        l = open_found(f, LEDGER_KEPT, NULL);
        assert_true(ledger_counts(l)->last_seq >= acknowledged);
        assert_int_equal(ledger_counts(l)->open[SEVERITY_ERROR], ledger_counts(l)->last_seq);
        assert_null(ledger_check(l, a));
        ledger_close(l);
    }
}

/* ---- from beside ---- */

static void it_is_looked_at_beside_its_daemon(void **state)
{
    struct folder *f = *state;
    struct buf text _cleanup_buf_ = {0};
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    fill(l);
    put_event(l, "{}");
    struct ledger *looking = ledger_open_to_read(f->path, &text);
    assert_non_null(looking);
    assert_int_equal(ledger_counts(looking)->last_seq, 1);
    assert_int_equal(ledger_counts(looking)->files, 2);
    assert_true(ledger_commit(l));
    struct arena *a _cleanup_arena_ = arena_new();
    struct outbox_event *events;
    assert_int_equal(ledger_events(looking, a, 0, 9, &events), 2);
    put_event(looking, "{}");
    assert_false(ledger_commit(looking));
    assert_non_null(strstr(ledger_fault(looking), "for reading only"));
    ledger_close(looking);
    put_event(l, "{}");
    assert_true(ledger_commit(l));
    ledger_close(l);
}

static void look_as_nobody(struct folder *f)
{
    struct buf text _cleanup_buf_ = {0};
    if (setgid(65534) < 0 || setuid(65534) < 0)
        _exit(2);
    struct ledger *l = ledger_open_to_read(f->path, &text);
    if (!l)
        fprintf(stderr, "%s\n", text.at);
    bool whole = l && ledger_counts(l)->files == 2;
    ledger_close(l);
    if (!whole)
        _exit(1);
}

static void refused_as_nobody(struct folder *f)
{
    struct buf text _cleanup_buf_ = {0};
    if (setgid(65534) < 0 || setuid(65534) < 0)
        _exit(2);
    if (ledger_open_to_read(f->path, &text) || !strstr(text.at, "only root and the daemon's"))
        _exit(1);
}

static void another_user_may_look_where_modes_allow_it(void **state)
{
    struct folder *f = *state;
    if (geteuid() != 0)
        skip();
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    fill(l);
    in_a_child(f, refused_as_nobody);
    static const char *const names[] = {"ledger.db", "ledger.db-wal", "ledger.db-shm", "lock"};
    chmod(f->path, 0755);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        chmod(path_in(f, names[i]), 0644);
    in_a_child(f, look_as_nobody);
    ledger_close(l);
    assert_false(is_there(f, "ledger.db-wal"));
    in_a_child(f, look_as_nobody);
    assert_false(is_there(f, "ledger.db-wal"));
}

static void nothing_to_look_at_is_told(void **state)
{
    struct folder *f = *state;
    struct buf text _cleanup_buf_ = {0};
    assert_null(ledger_open_to_read(f->path, &text));
    assert_non_null(strstr(text.at, "no daemon has kept a ledger there yet"));
    assert_false(is_there(f, "ledger.db"));
}

static void another_version_is_not_looked_at(void **state)
{
    struct folder *f = *state;
    struct buf text _cleanup_buf_ = {0};
    ledger_close(open_found(f, LEDGER_NEW, NULL));
    execute(f, "PRAGMA user_version = 99");
    assert_null(ledger_open_to_read(f->path, &text));
    assert_non_null(strstr(text.at, "use the duly that wrote it"));
}

static void it_is_found_sound(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger *l = open_found(*state, LEDGER_NEW, NULL);
    fill(l);
    assert_null(ledger_check(l, a));
    ledger_close(l);
}

/* ---- the seal ---- */

static void a_closed_ledger_is_sealed_until_it_is_opened(void **state)
{
    struct ledger *l = open_found(*state, LEDGER_NEW, NULL);
    assert_false(is_there(*state, "sealed"));
    fill(l);
    ledger_close(l);
    assert_true(is_there(*state, "sealed"));
    l = open_found(*state, LEDGER_KEPT, NULL);
    assert_false(is_there(*state, "sealed"));
    ledger_close(l);
    in_a_child(*state, open_and_die);
    assert_false(is_there(*state, "sealed"));
}

/* The middle of the file is not read when it is opened; only the check finds it. */
static void only_one_that_was_touched_is_gone_through(void **state)
{
    struct folder *f = *state;
    struct stat st;
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    fill(l);
    ledger_close(l);
    assert_int_equal(stat(path_in(f, "ledger.db"), &st), 0);
    int fd = open(path_in(f, "ledger.db"), O_WRONLY | O_CLOEXEC);
    for (int i = 0; i < 4096; i++)
        assert_int_equal(pwrite(fd, "\xa5", 1, st.st_size - 1 - i), 1);
    const struct timespec times[2] = {st.st_atim, st.st_mtim};
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
    ledger_close(open_found(f, LEDGER_REBUILT, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_DISK(what_was_committed_is_there_again),
        ON_DISK(what_was_not_committed_is_not),
        ON_DISK(nobody_else_may_read_it),
        ON_DISK(a_folder_that_cannot_be_made_is_told),
        ON_DISK(a_newer_version_is_refused_and_left_alone),
        ON_DISK(two_do_not_hold_it_at_once),
        ON_DISK(a_kill_takes_the_change_and_its_event),
        ON_DISK(killed_at_any_moment_it_is_whole),
        ON_DISK(it_is_looked_at_beside_its_daemon),
        ON_DISK(another_user_may_look_where_modes_allow_it),
        ON_DISK(nothing_to_look_at_is_told),
        ON_DISK(another_version_is_not_looked_at),
        ON_DISK(it_is_found_sound),
        ON_DISK(a_closed_ledger_is_sealed_until_it_is_opened),
        ON_DISK(only_one_that_was_touched_is_gone_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
