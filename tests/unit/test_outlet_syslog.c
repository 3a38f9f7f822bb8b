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

static enum syslog_result send_number(struct fixture *f, int number, int64_t ticks)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    return syslog_send(f->syslog, span_of(text), ticks);
}

/* -1 if nothing has come. */
static int receive_number(struct fixture *f)
{
    char text[16] = "";
    ssize_t n = recv(f->receiver, text, sizeof text - 1, 0);
    return n < 0 ? -1 : (int)strtol(text, NULL, 10);
}

/* Sends from 0 on until the receiver has no room; the number that it did not take. */
static int stall(struct fixture *f, int64_t ticks)
{
    enum { MANY = 10000 };
    int number = 0;
    while (send_number(f, number, ticks) == SYSLOG_TAKEN)
        assert_true(++number < MANY);
    assert_true(number > 0);
    return number;
}

static bool has_room(const struct fixture *f)
{
    struct pollfd room = {syslog_fd(f->syslog), POLLOUT, 0};
    return poll(&room, 1, 0) == 1;
}

static void sent_at_once(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    assert_int_equal(syslog_wait(f->syslog, 0), 0);
    assert_int_equal(send_number(f, 1, 0), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), 1);
    assert_int_equal(syslog_fd(f->syslog), -1);
    assert_int_equal(syslog_wait(f->syslog, 0), 0);
    assert_int_equal(syslog_stalled_since(f->syslog), 0);
}

static void a_stalled_receiver_holds_up_nobody(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    int next = stall(f, 7000), expected = 0;
    assert_int_equal(send_number(f, next, 7001), SYSLOG_LATER);
    assert_int_equal(syslog_stalled_since(f->syslog), 7000);
    assert_true(syslog_fd(f->syslog) >= 0);
    assert_false(has_room(f));
    assert_int_equal(syslog_wait(f->syslog, 7001), 4999);
    for (; next < 1000; expected++) {
        assert_int_equal(receive_number(f), expected);
        assert_true(has_room(f));
        assert_int_equal(syslog_wait(f->syslog, 7002), 0); /* at once, not after five seconds */
        while (send_number(f, next, 7002) == SYSLOG_TAKEN)
            next++;
    }
    while (expected < next)
        assert_int_equal(receive_number(f), expected++);
    assert_int_equal(receive_number(f), -1);
    assert_int_equal(send_number(f, next, 7003), SYSLOG_TAKEN);
    assert_int_equal(syslog_stalled_since(f->syslog), 0);
    assert_int_equal(syslog_fd(f->syslog), -1);
}

static void waits_for_a_receiver_longer_and_longer(void **state)
{
    struct fixture *f = *state;
    f->syslog = syslog_new(f->address.sun_path);
    static const int waits[] = {100, 200, 400, 800, 1600, 3200, 5000, 5000};
    int64_t ticks = 0;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        assert_int_equal(send_number(f, 1, ticks), SYSLOG_LATER);
        assert_int_equal(syslog_fd(f->syslog), -1);
        assert_int_equal(syslog_wait(f->syslog, ticks), waits[i]);
        assert_int_equal(send_number(f, 1, ticks + 60), SYSLOG_LATER);
        assert_int_equal(syslog_wait(f->syslog, ticks + 60), waits[i] - 60);
        ticks += waits[i];
        assert_int_equal(syslog_wait(f->syslog, ticks), 0);
    }
    assert_int_equal(syslog_stalled_since(f->syslog), 1); /* 0 would say that all is well */
    receiver_comes(f);
    assert_int_equal(send_number(f, 1, ticks), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), 1);
    assert_int_equal(syslog_stalled_since(f->syslog), 0);
    receiver_goes(f);
    send_number(f, 2, ticks); /* and the next time it begins anew */
    assert_int_equal(syslog_wait(f->syslog, ticks), 100);
}

static void a_receiver_that_is_made_anew_gets_the_next_at_once(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    send_number(f, 1, 0);
    assert_int_equal(receive_number(f), 1);
    receiver_goes(f);
    receiver_comes(f);
    assert_int_equal(send_number(f, 2, 0), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), 2);
}

static void a_name_that_nobody_listens_at_is_no_receiver(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    close(f->receiver); /* killed: the name stays, and refuses */
    f->syslog = syslog_new(f->address.sun_path);
    assert_int_equal(send_number(f, 1, 0), SYSLOG_LATER);
    assert_int_equal(syslog_wait(f->syslog, 0), 100);
    unlink(f->address.sun_path);
    receiver_comes(f);
    assert_int_equal(send_number(f, 1, 100), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), 1);
}

