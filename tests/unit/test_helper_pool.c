/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pool against a reader that misbehaves on request. The test program is that reader itself: run
 * with a conversation on its standard input, it does what each document tells it to. Time goes a
 * hundred times as fast for the pool (tests/wraps.mk), so that a wall limit is a fifth of a second.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "helper/pool_private.h"
#include "record/wire.h"

#include "../support/sample_record.h"

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TIMES_FASTER = 100 };

int64_t __wrap_clock_ticks(void);
int64_t __wrap_clock_ticks(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (t.tv_sec * 1000 + t.tv_nsec / 1000000) * TIMES_FASTER;
}

static int64_t used_us(clockid_t clock)
{
    struct timespec t = {0};
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t __wrap_clock_ticks_of(pid_t pid);
int64_t __wrap_clock_ticks_of(pid_t pid)
{
    clockid_t clock;
    return clock_getcpuclockid(pid, &clock) ? 0 : used_us(clock) * TIMES_FASTER / 1000;
}

/* ---- the reader ---- */

static void toy_send(struct wire_answer a, struct span bytes)
{
    struct buf message _cleanup_buf_ = {0};
    buf_add(&message, &a, sizeof a);
    buf_span(&message, bytes);
    send(0, message.at, message.n, MSG_NOSIGNAL);
}

static void toy_record(const struct record *r, uint64_t number)
{
    struct buf packed _cleanup_buf_ = {0};
    record_pack(r, &packed);
    struct wire_answer a = {.kind = WIRE_RECORD,
                            .version = RECORD_VERSION,
                            .number = number,
                            .total = (uint32_t)packed.n};
    for (; a.offset < a.total; a.offset += WIRE_PART_BYTES)
        toy_send(a, span_cut(buf_peek(&packed), a.offset, (size_t)a.offset + WIRE_PART_BYTES));
}

static void toy_title(const char *title, uint64_t number)
{
    struct record r = {.title = span_of(title), .title_quote = NO_QUOTE, .limit = LIMIT_COUNT};
    toy_record(&r, number);
}

/* Once in the life of a file: its executable bit goes the first time. */
static bool toy_first_time(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && st.st_mode & S_IXUSR && fchmod(fd, 0600) == 0;
}

static void toy_claim(enum unread why, uint64_t number)
{
    struct record r = {.unread = why, .title_quote = NO_QUOTE, .limit = LIMIT_COUNT};
    toy_record(&r, number);
}

static void toy_large(uint64_t number)
{
    struct buf title _cleanup_buf_ = {0};
    for (int i = 0; i < 300000; i++)
        buf_byte(&title, (char)('a' + i % 26));
    toy_title(title.at, number);
}

/* The whole becomes shorter than what has come of it already: how much is left wraps round. */
static void toy_shrinking(struct wire_answer a)
{
    a.total = 8;
    toy_send(a, SPAN("abcd"));
    a.total = 2;
    for (a.offset = 4; a.offset < 400; a.offset += 4)
        toy_send(a, SPAN("abcd"));
}

/* Uses up that much processor time, as the pool sees it. */
static void toy_compute(int64_t ms)
{
    int64_t end = used_us(CLOCK_PROCESS_CPUTIME_ID) + ms * 1000 / TIMES_FASTER;
    while (used_us(CLOCK_PROCESS_CPUTIME_ID) < end)
        continue;
}

/* What a document may tell the reader to do. */
static void toy_obey(const char *word, int fd, uint64_t number)
{
    struct wire_answer a = {.kind = WIRE_RECORD, .version = RECORD_VERSION, .number = number};
    if (strcmp(word, "crash") == 0 || (strcmp(word, "crash once") == 0 && toy_first_time(fd)))
        raise(SIGKILL);
    if (strcmp(word, "hang") == 0)
        sleep(600);
    if (strcmp(word, "hang once") == 0 && toy_first_time(fd))
        sleep(600);
    if (strcmp(word, "dawdle") == 0)
        usleep(50000); /* five seconds, as the pool sees it */
    if (strcmp(word, "compute") == 0) {
        toy_compute(600);
        usleep(10000); /* long enough to be looked at */
    }
    if (strcmp(word, "compute on") == 0 ||
        (strcmp(word, "compute on once") == 0 && toy_first_time(fd)))
        toy_compute(INT32_MAX);
    if (strcmp(word, "exit") == 0)
        _exit(7);
    if (strcmp(word, "garbage") == 0)
        toy_send((a.total = 4, a), SPAN("\xff\xff\xff\xff"));
    else if (strcmp(word, "endless") == 0)
        toy_send((a.total = UINT32_MAX, a), SPAN("abcd"));
    else if (strcmp(word, "overlong") == 0)
        toy_send((a.total = 2, a), SPAN("abcd"));
    else if (strcmp(word, "shrinking") == 0)
        toy_shrinking(a);
    else if (strcmp(word, "for another") == 0)
        toy_title("stolen", number + 1);
    else if (strcmp(word, "empty") == 0)
        toy_send(a, SPAN(""));
    else if (strcmp(word, "ready again") == 0)
        toy_send((a.kind = WIRE_READY, a), SPAN(""));
    else if (strcmp(word, "claims crash") == 0)
        toy_claim(UNREAD_CRASHED, number);
    else if (strcmp(word, "claims binary") == 0)
        toy_claim(UNREAD_BINARY, number);
    else if (strcmp(word, "large") == 0)
        toy_large(number);
    else
        toy_title(word, number);
}

static int toy_main(void)
{
    struct wire_question q;
    char word[64], room[CMSG_SPACE(sizeof(int))];
    toy_send((struct wire_answer){.kind = WIRE_READY, .version = RECORD_VERSION}, SPAN("a toy"));
    for (;;) {
        int fd;
        struct iovec to = {&q, sizeof q};
        struct msghdr m = {
            .msg_iov = &to, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
        if (recvmsg(0, &m, 0) <= 0)
            return 0;
        memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
        ssize_t n = pread(fd, word, sizeof word - 1, 0);
        word[n > 0 ? n : 0] = '\0';
        if (q.kind == WIRE_READ)
            toy_obey(word, fd, q.number);
        close(fd);
    }
}

/* ---- the pool ---- */

enum { JOBS = 6000 };

struct bench {
    struct arena *arena;
    struct pool *pool;
    struct probe_table probes;
    unsigned answers;
    enum unread unread[JOBS];
    char *title[JOBS], *detail[JOBS];
    struct digest digest[JOBS];
    uint64_t order[JOBS];
};

static void take(void *arg, struct answer *answer)
{
    struct bench *b = arg;
    assert_true(answer->id < JOBS);
    assert_null(b->title[answer->id]); /* one answer for each */
    b->title[answer->id] = arena_printf(b->arena, "%.*s", SPAN_ARG(answer->record.title));
    b->detail[answer->id] = arena_printf(b->arena, "%.*s", SPAN_ARG(answer->record.detail));
    b->unread[answer->id] = answer->record.unread;
    b->digest[answer->id] = answer->probes;
    b->order[b->answers++] = answer->id;
    struct record again;
    const char *why;
    assert_true(record_unpack(answer->arena, answer->packed, 0, &again, &why));
    assert_true(span_eq(again.title, answer->record.title));
    arena_free(answer->arena);
}

static struct bench *bench_new(unsigned slots)
{
    struct bench *b = calloc(1, sizeof *b);
    int error;
    assert_non_null(b);
    b->arena = b->probes.arena = arena_new();
    b->pool = pool_new(slots, "/proc/self/exe", &b->probes, take, b, &error);
    assert_non_null(b->pool);
    return b;
}

/* No process is left alive. On a busy machine one may not have ended within the pool's second, here
   ten milliseconds, and is then left behind as it should be: it ends soon. */
static void no_child_is_left(void)
{
    pid_t ended = 0;
    for (int tries = 0; tries < 2000 && (ended = waitpid(-1, NULL, WNOHANG)) >= 0; tries++)
        usleep(1000);
    assert_int_equal(ended, -1);
    assert_int_equal(errno, ECHILD);
}

static void bench_free(struct bench *b)
{
    pool_free(b->pool);
    arena_free(b->arena);
    free(b);
    no_child_is_left();
}

static void submit(struct bench *b, uint64_t id, const char *word)
{
    int fd = memfd_create("document", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, word, strlen(word)), (ssize_t)strlen(word));
    fchmod(fd, 0700);
    pool_submit(b->pool, (struct job){.id = id, .fd = fd, .hint = FORMAT_TEXT});
}

/* As an event loop would, until nothing is pending. */
static void turn(struct bench *b)
{
    struct pollfd fds[16];
    int timeout;
    size_t n = pool_poll(b->pool, fds, &timeout);
    assert_true(n <= pool_fds(b->pool));
    poll(fds, n, timeout < 0 ? 1000 : (timeout + TIMES_FASTER - 1) / TIMES_FASTER);
    pool_step(b->pool);
}

static void drain(struct bench *b)
{
    for (int i = 0; pool_pending(b->pool) && i < 100000; i++)
        turn(b);
    assert_int_equal(pool_pending(b->pool), 0);
}

static void test_documents_are_read(void **state)
{
    (void)state;
    struct bench *b = bench_new(2);
    assert_null(pool_jail(b->pool));
    for (uint64_t i = 0; i < 20; i++)
        submit(b, i, arena_printf(b->arena, "title %u", (unsigned)i));
    drain(b);
    assert_int_equal(b->answers, 20);
    for (unsigned i = 0; i < 20; i++) {
        assert_int_equal(b->unread[i], READ_OK);
        assert_string_equal(b->title[i], arena_printf(b->arena, "title %u", i));
    }
    assert_null(pool_refusal(b->pool));
    assert_string_equal(pool_jail(b->pool), "a toy");
    bench_free(b);
}

static void test_large_records_come_in_parts(void **state)
{
    (void)state;
    struct bench *b = bench_new(1);
    submit(b, 0, "large");
    submit(b, 1, "large");
    submit(b, 2, "small");
    drain(b);
    assert_int_equal(strlen(b->title[0]), 300000);
    assert_int_equal(strlen(b->title[1]), 300000);
    assert_string_equal(b->title[2], "small");
    bench_free(b);
}

/* Whatever kills the reader costs its own document, and no other. */
static void test_a_bad_document_costs_only_itself(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum unread unread;
        const char *detail;
    } bad[] = {
        {"crash", UNREAD_CRASHED, "the reader was ended by SIGKILL"},
        {"exit", UNREAD_CRASHED, "the reader ended with status 7"},
        {"hang", UNREAD_TIME, "time"},
        {"garbage", UNREAD_CRASHED, "the reader's answer is not to be believed: number cut short"},
        {"endless", UNREAD_CRASHED, "the reader does not keep to the protocol"},
        {"overlong", UNREAD_CRASHED, "the reader does not keep to the protocol"},
        {"shrinking", UNREAD_CRASHED, "the reader does not keep to the protocol"},
        {"for another", UNREAD_CRASHED, "the reader does not keep to the protocol"},
        {"empty", UNREAD_CRASHED, "the reader does not keep to the protocol"},
        {"ready again", UNREAD_CRASHED, "the reader does not keep to the protocol"},
        {"claims crash", UNREAD_CRASHED,
         "the reader's answer is not to be believed: a reason that is not its own"},
        {"claims binary", UNREAD_BINARY, ""},
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        struct bench *b = bench_new(2);
        for (uint64_t i = 0; i < 30; i++)
            submit(b, i, i == 5 ? bad[k].word : "good");
        drain(b);
        assert_int_equal(b->answers, 30);
        for (unsigned i = 0; i < 30; i++)
            if (i != 5)
                assert_int_equal(b->unread[i], READ_OK);
        assert_int_equal(b->unread[5], bad[k].unread);
        if (bad[k].detail[0] && strncmp(b->detail[5], bad[k].detail, strlen(bad[k].detail)))
            fail_msg("%s: %s", bad[k].word, b->detail[5]);
        bench_free(b);
    }
}

