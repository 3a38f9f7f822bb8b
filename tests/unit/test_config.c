/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char folder[] = "tests/data/config";

struct reading {
    struct arena *arena;
    struct diags diags;
    struct config config;
    bool good;
};

static struct reading begin(void)
{
    struct reading r = {.arena = arena_new()};
    r.diags.arena = r.arena;
    return r;
}

static void end(struct reading *r)
{
    arena_free(r->arena);
}
#define _cleanup_reading_ __attribute__((cleanup(end)))

static struct reading read_text(const char *yaml)
{
    struct reading r = begin();
    r.good = config_read(r.arena, "/etc/duly/duly.yaml", span_of(yaml), &r.config, &r.diags);
    return r;
}

static struct reading load_file(const char *file)
{
    struct reading r = begin();
    r.good = config_load(r.arena, file, &r.config, &r.diags);
    return r;
}

/* "LINE:COLUMN ID" a line. */
static const char *faults(struct reading *r)
{
    const char *all = "";
    diags_sort(&r->diags);
    for (size_t i = 0; i < r->diags.list.n; i++) {
        const struct diag *d = &r->diags.list.at[i];
        all = arena_printf(r->arena, "%s%u:%u %s\n", all, d->line, d->column, d->id);
    }
    return all;
}

static const char *here(struct arena *a, const char *beneath)
{
    char *cwd = getcwd(NULL, 0);
    const char *path = arena_printf(a, "%s/%s/%s", cwd, folder, beneath);
    free(cwd);
    return path;
}

/* ---- what holds ---- */

static void test_everything_has_a_default(void **state)
{
    struct reading r _cleanup_reading_ = read_text("duly: 1\n");
    const struct config *c = &r.config;
    assert_true(r.good);
    assert_string_equal(c->file, "/etc/duly/duly.yaml");
    assert_int_equal(c->root_count, 0);
    assert_int_equal(c->rules_count, 0);
    assert_string_equal(c->waivers, "/etc/duly/waivers.d");
    assert_string_equal(c->zone, "Europe/Stockholm");
    assert_null(c->language);
    assert_string_equal(c->state, "/var/lib/duly");
    assert_string_equal(c->run, "/run/duly");
    assert_string_equal(c->syslog.socket, "/dev/log");
    assert_int_equal(c->syslog.facility, 3);
    assert_int_equal(c->syslog.body, BODY_CEE);
    assert_int_equal(c->reminders.undated, 604800);
    assert_int_equal(c->retention, 34560000);
    assert_int_equal(c->limits.file_size, 67108864);
    assert_int_equal(c->limits.cpu_seconds, 10);
    (void)state;
}

static void check_root(const struct config_root *r, const char *path, enum config_poll poll,
                       uint32_t seconds, uint32_t line)
{
    assert_int_equal(r->column, 5);
    assert_string_equal(r->path, path);
    assert_int_equal(r->poll, poll);
    assert_int_equal(r->poll_seconds, seconds);
    assert_int_equal(r->line, line);
}

static void test_every_key_is_read(void **state)
{
    struct reading r _cleanup_reading_ = load_file("tests/data/config/whole.yaml");
    const struct config *c = &r.config;
    assert_true(r.good);
    assert_string_equal(faults(&r), "19:10 config.not-available\n20:18 config.not-available\n");
    assert_int_equal(c->root_count, 5);
    check_root(&c->roots[0], "/srv/avtal", POLL_AUTO, 30, 5);
    assert_int_equal(c->roots[0].pack_count, 2);
    assert_string_equal(c->roots[0].packs[0], "se.samverkan");
    assert_string_equal(c->roots[0].packs[1], "general");
    assert_int_equal(c->roots[0].exclude_count, 2);
    assert_string_equal(c->roots[0].exclude[1], "*.bak");
    check_root(&c->roots[1], "/srv/reports/2026", POLL_ALWAYS, 300, 6);
    assert_int_equal(c->roots[1].pack_count, 0);
    check_root(&c->roots[2], "/srv/minutes", POLL_AUTO, 30, 8);
    check_root(&c->roots[3], here(r.arena, "beside"), POLL_NEVER, 30, 9);
    check_root(&c->roots[4], "/mnt/share", POLL_ALWAYS, 30, 10);
    assert_int_equal(c->rules_count, 2);
    assert_string_equal(c->rules[0], "/usr/share/duly/rules");
    assert_string_equal(c->rules[1], here(r.arena, "rules"));
    assert_string_equal(c->waivers, here(r.arena, "waivers.d"));
    assert_string_equal(c->zone, "Europe/Helsinki");
    assert_string_equal(c->language, "sv");
    assert_string_equal(c->state, "/srv/state");
    assert_string_equal(c->run, here(r.arena, "run"));
    assert_string_equal(c->syslog.socket, "/run/log.sock");
    assert_int_equal(c->syslog.facility, 19);
    assert_int_equal(c->syslog.body, BODY_JSON);
    assert_int_equal(c->reminders.undated, 1209600);
    assert_int_equal(c->retention, 864000);
    assert_int_equal(c->limits.file_size, 8388608);
    assert_int_equal(c->limits.cpu_seconds, 60);
    (void)state;
}

