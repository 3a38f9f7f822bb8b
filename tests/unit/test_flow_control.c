/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control socket: real sockets in a folder of its own, a clock that the test turns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "flow/control.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int64_t __wrap_clock_ticks(void);
uid_t __wrap_geteuid(void);

static int64_t ticks;
static uid_t daemon_user;

int64_t __wrap_clock_ticks(void)
{
    return ticks;
}

uid_t __wrap_geteuid(void)
{
    return daemon_user;
}

struct world {
    char run[32];
    struct sockaddr_un address;
    struct control *control;
    struct control_question *held[CONTROL_HELD + 2];
    size_t held_count;
    char argument[CONTROL_LINE];
    struct buf error;
};
static struct world world;

static void say_hello(void *arg, struct control_question *q, const char *argument)
{
    struct world *w = arg;
    strcpy(w->argument, argument);
    control_answer(q, SPAN("{\"hello\":1}\n"));
}

static void hold(void *arg, struct control_question *q, const char *argument)
{
    struct world *w = arg;
    (void)argument;
    w->held[w->held_count++] = q;
}

static void say_much(void *arg, struct control_question *q, const char *argument)
{
    (void)arg;
    size_t n = (size_t)atol(argument);
    char *text = malloc(n);
    memset(text, 'x', n);
    control_answer(q, (struct span){text, n});
    free(text);
}

static const struct control_row rows[] = {
    {"hello", CONTROL_GROUP, say_hello, false},
    {"wait", CONTROL_GROUP, hold, true},
    {"much", CONTROL_GROUP, say_much, false},
    {"reload", CONTROL_OWNER, say_hello, false},
};

static struct control *new_control(struct world *w)
{
    buf_clear(&w->error);
    return control_new(w->run, rows, sizeof rows / sizeof *rows, w, &w->error);
}

static int begin(void **state)
{
    struct world *w = &world;
    *w = (struct world){.run = "/tmp/duly-control-XXXXXX"};
    ticks = 1000;
    daemon_user = getuid();
    if (!mkdtemp(w->run))
        return -1;
    w->address.sun_family = AF_UNIX;
    snprintf(w->address.sun_path, sizeof w->address.sun_path, "%.60s/control", w->run);
    w->control = new_control(w);
    *state = w;
    return w->control ? 0 : -1;
}

static int end(void **state)
{
    struct world *w = *state;
    control_free(w->control);
    buf_done(&w->error);
    return rmdir(w->run); /* the socket is gone too */
}

static int come(const struct world *w)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&w->address, sizeof w->address), 0);
    return fd;
}

static void say(int fd, const char *words)
{
    assert_int_equal(send(fd, words, strlen(words), MSG_NOSIGNAL), strlen(words));
}

/* Steps as a loop does, as long as something is ready. */
static void turn(struct world *w)
{
    struct pollfd fds[CONTROL_PEERS + CONTROL_HELD + 2];
    int timeout;
    do {
        control_step(w->control);
        assert_true(control_fds(w->control) <= sizeof fds / sizeof *fds);
    } while (poll(fds, control_poll(w->control, fds, &timeout), 0) > 0);
}

static int timeout_of(const struct world *w)
{
    struct pollfd fds[CONTROL_PEERS + CONTROL_HELD + 2];
    int timeout;
    control_poll(w->control, fds, &timeout);
    return timeout;
}

/* What has come on fd so far; *ret_ended: and then the end. */
static size_t heard(int fd, char *at, size_t room, bool *ret_ended)
{
    size_t n = 0;
    ssize_t got = 1;
    while (n < room - 1 && (got = recv(fd, at + n, room - 1 - n, 0)) > 0)
        n += (size_t)got;
    at[n] = '\0';
    *ret_ended = got == 0 || (got < 0 && errno != EAGAIN);
    return n;
}

static void assert_heard(int fd, const char *answer)
{
    char text[1024];
    bool ended;
    heard(fd, text, sizeof text, &ended);
    assert_non_null(strstr(text, answer));
    assert_true(ended);
    close(fd);
}

static void assert_silent(int fd)
{
    char text[64];
    bool ended;
    assert_int_equal(heard(fd, text, sizeof text, &ended), 0);
    assert_false(ended);
}

static void test_a_question_is_answered(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    say(fd, "hello old world\n");
    turn(w);
    assert_string_equal(w->argument, "old world");
    assert_heard(fd, "{\"hello\":1}\n");
    assert_int_equal(timeout_of(w), -1);
}

static void test_a_line_may_come_in_pieces(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    say(fd, "hel");
    turn(w);
    assert_silent(fd);
    say(fd, "lo\n");
    turn(w);
    assert_string_equal(w->argument, "");
    assert_heard(fd, "{\"hello\":1}\n");
}

