/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, struct span s)
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

/* A temporary beside it, renamed when it is whole. */
static bool write_file(const char *path, struct span content)
{
    struct buf temporary _cleanup_buf_ = {0};
    buf_printf(&temporary, "%s.XXXXXX", path);
    int fd = mkostemp(temporary.at, O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = write_all(fd, content) && fchmod(fd, 0644) == 0;
    good = close(fd) == 0 && good;
    if (good && rename(temporary.at, path) == 0)
        return true;
    int error = errno;
    unlink(temporary.at);
    errno = error;
    return false;
}

bool deliver(const struct options *o, output_writer writer, void *arg)
{
    for (size_t i = 0; i < o->outputs.n; i++) {
        const struct output *to = &o->outputs.at[i];
        struct buf out _cleanup_buf_ = {0};
        writer(o, to, arg, &out);
        bool good = to->file ? write_file(to->file, buf_peek(&out))
                             : write_all(STDOUT_FILENO, buf_peek(&out));
        if (!good && errno != EPIPE) {
            complain("%s: %s", to->file ? to->file : "standard output", strerror(errno));
            return false;
        }
    }
    return true;
}

bool deliver_color(const struct options *o, const struct output *to)
{
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    if (to->file || o->color == COLOR_NEVER)
        return false;
    if (o->color == COLOR_ALWAYS)
        return true;
    return isatty(STDOUT_FILENO) && !(none && *none) && !(term && strcmp(term, "dumb") == 0);
}
