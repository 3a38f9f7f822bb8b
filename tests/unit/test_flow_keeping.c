/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/write.h"
#include "flow/keeping.h"
#include "flow/packs.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the system calls that change the folder ---- */

/* An old file system cannot exchange two names. */
static bool old_file_system;

/* The process ends before this call; 0: it goes on to the end. */
static unsigned calls_left;

static void count_call(void)
{
    if (calls_left > 0 && --calls_left == 0)
        _exit(77);
}

int __real_renameat2(int from, const char *a, int to, const char *b, unsigned flags);
int __wrap_renameat2(int from, const char *a, int to, const char *b, unsigned flags);
int __wrap_renameat2(int from, const char *a, int to, const char *b, unsigned flags)
{
    count_call();
    if (!old_file_system)
        return __real_renameat2(from, a, to, b, flags);
    errno = EINVAL;
    return -1;
}

int __real_renameat(int from, const char *a, int to, const char *b);
int __wrap_renameat(int from, const char *a, int to, const char *b);
int __wrap_renameat(int from, const char *a, int to, const char *b)
{
    count_call();
    return __real_renameat(from, a, to, b);
}

int __real_unlinkat(int folder, const char *name, int flags);
int __wrap_unlinkat(int folder, const char *name, int flags);
int __wrap_unlinkat(int folder, const char *name, int flags)
{
    count_call();
    return __real_unlinkat(folder, name, flags);
}

int __real_mkdirat(int folder, const char *name, mode_t mode);
int __wrap_mkdirat(int folder, const char *name, mode_t mode);
int __wrap_mkdirat(int folder, const char *name, mode_t mode)
{
    count_call();
    return __real_mkdirat(folder, name, mode);
}

int __real_write_whole(int fd, struct span s);
int __wrap_write_whole(int fd, struct span s);
int __wrap_write_whole(int fd, struct span s)
{
    count_call();
    return __real_write_whole(fd, s);
}

/* What a process leaves behind needs no disk. */
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    (void)fd;
    count_call();
    return 0;
}

/* ---- */

struct keeping {
    char folder[32];
    struct arena *arena;
    struct diags diags;
};

static const char *beneath(struct keeping *p, const char *name)
{
    return arena_printf(p->arena, "%s/%s", p->folder, name);
}

static struct keeping begin(void)
{
    struct keeping p = {.folder = "/tmp/keeping-XXXXXX", .arena = arena_new()};
    p.diags.arena = p.arena;
    assert_non_null(mkdtemp(p.folder));
    assert_int_equal(mkdir(beneath(&p, "state"), 0700), 0);
    return p;
}

static void end(struct keeping *p)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", p->folder);
    assert_int_equal(system(command), 0);
    arena_free(p->arena);
}
#define _cleanup_keeping_ __attribute__((cleanup(end)))

static void write_text(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* A configuration and two packs, all of them of one edition. */
static struct settings *edition(struct keeping *p, int number)
{
    struct settings *s = ARENA_NEW(p->arena, struct settings);
    const char *rules = beneath(p, arena_printf(p->arena, "rules%d", number));
    const char *yaml = arena_printf(p->arena,
                                    "duly: 1\nroots: [{path: ~/documents, packs: [one, two]}]\n"
                                    "retention: %dd\nrules: rules%d\n",
                                    number, number);
    mkdir(rules, 0700);
    for (int i = 0; i < 2; i++) {
        const char *id = i ? "two" : "one";
        const char *folder = arena_printf(p->arena, "%s/%s", rules, id);
        mkdir(folder, 0700);
        write_text(arena_printf(p->arena, "%s/pack.yaml", folder),
                   arena_printf(p->arena,
                                "duly: 1\npack: {id: %s, version: %d.0.0, title: T}\n"
                                "kinds:\n  k%s: {match: {title: T}}\n",
                                id, number, id));
        write_text(arena_printf(p->arena, "%s/rules.yaml", folder),
                   "rules:\n  a: {for: any, check: {expect: count(dates) > 0}, message: m}\n");
        write_text(arena_printf(p->arena, "%s/x.test.yaml", folder), "no test\n");
    }
    assert_true(
        config_read(p->arena, beneath(p, "duly.yaml"), span_of(yaml), &s->config, &p->diags));
    s->rules = packs_load_for(p->arena, &s->config, &p->diags);
    assert_non_null(s->rules);
    return s;
}

/* Which edition is kept: all of it. 0: none. */
static int kept(struct keeping *p)
{
    struct config c;
    const struct pack *const *packs;
    const char *state = beneath(p, "state");
    if (!config_load_kept(p->arena, state, &c, &p->diags))
        return 0;
    struct rules *rules = packs_load_kept(p->arena, state, &c, &p->diags);
    int number = (int)(c.retention / 86400);
    assert_non_null(rules);
    assert_int_equal(rules_packs(rules, &packs), 2);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(atoi(arena_copy(p->arena, pack_version(packs[i])).at), number);
    rules_free(rules);
    assert_string_equal(c.file, beneath(p, "duly.yaml"));
    assert_string_equal(c.roots[0].path, beneath(p, "documents"));
    return number;
}

static int entries(const char *folder)
{
    DIR *dir = opendir(folder);
    int n = 0;
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));)
        n += e->d_name[0] != '.';
    closedir(dir);
    return n;
}

