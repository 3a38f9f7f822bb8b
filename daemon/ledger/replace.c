/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/replace.h"

#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int replacement_begin(struct replacement *r, const char *folder, const char *name)
{
    int length = snprintf(r->temporary, sizeof r->temporary, "%s.new", name);
    if (length < 0 || (size_t)length >= sizeof r->temporary)
        return -ENAMETOOLONG;
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        return -errno;
    int fd = openat(at, r->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    int error = fd < 0 ? -errno : 0;
    if (error < 0) {
        close(at);
        return error;
    }
    r->folder = at;
    r->fd = fd;
    r->name = name;
    return 0;
}

int replacement_add(struct replacement *r, struct span s)
{
    return write_whole(r->fd, s);
}

int replacement_end(struct replacement *r)
{
    if (fsync(r->fd) < 0 || renameat(r->folder, r->temporary, r->folder, r->name) < 0)
        return -errno;
    r->temporary[0] = '\0';
    return fsync(r->folder) < 0 ? -errno : 0;
}

void replacement_done(struct replacement *r)
{
    if (!r->name)
        return;
    if (r->temporary[0] != '\0')
        unlinkat(r->folder, r->temporary, 0);
    close(r->fd);
    close(r->folder);
}
