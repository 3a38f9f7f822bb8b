/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader is started as the daemon starts it, and reads a document; and what of the kernel it and
   the daemon use is asked for by name. */
#include "flow/doctor_visit.h"
#include "flow/memory.h"
#include "helper/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char document[] = "Samarbetsavtal\n\n1 Avtalstid\n"
                               "Avtalet gäller från den 1 februari 2024.\n";

struct jail_look {
    int error; /* no reader can be started */
    bool answered, read;
    char jail[128], why[256];
};

static void take(void *arg, struct answer *answer)
{
    struct jail_look *l = arg;
    l->answered = true;
    l->read = answer->record.unread == READ_OK;
    if (!l->read)
        snprintf(l->why, sizeof l->why, "%s %.*s", unread_text(answer->record.unread),
                 SPAN_ARG(answer->record.detail));
    arena_free(answer->arena);
}

static void read_document(const struct visit *v, void *shared)
{
    struct jail_look *l = shared;
    struct probe_table probes = {.arena = v->arena};
    probe_table_seal(&probes);
    struct pool *p = pool_new(1, NULL, &probes, take, l, &l->error);
    if (!p)
        return;
    pool_submit(p, (struct job){.fd = memory_file(SPAN(document)), .hint = FORMAT_TEXT});
    while (pool_pending(p) > 0) {
        struct pollfd fds[1];
        int timeout;
        nfds_t n = pool_poll(p, fds, &timeout);
        poll(fds, n, timeout);
        pool_step(p);
    }
    if (pool_refusal(p))
        snprintf(l->why, sizeof l->why, "%s", pool_refusal(p));
    if (pool_jail(p))
        snprintf(l->jail, sizeof l->jail, "%s", pool_jail(p));
    pool_free(p);
}

void look_at_jail(struct visit *v)
{
    struct jail_look *l = ARENA_NEW(v->arena, struct jail_look);
    if (!visit_as_service(v, read_document, l, sizeof *l))
        visit_add(v, HEALTH_FAULT, "no reader was started: the process that did it ended");
    else if (l->error)
        visit_add(v, HEALTH_FAULT, "no reader can be started: %s", strerror(-l->error))->remedy =
            "make install  # puts the reader where it is looked for";
    else if (!l->read)
        visit_add(v, HEALTH_FAULT, "nothing is read: %s", l->why);
    else
        visit_add(v, HEALTH_OK, "a reader read a document in it: %s", l->jail);
}

/* ---- the kernel ---- */

static bool has_landlock(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static bool has_openat2(void)
{
    struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_BENEATH};
    long fd = syscall(SYS_openat2, AT_FDCWD, ".", &how, sizeof how);
    if (fd >= 0)
        close((int)fd);
    return fd >= 0 || errno == EACCES;
}

static bool has_pidfd(void)
{
    long fd = syscall(SYS_pidfd_open, getpid(), 0u);
    if (fd >= 0)
        close((int)fd);
    return fd >= 0;
}

void look_at_kernel(struct visit *v)
{
    static const struct {
        const char *name;
        bool (*is_there)(void);
        const char *without, *remedy;
    } features[] = {
        {"landlock", has_landlock, "readers are held by the system call filter alone",
         "add landlock to lsm= on the kernel's command line (Linux 5.13 or newer)"},
        {"openat2", has_openat2, "each step of a path is opened by itself, which is slower",
         "Linux 5.6 or newer"},
        {"pidfd", has_pidfd, "the end of a reader is noticed later", "Linux 5.3 or newer"},
    };
    const char *there = "";
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (features[i].is_there())
            there = arena_printf(v->arena, "%s%s%s", there, *there ? ", " : "", features[i].name);
        else
            visit_add(v, HEALTH_WARNING, "%s is missing: %s", features[i].name, features[i].without)
                ->remedy = features[i].remedy;
    if (*there)
        visit_add(v, HEALTH_OK, "has %s", there);
}
