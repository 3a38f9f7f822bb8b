/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * malice NAME: enters the reader's jail, then tries what a reader that was taken over would try.
 * Exit status 0: it succeeded (the jail is broken); 1: it was refused; 3: the jail could not be
 * entered; or the process is ended by SIGSYS. `malice` alone lists the names.
 */
#include "base/limits.h"
#include "reader/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int file = -1; /* open for reading and writing before the jail */
static pid_t parent;

static bool open_file(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
}

static bool create_file(void)
{
    return open("malice.out", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0;
}

static bool open_beside(void)
{
    return openat(file, "x", O_RDONLY | O_CLOEXEC) >= 0;
}

static bool see_file(void)
{
    struct stat st;
    return stat("/etc/passwd", &st) == 0;
}

static bool remove_file(void)
{
    return unlink("malice.out") == 0;
}

static bool write_file(void)
{
    return write(file, "x", 1) == 1;
}

static bool write_file_at(void)
{
    return pwrite(file, "x", 1, 0) == 1;
}

static bool grow_file(void)
{
    return ftruncate(file, 1 << 20) == 0;
}

static bool send_file(void)
{
    return sendfile(file, file, NULL, 1) == 1;
}

static bool map_file(void)
{
    return mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0) != MAP_FAILED;
}

static bool map_shared(void)
{
    return mmap(NULL, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool map_code(void)
{
    const int all = PROT_READ | PROT_WRITE | PROT_EXEC;
    return mmap(NULL, 4096, all, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool make_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool open_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool open_pair(void)
{
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

static bool pass_descriptor(void)
{
    struct msghdr nothing = {0};
    return sendmsg(file, &nothing, 0) >= 0;
}

static bool run_program(void)
{
    char name[] = "true";
    char *const arguments[] = {name, NULL};
    execv("/bin/true", arguments);
    return false;
}

static bool fork_process(void)
{
    return fork() >= 0;
}

static bool make_thread(void)
{
    return syscall(SYS_clone, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD,
                   NULL) >= 0;
}

static bool trace_parent(void)
{
    return ptrace(PTRACE_ATTACH, parent, NULL, NULL) == 0;
}

static bool read_parent(void)
{
    return syscall(SYS_process_vm_readv, parent, NULL, 0L, NULL, 0L, 0L) >= 0;
}

static bool kill_parent(void)
{
    return kill(parent, 0) == 0;
}

static bool signal_parent(void)
{
    return syscall(SYS_tgkill, parent, parent, 0) == 0;
}

static bool raise_limit(void)
{
    const struct rlimit more = {1 << 20, 1 << 20};
    return setrlimit(RLIMIT_NOFILE, &more) == 0;
}

static bool become_dumpable(void)
{
    return prctl(PR_SET_DUMPABLE, 1L, 0L, 0L, 0L) == 0;
}

static bool new_namespace(void)
{
    return unshare(CLONE_NEWUSER) == 0;
}

static bool make_memfd(void)
{
    return memfd_create("malice", 0) >= 0;
}

static bool control_device(void)
{
    int room;
    return ioctl(file, FIONREAD, &room) == 0;
}

static bool use_io_uring(void)
{
    return syscall(SYS_io_uring_setup, 1, NULL) >= 0;
}

static bool unknown_call(void)
{
    return syscall(999) >= 0;
}

#ifdef __x86_64__
/* getpid by its number of the 32-bit table: a filter of 64-bit numbers must not judge it. */
static bool other_architecture(void)
{
    long result = 20;
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    return result > 0;
}
#endif

static bool much_memory(void)
{
    void *p = malloc(LIMIT_READER_MEMORY);
    return p != NULL;
}

/* What must work, so that the others prove something. */
static bool ordinary_work(void)
{
    char c;
    void *p = malloc(8 << 20);
    p = p ? realloc(p, 32 << 20) : NULL;
    bool good = p && pread(file, &c, 1, 0) == 1;
    free(p);
    return good;
}

// clang-format off
static const struct {
    const char *name;
    bool (*attempt)(void);
} attempts[] = {
    {"ordinary-work", ordinary_work},
    {"open", open_file},             {"create", create_file},       {"openat", open_beside},
    {"stat", see_file},              {"unlink", remove_file},       {"write", write_file},
    {"pwrite", write_file_at},       {"truncate", grow_file},       {"sendfile", send_file},
    {"map-file", map_file},          {"map-shared", map_shared},    {"map-code", map_code},
    {"make-code", make_code},        {"socket", open_socket},       {"socketpair", open_pair},
    {"sendmsg", pass_descriptor},    {"exec", run_program},         {"fork", fork_process},
    {"thread", make_thread},         {"ptrace", trace_parent},      {"read-parent", read_parent},
    {"kill", kill_parent},           {"tgkill", signal_parent},     {"setrlimit", raise_limit},
    {"prctl", become_dumpable},      {"unshare", new_namespace},    {"memfd", make_memfd},
    {"ioctl", control_device},       {"io-uring", use_io_uring},    {"unknown-call", unknown_call},
#ifdef __x86_64__
    {"other-architecture", other_architecture},
#endif
    {"memory", much_memory},
};
// clang-format on
enum { ATTEMPTS = sizeof attempts / sizeof *attempts };

static int try_it(bool (*attempt)(void))
{
    const char *what;
    FILE *f = tmpfile();
    if (!f || fputs("something", f) < 0 || fflush(f))
        return 2;
    file = fileno(f);
    parent = getppid();
    if (jail_enter(&what)) {
        fprintf(stderr, "no jail: %s\n", what);
        return 3;
    }
    _exit(attempt() ? 0 : 1);
}

int main(int argc, char **argv)
{
    for (size_t i = 0; i < ATTEMPTS; i++) {
        if (argc < 2)
            puts(attempts[i].name);
        else if (strcmp(argv[1], attempts[i].name) == 0)
            return try_it(attempts[i].attempt);
    }
    return argc < 2 ? 0 : 2;
}
