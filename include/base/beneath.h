/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening what lies beneath a folder, so that no link and no ".." leads out of it, even if
 * somebody exchanges a part of the path at the wrong moment.
 */
#pragma once

/* A descriptor (O_CLOEXEC, O_NOFOLLOW are added to flags), or a negative errno: ELOOP, ENOTDIR,
   EXDEV where a link or ".." stands in the path. */
int open_beneath(int folder, const char *path, int flags);

/* The same without openat2(2): for old kernels, and for services whose RestrictSUIDSGID= makes
   systemd answer ENOSYS to it, since its filter cannot see the flags. Tried by itself. */
int open_beneath_by_steps(int folder, const char *path, int flags);
