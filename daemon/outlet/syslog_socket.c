/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A receiver stalls: there is no room (EAGAIN), and the descriptor tells when there is some. It
 * goes away: the socket that it makes when it comes back is another one, so that connecting anew is
 * the only way to it. It stalls and another one takes its name: nothing tells that, so a receiver
 * that stalls for long is connected to by name again as well.
 */
#include "outlet/syslog.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { RETRY_FIRST = 100, RETRY_MOST = 5000 };

struct syslog {
    struct sockaddr_un address;
    int fd;       /* -1: not connected */
    bool full;    /* the receiver had no room */
    int64_t wait; /* before the next try, 0 while all is well */
    int64_t retry_at;
    int64_t stalled_since; /* 0: not */
};

struct syslog *syslog_new(const char *socket_path)
{
    struct syslog *s = calloc(1, sizeof *s);
    if (!s)
        abort(); /* as in arena.h */
    s->fd = -1;
    s->address.sun_family = AF_UNIX;
    /* A path too long for a socket address can have no receiver: it stays empty, and connecting
       fails for ever, which is told by what waits. */
    if (strlen(socket_path) < sizeof s->address.sun_path)
        strcpy(s->address.sun_path, socket_path);
    return s;
}

static void disconnect(struct syslog *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    s->full = false;
}

void syslog_free(struct syslog *s)
{
    if (!s)
        return;
    disconnect(s);
    free(s);
}

static bool connect_socket(struct syslog *s)
{
    s->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd >= 0 && connect(s->fd, (const struct sockaddr *)&s->address, sizeof s->address) < 0)
        disconnect(s);
    return s->fd >= 0;
}

/* What send() said, as 0 or an errno. */
static int try_to_send(struct syslog *s, struct span datagram)
{
    ssize_t n;
    do
        n = send(s->fd, datagram.at, datagram.n, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    return n < 0 ? errno : 0;
}

static enum syslog_result taken(struct syslog *s)
{
    s->full = false;
    s->wait = s->stalled_since = 0;
    return SYSLOG_TAKEN;
}

static enum syslog_result later(struct syslog *s, int64_t ticks, int64_t wait)
{
    s->retry_at = ticks + wait;
    if (s->stalled_since == 0)
        s->stalled_since = ticks > 0 ? ticks : 1;
    return SYSLOG_LATER;
}

/* Nobody is there: each time it is waited longer. */
static enum syslog_result away(struct syslog *s, int64_t ticks)
{
    disconnect(s);
    s->wait = s->wait == 0 ? RETRY_FIRST : 2 * s->wait;
    if (s->wait > RETRY_MOST)
        s->wait = RETRY_MOST;
    return later(s, ticks, s->wait);
}

enum syslog_result syslog_send(struct syslog *s, struct span datagram, int64_t ticks)
{
    bool fresh = false;
    if (syslog_wait(s, ticks) != 0)
        return SYSLOG_LATER;
    if (s->full && ticks >= s->retry_at)
        disconnect(s);
    for (;;) {
        if (s->fd < 0) {
            if (!connect_socket(s))
                return away(s, ticks);
            fresh = true;
        }
        switch (try_to_send(s, datagram)) {
        case 0:
            return taken(s);
        case EAGAIN:
            s->full = true;
            return later(s, ticks, RETRY_MOST);
        case ENOBUFS:
        case ENOMEM:
            return later(s, ticks, RETRY_FIRST);
        case EMSGSIZE:
            return SYSLOG_REFUSED;
        default: /* ECONNREFUSED, ENOTCONN, ECONNRESET, ENOENT: the receiver that was is no more */
            if (fresh)
                return away(s, ticks);
            disconnect(s);
        }
    }
}

int syslog_fd(const struct syslog *s)
{
    return s->full ? s->fd : -1;
}

static bool has_room(const struct syslog *s)
{
    struct pollfd room = {.fd = s->fd, .events = POLLOUT};
    return poll(&room, 1, 0) > 0;
}

int syslog_wait(const struct syslog *s, int64_t ticks)
{
    bool held = s->stalled_since != 0 && ticks < s->retry_at;
    if (!held || (s->full && has_room(s)))
        return 0;
    return (int)(s->retry_at - ticks);
}

int64_t syslog_stalled_since(const struct syslog *s)
{
    return s->stalled_since;
}
