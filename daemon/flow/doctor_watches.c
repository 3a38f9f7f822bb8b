/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/doctor_visit.h"

#include <errno.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    SPARE = 64,          /* folders that come while it runs; the barrier's own */
    QUEUE_USUAL = 16384, /* the kernel's own default */
    QUEUE_BETTER = 65536,
};

/* 0: it cannot be read. */
static size_t limit(const char *file)
{
    size_t n = 0;
    FILE *f = fopen(file, "re");
    if (f && fscanf(f, "%zu", &n) != 1)
        n = 0;
    if (f)
        fclose(f);
    return n;
}

static const char *raise(struct visit *v, const char *name, size_t to)
{
    return arena_printf(v->arena,
                        "echo fs.inotify.%s=%zu >/etc/sysctl.d/60-duly-%s.conf\n"
                        "sysctl --system && systemctl restart duly",
                        name, to, name);
}

/* Twice what is needed now, as a power of two. */
static size_t generous(size_t need)
{
    static const size_t most = (size_t)1 << 30;
    size_t n = QUEUE_BETTER;
    while (n < 2 * need && n < most)
        n *= 2;
    return n;
}

static void look_at_watch_limit(struct visit *v)
{
    size_t need = v->folders_watched + SPARE;
    size_t allowed = limit("/proc/sys/fs/inotify/max_user_watches");
    if (allowed == 0)
        visit_add(v, HEALTH_WARNING, "%zu watches are needed; how many are allowed cannot be read",
                  need);
    else if (need > allowed)
        visit_add(v, HEALTH_WARNING,
                  "%zu watches are needed, %zu are allowed: folders without one are looked at now "
                  "and then instead",
                  need, allowed)
            ->remedy = raise(v, "max_user_watches", generous(need));
    else if (need > allowed / 5 * 4)
        visit_add(v, HEALTH_WARNING, "%zu watches are needed, %zu are allowed: few are left", need,
                  allowed)
            ->remedy = raise(v, "max_user_watches", generous(need));
    else
        visit_add(v, HEALTH_OK, "%zu watches are needed, %zu are allowed", need, allowed);
}

static void look_at_queue_limit(struct visit *v)
{
    size_t allowed = limit("/proc/sys/fs/inotify/max_queued_events");
    if (allowed && allowed < QUEUE_USUAL)
        visit_add(v, HEALTH_WARNING,
                  "only %zu events may wait to be read: when many files change at once, all are "
                  "compared anew",
                  allowed)
            ->remedy = raise(v, "max_queued_events", QUEUE_BETTER);
    else if (allowed)
        visit_add(v, HEALTH_OK, "%zu events may wait to be read", allowed);
}

static void try_instance(const struct visit *v, void *shared)
{
    int *error = shared;
    (void)v;
    *error = inotify_init1(IN_CLOEXEC) < 0 ? errno : 0;
}

void look_at_watches(struct visit *v)
{
    int error = 0;
    if (visit_as_service(v, try_instance, &error, sizeof error) && error)
        visit_add(v, HEALTH_FAULT, "nothing can be watched: %s", strerror(error))->remedy =
            error == EMFILE ? raise(v, "max_user_instances", 1024) : NULL;
    look_at_watch_limit(v);
    look_at_queue_limit(v);
}