/* A reader that dies for reasons of its own must not cost a document. */
static void test_the_second_try_counts(void **state)
{
    (void)state;
    struct bench *b = bench_new(2);
    submit(b, 0, "crash once");
    submit(b, 1, "hang once");
    submit(b, 2, "good");
    drain(b);
    assert_int_equal(b->unread[0], READ_OK);
    assert_int_equal(b->unread[1], READ_OK);
    assert_int_equal(b->unread[2], READ_OK);
    bench_free(b);
}

static void test_a_slow_document_holds_up_no_other(void **state)
{
    (void)state;
    struct bench *b = bench_new(2);
    submit(b, 0, "good");
    drain(b); /* one reader is up */
    submit(b, 1, "dawdle");
    for (uint64_t i = 2; i < 14; i++)
        submit(b, i, "good");
    drain(b);
    assert_int_equal(b->order[13], 1);
    assert_int_equal(b->unread[1], READ_OK);
    bench_free(b);
}

/* What is taken from a reader that is slow is read once, by another; and slow readers have an end.
 */
static void test_slow_documents_are_read_once(void **state)
{
    (void)state;
    struct bench *b = bench_new(2);
    for (uint64_t i = 0; i < 30; i++)
        submit(b, i, "dawdle");
    int64_t begun = clock_ticks();
    drain(b);
    assert_in_range(clock_ticks() - begun, 30 * 5000 / 2, 30 * 5000 * 3);
    bench_free(b);
}

