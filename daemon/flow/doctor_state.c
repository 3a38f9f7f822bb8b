/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders that the daemon writes to, and the ledger in one of them. */
#include "flow/control.h"
#include "flow/control_path.h"
#include "flow/doctor_visit.h"
#include "ledger/ledger.h"
#include "ledger/lock.h"
#include "watch/blind.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { FREE_LEAST_MIB = 64 }; /* the ledger of 100,000 files has about half of it */

/* A folder as the daemon's user finds it. */
struct folder {
    const char *path;
    int error; /* errno; 0: it is there, and can be written to */
    mode_t mode;
    uint64_t free_mib;
    char blind[32]; /* the network file system that it is on, or "" */
};

static void look_at_folder(const struct visit *v, void *shared)
{
    struct folder *f = shared;
    struct stat st;
    struct statvfs fs;
    (void)v;
    int fd = open(f->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0 ||
        faccessat(AT_FDCWD, f->path, R_OK | W_OK | X_OK, AT_EACCESS) < 0)
        f->error = errno;
    else
        f->mode = st.st_mode & 07777;
    const char *system = fd < 0 ? NULL : blind_system(fd);
    if (system)
        snprintf(f->blind, sizeof f->blind, "%s", system);
    if (fd >= 0 && fstatvfs(fd, &fs) == 0)
        f->free_mib = (uint64_t)fs.f_bavail * fs.f_frsize >> 20;
    if (fd >= 0)
        close(fd);
}

static const char *make_folder(struct visit *v, const char *path, const char *mode)
{
    return arena_printf(v->arena, "install -d -o %s -m %s %s  # duly.service does it by itself",
                        v->service.name, mode, visit_quoted(v, path));
}

/* True if it is there and can be written to; else that was said. */
static bool is_writable(struct visit *v, const struct folder *f, const char *mode)
{
    if (f->error == ENOENT)
        visit_add(v, HEALTH_WARNING, "%s is not there yet", f->path)->remedy =
            make_folder(v, f->path, mode);
    else if (f->error == EACCES)
        visit_add(v, v->service.ours ? HEALTH_FAULT : HEALTH_WARNING,
                  "%s cannot be written to by %s", f->path, v->service.name)
            ->remedy =
            arena_printf(v->arena, "chown -R %s %s", v->service.name, visit_quoted(v, f->path));
    else if (f->error)
        visit_add(v, HEALTH_FAULT, "%s: %s", f->path, strerror(f->error));
    return !f->error;
}

static bool look(struct visit *v, struct folder *f)
{
    if (visit_as_service(v, look_at_folder, f, sizeof *f))
        return true;
    visit_add(v, HEALTH_FAULT, "%s could not be looked at: the process that did it ended", f->path);
    return false;
}

void look_at_state(struct visit *v)
{
    struct folder f = {.path = v->config.state};
    if (!look(v, &f) || !is_writable(v, &f, "0700"))
        return;
    if (f.blind[0])
        visit_add(v, HEALTH_FAULT, "%s is on %s: SQLite's log needs a local disk", f.path, f.blind)
            ->remedy = "state: /var/lib/duly  # or another folder on a local disk";
    else if (f.free_mib < FREE_LEAST_MIB)
        visit_add(v, HEALTH_WARNING, "%s: only %llu MiB are free", f.path,
                  (unsigned long long)f.free_mib);
    else if (f.mode & 077)
        visit_add(v, HEALTH_WARNING, "%s: others may read there what was read of documents", f.path)
            ->remedy = arena_printf(v->arena, "chmod 0700 %s", visit_quoted(v, f.path));
    else
        visit_add(v, HEALTH_OK, "%s is writable, on a local disk, %llu MiB are free", f.path,
                  (unsigned long long)f.free_mib);
}

/* ---- the ledger ---- */

struct ledger_look {
    bool missing, opened, sound;
    pid_t holder; /* who writes to it; 0: nobody */
    size_t files;
    unsigned long long seq;
    char text[1024];
};

static void read_ledger(const struct visit *v, void *shared)
{
    struct ledger_look *look = shared;
    struct buf text _cleanup_buf_ = {0};
    const char *file = arena_printf(v->arena, "%s/ledger.db", v->config.state);
    look->missing = access(file, F_OK) < 0 && errno == ENOENT;
    if (look->missing)
        return;
    look->holder = lock_holder(v->config.state);
    struct ledger *l = ledger_open_to_read(v->config.state, &text);
    look->opened = l != NULL;
    if (l) {
        const char *fault = ledger_check(l, v->arena);
        look->sound = !fault;
        buf_text(&text, fault ? fault : "");
        look->files = ledger_counts(l)->files;
        look->seq = ledger_counts(l)->last_seq;
        ledger_close(l);
    }
    snprintf(look->text, sizeof look->text, "%.*s", (int)text.n, text.at ? text.at : "");
}

void look_at_ledger(struct visit *v)
{
    struct ledger_look *l = ARENA_NEW(v->arena, struct ledger_look);
    if (!visit_as_service(v, read_ledger, l, sizeof *l))
        visit_add(v, HEALTH_FAULT, "it could not be read: the process that did it ended");
    else if (l->missing)
        visit_add(v, HEALTH_OK, "there is none yet: the daemon makes it");
    else if (l->holder && l->holder != v->service.daemon)
        visit_add(v, HEALTH_FAULT, "process %d holds it, and does not answer at %s/%s",
                  (int)l->holder, v->config.run, CONTROL_SOCKET)
            ->remedy = arena_printf(v->arena,
                                    "ps %d  # then end it, or give one of them another "
                                    "`state`",
                                    (int)l->holder);
    else if (!l->opened)
        visit_add(v, v->service.ours ? HEALTH_FAULT : HEALTH_WARNING, "%s", l->text);
    else if (!l->sound)
        visit_add(v, HEALTH_FAULT, "it is damaged: %s", l->text)->remedy =
            "systemctl restart duly  # sets it aside and makes a new one from the last copy";
    else
        visit_add(v, HEALTH_OK, "sound: %zu document%s, %llu event%s so far", l->files,
                  l->files == 1 ? "" : "s", l->seq, l->seq == 1 ? "" : "s");
}

/* ---- the run-time folder ---- */

void look_at_run(struct visit *v)
{
    struct sockaddr_un address;
    struct folder f = {.path = v->config.run};
    struct stat st;
    if (!control_address(v->config.run, &address))
        visit_add(v, HEALTH_FAULT, "%s: the path is too long for a socket", v->config.run)->remedy =
            "run: /run/duly";
    else if (v->service.daemon)
        visit_add(v, HEALTH_OK, "the daemon answers at %s", address.sun_path);
    else if (look(v, &f) && is_writable(v, &f, "0755"))
        visit_add(v, HEALTH_OK, "%s is writable%s", f.path,
                  lstat(address.sun_path, &st) == 0
                      ? "; the socket in it was left behind, and is replaced at the next start"
                      : "");
}
