/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permissions can only be looked at by having them: a process of its own takes on the user, groups
   and the one capability of the daemon, and looks. */
#include "flow/control_path.h"
#include "flow/doctor_visit.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SERVICE_USER "duly"
enum { GROUPS_MOST = 256, CAP_DAC_READ_SEARCH_BIT = 2 /* capability.h */ };

static const char *name_of(struct visit *v, uid_t user)
{
    const struct passwd *p = getpwuid(user);
    return p ? arena_strdup(v->arena, p->pw_name) : arena_printf(v->arena, "%u", (unsigned)user);
}

/* ---- the daemon that runs ---- */

/* Who listens, as the kernel noted it. */
static bool ask_listener(struct visit *v, struct ucred *ret)
{
    struct sockaddr_un address;
    socklen_t n = sizeof *ret;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    bool good = fd >= 0 && control_address(v->config.run, &address) &&
                connect(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
                getsockopt(fd, SOL_SOCKET, SO_PEERCRED, ret, &n) == 0 && ret->pid > 0;
    if (fd >= 0)
        close(fd);
    return good;
}

static void read_groups(struct visit *v, const char *text)
{
    gid_t *groups = ARENA_ARRAY(v->arena, GROUPS_MOST, gid_t);
    size_t n = 0;
    char *end;
    for (unsigned long g; n < GROUPS_MOST && (g = strtoul(text, &end, 10), end != text); text = end)
        groups[n++] = (gid_t)g;
    v->service.groups = groups;
    v->service.group_count = n;
}

/* In a namespace of its own (PrivateUsers=) a capability reaches nobody else's files. */
static bool shares_users(struct visit *v)
{
    struct stat ours, its;
    const char *path = arena_printf(v->arena, "/proc/%d/ns/user", (int)v->service.daemon);
    return stat("/proc/self/ns/user", &ours) == 0 && stat(path, &its) == 0 &&
           ours.st_dev == its.st_dev && ours.st_ino == its.st_ino;
}

/* SupplementaryGroups= and AmbientCapabilities= of a unit are seen nowhere else: proc(5). */
static void read_status(struct visit *v)
{
    char line[8192];
    FILE *f = fopen(arena_printf(v->arena, "/proc/%d/status", (int)v->service.daemon), "re");
    while (f && fgets(line, sizeof line, f)) {
        if (strncmp(line, "Groups:", 7) == 0)
            read_groups(v, line + 7);
        else if (strncmp(line, "CapEff:", 7) == 0)
            v->service.reads_all =
                strtoull(line + 7, NULL, 16) >> CAP_DAC_READ_SEARCH_BIT & 1 && shares_users(v);
    }
    if (f)
        fclose(f);
}

static bool is_running(struct visit *v)
{
    struct ucred listener;
    if (!ask_listener(v, &listener))
        return false;
    v->service = (struct service){
        .name = name_of(v, listener.uid),
        .user = listener.uid,
        .group = listener.gid,
        .daemon = listener.pid,
        .exists = true,
    };
    read_status(v);
    return true;
}

/* ---- the user of the unit, or who asks ---- */

static bool is_installed(struct visit *v)
{
    gid_t *groups = ARENA_ARRAY(v->arena, GROUPS_MOST, gid_t);
    int n = GROUPS_MOST;
    const struct passwd *p = getpwnam(SERVICE_USER);
    if (!p)
        return false;
    v->service = (struct service){.name = SERVICE_USER,
                                  .user = p->pw_uid,
                                  .group = p->pw_gid,
                                  .groups = groups,
                                  .exists = true};
    if (getgrouplist(SERVICE_USER, p->pw_gid, groups, &n) >= 0)
        v->service.group_count = (size_t)n;
    return true;
}

void visit_service(struct visit *v)
{
    if (!is_running(v) && !is_installed(v))
        v->service =
            (struct service){.name = name_of(v, geteuid()), .user = geteuid(), .group = getegid()};
    v->service.ours = v->service.user == geteuid() || geteuid() == 0;
    if (!v->service.ours) /* looked at as who asks */
        v->service.reads_all = false;
}

void look_at_service(struct visit *v)
{
    visit_service(v);
    const struct service *s = &v->service;
    if (!s->ours)
        visit_add(v, HEALTH_WARNING, "the daemon's user is %s; what follows is seen as %s", s->name,
                  name_of(v, geteuid()))
            ->remedy = "sudo duly doctor";
    else if (s->daemon)
        visit_add(v, HEALTH_OK, "a daemon runs as user %s, process %d", s->name, (int)s->daemon);
    else if (s->exists)
        visit_add(v, HEALTH_WARNING, "no daemon answers; it would run as user %s", s->name)
            ->remedy = "systemctl start duly";
    else
        visit_add(v, HEALTH_WARNING, "there is no user " SERVICE_USER "; looked at as %s", s->name)
            ->remedy = "systemd-sysusers  # makes it, where duly.service is installed";
}

/* ---- the process that looks ---- */

/* The kernel drops capabilities with the user; keeping one is more trouble than staying root, who
   reads everything just the same. */
static bool become(const struct service *s)
{
    if (geteuid() != 0 || s->user == 0 || s->reads_all)
        return true;
    return setgroups(s->group_count, s->groups) == 0 &&
           setresgid(s->group, s->group, s->group) == 0 &&
           setresuid(s->user, s->user, s->user) == 0;
}

bool visit_as_service(const struct visit *v, void (*look)(const struct visit *v, void *shared),
                      void *shared, size_t size)
{
    int status = 0;
    void *between = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (between == MAP_FAILED)
        return false;
    memcpy(between, shared, size);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        bool good = become(&v->service);
        if (good)
            look(v, between);
        _exit(good ? 0 : 1);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    memcpy(shared, between, size);
    munmap(between, size);
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