/* Counted for each document, and only while it computes; using too much again would help nobody. */
static void test_a_document_that_computes_too_long(void **state)
{
    (void)state;
    struct bench *b = bench_new(2);
    pool_set_cpu(b->pool, 1);
    submit(b, 0, "compute on once");
    submit(b, 1, "dawdle");
    drain(b);
    assert_int_equal(b->unread[0], UNREAD_LIMIT);
    assert_string_equal(b->detail[0], "cpu");
    assert_int_equal(b->unread[1], READ_OK);
    for (uint64_t i = 2; i < 12; i++) { /* by the same two readers */
        submit(b, i, "compute");
        drain(b);
        assert_int_equal(b->unread[i], READ_OK);
    }
    bench_free(b);
}

/* The wall ends it only when it has had time enough to use what it may. */
static void test_a_generous_processor_limit(void **state)
{
    (void)state;
    struct bench *b = bench_new(1);
    pool_set_cpu(b->pool, LIMIT_WALL_MS / 1000 * 2);
    submit(b, 0, "compute on");
    drain(b);
    assert_int_equal(b->unread[0], UNREAD_LIMIT);
    assert_string_equal(b->detail[0], "cpu");
    bench_free(b);
}

/* Before the kernel ends it at the limit of its process, which would cost a document a try. */
static void test_a_reader_that_has_used_much_is_renewed(void **state)
{
    (void)state;
    struct bench *b = bench_new(1);
    submit(b, 0, "good");
    drain(b);
    pid_t first = b->pool->readers[0].pid;
    b->pool->readers[0].used = LIMIT_READER_CPU_S * 1000;
    submit(b, 1, "good");
    drain(b);
    assert_int_equal(b->unread[1], READ_OK);
    assert_int_not_equal(b->pool->readers[0].pid, first);
    bench_free(b);
}