static void test_the_socket_is_for_the_group(void **state)
{
    struct world *w = *state;
    struct stat st;
    assert_int_equal(stat(w->address.sun_path, &st), 0);
    assert_int_equal(st.st_mode, S_IFSOCK | 0660);
}

static void test_an_unknown_word(void **state)
{
    struct world *w = *state;
    int near = come(w), far = come(w), hostile = come(w);
    say(near, "helo\n");
    say(far, "frobnicate\n");
    say(hostile, "a\033]0;\"\n");
    turn(w);
    assert_heard(near, "no such question: helo; did you mean hello?\"");
    assert_heard(far, "no such question: frobnicate\"");
    assert_heard(hostile, "no such question: a\\\\x1b]0;\\\"\"");
}

static void test_a_right_is_looked_at(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    say(fd, "reload\n");
    turn(w);
    assert_heard(fd, "{\"hello\":1}\n");
    daemon_user = getuid() + 1;
    fd = come(w);
    say(fd, "reload\n");
    turn(w); /* root may everything; test_another_user gives that up */
    assert_heard(fd, getuid() == 0 ? "{\"hello\":1}\n"
                                   : "\"reload is for root and the user of the daemon\"");
}

/* The kernel notes who connects, then: in a child that gave up being root. */
static void test_another_user(void **state)
{
    struct world *w = *state;
    if (getuid() != 0)
        skip();
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(chmod(w->run, 0755), 0);
    assert_int_equal(chmod(w->address.sun_path, 0666), 0);
    pid_t child = fork();
    if (child == 0) {
        struct buf answer = {0};
        bool good = setuid(65534) == 0 && control_ask(w->run, "reload", 20000, &answer) == 0 &&
                    strstr(answer.at, "reload is for root and the user of the daemon");
        _exit(write(pair[1], good ? "+" : "-", 1) == 1 ? 0 : 1);
    }
    struct pollfd told = {pair[0], POLLIN, 0};
    for (int i = 0; i < 4000 && poll(&told, 1, 5) == 0; i++)
        turn(w);
    char c = '?';
    assert_int_equal(read(pair[0], &c, 1), 1);
    assert_int_equal(c, '+');
    close(pair[0]);
    close(pair[1]);
}

static void test_a_line_has_a_bound(void **state)
{
    struct world *w = *state;
    char line[CONTROL_LINE + 1] = "hello ";
    memset(line + 6, 'y', sizeof line - 7);
    int longest = come(w), too_long = come(w), nul = come(w);
    say(too_long, line);
    line[CONTROL_LINE - 1] = '\n';
    say(longest, line);
    assert_int_equal(send(nul, "hello\0x\n", 8, 0), 8);
    turn(w);
    assert_heard(longest, "{\"hello\":1}\n");
    assert_heard(too_long, "a question is one line of text, at most 256 bytes");
    assert_heard(nul, "a question is one line of text");
}

static void test_a_silent_peer_is_dropped(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    say(fd, "hel");
    turn(w);
    assert_int_equal(timeout_of(w), CONTROL_ASK_MS);
    ticks += CONTROL_ASK_MS - 1;
    turn(w);
    assert_silent(fd);
    assert_int_equal(timeout_of(w), 1);
    ticks++;
    turn(w);
    assert_heard(fd, "");
    assert_int_equal(timeout_of(w), -1);
}

static void test_one_who_leaves_is_forgotten(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    turn(w);
    assert_int_equal(control_fds(w->control), 2);
    close(fd);
    turn(w);
    assert_int_equal(control_fds(w->control), 1);
}

static void test_an_answer_may_come_later(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    say(fd, "wait\n");
    turn(w);
    assert_int_equal(w->held_count, 1);
    ticks += 3600 * 1000; /* who was asked may take his time */
    turn(w);
    assert_silent(fd);
    control_answer(w->held[0], SPAN("at last"));
    turn(w);
    assert_heard(fd, "at last");
}

static void test_an_answer_for_nobody(void **state)
{
    struct world *w = *state;
    int seen = come(w), unseen = come(w);
    say(seen, "wait\n");
    say(unseen, "wait\n");
    turn(w);
    assert_int_equal(w->held_count, 2);
    close(seen);
    turn(w); /* noticed */
    close(unseen);
    control_answer(w->held[0], SPAN("one"));
    control_answer(w->held[1], SPAN("two"));
    turn(w);
    assert_int_equal(control_fds(w->control), 1);
}

/* shutdown(2) of the writing side only, as `nc -N` does. */
static void test_one_who_only_writes_no_more_is_answered(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    say(fd, "wait\n");
    assert_int_equal(shutdown(fd, SHUT_WR), 0);
    turn(w);
    assert_silent(fd);
    control_answer(w->held[0], SPAN("for you"));
    turn(w);
    assert_heard(fd, "for you");
}

