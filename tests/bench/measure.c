/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure COMMAND: runs it with bash, silenced, and prints what it took with all its children:
 * seconds by the wall, seconds of processors, and the KiB of the largest process. A process keeps
 * the peak of whoever spawned it, so the one that measures has to be small itself.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static pid_t start(char *command)
{
    posix_spawn_file_actions_t files;
    char bash[] = "bash", option[] = "-c";
    char *const arguments[] = {bash, option, command, NULL};
    pid_t pid = -1;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, bash, &files, NULL, arguments, environ) != 0)
        pid = -1;
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

int main(int argc, char **argv)
{
    struct rusage used;
    int status;
    double begun = now();
    if (argc != 2)
        return 2;
    pid_t pid = start(argv[1]);
    if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
        return 1;
    double wall = now() - begun, processors = seconds(used.ru_utime) + seconds(used.ru_stime);
    printf("%.3f %.3f %ld\n", wall, processors, used.ru_maxrss);
    return 0;
}
