/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/memory.h"
#include "base/limits.h"
#include "base/write.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

/* fd, or the negative errno after closing it. */
static int fd_or_error(int fd, int error)
{
    if (error)
        close(fd);
    return error ? error : fd;
}

int memory_file(struct span text)
{
    int fd = memfd_create("text", MFD_CLOEXEC);
    return fd < 0 ? -errno : fd_or_error(fd, write_whole(fd, text));
}

static int copy_all(int from, int to)
{
    char block[65536];
    for (size_t total = 0; total <= LIMIT_FILE_BYTES;) {
        ssize_t n = read(from, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? -errno : 0;
        int error = write_whole(to, (struct span){block, (size_t)n});
        if (error)
            return error;
        total += (size_t)n;
    }
    return 0;
}

int memory_file_from(int from)
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    return fd < 0 ? -errno : fd_or_error(fd, copy_all(from, fd));
}