static void test_probes_change_for_later_jobs(void **state)
{
    (void)state;
    struct bench *b = bench_new(1);
    submit(b, 0, "good");
    struct probe_table other = {.arena = b->arena};
    probe_table_add(&other, (struct probe){PROBE_LITERAL, PROBE_TEXT, SPAN("avtal")});
    probe_table_seal(&other);
    assert_int_equal(pool_set_probes(b->pool, &other), 0);
    submit(b, 1, "good");
    drain(b);
    struct digest first = probe_table_digest(&b->probes), second = probe_table_digest(&other);
    assert_true(digest_eq(&b->digest[0], &first));
    assert_true(digest_eq(&b->digest[1], &second));
    bench_free(b);
}

static void test_readers_are_renewed(void **state)
{
    (void)state;
    struct bench *b = bench_new(1);
    for (unsigned i = 0; i < LIMIT_READER_DOCUMENTS + 500; i++) {
        while (!pool_room(b->pool))
            turn(b);
        submit(b, i, "good");
    }
    drain(b);
    for (unsigned i = 0; i < LIMIT_READER_DOCUMENTS + 500; i++)
        assert_int_equal(b->unread[i], READ_OK);
    bench_free(b);
}

static void test_too_large_is_not_even_asked(void **state)
{
    (void)state;
    struct bench *b = bench_new(1);
    int fd = memfd_create("document", MFD_CLOEXEC);
    assert_int_equal(ftruncate(fd, (off_t)LIMIT_FILE_BYTES + 1), 0);
    pool_submit(b->pool, (struct job){.id = 0, .fd = fd});
    drain(b);
    assert_int_equal(b->unread[0], UNREAD_LIMIT);
    assert_string_equal(b->detail[0], "file-size");
    bench_free(b);
}

