/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/read.h"
#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char folder[64], path[96];

static int begin(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/duly-read-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/file", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

/* n bytes a, b, c ... */
static void make(size_t n)
{
    char *bytes = malloc(n + 1);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_non_null(bytes);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)('a' + i % 26);
    assert_int_equal(write_whole(fd, (struct span){bytes, n}), 0);
    close(fd);
    free(bytes);
}

static void all_of_a_file(void **state)
{
    static const size_t sizes[] = {0, 1, 16383, 16384, 16385, 100000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buf bytes _cleanup_buf_ = {0};
        make(sizes[i]);
        assert_null(read_regular(path, SIZE_MAX, &bytes));
        assert_int_equal(bytes.n, sizes[i]);
        assert_int_equal(bytes.at[sizes[i]], '\0');
        for (size_t at = 0; at < sizes[i]; at += 997)
            assert_int_equal(bytes.at[at], 'a' + (int)(at % 26));
    }
}

static void a_little_more_than_the_bound(void **state)
{
    struct buf bytes _cleanup_buf_ = {0};
    (void)state;
    make(1000000);
    assert_null(read_regular(path, 50000, &bytes));
    assert_in_range(bytes.n, 50001, 100000);
}

static void only_a_regular_file(void **state)
{
    struct buf bytes _cleanup_buf_ = {0};
    (void)state;
    assert_string_equal(read_regular(path, 100, &bytes), "No such file or directory");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_string_equal(read_regular(path, 100, &bytes), "it is no regular file");
    assert_string_equal(read_regular(folder, 100, &bytes), "it is no regular file");
    assert_int_equal(read_to_end(-1, 100, &bytes), -EBADF);
    assert_int_equal(bytes.n, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_of_a_file),
        TEST(a_little_more_than_the_bound),
        TEST(only_a_regular_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
