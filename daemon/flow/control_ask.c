/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"
#include "flow/control.h"
#include "flow/control_path.h"

#include <errno.h>
#include <limits.h>
#include <sys/time.h>
#include <unistd.h>

struct asking {
    int fd;
    int64_t deadline; /* ticks; INT64_MAX: none */
};

static int time_left(const struct asking *a)
{
    int64_t left = a->deadline - clock_ticks();
    return a->deadline == INT64_MAX ? -1 : left < 0 ? 0 : left < INT_MAX ? (int)left : INT_MAX;
}

/* connect(2) waits where the daemon's queue is full, as long as sending may. */
static int come(const struct asking *a, const struct sockaddr_un *address)
{
    int left = time_left(a);
    struct timeval most = {.tv_sec = left / 1000, .tv_usec = left % 1000 * 1000 + 1};
    if (left >= 0 && setsockopt(a->fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) < 0)
        return -errno;
    while (connect(a->fd, (const struct sockaddr *)address, sizeof *address) < 0)
        if (errno != EINTR)
            return errno == EAGAIN ? -ETIMEDOUT : -errno;
    return 0;
}

/* A question is far shorter than what a socket takes at once. */
static int say(const struct asking *a, const char *question)
{
    struct buf line _cleanup_buf_ = {0};
    buf_printf(&line, "%s\n", question);
    if (line.n > CONTROL_LINE)
        return -EMSGSIZE;
    ssize_t n = send(a->fd, line.at, line.n, MSG_NOSIGNAL);
    return n < 0 ? -errno : (size_t)n < line.n ? -EPIPE : 0;
}

/* 1 while there may be more, 0 at the end, or a negative errno. */
static int hear_some(const struct asking *a, struct buf *ret)
{
    char block[65536];
    struct pollfd readable = {a->fd, POLLIN, 0};
    int ready = poll(&readable, 1, time_left(a));
    if (ready == 0)
        return -ETIMEDOUT;
    ssize_t n = ready < 0 ? -1 : recv(a->fd, block, sizeof block, MSG_DONTWAIT);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN ? 1 : -errno;
    if (ret->n + (size_t)n > CONTROL_ANSWERS)
        return -EMSGSIZE;
    buf_add(ret, block, (size_t)n);
    return n > 0;
}

static int ask(const struct asking *a, const struct sockaddr_un *address, const char *question,
               struct buf *ret)
{
    int error = come(a, address);
    if (!error)
        error = say(a, question);
    if (error)
        return error;
    int more;
    while ((more = hear_some(a, ret)) > 0)
        ;
    return more == 0 && ret->n == 0 ? -ECONNRESET : more;
}

int control_ask(const char *run, const char *question, int timeout_ms, struct buf *ret)
{
    struct sockaddr_un address;
    struct asking a = {.deadline = timeout_ms < 0 ? INT64_MAX : clock_ticks() + timeout_ms};
    buf_clear(ret);
    if (!control_address(run, &address))
        return -ENAMETOOLONG;
    a.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (a.fd < 0)
        return -errno;
    int error = ask(&a, &address, question, ret);
    close(a.fd);
    return error;
}