static void test_facilities(void **state)
{
    static const struct {
        const char *word;
        int number;
    } rows[] = {{"user", 1}, {"daemon", 3}, {"auth", 4},    {"syslog", 5},
                {"cron", 9}, {"clock", 15}, {"local0", 16}, {"local7", 23}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char yaml[64];
        snprintf(yaml, sizeof yaml, "syslog: {facility: %s}\n", rows[i].word);
        struct reading r _cleanup_reading_ = read_text(yaml);
        assert_true(r.good);
        assert_int_equal(r.config.syslog.facility, rows[i].number);
    }
    (void)state;
}

static void test_the_journal_has_a_socket_of_its_own(void **state)
{
    struct reading r _cleanup_reading_ = read_text("syslog: {journal: on}\n");
    struct reading off _cleanup_reading_ = read_text("syslog: {journal: off}\n");
    struct reading named _cleanup_reading_ = read_text("syslog: {socket: /run/j, journal: on}\n");
    assert_true(r.good && r.config.syslog.journal);
    assert_string_equal(r.config.syslog.socket, "/run/systemd/journal/socket");
    assert_true(off.good && !off.config.syslog.journal);
    assert_string_equal(off.config.syslog.socket, "/dev/log");
    assert_true(named.good && named.config.syslog.journal);
    assert_string_equal(named.config.syslog.socket, "/run/j");
    (void)state;
}

static void test_the_folders_of_the_service_are_taken(void **state)
{
    setenv("STATE_DIRECTORY", "/var/lib/one:/var/lib/two", 1);
    setenv("RUNTIME_DIRECTORY", "/run/one", 1);
    struct reading r _cleanup_reading_ = read_text("duly: 1\n");
    struct reading named _cleanup_reading_ = read_text("state: /srv/s\nrun: /srv/r\n");
    setenv("STATE_DIRECTORY", "relative", 1);
    struct reading odd _cleanup_reading_ = read_text("duly: 1\n");
    unsetenv("STATE_DIRECTORY");
    unsetenv("RUNTIME_DIRECTORY");
    assert_string_equal(r.config.state, "/var/lib/one");
    assert_string_equal(r.config.run, "/run/one");
    assert_string_equal(named.config.state, "/srv/s");
    assert_string_equal(named.config.run, "/srv/r");
    assert_string_equal(odd.config.state, "/var/lib/duly");
    (void)state;
}

static void test_reminders_can_be_off(void **state)
{
    struct reading r _cleanup_reading_ = read_text("reminders: {undated: off}\n");
    assert_true(r.good);
    assert_int_equal(r.config.reminders.undated, 0);
    (void)state;
}

static void test_zones(void **state)
{
    static const char *const known[] = {"UTC", "Europe/Stockholm", "America/Argentina/Salta",
                                        "Etc/GMT+5"};
    static const char *const unknown[] = {"Europe/",
                                          "/Europe/Stockholm",
                                          "Europe//Stockholm",
                                          "./Europe/Stockholm",
                                          "Europe/../Europe/Stockholm",
                                          "zone.tab",
                                          "CET-1CEST,M3.5.0",
                                          "'<A>-1'"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct reading r _cleanup_reading_ = begin();
        r.good = config_read(r.arena, "x", span_of(arena_printf(r.arena, "zone: %s\n", known[i])),
                             &r.config, &r.diags);
        assert_string_equal(faults(&r), "");
        assert_string_equal(r.config.zone, known[i]);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        struct reading r _cleanup_reading_ = begin();
        r.good = config_read(r.arena, "x", span_of(arena_printf(r.arena, "zone: %s\n", unknown[i])),
                             &r.config, &r.diags);
        assert_string_equal(faults(&r), "1:7 config.unknown-zone\n");
    }
    (void)state;
}

/* ---- roots ---- */

static void test_roots_that_only_look_alike(void **state)
{
    struct reading r _cleanup_reading_ =
        read_text("roots: [/srv/a, /srv/ab, '/srv/a b', /srv/a-b, /srv/b/a]\n");
    assert_string_equal(faults(&r), "");
    assert_int_equal(r.config.root_count, 5);
    (void)state;
}

static void test_a_root_in_a_root_is_found_behind_others(void **state)
{
    struct reading r _cleanup_reading_ =
        read_text("roots:\n- /srv/a/b/c\n- /srv/a-b\n- '/srv/a b'\n- /srv/a\n- /srv/a/z\n");
    assert_string_equal(faults(&r), "2:3 config.nested-root\n6:3 config.nested-root\n");
    assert_string_equal(r.diags.list.at[0].hint,
                        "the other is /srv/a in line 5; leave one of them out");
    (void)state;
}

