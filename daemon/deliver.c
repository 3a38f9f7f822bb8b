/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver.h"
#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a program that simply creates a file would give it. */
static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* A temporary beside it, renamed when it is whole. */
static int write_file(const char *path, struct span content)
{
    struct buf temporary _cleanup_buf_ = {0};
    buf_printf(&temporary, "%s.XXXXXX", path);
    int fd = mkostemp(temporary.at, O_CLOEXEC);
    if (fd < 0)
        return -errno;
    int error = write_whole(fd, content);
    if (!error && fchmod(fd, usual_mode()) < 0)
        error = -errno;
    if (close(fd) < 0 && !error)
        error = -errno;
    if (!error && rename(temporary.at, path) < 0)
        error = -errno;
    if (error)
        unlink(temporary.at);
    return error;
}

/* Pipes and devices take what comes, and must not be replaced by a file. */
static int write_through(const char *path, struct span content)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return -errno;
    int error = write_whole(fd, content);
    close(fd);
    return error;
}

static int write_output(const char *path, struct span content)
{
    struct stat st;
    if (!path)
        return write_whole(STDOUT_FILENO, content);
    bool special = stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
    return special ? write_through(path, content) : write_file(path, content);
}

bool deliver(const struct options *o, output_writer writer, void *arg)
{
    for (size_t i = 0; i < o->outputs.n; i++) {
        const struct output *to = &o->outputs.at[i];
        struct buf out _cleanup_buf_ = {0};
        writer(o, to, arg, &out);
        int error = write_output(to->file, buf_peek(&out));
        if (error && error != -EPIPE) {
            complain("%s: %s", to->file ? to->file : "standard output", strerror(-error));
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
