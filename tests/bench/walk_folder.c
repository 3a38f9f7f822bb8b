/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * walk_folder FOLDER [ROUNDS]: watches a folder as a restart does, with everything in it known and
 * nothing changed, so that a profiler sees where the walk spends its time. Prints the processor
 * time of each part, the longest step by the wall and the memory that a known file takes beside its
 * name.
 */
#include "base/buf.h"
#include "base/clock.h"
#include "watch/watch.h"

#include <malloc.h>
#include <stdio.h>
#include <time.h>

struct known {
    char *path;
    struct identity identity;
};

struct bench {
    const char *folder;
    struct known *files;
    size_t n, room;
    size_t name_bytes, changes;
};

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void remember(void *arg, const struct change *c)
{
    struct bench *b = arg;
    b->changes++;
    if (c->type != CHANGE_PRESENT)
        return;
    if (b->n == b->room) {
        b->room = b->room ? 2 * b->room : 1024;
        b->files = reallocarray(b->files, b->room, sizeof *b->files);
        if (!b->files)
            abort();
    }
    const char *slash = strrchr(c->path, '/');
    b->name_bytes += strlen(slash ? slash + 1 : c->path);
    b->files[b->n++] = (struct known){text_dup(c->path), c->identity};
}

static void trouble(void *arg, enum trouble_type t, const char *path, const char *text)
{
    (void)arg;
    (void)t;
    fprintf(stderr, "walk_folder: %s: %s\n", path, text);
}

static struct watch *begin(struct bench *b)
{
    int error;
    struct watch *w =
        watch_new((struct watch_timing){0}, &(struct watch_sink){remember, trouble, b}, &error);
    if (!w) {
        fprintf(stderr, "walk_folder: %s\n", strerror(-error));
        exit(1);
    }
    watch_add_root(w, &(struct watch_root){.path = b->folder});
    return w;
}

/* The time of the longest step. */
static double walk(struct watch *w)
{
    double longest = 0;
    for (int wait = 0; wait == 0 || !watch_settled(w);) {
        struct timespec pause = {.tv_nsec = 1000000};
        if (wait > 0)
            nanosleep(&pause, NULL);
        double begun = seconds(CLOCK_MONOTONIC);
        wait = watch_step(w, clock_ticks());
        double took = seconds(CLOCK_MONOTONIC) - begun;
        longest = took > longest ? took : longest;
    }
    return longest;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct known *)a)->path, ((const struct known *)b)->path);
}

static size_t memory(void)
{
    struct mallinfo2 m = mallinfo2();
    return m.uordblks + m.hblkhd;
}

static void restart(struct bench *b)
{
    size_t before = memory(), changes = b->changes;
    double begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
    struct watch *w = begin(b);
    for (size_t i = 0; i < b->n; i++)
        watch_know(w, 0, b->files[i].path, &b->files[i].identity);
    double known = seconds(CLOCK_PROCESS_CPUTIME_ID);
    double longest = walk(w), walked = seconds(CLOCK_PROCESS_CPUTIME_ID);
    struct watch_counts c = watch_counts(w);
    printf("%zu files in %zu folders: known %.0f ms, walked %.0f ms (longest step %.0f ms), "
           "%zu changes",
           c.files, c.folders, (known - begun) * 1e3, (walked - known) * 1e3, longest * 1e3,
           b->changes - changes);
    if (c.files > 0)
        printf(", %.1f bytes a file beside its name",
               ((double)(memory() - before) - (double)b->name_bytes) / (double)c.files);
    puts("");
    watch_free(w);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: walk_folder FOLDER [ROUNDS]\n", stderr);
        return 2;
    }
    struct bench b = {.folder = argv[1]};
    double begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
    struct watch *w = begin(&b);
    walk(w);
    watch_free(w);
    printf("first walk %.0f ms\n", (seconds(CLOCK_PROCESS_CPUTIME_ID) - begun) * 1e3);
    qsort(b.files, b.n, sizeof *b.files, by_path);
    for (int i = argc > 2 ? atoi(argv[2]) : 1; i > 0; i--)
        restart(&b);
    for (size_t i = 0; i < b.n; i++)
        free(b.files[i].path);
    free(b.files);
    return 0;
}