static void test_nothing_is_kept_at_first(void **state)
{
    struct keeping p _cleanup_keeping_ = begin();
    assert_int_equal(kept(&p), 0);
    assert_int_equal(p.diags.list.n, 1);
    assert_string_equal(p.diags.list.at[0].id, "config.not-kept");
    (void)state;
}

static void check_kept_and_replaced(void)
{
    struct keeping p _cleanup_keeping_ = begin();
    struct settings *one = edition(&p, 1), *two = edition(&p, 2);
    assert_int_equal(keep_good(beneath(&p, "state"), one), 0);
    assert_int_equal(kept(&p), 1);
    assert_int_equal(keep_good(beneath(&p, "state"), two), 0);
    assert_int_equal(kept(&p), 2);
    assert_int_equal(keep_good(beneath(&p, "state"), two), 0);
    assert_int_equal(kept(&p), 2);
    assert_int_equal(entries(beneath(&p, "state")), 1);
    assert_int_equal(entries(beneath(&p, "state/good")), 3);
    assert_int_equal(entries(beneath(&p, "state/good/packs/one")), 2); /* no tests */
    rules_free(one->rules);
    rules_free(two->rules);
}

static void test_what_is_kept_is_replaced(void **state)
{
    check_kept_and_replaced();
    (void)state;
}

static void test_a_file_system_without_exchange(void **state)
{
    old_file_system = true;
    check_kept_and_replaced();
    old_file_system = false;
    (void)state;
}

static void test_files_are_kept_to_the_byte(void **state)
{
    struct keeping p _cleanup_keeping_ = begin();
    struct settings *one = edition(&p, 1);
    assert_int_equal(keep_good(beneath(&p, "state"), one), 0);
    const char *command = arena_printf(p.arena,
                                       "cmp -s %s/rules1/two/pack.yaml "
                                       "%s/state/good/packs/two/pack.yaml",
                                       p.folder, p.folder);
    assert_int_equal(system(command), 0);
    rules_free(one->rules);
    (void)state;
}

static void test_a_folder_that_cannot_be_written(void **state)
{
    struct keeping p _cleanup_keeping_ = begin();
    struct settings *one = edition(&p, 1), *two = edition(&p, 2);
    assert_int_equal(keep_good(beneath(&p, "nowhere"), one), -ENOENT);
    assert_int_equal(keep_good(beneath(&p, "state"), one), 0);
    write_text(beneath(&p, "state/good.new"), "in the way");
    assert_int_equal(keep_good(beneath(&p, "state"), two), 0); /* it is taken away */
    assert_int_equal(kept(&p), 2);
    rules_free(one->rules);
    rules_free(two->rules);
    (void)state;
}

static void test_settings_without_a_file_are_not_kept(void **state)
{
    struct keeping p _cleanup_keeping_ = begin();
    struct settings *one = edition(&p, 1);
    one->config.file = NULL;
    assert_int_equal(keep_good(beneath(&p, "state"), one), 0);
    assert_int_equal(entries(beneath(&p, "state")), 0);
    rules_free(one->rules);
    (void)state;
}

/* A relative name means the same in the next run, wherever that begins. */
static void test_a_relative_configuration(void **state)
{
    struct keeping p _cleanup_keeping_ = begin();
    struct settings *one = edition(&p, 1);
    char *here = getcwd(NULL, 0);
    assert_int_equal(chdir(p.folder), 0);
    one->config.file = "duly.yaml";
    assert_int_equal(keep_good(beneath(&p, "state"), one), 0);
    assert_int_equal(chdir(here), 0);
    free(here);
    assert_int_equal(kept(&p), 1);
    rules_free(one->rules);
    (void)state;
}

/* False once it comes to its end. */
static bool keep_and_die(struct keeping *p, const struct settings *s, unsigned before_call)
{
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        calls_left = before_call;
        _exit(keep_good(beneath(p, "state"), s) == 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 0);
    return WEXITSTATUS(status) == 77;
}

/* What is left behind by the end before one call is there when the next one begins. */
static void check_killed(void)
{
    struct keeping p _cleanup_keeping_ = begin();
    struct settings *const editions[] = {edition(&p, 1), edition(&p, 2)};
    unsigned call = 1;
    assert_int_equal(keep_good(beneath(&p, "state"), editions[0]), 0);
    while (keep_and_die(&p, editions[call % 2], call)) {
        assert_true(kept(&p) > 0);
        call++;
    }
    assert_true(call > 20);
    assert_int_equal(keep_good(beneath(&p, "state"), editions[1]), 0);
    assert_int_equal(kept(&p), 2);
    assert_int_equal(entries(beneath(&p, "state")), 1);
    rules_free(editions[0]->rules);
    rules_free(editions[1]->rules);
}

static void test_killed_at_any_instant_a_whole_set_is_there(void **state)
{
    check_killed();
    old_file_system = true;
    check_killed();
    old_file_system = false;
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_kept_at_first),
        cmocka_unit_test(test_what_is_kept_is_replaced),
        cmocka_unit_test(test_a_file_system_without_exchange),
        cmocka_unit_test(test_files_are_kept_to_the_byte),
        cmocka_unit_test(test_a_folder_that_cannot_be_written),
        cmocka_unit_test(test_settings_without_a_file_are_not_kept),
        cmocka_unit_test(test_a_relative_configuration),
        cmocka_unit_test(test_killed_at_any_instant_a_whole_set_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
