/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The socket, against a receiver that stalls, goes away, and comes back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outlet/syslog.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct fixture {
    char folder[32];
    struct sockaddr_un address;
    int receiver; /* -1: away */
    struct syslog *syslog;
};

static struct fixture fixture;

static void receiver_comes(struct fixture *f)
{
    f->receiver = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    assert_true(f->receiver >= 0);
    assert_int_equal(bind(f->receiver, (struct sockaddr *)&f->address, sizeof f->address), 0);
}

static void receiver_goes(struct fixture *f)
{
    close(f->receiver);
    unlink(f->address.sun_path);
    f->receiver = -1;
}

static int begin(void **state)
{
    struct fixture *f = &fixture;
    *f = (struct fixture){.folder = "/tmp/duly-syslog-XXXXXX", .receiver = -1};
    if (!mkdtemp(f->folder))
        return -1;
    f->address.sun_family = AF_UNIX;
    snprintf(f->address.sun_path, sizeof f->address.sun_path, "%.60s/log", f->folder);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    syslog_free(f->syslog);
    if (f->receiver >= 0)
        receiver_goes(f);
    return rmdir(f->folder);
}

static void send_number(struct fixture *f, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    syslog_send(f->syslog, span_of(text));
}

/* -1 if nothing has come. */
static int receive_number(struct fixture *f)
{
    char text[16] = "";
    ssize_t n = recv(f->receiver, text, sizeof text - 1, 0);
    return n < 0 ? -1 : (int)strtol(text, NULL, 10);
}

static void sent_at_once(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path, 10);
    send_number(f, 1);
    assert_int_equal(receive_number(f), 1);
    assert_int_equal(syslog_pending(f->syslog), 0);
    assert_int_equal(syslog_fd(f->syslog), -1);
    assert_int_equal(syslog_step(f->syslog, 0), -1);
}

static void a_stalled_receiver_holds_up_nobody_and_loses_nothing(void **state)
{
    struct fixture *f = *state;
    enum { MANY = 1000 };
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path, MANY);
    for (int i = 0; i < MANY; i++)
        send_number(f, i);
    assert_true(syslog_pending(f->syslog) > MANY / 2);
    assert_true(syslog_fd(f->syslog) >= 0);
    assert_int_equal(syslog_step(f->syslog, 0), -1); /* only the descriptor can bring news */
    struct pollfd room = {syslog_fd(f->syslog), POLLOUT, 0};
    assert_int_equal(poll(&room, 1, 0), 0);
    for (int next = 0; next < MANY;) {
        int got = receive_number(f);
        if (got >= 0) {
            assert_int_equal(got, next++);
            continue;
        }
        room = (struct pollfd){syslog_fd(f->syslog), POLLOUT, 0};
        assert_int_equal(poll(&room, 1, 0), 1);
        syslog_step(f->syslog, 0);
    }
    assert_int_equal(syslog_pending(f->syslog), 0);
    assert_int_equal(syslog_lost(f->syslog), 0);
}

static void waits_for_a_receiver_longer_and_longer(void **state)
{
    struct fixture *f = *state;
    f->syslog = syslog_new(f->address.sun_path, 10);
    send_number(f, 1);
    assert_int_equal(syslog_fd(f->syslog), -1);
    static const int waits[] = {100, 200, 400, 800, 1600, 3200, 5000, 5000};
    int64_t ticks = 50;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        assert_int_equal(syslog_step(f->syslog, ticks), waits[i]);
        assert_int_equal(syslog_step(f->syslog, ticks + 60), waits[i] - 60);
        ticks += waits[i];
    }
    receiver_comes(f);
    assert_int_equal(syslog_step(f->syslog, ticks), -1);
    assert_int_equal(receive_number(f), 1);
}

static void a_receiver_that_is_made_anew(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path, 10);
    send_number(f, 1);
    assert_int_equal(receive_number(f), 1);
    receiver_goes(f);
    send_number(f, 2);
    send_number(f, 3);
    int wait = syslog_step(f->syslog, 1000);
    assert_int_equal(wait, 100);
    receiver_comes(f);
    assert_int_equal(syslog_step(f->syslog, 1000 + wait), -1);
    assert_int_equal(receive_number(f), 2);
    assert_int_equal(receive_number(f), 3);
    assert_int_equal(syslog_lost(f->syslog), 0);
}

static void a_receiver_that_dies_while_stalled(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path, 1000);
    for (int i = 0; i < 1000; i++)
        send_number(f, i);
    size_t waiting = syslog_pending(f->syslog);
    struct pollfd room = {syslog_fd(f->syslog), POLLOUT, 0};
    receiver_goes(f);
    assert_int_equal(poll(&room, 1, 0), 1);
    receiver_comes(f);
    for (int64_t ticks = 0; syslog_pending(f->syslog) == waiting; ticks += 100)
        syslog_step(f->syslog, ticks);
    assert_int_equal(receive_number(f), 1000 - (int)waiting);
}

static void what_does_not_fit_is_counted(void **state)
{
    struct fixture *f = *state;
    f->syslog = syslog_new(f->address.sun_path, 3);
    for (int i = 0; i < 5; i++)
        send_number(f, i);
    assert_int_equal(syslog_pending(f->syslog), 3);
    assert_int_equal(syslog_lost(f->syslog), 2);
    receiver_comes(f);
    syslog_step(f->syslog, 0);
    for (int i = 0; i < 3; i++)
        assert_int_equal(receive_number(f), i);
    assert_int_equal(receive_number(f), -1);
}

static void a_path_that_is_too_long_is_no_overrun(void **state)
{
    struct fixture *f = *state;
    char path[300];
    memset(path, 'x', sizeof path);
    path[sizeof path - 1] = '\0';
    f->syslog = syslog_new(path, 3);
    send_number(f, 1);
    assert_int_equal(syslog_step(f->syslog, 0), 100);
    assert_int_equal(syslog_pending(f->syslog), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sent_at_once),
        TEST(a_stalled_receiver_holds_up_nobody_and_loses_nothing),
        TEST(waits_for_a_receiver_longer_and_longer),
        TEST(a_receiver_that_is_made_anew),
        TEST(a_receiver_that_dies_while_stalled),
        TEST(what_does_not_fit_is_counted),
        TEST(a_path_that_is_too_long_is_no_overrun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
