/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/jail.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A rule set that governs every access to files that ABI 1 knows, and grants none. */
int jail_landlock(void)
{
    const struct landlock_ruleset_attr all = {
        .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
    };
    int fd = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0u);
    if (fd < 0)
        return -errno;
    int error = syscall(SYS_landlock_restrict_self, fd, 0u) ? -errno : 0;
    close(fd);
    return error;
}
