/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/memory.h"
#include "base/limits.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static bool append(int fd, struct span s)
{
    while (s.n) {
        ssize_t n = write(fd, s.at, s.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        s = span_cut(s, (size_t)n, s.n);
    }
    return true;
}

static int failed(int fd)
{
    int error = -errno;
    if (fd >= 0)
        close(fd);
    return error;
}

int memory_file(struct span text)
{
    int fd = memfd_create("text", MFD_CLOEXEC);
    return fd >= 0 && append(fd, text) ? fd : failed(fd);
}

int memory_file_from(int from)
{
    char block[65536];
    int fd = memfd_create("input", MFD_CLOEXEC);
    for (size_t total = 0; fd >= 0 && total <= LIMIT_FILE_BYTES;) {
        ssize_t n = read(from, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            return fd;
        if (n < 0 || !append(fd, (struct span){block, (size_t)n}))
            return failed(fd);
        total += (size_t)n;
    }
    return fd >= 0 ? fd : failed(fd);
}