static void test_words_behind_the_question_do_not_matter(void **state)
{
    struct world *w = *state;
    int fd = come(w);
    say(fd, "wait\nhello\nhello\n");
    turn(w);
    say(fd, "hello\n");
    turn(w);
    control_answer(w->held[0], SPAN("the first"));
    turn(w);
    assert_heard(fd, "the first");
    assert_int_equal(w->held_count, 1);
}

static void test_freeing_ends_what_waits(void **state)
{
    struct world *w = *state;
    int fd = come(w), other = come(w);
    say(fd, "wait\n");
    turn(w);
    control_free(w->control);
    w->control = NULL;
    assert_heard(fd, "");
    assert_heard(other, "");
}

static void test_a_long_answer_waits_for_its_reader(void **state)
{
    enum { LONG = 3000000 };
    struct world *w = *state;
    static char text[LONG + 1];
    size_t n = 0;
    bool ended = false;
    int fd = come(w);
    say(fd, "much 3000000\n");
    turn(w);
    for (int i = 0; i < 1000 && !ended; i++) {
        n += heard(fd, text + n, sizeof text - n, &ended);
        ticks += CONTROL_STALL_MS - 1; /* slow, but not too slow */
        turn(w);
        if (n == LONG)
            ended = recv(fd, text, 1, 0) == 0;
    }
    assert_true(ended);
    assert_int_equal(n, LONG);
    close(fd);
}

static void test_one_who_does_not_read_is_dropped(void **state)
{
    struct world *w = *state;
    static char text[3000001];
    bool ended;
    int fd = come(w);
    say(fd, "much 3000000\n");
    turn(w);
    assert_int_equal(timeout_of(w), CONTROL_STALL_MS);
    ticks += CONTROL_STALL_MS;
    turn(w);
    assert_int_equal(control_fds(w->control), 1);
    assert_true(heard(fd, text, sizeof text, &ended) < 3000000);
    assert_true(ended);
    close(fd);
}

static void test_answers_have_a_bound_together(void **state)
{
    struct world *w = *state;
    int first = come(w), second = come(w), third = come(w);
    say(first, "much 80000000\n");
    turn(w);
    say(second, "much 80000000\n");
    turn(w);
    assert_heard(second, "an answer of 80000000 bytes is too long just now");
    close(first);
    turn(w);
    say(third, "much 80000000\n");
    turn(w);
    assert_int_equal(timeout_of(w), CONTROL_STALL_MS); /* it is on its way */
    close(third);
}

static void test_more_peers_wait_to_be_let_in(void **state)
{
    struct world *w = *state;
    int fds[CONTROL_PEERS + 1];
    for (int i = 0; i < CONTROL_PEERS + 1; i++)
        fds[i] = come(w);
    turn(w);
    say(fds[CONTROL_PEERS], "hello\n");
    turn(w);
    assert_silent(fds[CONTROL_PEERS]);
    close(fds[0]);
    turn(w);
    assert_heard(fds[CONTROL_PEERS], "{\"hello\":1}\n");
    for (int i = 1; i < CONTROL_PEERS; i++)
        close(fds[i]);
}

/* However many wait for a long answer, others are still heard. */
static void test_waiting_does_not_keep_others_out(void **state)
{
    struct world *w = *state;
    int fds[CONTROL_HELD + 1];
    for (int i = 0; i < CONTROL_HELD + 1; i++) {
        fds[i] = come(w);
        say(fds[i], "wait\n");
        turn(w);
    }
    assert_int_equal(w->held_count, CONTROL_HELD);
    assert_heard(fds[CONTROL_HELD], "64 questions wait for their answers already");
    int fd = come(w);
    say(fd, "hello\n");
    turn(w);
    assert_heard(fd, "{\"hello\":1}\n");
    for (int i = 0; i < CONTROL_HELD; i++) {
        control_answer(w->held[i], SPAN("now"));
        turn(w);
        assert_heard(fds[i], "now");
    }
}

static void test_a_second_daemon_is_refused(void **state)
{
    struct world *w = *state;
    char expected[160];
    assert_null(new_control(w));
    snprintf(expected, sizeof expected, "another daemon answers at %s", w->address.sun_path);
    assert_string_equal(w->error.at, expected);
    int fd = come(w); /* the first one is unharmed */
    say(fd, "hello\n");
    turn(w);
    assert_heard(fd, "{\"hello\":1}\n");
}

static void test_what_a_dead_daemon_left_is_replaced(void **state)
{
    struct world *w = *state;
    control_free(w->control);
    int dead = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(dead, (const struct sockaddr *)&w->address, sizeof w->address), 0);
    close(dead);
    w->control = new_control(w);
    assert_non_null(w->control);
    int fd = come(w);
    say(fd, "hello\n");
    turn(w);
    assert_heard(fd, "{\"hello\":1}\n");
}