static void a_receiver_that_dies_while_stalled(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    int next = stall(f, 500);
    receiver_goes(f);
    assert_true(has_room(f));
    assert_int_equal(syslog_wait(f->syslog, 510), 0);
    assert_int_equal(send_number(f, next, 510), SYSLOG_LATER);
    assert_int_equal(syslog_fd(f->syslog), -1);
    assert_int_equal(syslog_wait(f->syslog, 510), 100);
    assert_int_equal(syslog_stalled_since(f->syslog), 500);
    receiver_comes(f);
    assert_int_equal(send_number(f, next, 610), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), next);
}

static void a_stalled_receiver_whose_name_another_one_took(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    int next = stall(f, 500), stalled = f->receiver;
    unlink(f->address.sun_path);
    receiver_comes(f);
    assert_int_equal(send_number(f, next, 5499), SYSLOG_LATER);
    assert_int_equal(send_number(f, next, 5500), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), next);
    close(stalled);
}

static void what_is_too_large_is_refused_and_the_next_is_not(void **state)
{
    struct fixture *f = *state;
    static char large[1 << 20];
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    assert_int_equal(syslog_send(f->syslog, (struct span){large, sizeof large}, 0), SYSLOG_REFUSED);
    assert_int_equal(syslog_stalled_since(f->syslog), 0);
    assert_int_equal(send_number(f, 1, 0), SYSLOG_TAKEN);
}

static void a_path_that_is_too_long_is_no_overrun(void **state)
{
    struct fixture *f = *state;
    char path[300];
    memset(path, 'x', sizeof path);
    path[sizeof path - 1] = '\0';
    f->syslog = syslog_new(path);
    assert_int_equal(send_number(f, 1, 0), SYSLOG_LATER);
    assert_int_equal(syslog_wait(f->syslog, 0), 100);
}

/* ---- what the kernel says seldom ---- */

static int send_errno; /* of the next send(); 0: the real one */

ssize_t __real_send(int fd, const void *bytes, size_t n, int flags);
ssize_t __wrap_send(int fd, const void *bytes, size_t n, int flags);

ssize_t __wrap_send(int fd, const void *bytes, size_t n, int flags)
{
    errno = send_errno;
    send_errno = 0;
    return errno ? -1 : __real_send(fd, bytes, n, flags);
}

static void out_of_buffers_is_tried_again_soon(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    send_number(f, 0, 0);
    assert_int_equal(receive_number(f), 0);
    send_errno = ENOBUFS;
    assert_int_equal(send_number(f, 1, 0), SYSLOG_LATER); /* connecting anew would not help */
    assert_int_equal(syslog_fd(f->syslog), -1);
    assert_int_equal(syslog_wait(f->syslog, 0), 100);
    assert_int_equal(syslog_wait(f->syslog, 100), 0);
    assert_int_equal(send_number(f, 1, 100), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), 1);
}

static void interrupted_is_tried_again_at_once(void **state)
{
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    send_errno = EINTR;
    assert_int_equal(send_number(f, 1, 0), SYSLOG_TAKEN);
    assert_int_equal(receive_number(f), 1);
}

static void a_lost_connection_is_made_anew_at_once(void **state)
{
    static const int errors[] = {ECONNREFUSED, ENOTCONN, ENOENT, ECONNRESET, EPIPE};
    struct fixture *f = *state;
    receiver_comes(f);
    f->syslog = syslog_new(f->address.sun_path);
    send_number(f, 0, 0);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        send_errno = errors[i];
        assert_int_equal(send_number(f, 1, 0), SYSLOG_TAKEN);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sent_at_once),
        TEST(a_stalled_receiver_holds_up_nobody),
        TEST(waits_for_a_receiver_longer_and_longer),
        TEST(a_receiver_that_is_made_anew_gets_the_next_at_once),
        TEST(a_name_that_nobody_listens_at_is_no_receiver),
        TEST(a_receiver_that_dies_while_stalled),
        TEST(a_stalled_receiver_whose_name_another_one_took),
        TEST(what_is_too_large_is_refused_and_the_next_is_not),
        TEST(a_path_that_is_too_long_is_no_overrun),
        TEST(out_of_buffers_is_tried_again_soon),
        TEST(interrupted_is_tried_again_at_once),
        TEST(a_lost_connection_is_made_anew_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
