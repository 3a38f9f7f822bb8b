/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The name of the file system that fd is on if inotify does not tell there what other machines, or
   a program behind it, change (inotify(7), "Limitations"); else NULL. */
const char *blind_system(int fd);
