/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By what a file is known to be the same and unchanged without reading it. ctime decides: nobody
 * forges it short of the clock or the raw disk, while mtime is set back by touch, cp -p and rsync
 * -t. st_dev is left out, since it changes between boots and on network shares.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct identity {
    uint64_t inode, size;
    int64_t born_ns; /* 0: the file system does not tell */
    int64_t mtime_ns, ctime_ns;
    uint32_t mode, owner, group, links; /* mode with the file type */
};

bool identity_eq(const struct identity *a, const struct identity *b);

/* For views that keep one number per file. Never 0. */
uint64_t identity_hash(const struct identity *i);

/* Of dirfd's entry, or of dirfd itself if path is ""; a link is not followed, nothing is mounted.
   0, or a negative errno. */
int identity_at(int dirfd, const char *path, struct identity *ret);
