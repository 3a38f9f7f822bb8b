/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line with a word that nobody else says goes to the system log as the daemon's events do, and is
   looked for where system logs usually end. */
#include "base/clock.h"
#include "flow/doctor_visit.h"
#include "outlet/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 2000, LOOK_MS = 200, TAIL = 1 << 20 };

static const char *const files[] = {"/var/log/syslog", "/var/log/messages", "/var/log/daemon.log"};

struct sent {
    char datagram[512];
    size_t n;
    int error; /* errno */
};

/* ---- there ---- */

static int send_once(int fd, const struct sent *s)
{
    struct pollfd room = {fd, POLLOUT, 0};
    for (int64_t end = clock_ticks() + WAIT_MS; clock_ticks() < end; poll(&room, 1, LOOK_MS))
        if (send(fd, s->datagram, s->n, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
            return 0;
        else if (errno != EAGAIN && errno != EINTR)
            return errno;
    return EAGAIN;
}

static void send_line(const struct visit *v, void *shared)
{
    struct sent *s = shared;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(v->config.syslog.socket) >= sizeof address.sun_path) {
        s->error = ENAMETOOLONG;
        return;
    }
    strcpy(address.sun_path, v->config.syslog.socket);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)&address, sizeof address) < 0)
        s->error = errno;
    else
        s->error = send_once(fd, s);
    if (fd >= 0)
        close(fd);
}

static void write_line(const struct visit *v, const char *word, struct sent *s)
{
    struct buf out _cleanup_buf_ = {0};
    const struct syslog_form form = {.journal = v->config.syslog.journal,
                                     .body = SYSLOG_TEXT,
                                     .facility = v->config.syslog.facility,
                                     .pid = (int)getpid()};
    struct arena *a _cleanup_arena_ = arena_new();
    const char *body =
        arena_printf(a, "{\"msg\":\"doctor: this line is looked for by its word %s\"}", word);
    event_datagram(span_of(body), EVENT_TYPES, SEVERITY_INFO, clock_now(), &form, &out);
    s->n = out.n < sizeof s->datagram ? out.n : sizeof s->datagram;
    memcpy(s->datagram, out.at, s->n);
}

/* ---- and back ---- */

static bool tail_holds(const char *path, const char *word)
{
    static const size_t most = TAIL;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool found = false;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        off_t from = st.st_size > (off_t)most ? st.st_size - (off_t)most : 0;
        char *text = malloc(most);
        ssize_t n = text ? pread(fd, text, most, from) : -1;
        found = n > 0 && memmem(text, (size_t)n, word, strlen(word));
        free(text);
    }
    if (fd >= 0)
        close(fd);
    return found;
}

/* The last messages under our name; -1: there is no journalctl. */
static pid_t start_journalctl(int *ret_output)
{
    char program[] = "journalctl", quiet[] = "--quiet", ours[] = "--identifier=duly",
         lines[] = "--lines=500", form[] = "--output=cat";
    char *const words[] = {program, quiet, ours, lines, form, NULL};
    int ends[2];
    pid_t child = -1;
    posix_spawn_file_actions_t actions;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(&child, program, &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error)
        close(ends[0]);
    *ret_output = ends[0];
    return error ? -1 : child;
}

static bool journal_holds(const char *word)
{
    struct buf text _cleanup_buf_ = {0};
    char block[4096];
    int output;
    pid_t child = start_journalctl(&output);
    if (child < 0)
        return false;
    for (ssize_t n; (n = read(output, block, sizeof block)) > 0 && text.n < TAIL;)
        buf_add(&text, block, (size_t)n);
    close(output);
    waitpid(child, NULL, 0);
    return text.n > 0 && strstr(text.at, word);
}

/* NULL: nowhere that this user can look. */
static const char *find(const char *word)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (tail_holds(files[i], word))
            return files[i];
    return journal_holds(word) ? "the journal" : NULL;
}

static const char *wait_for(const char *word)
{
    const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
    const char *where = find(word);
    for (int64_t end = clock_ticks() + WAIT_MS; !where && clock_ticks() < end; where = find(word))
        nanosleep(&pause, NULL);
    return where;
}

/* ---- what is said of it ---- */

static void tell_unsent(struct visit *v, int error)
{
    const char *socket = v->config.syslog.socket;
    if (error == ENOENT || error == ECONNREFUSED)
        visit_add(v, HEALTH_FAULT, "nobody listens at %s: events wait in the ledger", socket)
            ->remedy = "systemctl start rsyslog  # or systemd-journald-dev-log.socket, or set "
                       "`syslog: {socket: ...}`";
    else if (error == EAGAIN)
        visit_add(v, HEALTH_FAULT, "who listens at %s takes nothing: events wait in the ledger",
                  socket)
            ->remedy = "systemctl restart rsyslog  # or systemd-journald";
    else if (error == EACCES)
        visit_add(v, v->service.ours ? HEALTH_FAULT : HEALTH_WARNING,
                  "%s may not write to %s: events wait in the ledger", v->service.name, socket)
            ->remedy = arena_printf(v->arena, "chmod 0666 %s", visit_quoted(v, socket));
    else
        visit_add(v, HEALTH_FAULT, "%s: %s", socket, strerror(error));
}

void look_at_syslog(struct visit *v)
{
    uint64_t number = 0;
    struct sent s = {0};
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) < 0)
        number = (uint64_t)clock_ticks();
    const char *word = arena_printf(v->arena, "duly-doctor-%016llx", (unsigned long long)number);
    write_line(v, word, &s);
    if (!visit_as_service(v, send_line, &s, sizeof s)) {
        visit_add(v, HEALTH_FAULT, "nothing could be sent: the process that did it ended");
        return;
    }
    if (s.error) {
        tell_unsent(v, s.error);
        return;
    }
    const char *where = wait_for(word);
    if (where)
        visit_add(v, HEALTH_OK, "delivered to %s and seen in %s", v->config.syslog.socket, where);
    else
        visit_add(v, HEALTH_WARNING, "delivered to %s; not found where this user can look",
                  v->config.syslog.socket)
            ->remedy =
            arena_printf(v->arena, "grep -r %s /var/log  # where your system log goes", word);
}