static void test_a_file_in_its_place_is_left_alone(void **state)
{
    struct world *w = *state;
    struct stat st;
    control_free(w->control);
    FILE *f = fopen(w->address.sun_path, "w");
    assert_non_null(f);
    fclose(f);
    w->control = new_control(w);
    assert_null(w->control);
    assert_non_null(strstr(w->error.at, "is there and is no socket"));
    assert_int_equal(stat(w->address.sun_path, &st), 0);
    unlink(w->address.sun_path);
}

static void test_a_successors_socket_is_left_alone(void **state)
{
    struct world *w = *state;
    unlink(w->address.sun_path);
    struct control *successor = new_control(w);
    assert_non_null(successor);
    control_free(w->control);
    w->control = successor;
    close(come(w));
}

static void test_a_folder_is_made_or_told_of(void **state)
{
    struct world *w = *state;
    char folder[64], deep[64], lengthy[200];
    snprintf(folder, sizeof folder, "%.40s/run", w->run);
    snprintf(deep, sizeof deep, "%.40s/a/b", w->run);
    struct control *c = control_new(folder, rows, 1, w, &w->error);
    assert_non_null(c);
    control_free(c);
    assert_int_equal(rmdir(folder), 0);
    assert_null(control_new(deep, rows, 1, w, &w->error));
    assert_non_null(strstr(w->error.at, "/a/b/control: No such file or directory"));
    memset(lengthy, 'd', sizeof lengthy);
    lengthy[0] = '/';
    lengthy[sizeof lengthy - 1] = '\0';
    buf_clear(&w->error);
    assert_null(control_new(lengthy, rows, 1, w, &w->error));
    assert_non_null(strstr(w->error.at, "too long for a socket"));
}

/* ---- the other side ---- */

static void *serve(void *arg)
{
    struct world *w = arg;
    for (int i = 0; i < 1000 && w->argument[0] != '!'; i++) {
        struct pollfd fds[CONTROL_PEERS + CONTROL_HELD + 2];
        int timeout;
        poll(fds, control_poll(w->control, fds, &timeout), 20);
        control_step(w->control);
    }
    return NULL;
}

static void test_asking(void **state)
{
    struct world *w = *state;
    struct buf answer _cleanup_buf_ = {0};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, serve, w), 0);
    assert_int_equal(control_ask(w->run, "much 5000000", 20000, &answer), 0);
    assert_int_equal(answer.n, 5000000);
    assert_int_equal(control_ask(w->run, "hello !", -1, &answer), 0);
    assert_string_equal(answer.at, "{\"hello\":1}\n");
    pthread_join(thread, NULL);
}

static void test_asking_in_vain(void **state)
{
    struct world *w = *state;
    struct buf answer _cleanup_buf_ = {0};
    char line[CONTROL_LINE + 1];
    memset(line, 'x', CONTROL_LINE);
    line[CONTROL_LINE] = '\0';
    assert_int_equal(control_ask(w->run, line, 1000, &answer), -EMSGSIZE);
    assert_int_equal(control_ask(w->run, "hello", 0, &answer), -ETIMEDOUT);
    turn(w);
    control_free(w->control);
    w->control = NULL;
    assert_int_equal(control_ask(w->run, "hello", 1000, &answer), -ENOENT);
    int dead = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(dead, (const struct sockaddr *)&w->address, sizeof w->address), 0);
    assert_int_equal(control_ask(w->run, "hello", 1000, &answer), -ECONNREFUSED);
    close(dead);
    unlink(w->address.sun_path);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_a_question_is_answered),
        TEST(test_a_line_may_come_in_pieces),
        TEST(test_the_socket_is_for_the_group),
        TEST(test_an_unknown_word),
        TEST(test_a_right_is_looked_at),
        TEST(test_another_user),
        TEST(test_a_line_has_a_bound),
        TEST(test_a_silent_peer_is_dropped),
        TEST(test_one_who_leaves_is_forgotten),
        TEST(test_an_answer_may_come_later),
        TEST(test_an_answer_for_nobody),
        TEST(test_one_who_only_writes_no_more_is_answered),
        TEST(test_words_behind_the_question_do_not_matter),
        TEST(test_freeing_ends_what_waits),
        TEST(test_a_long_answer_waits_for_its_reader),
        TEST(test_one_who_does_not_read_is_dropped),
        TEST(test_answers_have_a_bound_together),
        TEST(test_more_peers_wait_to_be_let_in),
        TEST(test_waiting_does_not_keep_others_out),
        TEST(test_a_second_daemon_is_refused),
        TEST(test_what_a_dead_daemon_left_is_replaced),
        TEST(test_a_file_in_its_place_is_left_alone),
        TEST(test_a_successors_socket_is_left_alone),
        TEST(test_a_folder_is_made_or_told_of),
        TEST(test_asking),
        TEST(test_asking_in_vain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
