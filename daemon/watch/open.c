/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything is opened beneath the root's descriptor, following no link, so that a
 * folder replaced by a link at the wrong moment leads nowhere.
 */
#include "base/beneath.h"
#include "watch/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What one call takes of a path; a longer one is opened piece by piece. */
enum { PIECE = 4000 };

static void close_unless(int fd, int kept)
{
    if (fd != kept)
        close(fd);
}

static int open_in_pieces(int root, char *path, size_t n, int flags)
{
    int folder = root;
    while (n > PIECE) {
        char *cut = memrchr(path, '/', PIECE);
        if (!cut) {
            close_unless(folder, root);
            return -ENAMETOOLONG;
        }
        *cut = '\0';
        int next = open_beneath(folder, path, O_PATH | O_DIRECTORY);
        close_unless(folder, root);
        if (next < 0)
            return next;
        folder = next;
        n -= (size_t)(cut + 1 - path);
        path = cut + 1;
    }
    int fd = open_beneath(folder, n > 0 ? path : ".", flags);
    close_unless(folder, root);
    return fd;
}

/* Missing, or another one: that is no word about what is beneath it. */
static int root_fd(struct watch *w, int root)
{
    struct root *r = &w->roots.at[root];
    if (r->fd >= 0)
        return r->fd;
    int fd = open(node_name(r->node), O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct stat st;
    const struct folder *known = r->node->folder;
    if (fd >= 0 && fstat(fd, &st) == 0 &&
        (!known->listed || (st.st_dev == known->device && st.st_ino == known->inode)))
        return r->fd = fd;
    if (fd >= 0)
        close(fd);
    root_check_soon(w, r);
    return -ESTALE;
}

void roots_close(struct watch *w)
{
    for (size_t i = 0; i < w->roots.n; i++)
        if (w->roots.at[i].fd >= 0) {
            close(w->roots.at[i].fd);
            w->roots.at[i].fd = -1;
        }
}

int open_node(struct watch *w, const struct node *n, int flags)
{
    int root = root_fd(w, node_root(n));
    if (root < 0)
        return root;
    struct buf path _cleanup_buf_ = {0};
    node_path(n, &path);
    return open_in_pieces(root, path.at, path.n, flags);
}

/* Not on disk under that name, or something else is: ELOOP and EXDEV are links. */
bool errno_is_missing(int error)
{
    return error == ENOENT || error == ENOTDIR || error == ELOOP || error == EXDEV;
}

const char *proc_fd_path(int fd, char path[PROC_FD_PATH])
{
    snprintf(path, PROC_FD_PATH, "/proc/self/fd/%d", fd);
    return path;
}
