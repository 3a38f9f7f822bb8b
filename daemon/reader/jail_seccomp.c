/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reader of our own code needs once it runs: very little, because it opens nothing, maps no
 * file, and is handed what it reads. Everything else ends the process at once.
 */
#include "reader/jail.h"

#include <errno.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

enum { COMPARED = 2 }; /* arguments that a rule looks at, at most */

struct rule {
    int call;
    unsigned compared;
    struct scmp_arg_cmp arguments[COMPARED];
    /* why */
};

static int rule_add(scmp_filter_ctx filter, uint32_t action, const struct rule *r)
{
    return seccomp_rule_add_array(filter, action, r->call, r->compared, r->arguments);
}

static int allow_calls(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const struct scmp_arg_cmp no_file =
        SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_TYPE | MAP_ANONYMOUS, MAP_PRIVATE | MAP_ANONYMOUS);
    const struct scmp_arg_cmp ourselves = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
    // clang-format off
    const struct rule rules[] = {
        {SCMP_SYS(recvmsg),         0, {{0}}},             /* questions, with their descriptor */
        {SCMP_SYS(pread64),         0, {{0}}},             /* the document */
        {SCMP_SYS(close),           0, {{0}}},             /* ... when it is read */
        {SCMP_SYS(sendto),          0, {{0}}},             /* answers, on the only socket there is */
        {SCMP_SYS(mmap),            2, {no_code, no_file}}, /* malloc: large blocks */
        {SCMP_SYS(munmap),          0, {{0}}},
        {SCMP_SYS(mremap),          0, {{0}}},
        {SCMP_SYS(brk),             0, {{0}}},             /* malloc: small blocks */
        {SCMP_SYS(madvise),         0, {{0}}},             /* malloc: giving memory back */
        {SCMP_SYS(sysinfo),         0, {{0}}},             /* qsort asks how much memory there is */
        {SCMP_SYS(futex),           0, {{0}}},             /* locks of the C library */
        {SCMP_SYS(clock_gettime),   0, {{0}}},             /* where the vDSO has no clock */
        {SCMP_SYS(rt_sigprocmask),  0, {{0}}},             /* abort() */
        {SCMP_SYS(rt_sigaction),    0, {{0}}},
        {SCMP_SYS(getpid),          0, {{0}}},
        {SCMP_SYS(gettid),          0, {{0}}},
        {SCMP_SYS(tgkill),          1, {ourselves}},
        {SCMP_SYS(rt_sigreturn),    0, {{0}}},
        {SCMP_SYS(restart_syscall), 0, {{0}}},             /* after a stop and a continue */
        {SCMP_SYS(exit_group),      0, {{0}}},
    };
    const struct rule closed[] = { /* last words on a standard error that is not there */
        {SCMP_SYS(write),  0, {{0}}},
        {SCMP_SYS(writev), 0, {{0}}},
    };
    // clang-format on
    int error = 0;
    for (size_t i = 0; !error && i < sizeof rules / sizeof *rules; i++)
        error = rule_add(filter, SCMP_ACT_ALLOW, &rules[i]);
    for (size_t i = 0; !error && i < sizeof closed / sizeof *closed; i++)
        error = rule_add(filter, SCMP_ACT_ERRNO(EBADF), &closed[i]);
    return error;
}

static void filter_release(scmp_filter_ctx *filter)
{
    if (*filter)
        seccomp_release(*filter);
}

int jail_seccomp(void)
{
    scmp_filter_ctx filter __attribute__((cleanup(filter_release))) =
        seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return -ENOMEM;
    int error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree, not a list */
    error = error ? error : allow_calls(filter);
    return error ? error : seccomp_load(filter);
}
