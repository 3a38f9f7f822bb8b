/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * close_to_event FOLDER COUNT [SOCKET]: how long it takes from the rename of a finished file into a
 * watched folder until its event is there. With SOCKET that is the daemon's datagram, whose sender
 * judges a document that says wordN by a rule of its own; without it, a bare inotify reader in this
 * process. Prints the median and the 99th of a hundred, in microseconds.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 5000 /* ms */, PAUSE = 30000 /* us, so that one is over before the next */ };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static int bind_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || strlen(path) >= sizeof address.sun_path)
        return -1;
    strcpy(address.sun_path, path);
    unlink(path);
    return bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

static int watch_folder(const char *folder)
{
    int fd = inotify_init1(IN_CLOEXEC);
    return fd >= 0 && inotify_add_watch(fd, folder, IN_MOVED_TO) >= 0 ? fd : -1;
}

static int write_document(const char *folder, int n)
{
    char hidden[4096], name[4096];
    snprintf(hidden, sizeof hidden, "%s/.new", folder);
    snprintf(name, sizeof name, "%s/document-%d.txt", folder, n);
    FILE *f = fopen(hidden, "we");
    if (!f)
        return -1;
    fprintf(f, "Avtal\n\nHär står word%d och inget annat av betydelse.\n", n);
    if (fclose(f) != 0)
        return -1;
    return rename(hidden, name);
}

/* The time at which something came that names the document; negative if nothing did. */
static double heard(int fd, int n)
{
    char name[64], bytes[65536];
    snprintf(name, sizeof name, "document-%d.txt", n);
    for (struct pollfd p = {.fd = fd, .events = POLLIN}; poll(&p, 1, PATIENCE) > 0;) {
        ssize_t got = read(fd, bytes, sizeof bytes);
        double at = now();
        if (got > 0 && memmem(bytes, (size_t)got, name, strlen(name)))
            return at;
    }
    return -1;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int count = argc > 2 ? atoi(argv[2]) : 0;
    int fd = argc > 3 ? bind_socket(argv[3]) : argc > 2 ? watch_folder(argv[1]) : -1;
    double *took = calloc((size_t)(count > 0 ? count : 1), sizeof *took);
    if (fd < 0 || !took || count < 1) {
        fprintf(stderr, "usage: close_to_event FOLDER COUNT [SOCKET]\n");
        return 2;
    }
    if (argc > 3)
        sleep(2); /* who sends to the socket finds it again */
    for (int i = 0; i < count; i++) {
        double begun = now();
        if (write_document(argv[1], i) != 0)
            return 1;
        double done = heard(fd, i);
        if (done < 0) {
            fprintf(stderr, "nothing came of document %d\n", i);
            return 1;
        }
        took[i] = done - begun;
        usleep(PAUSE);
    }
    qsort(took, (size_t)count, sizeof *took, ascending);
    printf("%.0f %.0f\n", took[count / 2], took[count * 99 / 100]);
    free(took);
    return 0;
}
