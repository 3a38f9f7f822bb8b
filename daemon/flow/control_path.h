/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the daemon and who asks it meet. */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>

#define CONTROL_SOCKET "control" /* in the run-time folder */

/* False if the path is longer than an address can hold. */
static inline bool control_address(const char *run, struct sockaddr_un *ret)
{
    *ret = (struct sockaddr_un){.sun_family = AF_UNIX};
    int n = snprintf(ret->sun_path, sizeof ret->sun_path, "%s/" CONTROL_SOCKET, run);
    return n > 0 && (size_t)n < sizeof ret->sun_path;
}