static void test_a_program_that_is_no_reader(void **state)
{
    (void)state;
    struct bench *b = bench_new(2);
    int error;
    pool_free(b->pool);
    b->pool = pool_new(2, "/bin/false", &b->probes, take, b, &error);
    assert_non_null(b->pool);
    for (uint64_t i = 0; i < 5; i++)
        submit(b, i, "good");
    drain(b);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(b->unread[i], UNREAD_OPEN);
    assert_string_equal(pool_refusal(b->pool),
                        "no reader can be started: the reader ended with status 1");
    submit(b, 5, "good");
    drain(b);
    assert_int_equal(b->unread[5], UNREAD_OPEN);
    bench_free(b);
}

static void test_a_program_that_is_not_there(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct probe_table none = {.arena = a};
    int error;
    assert_null(pool_new(1, "/nowhere/duly-text", &none, take, NULL, &error));
    assert_int_equal(error, -ENOENT);
}

/* As one that hangs in the kernel: it ends long after its second is over. */
static void test_a_reader_that_does_not_end_is_collected_later(void **state)
{
    (void)state;
    struct bench *b = bench_new(1);
    pid_t pid = fork();
    if (pid == 0) {
        pause();
        _exit(0);
    }
    assert_true(pid > 0);
    b->pool->readers[0] =
        (struct reader){.state = READER_DYING, .pid = pid, .pidfd = -1, .socket = dup(0)};
    pool_step(b->pool);
    assert_int_equal(b->pool->readers[0].state, READER_GONE);
    pool_step(b->pool);
    assert_int_equal(kill(pid, SIGKILL), 0);
    for (int tries = 0; tries < 2000 && kill(pid, 0) == 0; tries++) {
        usleep(1000);
        pool_step(b->pool);
    }
    assert_int_equal(kill(pid, 0), -1);
    submit(b, 0, "good");
    drain(b);
    assert_int_equal(b->unread[0], READ_OK);
    bench_free(b);
}

static void test_ending_with_work_in_hand(void **state)
{
    (void)state;
    struct bench *b = bench_new(2);
    for (uint64_t i = 0; i < 10; i++)
        submit(b, i, "hang");
    turn(b);
    bench_free(b);
}

int main(void)
{
    int type;
    socklen_t n = sizeof type;
    if (getsockopt(0, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type == SOCK_SEQPACKET)
        return toy_main();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents_are_read),
        cmocka_unit_test(test_large_records_come_in_parts),
        cmocka_unit_test(test_a_bad_document_costs_only_itself),
        cmocka_unit_test(test_the_second_try_counts),
        cmocka_unit_test(test_a_slow_document_holds_up_no_other),
        cmocka_unit_test(test_slow_documents_are_read_once),
        cmocka_unit_test(test_a_document_that_computes_too_long),
        cmocka_unit_test(test_a_generous_processor_limit),
        cmocka_unit_test(test_a_reader_that_has_used_much_is_renewed),
        cmocka_unit_test(test_probes_change_for_later_jobs),
        cmocka_unit_test(test_readers_are_renewed),
        cmocka_unit_test(test_too_large_is_not_even_asked),
        cmocka_unit_test(test_a_program_that_is_no_reader),
        cmocka_unit_test(test_a_program_that_is_not_there),
        cmocka_unit_test(test_a_reader_that_does_not_end_is_collected_later),
        cmocka_unit_test(test_ending_with_work_in_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
