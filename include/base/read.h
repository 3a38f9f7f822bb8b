/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are read whole, and descriptors that are closed when their block ends. */
#pragma once

#include "base/buf.h"

#include <unistd.h>

static inline void fd_freep(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}
#define _cleanup_fd_ __attribute__((cleanup(fd_freep)))

/* What is left to be read of fd; of what is longer than `most` somewhat more than that, so that who
   bounds it sees that it is too long. 0, or a negative errno. */
int read_to_end(int fd, size_t most, struct buf *out);

/* The same of a regular file, and of nothing else that has its name. NULL, or why not: a text that
   need not be freed. */
const char *read_regular(const char *path, size_t most, struct buf *out);
