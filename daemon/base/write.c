/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/write.h"

#include <errno.h>
#include <unistd.h>

int write_whole(int fd, struct span s)
{
    while (s.n > 0) {
        ssize_t n = write(fd, s.at, s.n);
        if (n < 0 && errno != EINTR)
            return -errno;
        if (n > 0)
            s = span_cut(s, (size_t)n, s.n);
    }
    return 0;
}
