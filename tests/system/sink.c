/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sink SOCKET FILE [MILLISECONDS]: a receiver of the system log. Of each datagram it appends one
 * line to the file: seq, a hash of the body, event, why, rule, id and count ("-" for what is not
 * there), behind which stands the sentence. SIGUSR1: it stops reading, SIGUSR2: it goes on. With
 * milliseconds it rests so long after each. At SIGTERM it takes what was sent already, and is gone
 * with its socket; at SIGKILL the socket stays behind without anybody listening.
 */
#include "base/digest.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (strlen(path) >= sizeof address.sun_path)
        return -1;
    strcpy(address.sun_path, path);
    unlink(path);
    return bind(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

static int signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

static const char *text(const cJSON *o, const char *key)
{
    const char *s = cJSON_GetStringValue(cJSON_GetObjectItem(o, key));
    return s && *s ? s : "-";
}

static double number(const cJSON *o, const char *key)
{
    const cJSON *n = cJSON_GetObjectItem(o, key);
    return cJSON_IsNumber(n) ? n->valuedouble : 0;
}

/* What is no event of ours has seq 0. */
static void note(int file, const char *datagram, size_t n)
{
    static const char cookie[] = "@cee: ";
    char hex[DIGEST_TEXT], line[8192];
    const char *found = strstr(datagram, cookie);
    const char *body = found ? found + strlen(cookie) : datagram;
    struct digest d = digest_of((struct span){body, n - (size_t)(body - datagram)});
    cJSON *o = cJSON_Parse(body);
    int length = snprintf(line, sizeof line, "%.0f %.16s %s %s %s %s %.0f %s\n", number(o, "seq"),
                          digest_text(&d, hex), text(o, "event"), text(o, "why"), text(o, "rule"),
                          text(o, "id"), number(o, "count"), text(o, "msg"));
    cJSON_Delete(o);
    if (length < 0 || write(file, line, (size_t)length) != length)
        exit(3);
}

/* False if there was nothing. */
static bool take(int socket, int file)
{
    char datagram[65536];
    ssize_t n = recv(socket, datagram, sizeof datagram - 1, MSG_DONTWAIT);
    if (n <= 0)
        return false;
    datagram[n] = '\0';
    note(file, datagram, (size_t)n);
    return true;
}

/* After the shutdown no more can be sent, and nothing of what was is lost. */
static void take_the_rest(int socket, int file, const char *path)
{
    unlink(path);
    shutdown(socket, SHUT_RD);
    while (take(socket, file))
        continue;
}

static bool next_signal(int fd, bool *reads)
{
    struct signalfd_siginfo s;
    if (read(fd, &s, sizeof s) != sizeof s)
        return true;
    *reads = s.ssi_signo == SIGUSR2;
    return s.ssi_signo != SIGTERM;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    int socket = listen_at(argv[1]), told = signals();
    int file = open(argv[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    unsigned rest = argc > 3 ? (unsigned)atoi(argv[3]) * 1000 : 0;
    bool reads = true;
    if (socket < 0 || told < 0 || file < 0) {
        perror("sink");
        return 1;
    }
    for (;;) {
        struct pollfd fds[] = {{told, POLLIN, 0}, {reads ? socket : -1, POLLIN, 0}};
        poll(fds, 2, -1);
        if (fds[0].revents && !next_signal(told, &reads))
            break;
        if (fds[1].revents && take(socket, file) && rest > 0)
            usleep(rest);
    }
    take_the_rest(socket, file, argv[1]);
    return 0;
}
