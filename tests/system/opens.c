/* SPDX-License-Identifier: GPL-3.0-or-later */
/* opens FOLDER: prints the name of each file in the folder that somebody opens, "watching" at
 * first. */
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char buffer[8192] __attribute__((aligned(__alignof__(struct inotify_event))));
    int fd = inotify_init1(IN_CLOEXEC);
    if (argc < 2 || inotify_add_watch(fd, argv[1], IN_OPEN) < 0)
        return 1;
    setvbuf(stdout, NULL, _IOLBF, 0);
    puts("watching");
    for (;;) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n <= 0)
            return 1;
        const struct inotify_event *e;
        for (char *at = buffer; at < buffer + n; at += sizeof *e + e->len) {
            e = (const struct inotify_event *)(const void *)at;
            if (e->len > 0 && !(e->mask & IN_ISDIR))
                puts(e->name);
        }
    }
}
