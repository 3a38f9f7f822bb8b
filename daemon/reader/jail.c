/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/jail.h"
#include "base/limits.h"
#include "reader/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

int jail_score(void)
{
    static const char most[] = "1000"; /* OOM_SCORE_ADJ_MAX; raising needs no privilege, proc(5) */
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    int error = write(fd, most, sizeof most - 1) < 0 ? -errno : 0;
    close(fd);
    return error;
}

int jail_privileges(void)
{
    /* Not dumpable: no core file holds a document, and nobody of the same user may trace us. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) || prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L) ||
        prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL, 0L, 0L, 0L))
        return -errno;
    return 0;
}

int jail_limits(void)
{
    // clang-format off
    static const struct {
        __rlimit_resource_t what;
        rlim_t most;
    } limits[] = {
        {RLIMIT_AS,     LIMIT_READER_MEMORY},
        {RLIMIT_CPU,    LIMIT_READER_CPU_S},
        {RLIMIT_CORE,   0},
        {RLIMIT_FSIZE,  0}, /* no file grows by us, whatever descriptor we were handed */
        {RLIMIT_NPROC,  0},
        {RLIMIT_NOFILE, 4}, /* the socket, a document, and one to spare */
    };
    // clang-format on
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit r = {limits[i].most, limits[i].most};
        if (setrlimit(limits[i].what, &r))
            return -errno;
    }
    return 0;
}

struct step {
    const char *what;
    int (*take)(void);
    bool required;
};

int jail_enter(const char **ret_what)
{
    static const struct step steps[] = {
        {"no new privileges", jail_privileges, true},
        {"landlock", jail_landlock, false},
        {"resource limits", jail_limits, true},
        {"system call filter", jail_seccomp, true}, /* last: it forbids all the others */
    };
    bool landlock = true;
    jail_score(); /* no part of the jail: where it cannot be, reading is as safe without it */
    if (DULY_SANITIZED) {
        *ret_what = "no jail: built with sanitizers";
        return 0;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int error = steps[i].take();
        if (error && steps[i].required) {
            *ret_what = steps[i].what;
            return error;
        }
        landlock = landlock && (!error || steps[i].required);
    }
    *ret_what = landlock ? "no new privileges, limits, landlock, system call filter"
                         : "no new privileges, limits, system call filter; no landlock here";
    return 0;
}
