/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "owner.h"
#include "command.h"

#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void owner_become(const char *folder)
{
    struct stat st;
    if (geteuid() != 0 || stat(folder, &st) < 0 || st.st_uid == 0)
        return;
    if (setgroups(0, NULL) < 0 || setegid(st.st_gid) < 0 || seteuid(st.st_uid) < 0) {
        complain("%s: cannot act as its owner: %s", folder, strerror(errno));
        exit(STATUS_TROUBLE);
    }
}

void owner_leave(void)
{
    if (getuid() == 0 && (seteuid(0) < 0 || setegid(0) < 0)) {
        complain("cannot be root again: %s", strerror(errno));
        exit(STATUS_TROUBLE);
    }
}
