/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

int read_to_end(int fd, size_t most, struct buf *out)
{
    enum { BLOCK = 16384 };
    for (;;) {
        buf_grow(out, BLOCK);
        ssize_t n = read(fd, out->at + out->n, BLOCK);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        out->n += (size_t)n;
        out->at[out->n] = '\0';
        if (n == 0 || out->n > most)
            return 0;
    }
}

const char *read_regular(const char *path, size_t most, struct buf *out)
{
    struct stat st;
    /* O_NONBLOCK: a FIFO that somebody put there must not hold up the program. */
    int fd _cleanup_fd_ = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &st) != 0)
        return strerrordesc_np(errno);
    if (!S_ISREG(st.st_mode))
        return "it is no regular file";
    int error = read_to_end(fd, most, out);
    return error ? strerrordesc_np(-error) : NULL;
}
