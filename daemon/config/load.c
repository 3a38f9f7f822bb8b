/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/config.h"

#include "base/buf.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}
#define _cleanup_fd_ __attribute__((cleanup(close_fd)))

static int read_whole(int fd, struct buf *out)
{
    for (;;) {
        char block[16384];
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        if (n == 0 || out->n > LIMIT_YAML_BYTES)
            return 0; /* yaml_parse() says that it is too large */
        buf_add(out, block, (size_t)n);
    }
}

/* NULL, or why not. */
static const char *read_file(const char *file, struct buf *out)
{
    struct stat st;
    /* O_NONBLOCK: a FIFO that somebody put there must not hold up the program. */
    int fd _cleanup_fd_ = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &st) != 0)
        return strerrordesc_np(errno);
    if (!S_ISREG(st.st_mode))
        return "it is no regular file";
    int error = read_whole(fd, out);
    return error ? strerrordesc_np(-error) : NULL;
}

bool config_load(struct arena *a, const char *file, struct config *ret, struct diags *diags)
{
    struct buf bytes _cleanup_buf_ = {0};
    const char *why = read_file(file, &bytes);
    if (!why)
        return config_read(a, file, arena_copy(a, buf_peek(&bytes)), ret, diags);
    bool missing = access(file, F_OK) != 0 && errno == ENOENT;
    *ret = config_default(a);
    diag_add(diags, DIAG_ERROR, missing ? "config.missing" : "config.unreadable",
             arena_strdup(diags->arena, file), 0, 0, "the configuration cannot be read: %s", why)
        ->hint = missing ? "write it, or name another with --config"
                         : "see that it is a file that this user may read";
    return false;
}
