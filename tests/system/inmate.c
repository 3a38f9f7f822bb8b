/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inmate DULY-TEXT DOCUMENT: has the real reader read the document, and prints what the kernel says
 * of that process while it lives: the lines of its status that tell of the jail, its descriptors,
 * the size of its environment, and how soon it goes when memory runs out.
 */
#include "helper/pool.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void take(void *arg, struct answer *a)
{
    (void)arg;
    printf("read: %s %.*s\n", unread_text(a->record.unread), SPAN_ARG(a->record.detail));
    arena_free(a->arena);
}

static bool is_our_child(const char *pid)
{
    char path[300], line[256];
    snprintf(path, sizeof path, "/proc/%s/status", pid);
    FILE *f = fopen(path, "re");
    int parent = 0;
    while (f && fgets(line, sizeof line, f))
        sscanf(line, "PPid: %d", &parent);
    if (f)
        fclose(f);
    return parent == getpid();
}

static void print_status(const char *pid)
{
    char path[300], line[256];
    snprintf(path, sizeof path, "/proc/%s/status", pid);
    FILE *f = fopen(path, "re");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "Seccomp:", 8) == 0 || strncmp(line, "NoNewPrivs:", 11) == 0)
            fputs(line, stdout);
    if (f)
        fclose(f);
}

static void print_descriptors(const char *pid)
{
    char path[640], target[256];
    snprintf(path, sizeof path, "/proc/%s/fd", pid);
    DIR *dir = opendir(path);
    if (!dir)
        puts("descriptors: not to be seen");
    for (struct dirent *e; dir && (e = readdir(dir));) {
        snprintf(path, sizeof path, "/proc/%s/fd/%s", pid, e->d_name);
        ssize_t n = readlink(path, target, sizeof target);
        if (n > 0)
            printf("descriptor %s: %.*s\n", e->d_name, (int)n, target);
    }
    if (dir)
        closedir(dir);
}

static void print_environment(const char *pid)
{
    char path[300], byte;
    snprintf(path, sizeof path, "/proc/%s/environ", pid);
    FILE *f = fopen(path, "re");
    if (f)
        printf("environment: %s\n", fread(&byte, 1, 1, f) ? "something" : "empty");
    else
        puts("environment: not to be seen");
    if (f)
        fclose(f);
}

static void print_score(const char *pid)
{
    char path[300];
    int score;
    snprintf(path, sizeof path, "/proc/%s/oom_score_adj", pid);
    FILE *f = fopen(path, "re");
    if (f && fscanf(f, "%d", &score) == 1)
        printf("out of memory: %d\n", score);
    if (f)
        fclose(f);
}

static void print_children(void)
{
    DIR *proc = opendir("/proc");
    for (struct dirent *e; proc && (e = readdir(proc));)
        if (e->d_name[0] >= '0' && e->d_name[0] <= '9' && is_our_child(e->d_name)) {
            print_status(e->d_name);
            print_descriptors(e->d_name);
            print_environment(e->d_name);
            print_score(e->d_name);
        }
    if (proc)
        closedir(proc);
}

int main(int argc, char **argv)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct probe_table none = {.arena = a};
    struct pollfd fds[1];
    int error, timeout, fd = argc == 3 ? open(argv[2], O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return 2;
    struct pool *pool = pool_new(1, argv[1], &none, take, NULL, &error);
    if (!pool)
        return 3;
    pool_submit(pool, (struct job){.id = 1, .fd = fd, .hint = FORMAT_TEXT});
    while (pool_pending(pool)) {
        size_t n = pool_poll(pool, fds, &timeout);
        poll(fds, n, timeout);
        pool_step(pool);
    }
    printf("jail: %s\n", pool_jail(pool));
    print_children();
    pool_free(pool);
    return 0;
}
