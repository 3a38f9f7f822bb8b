/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper/reader.h"
#include "base/clock.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef DULY_SANITIZED
#define DULY_SANITIZED 0
#endif

enum { CLOSED_FROM = DULY_SANITIZED ? 3 : 1 }; /* sanitizers want a standard error */

/* ---- birth ---- */

struct spawn_setup {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
};

static void setup_done(struct spawn_setup *s)
{
    posix_spawn_file_actions_destroy(&s->files);
    posix_spawnattr_destroy(&s->attributes);
}

/* The socket as standard input and no other descriptor; default signals, none blocked; a process
   group of its own, so that ^C on a terminal reaches us first. */
static int setup_fill(struct spawn_setup *s, int socket)
{
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    int error = posix_spawn_file_actions_adddup2(&s->files, socket, STDIN_FILENO);
    if (!error)
        error = posix_spawn_file_actions_addclosefrom_np(&s->files, CLOSED_FROM);
    if (!error)
        error = posix_spawnattr_setsigdefault(&s->attributes, &all);
    if (!error)
        error = posix_spawnattr_setsigmask(&s->attributes, &none);
    if (!error)
        error = posix_spawnattr_setpgroup(&s->attributes, 0);
    const int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP;
    return error ? error : posix_spawnattr_setflags(&s->attributes, (short)flags);
}

static int spawn(const char *program, int socket, pid_t *ret_pid)
{
    struct spawn_setup s __attribute__((cleanup(setup_done)));
    char name[] = "duly-text";
    char *const arguments[] = {name, NULL}, *const environment[] = {NULL};
    posix_spawn_file_actions_init(&s.files);
    posix_spawnattr_init(&s.attributes);
    int error = setup_fill(&s, socket);
    if (!error)
        error = posix_spawn(ret_pid, program, &s.files, &s.attributes, arguments, environment);
    return -error;
}

int reader_start(struct reader *r, const char *program, int64_t now)
{
    int pair[2];
    pid_t pid = -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
        return -errno;
    int error = spawn(program, pair[1], &pid);
    close(pair[1]);
    if (error) {
        close(pair[0]);
        return error;
    }
    *r = (struct reader){.state = READER_STARTING,
                         .pid = pid,
                         .pidfd = pidfd_open(pid, 0),
                         .socket = pair[0],
                         .since = now};
    return 0;
}

/* ---- questions ---- */

static enum asked send_question(int socket, struct wire_question q, int fd)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec from = {&q, sizeof q};
    struct msghdr m = {.msg_iov = &from,
                       .msg_iovlen = 1,
                       .msg_control = &control,
                       .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    ssize_t n;
    do
        n = sendmsg(socket, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    if (n >= 0)
        return ASKED;
    return errno == EAGAIN || errno == ENOBUFS || errno == ETOOMANYREFS ? ASKED_FULL : ASKED_BROKEN;
}

static enum asked send_probes(struct reader *r, struct probe_set *probes)
{
    if (r->probes == probes)
        return ASKED;
    struct wire_question q = {.kind = WIRE_PROBES, .size = probes->size};
    enum asked how = send_question(r->socket, q, probes->fd);
    if (how == ASKED) {
        probe_set_release(r->probes);
        r->probes = probe_set_hold(probes);
    }
    return how;
}

/* It may have begun a little before, while we were busy: that little is a gift. */
static void begin_oldest(struct reader *r, int64_t now)
{
    r->since = now;
    r->used = clock_ticks_of(r->pid);
    r->check_used = 0;
}

enum asked reader_ask(struct reader *r, struct task *t, int64_t now)
{
    struct wire_question q = {.kind = WIRE_READ,
                              .format = (uint32_t)t->job.hint,
                              .number = r->answered + r->count + 1,
                              .size = t->size};
    enum asked how = send_probes(r, t->probes);
    if (how == ASKED)
        how = send_question(r->socket, q, t->job.fd);
    if (how != ASKED)
        return how;
    if (r->count == 0)
        begin_oldest(r, now);
    r->flight[(r->first + r->count) % READER_DEPTH] = t;
    r->count++;
    r->documents++;
    r->bytes += t->size;
    return ASKED;
}

struct task *reader_oldest(const struct reader *r)
{
    return r->count ? r->flight[r->first] : NULL;
}

struct task *reader_finish(struct reader *r, int64_t now)
{
    struct task *t = r->flight[r->first];
    r->first = (r->first + 1) % READER_DEPTH;
    r->count--;
    r->answered++;
    begin_oldest(r, now);
    r->alone = false;
    r->bytes -= t->size;
    return t;
}

void reader_recall(struct reader *r, struct task_queue *to)
{
    for (unsigned i = r->count; i-- > 1;) {
        struct task **t = &r->flight[(r->first + i) % READER_DEPTH];
        if (!*t)
            continue;
        r->bytes -= (*t)->size;
        task_queue_prepend(to, *t);
        *t = NULL;
    }
}

/* ---- death ---- */

void reader_kill(struct reader *r, enum unread verdict, const char *why, int64_t now)
{
    if (r->state == READER_DYING)
        return;
    if (r->pidfd >= 0)
        pidfd_send_signal(r->pidfd, SIGKILL, NULL, 0);
    else
        kill(r->pid, SIGKILL);
    r->unproven = r->state == READER_STARTING;
    r->state = READER_DYING;
    r->since = now;
    r->verdict = verdict;
    snprintf(r->why, sizeof r->why, "%s", why);
}

/* Whether it has ended; if so, how, in words. Somebody else may have collected the status. */
static bool has_ended(const struct reader *r, char *words, size_t room)
{
    siginfo_t info = {0};
    int n = r->pidfd >= 0 ? waitid(P_PIDFD, (id_t)r->pidfd, &info, WEXITED | WNOHANG)
                          : waitid(P_PID, (id_t)r->pid, &info, WEXITED | WNOHANG);
    if (n == 0 && info.si_pid == 0)
        return false;
    if (n < 0)
        snprintf(words, room, "the reader ended");
    else if (info.si_code == CLD_EXITED)
        snprintf(words, room, "the reader ended with status %d", info.si_status);
    else
        snprintf(words, room, "the reader was ended by SIG%s", sigabbrev_np(info.si_status));
    return true;
}

bool reader_bury(struct reader *r, int64_t now)
{
    char words[64] = "the reader does not end";
    bool ended = has_ended(r, words, sizeof words);
    if (!ended && now - r->since < READER_BURY_MS)
        return false;
    if (ended)
        r->pid = 0;
    if (!r->why[0])
        snprintf(r->why, sizeof r->why, "%s", words);
    if (r->pidfd >= 0)
        close(r->pidfd);
    close(r->socket);
    probe_set_release(r->probes);
    buf_done(&r->partial);
    r->probes = NULL;
    r->state = READER_GONE;
    return true;
}
