/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/syslog.h"
#include "outlet/event_json.h"

#include "base/utf8.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { RETRY_FIRST = 100, RETRY_MOST = 5000 };

/* ---- the datagram ---- */

/* RFC 3164 4.1.2 without a hostname: on a local socket the receiver knows it. The day is padded
   with a blank, months are English. */
static void add_header(const struct event *e, const struct event_frame *f, struct buf *out)
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil day = civil_from_day(e->at.day);
    int64_t second = (e->at.at + e->at.offset) % 60;
    buf_printf(
        out, "<%d>%s %2d %02d:%02d:%02d duly[%d]: ", f->facility * 8 + severity_syslog(e->severity),
        months[day.month - 1], day.day, e->at.minute / 60, e->at.minute % 60,
        (int)(second < 0 ? second + 60 : second), f->pid);
}

void syslog_datagram(const struct event *e, const struct event_frame *f, struct buf *out)
{
    buf_clear(out);
    add_header(e, f, out);
    if (f->body == SYSLOG_TEXT) {
        event_sentence(e, f->language, out);
        out->n = utf8_prefix(buf_peek(out), SYSLOG_DATAGRAM).n;
        out->at[out->n] = '\0';
        return;
    }
    if (f->body == SYSLOG_CEE)
        buf_text(out, "@cee: ");
    event_json(e, f, SYSLOG_DATAGRAM - out->n, out);
}

/* ---- the socket ---- */

struct waiting {
    struct waiting *next;
    size_t n;
    char bytes[];
};

struct syslog {
    struct sockaddr_un address;
    int fd;       /* -1: not connected */
    bool stalled; /* the receiver takes nothing more just now */
    int64_t retry_at;
    int64_t retry_wait;
    struct waiting *first, **end;
    size_t pending, most;
    uint64_t lost;
};

static void disconnect(struct syslog *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    s->stalled = false;
}

static void connect_socket(struct syslog *s)
{
    s->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd < 0)
        return;
    if (connect(s->fd, (const struct sockaddr *)&s->address, sizeof s->address) < 0)
        disconnect(s);
}

struct syslog *syslog_new(const char *socket_path, size_t queue_most)
{
    struct syslog *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->address.sun_family = AF_UNIX;
    /* A path too long for a socket address can have no receiver: it stays empty, and connecting
       fails for ever, which is told by what is pending. */
    if (strlen(socket_path) < sizeof s->address.sun_path)
        strcpy(s->address.sun_path, socket_path);
    s->end = &s->first;
    s->most = queue_most;
    connect_socket(s);
    return s;
}

static void drop_first(struct syslog *s)
{
    struct waiting *w = s->first;
    s->first = w->next;
    if (!s->first)
        s->end = &s->first;
    s->pending--;
    free(w);
}

void syslog_free(struct syslog *s)
{
    if (!s)
        return;
    while (s->first)
        drop_first(s);
    disconnect(s);
    free(s);
}

/* False if the first datagram must wait. */
static bool send_first(struct syslog *s)
{
    const struct waiting *w = s->first;
    if (send(s->fd, w->bytes, w->n, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) {
        s->retry_wait = 0;
        drop_first(s);
        return true;
    }
    switch (errno) {
    case EINTR:
        return true;
    case EAGAIN:
        s->stalled = true;
        return false;
    case EMSGSIZE:
        s->lost++;
        drop_first(s);
        return true;
    default: /* the receiver went away: ECONNREFUSED, ENOTCONN, ECONNRESET ... */
        disconnect(s);
        return false;
    }
}

static void flush(struct syslog *s)
{
    while (s->fd >= 0 && s->first && send_first(s))
        ;
}

void syslog_send(struct syslog *s, struct span datagram)
{
    if (s->pending >= s->most) {
        s->lost++;
        return;
    }
    struct waiting *w = malloc(sizeof *w + datagram.n);
    if (!w)
        abort();
    w->next = NULL;
    w->n = datagram.n;
    memcpy(w->bytes, datagram.at, datagram.n);
    *s->end = w;
    s->end = &w->next;
    s->pending++;
    if (!s->stalled)
        flush(s);
}

int syslog_fd(const struct syslog *s)
{
    return s->stalled ? s->fd : -1;
}

int syslog_step(struct syslog *s, int64_t ticks)
{
    s->stalled = false;
    if (!s->first)
        return -1;
    if (s->fd < 0 && ticks >= s->retry_at)
        connect_socket(s);
    flush(s);
    if (!s->first || s->stalled)
        return -1;
    if (ticks >= s->retry_at) {
        s->retry_wait = s->retry_wait ? 2 * s->retry_wait : RETRY_FIRST;
        if (s->retry_wait > RETRY_MOST)
            s->retry_wait = RETRY_MOST;
        s->retry_at = ticks + s->retry_wait;
    }
    return (int)(s->retry_at - ticks);
}

size_t syslog_pending(const struct syslog *s)
{
    return s->pending;
}

uint64_t syslog_lost(const struct syslog *s)
{
    return s->lost;
}
