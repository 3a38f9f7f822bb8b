/* SPDX-License-Identifier: GPL-3.0-or-later */
/* statx() is wrapped, so that a kernel or a filter that refuses it can be played. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/identity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int refusal; /* errno of every statx(); 0: the real one */

int __real_statx(int dirfd, const char *path, int flags, unsigned mask, struct statx *x);
int __wrap_statx(int dirfd, const char *path, int flags, unsigned mask, struct statx *x);
int __wrap_statx(int dirfd, const char *path, int flags, unsigned mask, struct statx *x)
{
    if (!refusal)
        return __real_statx(dirfd, path, flags, mask, x);
    errno = refusal;
    return -1;
}

static char folder[64];

static int begin(void **state)
{
    (void)state;
    refusal = 0;
    snprintf(folder, sizeof folder, "/tmp/duly-identity-XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    remove("link");
    remove("file");
    return chdir("/") || rmdir(folder);
}

static void write_file(const char *text)
{
    FILE *f = fopen("file", "we");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static struct identity identity_of(const char *path)
{
    struct identity i;
    assert_int_equal(identity_at(AT_FDCWD, path, &i), 0);
    return i;
}

static void it_says_what_stat_says(void **state)
{
    (void)state;
    write_file("12345");
    struct timespec old[2] = {{.tv_sec = 7, .tv_nsec = 8}, {.tv_sec = -2, .tv_nsec = 1}};
    assert_int_equal(utimensat(AT_FDCWD, "file", old, 0), 0);
    assert_int_equal(chmod("file", 0640), 0);
    struct stat s;
    assert_int_equal(stat("file", &s), 0);
    struct identity i = identity_of("file");
    assert_int_equal(i.inode, s.st_ino);
    assert_int_equal(i.size, 5);
    assert_int_equal(i.mtime_ns, -1999999999);
    assert_int_equal(i.ctime_ns, s.st_ctim.tv_sec * 1000000000 + s.st_ctim.tv_nsec);
    assert_int_equal(i.mode, S_IFREG | 0640);
    assert_int_equal(i.owner, getuid());
    assert_int_equal(i.group, s.st_gid);
    assert_int_equal(i.links, 1);
}

static void a_change_that_sets_its_time_back_is_seen(void **state)
{
    (void)state;
    write_file("one");
    struct identity before = identity_of("file");
    struct timespec times[2] = {
        {.tv_nsec = UTIME_OMIT},
        {.tv_sec = before.mtime_ns / 1000000000, .tv_nsec = before.mtime_ns % 1000000000}};
    usleep(20000);
    write_file("two");
    assert_int_equal(utimensat(AT_FDCWD, "file", times, 0), 0);
    struct identity after = identity_of("file");
    assert_int_equal(after.mtime_ns, before.mtime_ns);
    assert_int_equal(after.size, before.size);
    assert_false(identity_eq(&before, &after));
    assert_int_not_equal(identity_hash(&before), identity_hash(&after));
}

static void a_link_is_itself(void **state)
{
    (void)state;
    write_file("x");
    assert_int_equal(symlink("file", "link"), 0);
    assert_true(S_ISLNK(identity_of("link").mode));
}

static void of_an_open_descriptor(void **state)
{
    (void)state;
    write_file("x");
    struct identity by_name = identity_of("file"), by_fd;
    int fd = open("file", O_PATH | O_CLOEXEC);
    assert_int_equal(identity_at(fd, "", &by_fd), 0);
    assert_true(identity_eq(&by_name, &by_fd));
    close(fd);
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    struct identity i;
    assert_int_equal(identity_at(AT_FDCWD, "nothing", &i), -ENOENT);
    refusal = EPERM;
    assert_int_equal(identity_at(AT_FDCWD, "nothing", &i), -ENOENT);
    refusal = EIO;
    write_file("x");
    assert_int_equal(identity_at(AT_FDCWD, "file", &i), -EIO);
}

/* Only when it was made is not told then. */
static void where_statx_is_refused(void **state)
{
    (void)state;
    write_file("x");
    struct identity told = identity_of("file");
    told.born_ns = 0;
    for (size_t n = 0; n < 2; n++) {
        refusal = (int[]){ENOSYS, EPERM}[n];
        struct identity i = identity_of("file");
        assert_true(identity_eq(&told, &i));
    }
    int fd = open("file", O_PATH | O_CLOEXEC);
    assert_int_equal(identity_at(fd, "", &(struct identity){0}), 0);
    close(fd);
}

/* Every member counts, for equality and for the hash. */
static void every_member_counts(void **state)
{
    (void)state;
    static const struct identity same = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    const struct identity others[] = {
        {0, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 0, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 0, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 0, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9}, {1, 2, 3, 4, 5, 0, 7, 8, 9},
        {1, 2, 3, 4, 5, 6, 0, 8, 9}, {1, 2, 3, 4, 5, 6, 7, 0, 9}, {1, 2, 3, 4, 5, 6, 7, 8, 0},
        {2, 1, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 5, 4, 6, 7, 8, 9},
    };
    struct identity copy = same;
    assert_true(identity_eq(&same, &copy));
    assert_int_equal(identity_hash(&same), identity_hash(&copy));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(identity_eq(&same, &others[i]));
        assert_int_not_equal(identity_hash(&same), identity_hash(&others[i]));
    }
}

/* A bit more in one member changes about half of the bits. */
static void the_hash_mixes(void **state)
{
    (void)state;
    unsigned least = 64;
    for (int bit = 0; bit < 40; bit++) {
        struct identity a = {.inode = 77, .ctime_ns = 1700000000000000000}, b = a;
        b.ctime_ns ^= INT64_C(1) << bit;
        unsigned differ = (unsigned)__builtin_popcountll(identity_hash(&a) ^ identity_hash(&b));
        least = differ < least ? differ : least;
    }
    assert_in_range(least, 12, 64);
    assert_int_not_equal(identity_hash(&(struct identity){0}), 0);
}

static void bytes_are_hashed_to_the_last(void **state)
{
    (void)state;
    static const char text[] = "a name of twenty-one";
    for (size_t n = 0; n < sizeof text - 1; n++) {
        char other[sizeof text];
        memcpy(other, text, sizeof text);
        assert_int_equal(hash_bytes(1, text, n), hash_bytes(1, other, n));
        assert_int_not_equal(hash_bytes(1, text, n), hash_bytes(2, text, n));
        assert_int_not_equal(hash_bytes(1, text, n), hash_bytes(1, text, n + 1));
        other[n]++;
        assert_int_not_equal(hash_bytes(1, text, n + 1), hash_bytes(1, other, n + 1));
    }
    assert_int_not_equal(hash_bytes(1, "a", 1), hash_bytes(1, "a\0", 2));
}

#define ON_DISK(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_DISK(it_says_what_stat_says),
        ON_DISK(a_change_that_sets_its_time_back_is_seen),
        ON_DISK(a_link_is_itself),
        ON_DISK(of_an_open_descriptor),
        ON_DISK(what_is_missing_is_said),
        ON_DISK(where_statx_is_refused),
        cmocka_unit_test(every_member_counts),
        cmocka_unit_test(the_hash_mixes),
        cmocka_unit_test(bytes_are_hashed_to_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
