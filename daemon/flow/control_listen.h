/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The socket that peers come to. */
#pragma once

#include "base/buf.h"

#include <sys/types.h>

struct control_listener {
    int fd;
    char path[108];
    dev_t device; /* of the socket in the folder: only our own is taken away again */
    ino_t inode;
};

/* False: *reterr says why. */
bool control_listener_open(struct control_listener *l, const char *run, struct buf *reterr);
void control_listener_close(struct control_listener *l);

/* A peer's socket, and whether it is root's or our own user's; a negative errno:
   EAGAIN if nobody comes now. */
int control_listener_accept(struct control_listener *l, bool *ret_owner);
