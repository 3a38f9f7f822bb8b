/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/identity.h"

#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

bool identity_eq(const struct identity *a, const struct identity *b)
{
    return a->inode == b->inode && a->size == b->size && a->born_ns == b->born_ns &&
           a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns && a->mode == b->mode &&
           a->owner == b->owner && a->group == b->group && a->links == b->links;
}

uint64_t identity_hash(const struct identity *i)
{
    const uint64_t words[] = {
        i->inode,
        i->size,
        (uint64_t)i->born_ns,
        (uint64_t)i->mtime_ns,
        (uint64_t)i->ctime_ns,
        (uint64_t)i->mode << 32 | i->owner,
        (uint64_t)i->group << 32 | i->links,
    };
    uint64_t h = sizeof words;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        h = hash_mix(h ^ words[w]);
    return h ? h : 1;
}

/* Times before 1678 and after 2262 do not fit: they wrap, as they do in other programs. */
static int64_t nanoseconds(int64_t seconds, int64_t rest)
{
    return (int64_t)((uint64_t)seconds * 1000000000u + (uint64_t)rest);
}

static struct identity of_stat(const struct stat *s)
{
    return (struct identity){
        .inode = s->st_ino,
        .size = (uint64_t)s->st_size,
        .mtime_ns = nanoseconds(s->st_mtim.tv_sec, s->st_mtim.tv_nsec),
        .ctime_ns = nanoseconds(s->st_ctim.tv_sec, s->st_ctim.tv_nsec),
        .mode = s->st_mode,
        .owner = s->st_uid,
        .group = s->st_gid,
        .links = (uint32_t)s->st_nlink,
    };
}

static struct identity of_statx(const struct statx *s)
{
    bool born = s->stx_mask & STATX_BTIME;
    return (struct identity){
        .inode = s->stx_ino,
        .size = s->stx_size,
        .born_ns = born ? nanoseconds(s->stx_btime.tv_sec, s->stx_btime.tv_nsec) : 0,
        .mtime_ns = nanoseconds(s->stx_mtime.tv_sec, s->stx_mtime.tv_nsec),
        .ctime_ns = nanoseconds(s->stx_ctime.tv_sec, s->stx_ctime.tv_nsec),
        .mode = s->stx_mode,
        .owner = s->stx_uid,
        .group = s->stx_gid,
        .links = s->stx_nlink,
    };
}

int identity_at(int dirfd, const char *path, struct identity *ret)
{
    int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (*path ? 0 : AT_EMPTY_PATH);
    struct statx x;
    if (statx(dirfd, path, flags, STATX_BASIC_STATS | STATX_BTIME, &x) == 0) {
        *ret = of_statx(&x);
        return 0;
    }
    /* Older filters of system calls answer EPERM to what they do not know. */
    struct stat s;
    if ((errno != ENOSYS && errno != EPERM) || fstatat(dirfd, path, &s, flags) < 0)
        return -errno;
    *ret = of_stat(&s);
    return 0;
}
