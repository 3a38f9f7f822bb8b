/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* EAGAIN: something was renamed while ".." was ruled out. */
enum { RACES_MOST = 16 };

static void close_unless(int fd, int kept)
{
    if (fd != kept)
        close(fd);
}

static int open_step(int folder, const char *name, int flags)
{
    if (strcmp(name, "..") == 0)
        return -EXDEV;
    int fd = openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW);
    return fd < 0 ? -errno : fd;
}

int open_beneath_by_steps(int folder, const char *path, int flags)
{
    char name[NAME_MAX + 1];
    int at = folder;
    if (*path == '/')
        return -EXDEV;
    for (const char *slash; (slash = strchr(path, '/')); path = slash + 1) {
        size_t n = (size_t)(slash - path);
        if (n > NAME_MAX) {
            close_unless(at, folder);
            return -ENAMETOOLONG;
        }
        memcpy(name, path, n);
        name[n] = '\0';
        int next = open_step(at, n ? name : ".", O_PATH | O_DIRECTORY);
        close_unless(at, folder);
        if (next < 0)
            return next;
        at = next;
    }
    int fd = open_step(at, *path ? path : ".", flags);
    close_unless(at, folder);
    return fd;
}

int open_beneath(int folder, const char *path, int flags)
{
    struct open_how how = {
        .flags = (unsigned)(flags | O_CLOEXEC | O_NOFOLLOW),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    for (int i = 0; i < RACES_MOST; i++) {
        long fd = syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (fd >= 0)
            return (int)fd;
        if (errno == ENOSYS)
            return open_beneath_by_steps(folder, path, flags);
        if (errno != EAGAIN && errno != EINTR)
            break;
    }
    return -errno;
}
