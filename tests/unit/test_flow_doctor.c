/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doctor in a small world of its own: what it says of folders, limits and sockets, and that a
   remedy can be given to a shell. tests/system/test_doctor.sh has the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/doctor_visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
    struct arena *arena;
    struct health_report report;
    struct visit visit;
    char folder[32];
};

static int begin(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    static const struct doctor_setup setup = {.version = "0.1.0"};
    assert_non_null(w);
    w->arena = arena_new();
    strcpy(w->folder, "/tmp/duly-doctor-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    w->visit = (struct visit){.arena = w->arena, .setup = &setup, .report = &w->report};
    w->visit.config = config_default(w->arena);
    w->visit.config.run = w->visit.config.state = w->folder;
    w->visit.check = "test";
    visit_service(&w->visit);
    *state = w;
    return 0;
}

static int end(void **state)
{
    struct world *w = *state;
    char command[128];
    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", w->folder, w->folder);
    int status = system(command);
    arena_free(w->arena);
    free(w);
    return status;
}

static const char *path_of(struct world *w, const char *name)
{
    return arena_printf(w->arena, "%s/%s", w->folder, name);
}

static void make_file(struct world *w, const char *name, mode_t mode)
{
    FILE *f = fopen(path_of(w, name), "w");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(chmod(path_of(w, name), mode), 0);
}

static void make_folder(struct world *w, const char *name)
{
    assert_int_equal(mkdir(path_of(w, name), 0755), 0);
}

/* The lines that were added, from `first` on. */
static const struct health_line *line(const struct world *w, size_t i)
{
    assert_true(i < w->report.lines.n);
    return &w->report.lines.at[i];
}

static void assert_line(const struct world *w, size_t i, enum health h, const char *part)
{
    assert_int_equal(line(w, i)->health, h);
    if (!strstr(line(w, i)->found, part))
        fail_msg("\"%s\" does not tell \"%s\"", line(w, i)->found, part);
}

static void test_a_name_is_given_to_a_shell(void **state)
{
    struct visit *v = &((struct world *)*state)->visit;
    assert_string_equal(visit_quoted(v, "/srv/agreements-2.0_x,y@z"), "/srv/agreements-2.0_x,y@z");
    assert_string_equal(visit_quoted(v, "/srv/avtal och \xc3\xa5"), "'/srv/avtal och \xc3\xa5'");
    assert_string_equal(visit_quoted(v, "$(reboot)`x`\\"), "'$(reboot)`x`\\'");
    assert_string_equal(visit_quoted(v, "it's"), "$'it\\x27s'");
    assert_string_equal(visit_quoted(v, "a\nb\\\xff"), "$'a\\x0ab\\x5c\\xff'");
    assert_string_equal(visit_quoted(v, ""), "''");
}

static void test_roots(void **state)
{
    struct world *w = *state;
    const char *const exclude[] = {"**/old"};
    make_folder(w, "docs");
    make_folder(w, "docs/deep");
    make_folder(w, "docs/old");
    make_folder(w, "docs/old/older");
    make_file(w, "docs/a.txt", 0644);
    make_file(w, "docs/deep/b.md", 0644);
    make_file(w, "docs/picture.png", 0644);
    make_file(w, "docs/old/c.txt", 0644);
    const struct config_root roots[] = {
        {.path = path_of(w, "docs"), .exclude = exclude, .exclude_count = 1, .poll_seconds = 30},
        {.path = path_of(w, "docs"), .poll = POLL_ALWAYS, .poll_seconds = 60},
        {.path = path_of(w, "nowhere")},
        {.path = path_of(w, "docs/a.txt")},
    };
    w->visit.config.roots = roots;
    w->visit.config.root_count = sizeof roots / sizeof *roots;
    w->visit.service.exists = false; /* else a folder in /tmp is told to be hidden from it */
    look_at_roots(&w->visit);
    assert_int_equal(w->report.lines.n, 6);
    assert_line(w, 0, HEALTH_OK, "/docs: 2 folders, 2 documents, all readable");
    assert_line(w, 1, HEALTH_OK, " announces changes");
    assert_line(w, 2, HEALTH_OK, "/docs: 4 folders, 3 documents, all readable");
    assert_line(w, 3, HEALTH_OK, "looked at every 60 s as configured");
    assert_line(w, 4, HEALTH_FAULT, "/nowhere is not there");
    assert_line(w, 5, HEALTH_FAULT, "/docs/a.txt: Not a directory");
    assert_int_equal(w->visit.folders_watched, 2);
}

/* Root may read everything, so it looks as somebody else. */
static void test_what_cannot_be_read(void **state)
{
    struct world *w = *state;
    if (getuid() == 0)
        w->visit.service = (struct service){.name = "nobody", .user = 65534, .group = 65534};
    w->visit.service.exists = false;
    w->visit.service.ours = true;
    assert_int_equal(chmod(w->folder, 0755), 0);
    make_folder(w, "docs");
    make_folder(w, "docs/closed");
    make_file(w, "docs/a.txt", 0600);
    make_file(w, "docs/b.txt", 0000);
    make_folder(w, "shut");
    make_folder(w, "shut/docs");
    assert_int_equal(chmod(path_of(w, "docs/closed"), 0000), 0);
    assert_int_equal(chmod(path_of(w, "shut"), 0000), 0);
    const struct config_root roots[] = {
        {.path = path_of(w, "docs")},
        {.path = path_of(w, "docs/closed")},
        {.path = path_of(w, "shut/docs")},
    };
    w->visit.config.roots = roots;
    w->visit.config.root_count = sizeof roots / sizeof *roots;
    look_at_roots(&w->visit);
    assert_line(w, 0, HEALTH_FAULT,
                getuid() == 0 ? "3 of them cannot be read by" : "2 of them cannot be read by");
    assert_non_null(strstr(line(w, 0)->found, "/docs/b.txt"));
    assert_non_null(strstr(line(w, 0)->found, "/docs/closed"));
    assert_string_equal(line(w, 0)->remedy,
                        arena_printf(w->arena, "setfacl -R -m u:%s:rX -m d:u:%s:rX %s/docs",
                                     w->visit.service.name, w->visit.service.name, w->folder));
    assert_line(w, 2, HEALTH_FAULT, "/docs/closed cannot be read by");
    assert_line(w, 3, HEALTH_FAULT, "/shut does not let ");
    assert_string_equal(line(w, 3)->remedy, arena_printf(w->arena, "setfacl -m u:%s:x %s/shut",
                                                         w->visit.service.name, w->folder));
    w->visit.service.ours = false; /* seen as somebody else, it may not be so */
    look_at_roots(&w->visit);
    assert_line(w, 4, HEALTH_WARNING, "cannot be read by");
}

static void test_watches(void **state)
{
    struct world *w = *state;
    w->visit.folders_watched = 10;
    look_at_watches(&w->visit);
    assert_line(w, 0, HEALTH_OK, "74 watches are needed, ");
    w->visit.folders_watched = 2000000000;
    look_at_watches(&w->visit);
    assert_line(w, 2, HEALTH_WARNING, "2000000064 watches are needed, ");
    assert_non_null(strstr(line(w, 2)->remedy, "echo fs.inotify.max_user_watches=1073741824 >"));
}

static void test_folders_to_write_to(void **state)
{
    struct world *w = *state;
    assert_int_equal(chmod(w->folder, 0700), 0);
    look_at_state(&w->visit);
    assert_line(w, 0, HEALTH_OK, "is writable, on a local disk");
    assert_int_equal(chmod(w->folder, 0755), 0);
    look_at_state(&w->visit);
    assert_line(w, 1, HEALTH_WARNING, "others may read there");
    w->visit.config.state = path_of(w, "nowhere");
    look_at_state(&w->visit);
    assert_line(w, 2, HEALTH_WARNING, "is not there yet");
    look_at_ledger(&w->visit);
    assert_line(w, 3, HEALTH_OK, "there is none yet");
    make_file(w, "file", 0600);
    w->visit.config.state = path_of(w, "file");
    look_at_state(&w->visit);
    assert_line(w, 4, HEALTH_FAULT, "Not a directory");
    look_at_run(&w->visit);
    assert_line(w, 5, HEALTH_OK, "is writable");
    char lengthy[200];
    memset(lengthy, 'd', sizeof lengthy);
    lengthy[0] = '/';
    lengthy[sizeof lengthy - 1] = '\0';
    w->visit.config.run = lengthy;
    look_at_run(&w->visit);
    assert_line(w, 6, HEALTH_FAULT, "too long for a socket");
    assert_int_equal(access(path_of(w, "nowhere"), F_OK), -1); /* nothing was made */
}

static void test_nobody_listens(void **state)
{
    struct world *w = *state;
    w->visit.config.syslog.socket = path_of(w, "log");
    look_at_syslog(&w->visit);
    assert_line(w, 0, HEALTH_FAULT, "/log: events wait in the ledger");
    assert_non_null(line(w, 0)->remedy);
    make_file(w, "log", 0666);
    look_at_syslog(&w->visit);
    assert_line(w, 1, HEALTH_FAULT, "/log: events wait in the ledger");
    char lengthy[200];
    memset(lengthy, 'd', sizeof lengthy);
    lengthy[sizeof lengthy - 1] = '\0';
    w->visit.config.syslog.socket = lengthy;
    look_at_syslog(&w->visit);
    assert_line(w, 2, HEALTH_FAULT, "File name too long");
}

static void test_zone(void **state)
{
    struct world *w = *state;
    w->visit.config.zone = "Europe/Stockholm";
    look_at_zone(&w->visit);
    assert_line(w, 0, HEALTH_OK, "Europe/Stockholm, where it is ");
    w->visit.config.zone = "Europe/Atlantis";
    look_at_zone(&w->visit);
    assert_line(w, 1, HEALTH_FAULT, "tzdata does not know Europe/Atlantis");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_a_name_is_given_to_a_shell),
        TEST(test_roots),
        TEST(test_what_cannot_be_read),
        TEST(test_watches),
        TEST(test_folders_to_write_to),
        TEST(test_nobody_listens),
        TEST(test_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
