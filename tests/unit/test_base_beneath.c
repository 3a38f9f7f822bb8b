/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place_to_try {
    char path[64];
    int fd;
};

/* DIR/file, DIR/sub/file, DIR/link → /etc, DIR/sub/up → .., DIR/loop → loop */
static int make_folder(void **state)
{
    static struct place_to_try p;
    snprintf(p.path, sizeof p.path, "/tmp/duly-beneath-XXXXXX");
    assert_non_null(mkdtemp(p.path));
    p.fd = open(p.path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(mkdirat(p.fd, "sub", 0700), 0);
    close(openat(p.fd, "file", O_CREAT | O_WRONLY, 0600));
    close(openat(p.fd, "sub/file", O_CREAT | O_WRONLY, 0600));
    assert_int_equal(symlinkat("/etc", p.fd, "link"), 0);
    assert_int_equal(symlinkat("..", p.fd, "sub/up"), 0);
    assert_int_equal(symlinkat("loop", p.fd, "loop"), 0);
    *state = &p;
    return 0;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"sub/file", "sub/up", "file", "link", "loop"};
    const struct place_to_try *p = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlinkat(p->fd, names[i], 0);
    unlinkat(p->fd, "sub", AT_REMOVEDIR);
    close(p->fd);
    return rmdir(p->path);
}

static void nothing_leads_out(int (*open_it)(int folder, const char *path, int flags), int folder)
{
    static const struct {
        const char *path;
        bool opens;
    } cases[] = {
        {"file", true},
        {"sub/file", true},
        {".", true},
        {"./sub/./file", true},
        {"sub", true},
        {"sub//file", true},
        {"none", false},
        {"link", false},
        {"link/passwd", false},
        {"..", false},
        {"sub/../../etc", false},
        {"/etc/passwd", false},
        {"sub/up/file", false},
        {"sub/up", false},
        {"loop", false},
        {"file/x", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int fd = open_it(folder, cases[i].path, O_RDONLY);
        if (cases[i].opens != (fd >= 0))
            fail_msg("%s: %d", cases[i].path, fd);
        if (fd >= 0) {
            assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
            close(fd);
        }
    }
}

static void nothing_leads_out_by_openat2(void **state)
{
    const struct place_to_try *p = *state;
    nothing_leads_out(open_beneath, p->fd);
}

static void nothing_leads_out_by_steps(void **state)
{
    const struct place_to_try *p = *state;
    nothing_leads_out(open_beneath_by_steps, p->fd);
}

static void a_name_that_is_too_long_is_refused(void **state)
{
    const struct place_to_try *p = *state;
    char name[600];
    memset(name, 'a', sizeof name - 3);
    memcpy(name + sizeof name - 3, "/x", 3);
    assert_int_equal(open_beneath_by_steps(p->fd, name, O_RDONLY), -ENAMETOOLONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_leads_out_by_openat2),
        cmocka_unit_test(nothing_leads_out_by_steps),
        cmocka_unit_test(a_name_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
