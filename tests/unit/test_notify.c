/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* It belongs to the program, not to a level, and is in no archive. */
#include "../../daemon/notify.c"

#include <stdbool.h>
#include <stdio.h>

static int listen_at(const char *path, bool is_abstract)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    if (is_abstract)
        at.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    assert_int_equal(bind(fd, (struct sockaddr *)&at, length), 0);
    return fd;
}

static void check_told(const char *path, bool is_abstract)
{
    char text[64] = "";
    int fd = listen_at(path, is_abstract);
    setenv("NOTIFY_SOCKET", path, 1);
    notify_manager("READY=1");
    assert_int_equal(recv(fd, text, sizeof text - 1, 0), 7);
    assert_string_equal(text, "READY=1");
    close(fd);
}

static void told_by_path_and_by_abstract_name(void **state)
{
    (void)state;
    char folder[32] = "/tmp/duly-notify-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/notify", folder);
    check_told(path, false);
    unlink(path);
    rmdir(folder);
    snprintf(path, sizeof path, "@duly-test-%d", getpid());
    check_told(path, true);
}

static void nobody_to_tell_is_no_fault(void **state)
{
    (void)state;
    char lengthy[200];
    memset(lengthy, '/', sizeof lengthy - 1);
    lengthy[sizeof lengthy - 1] = '\0';
    unsetenv("NOTIFY_SOCKET");
    notify_manager("READY=1");
    setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1);
    notify_manager("READY=1");
    setenv("NOTIFY_SOCKET", lengthy, 1);
    notify_manager("READY=1");
    setenv("NOTIFY_SOCKET", "relative", 1);
    notify_manager("READY=1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(told_by_path_and_by_abstract_name),
        cmocka_unit_test(nobody_to_tell_is_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
