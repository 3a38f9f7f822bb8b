/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * smtp_sink MAILS: takes mail on a port of its own of 127.0.0.1, which it prints, and writes each
 * to the file, as it came (RFC 5321), behind a line "=== SECONDS" that tells when. It takes any
 * number of mails, one connection after the other, until it is ended.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

static bool begins(const char *line, const char *word)
{
    return strncasecmp(line, word, strlen(word)) == 0;
}

/* The other side sends a line in pieces and waits until each is acknowledged: at once, then. */
static bool next_line(FILE *client, char *line, int size)
{
    const int at_once = 1;
    setsockopt(fileno(client), IPPROTO_TCP, TCP_QUICKACK, &at_once, sizeof at_once);
    return fgets(line, size, client) != NULL;
}

static long long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void answer(FILE *client, const char *line)
{
    dprintf(fileno(client), "%s\r\n", line);
}

/* Up to the line that holds a dot alone (RFC 5321, 4.1.1.4); a dot before another is taken away. */
static void take_mail(FILE *client, FILE *mails)
{
    char line[8192];
    answer(client, "354 go on");
    fprintf(mails, "=== %lld\n", milliseconds());
    while (next_line(client, line, sizeof line) && strcmp(line, ".\r\n") != 0)
        fputs(line[0] == '.' ? line + 1 : line, mails);
    fflush(mails);
}

static void serve(FILE *client, FILE *mails)
{
    char line[8192];
    answer(client, "220 sink");
    while (next_line(client, line, sizeof line)) {
        if (begins(line, "DATA"))
            take_mail(client, mails);
        if (begins(line, "QUIT")) {
            answer(client, "221 bye");
            return;
        }
        answer(client, "250 good");
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    FILE *mails = argc == 2 ? fopen(argv[1], "we") : NULL;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!mails || fd < 0 || bind(fd, (const struct sockaddr *)&address, size) < 0 ||
        listen(fd, 8) < 0 || getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        return 1;
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int connection = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
        FILE *client = connection >= 0 ? fdopen(connection, "re") : NULL;
        if (client) {
            serve(client, mails);
            fclose(client);
        }
    }
}
