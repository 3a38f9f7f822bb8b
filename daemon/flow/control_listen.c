/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/control_listen.h"
#include "flow/control_path.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE = 0660, BACKLOG = 64 };

static int stream_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/* What lies at the address is nobody's any more. Not a file that only happens to have the name:
   connecting to that is refused just the same. */
static bool left_behind(const struct sockaddr_un *address, struct buf *reterr)
{
    struct stat st;
    if (lstat(address->sun_path, &st) < 0 || !S_ISSOCK(st.st_mode)) {
        buf_printf(reterr, "%s is there and is no socket: remove it, or set `run`",
                   address->sun_path);
        return false;
    }
    int fd = stream_socket();
    int error = connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 ? 0 : errno;
    close(fd);
    if (error == ECONNREFUSED)
        return true;
    if (error == 0 || error == EAGAIN)
        buf_printf(reterr, "another daemon answers at %s", address->sun_path);
    else
        buf_printf(reterr, "%s: %s", address->sun_path, strerror(error));
    return false;
}

static bool bind_to(int fd, const struct sockaddr_un *address, struct buf *reterr)
{
    for (int i = 0; i < 2; i++) {
        if (bind(fd, (const struct sockaddr *)address, sizeof *address) == 0)
            return true;
        if (errno != EADDRINUSE)
            break;
        if (!left_behind(address, reterr))
            return false;
        unlink(address->sun_path);
        errno = EADDRINUSE;
    }
    buf_printf(reterr, "%s: %s", address->sun_path, strerror(errno));
    return false;
}

/* The mode before binding, so that it is never wider, and again behind it, since the umask took
   from that. */
static bool open_at(struct control_listener *l, const struct sockaddr_un *address,
                    struct buf *reterr)
{
    struct stat st;
    if (fchmod(l->fd, MODE) < 0 || !bind_to(l->fd, address, reterr)) {
        if (!reterr->n)
            buf_printf(reterr, "%s: %s", address->sun_path, strerror(errno));
        return false;
    }
    strcpy(l->path, address->sun_path);
    if (chmod(l->path, MODE) < 0 || lstat(l->path, &st) < 0 || listen(l->fd, BACKLOG) < 0) {
        buf_printf(reterr, "%s: %s", l->path, strerror(errno));
        unlink(l->path);
        return false;
    }
    l->device = st.st_dev;
    l->inode = st.st_ino;
    return true;
}

bool control_listener_open(struct control_listener *l, const char *run, struct buf *reterr)
{
    struct sockaddr_un address;
    *l = (struct control_listener){.fd = -1};
    if (!control_address(run, &address)) {
        buf_printf(reterr, "%s: the path is too long for a socket; set `run` to a shorter one",
                   run);
        return false;
    }
    mkdir(run, 0755); /* what is wrong with it, binding tells */
    l->fd = stream_socket();
    if (l->fd < 0)
        buf_printf(reterr, "%s: %s", address.sun_path, strerror(errno));
    else if (open_at(l, &address, reterr))
        return true;
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
    return false;
}

void control_listener_close(struct control_listener *l)
{
    struct stat st;
    if (l->fd < 0)
        return;
    close(l->fd);
    l->fd = -1;
    if (lstat(l->path, &st) == 0 && st.st_dev == l->device && st.st_ino == l->inode)
        unlink(l->path);
}

int control_listener_accept(struct control_listener *l, bool *ret_owner)
{
    struct ucred peer;
    socklen_t n = sizeof peer;
    int fd = accept4(l->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) < 0) {
        close(fd);
        return -EAGAIN;
    }
    *ret_owner = peer.uid == 0 || peer.uid == geteuid();
    return fd;
}