static void test_everything_lies_in_the_root_folder(void **state)
{
    struct reading r _cleanup_reading_ = read_text("roots:\n- /srv\n- /\n");
    assert_string_equal(faults(&r), "2:3 config.nested-root\n");
    (void)state;
}

static void test_one_root_needs_no_list(void **state)
{
    struct reading r _cleanup_reading_ = read_text("roots: {path: /srv/a, packs: general}\n");
    assert_true(r.good);
    assert_int_equal(r.config.root_count, 1);
    assert_string_equal(r.config.roots[0].packs[0], "general");
    (void)state;
}

/* Twenty thousand roots, each compared with its neighbours only. */
static void test_many_roots(void **state)
{
    struct buf yaml _cleanup_buf_ = {0};
    buf_text(&yaml, "roots:\n");
    for (int i = 0; i < 20000; i++)
        buf_printf(&yaml, "- /srv/%d\n", i);
    struct reading r _cleanup_reading_ = read_text(yaml.at);
    assert_true(r.good);
    assert_int_equal(r.config.root_count, 20000);
    (void)state;
}

/* ---- files ---- */

static void check_unloadable(const char *file, const char *id)
{
    struct reading r _cleanup_reading_ = load_file(file);
    assert_false(r.good);
    assert_int_equal(r.diags.list.n, 1);
    assert_string_equal(r.diags.list.at[0].id, id);
    assert_string_equal(r.diags.list.at[0].file, file);
    assert_non_null(r.diags.list.at[0].hint);
    assert_string_equal(r.config.state, "/var/lib/duly");
}

static void test_files_that_cannot_be_read(void **state)
{
    char name[] = "/tmp/config-XXXXXX", fifo[64];
    assert_non_null(mkdtemp(name));
    snprintf(fifo, sizeof fifo, "%s/fifo", name);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    check_unloadable(fifo, "config.unreadable");
    check_unloadable(name, "config.unreadable");
    unlink(fifo);
    check_unloadable(fifo, "config.missing");
    rmdir(name);
    check_unloadable(fifo, "config.missing");
    (void)state;
}

/* What is still right of a faulty file is there: where the last good one is kept, above all. */
static void test_a_faulty_file_still_tells_its_state_folder(void **state)
{
    struct reading r _cleanup_reading_ = read_text("state: /srv/s\nzones: UTC\nroots: []\n");
    assert_false(r.good);
    assert_string_equal(r.config.state, "/srv/s");
    (void)state;
}

/* The lines "# expect: LINE:COLUMN ID" at its top. */
static const char *expected(struct arena *a, const char *path)
{
    char line[256];
    const char *all = "";
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f) && line[0] == '#')
        if (strncmp(line, "# expect: ", 10) == 0)
            all = arena_printf(a, "%s%s", all, line + 10);
    fclose(f);
    return all;
}

static bool check_faulty(const char *name)
{
    struct reading r _cleanup_reading_ = begin();
    const char *path = arena_printf(r.arena, "%s/faulty/%s", folder, name);
    const char *wanted = expected(r.arena, path);
    r.good = config_load(r.arena, path, &r.config, &r.diags);
    const char *got = faults(&r);
    bool same = !r.good && strcmp(wanted, got) == 0;
    if (!same)
        print_error("%s: expected\n%sgot\n%s", name, wanted, got);
    for (size_t i = 0; i < r.diags.list.n; i++)
        same &= r.diags.list.at[i].hint != NULL || strncmp(r.diags.list.at[i].id, "yaml", 4) == 0;
    return same;
}

static void test_every_fault_is_told_at_its_place(void **state)
{
    DIR *dir = opendir("tests/data/config/faulty");
    int files = 0, wrong = 0;
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.') {
            files++;
            wrong += !check_faulty(e->d_name);
        }
    closedir(dir);
    assert_true(files >= 13);
    assert_int_equal(wrong, 0);
    (void)state;
}

int main(void)
{
    unsetenv("STATE_DIRECTORY");
    unsetenv("RUNTIME_DIRECTORY");
    unsetenv("TZDIR");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_has_a_default),
        cmocka_unit_test(test_every_key_is_read),
        cmocka_unit_test(test_facilities),
        cmocka_unit_test(test_the_journal_has_a_socket_of_its_own),
        cmocka_unit_test(test_the_folders_of_the_service_are_taken),
        cmocka_unit_test(test_reminders_can_be_off),
        cmocka_unit_test(test_zones),
        cmocka_unit_test(test_roots_that_only_look_alike),
        cmocka_unit_test(test_a_root_in_a_root_is_found_behind_others),
        cmocka_unit_test(test_everything_lies_in_the_root_folder),
        cmocka_unit_test(test_one_root_needs_no_list),
        cmocka_unit_test(test_many_roots),
        cmocka_unit_test(test_files_that_cannot_be_read),
        cmocka_unit_test(test_a_faulty_file_still_tells_its_state_folder),
        cmocka_unit_test(test_every_fault_is_told_at_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
