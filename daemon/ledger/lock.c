/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int open_lock(const char *state, int flags)
{
    struct buf path _cleanup_buf_ = {0};
    buf_printf(&path, "%s/lock", state);
    return open(path.at, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* Read and write, since a write lock asks for a descriptor that may write. */
static struct flock whole_file(void)
{
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
}

static pid_t holder_of(int fd)
{
    struct flock held = whole_file();
    return fcntl(fd, F_GETLK, &held) == 0 && held.l_type != F_UNLCK ? held.l_pid : 0;
}

int lock_take(const char *state, struct buf *ret_text)
{
    struct flock wanted = whole_file();
    int fd = open_lock(state, O_RDWR | O_CREAT);
    if (fd < 0) {
        buf_printf(ret_text, "cannot open %s/lock: %s", state, strerror(errno));
        return -1;
    }
    if (fcntl(fd, F_SETLK, &wanted) == 0)
        return fd;
    int error = errno;
    pid_t holder = holder_of(fd);
    close(fd);
    if (error != EACCES && error != EAGAIN)
        buf_printf(ret_text, "cannot lock %s/lock: %s", state, strerror(error));
    else if (holder > 0)
        buf_printf(ret_text, "%s is held by another duly, process %ld; stop that one first", state,
                   (long)holder);
    else
        buf_printf(ret_text, "%s is held by another duly; stop that one first", state);
    return -1;
}

pid_t lock_holder(const char *state)
{
    int fd = open_lock(state, O_RDONLY);
    if (fd < 0)
        return 0;
    pid_t holder = holder_of(fd);
    close(fd);
    return holder;
}
