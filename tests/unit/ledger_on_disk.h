/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state folder for one test, and ways to harm what lies in it. */
#pragma once

#include "ledger_world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>

struct folder {
    char path[64];
    char at[128]; /* of the last path_in() */
};

__attribute__((unused)) static int begin_on_disk(void **state)
{
    struct folder *f = calloc(1, sizeof *f);
    strcpy(f->path, "/tmp/duly-ledger-XXXXXX");
    *state = f;
    return mkdtemp(f->path) ? 0 : -1;
}

__attribute__((unused)) static int end_on_disk(void **state)
{
    struct folder *f = *state;
    DIR *d = opendir(f->path);
    for (struct dirent *e; d && (e = readdir(d));)
        unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
    rmdir(f->path);
    free(f);
    return 0;
}

#define ON_DISK(f) cmocka_unit_test_setup_teardown(f, begin_on_disk, end_on_disk)

static inline const char *path_in(struct folder *f, const char *name)
{
    snprintf(f->at, sizeof f->at, "%s/%s", f->path, name);
    return f->at;
}

static inline bool is_there(struct folder *f, const char *name)
{
    return access(path_in(f, name), F_OK) == 0;
}

/* How many names in the folder begin so. */
__attribute__((unused)) static size_t count_names(struct folder *f, const char *prefix)
{
    size_t n = 0;
    DIR *d = opendir(f->path);
    for (struct dirent *e; (e = readdir(d));)
        n += strncmp(e->d_name, prefix, strlen(prefix)) == 0;
    closedir(d);
    return n;
}

__attribute__((unused)) static void write_file(struct folder *f, const char *name, const char *text)
{
    FILE *out = fopen(path_in(f, name), "we");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

/* The ledger as it is found; text: what is said of it, may be NULL. */
__attribute__((unused)) static struct ledger *
open_found(struct folder *f, enum ledger_found expected, struct buf *ret_text)
{
    struct buf text _cleanup_buf_ = {0};
    enum ledger_found found;
    struct ledger *l = ledger_open(f->path, noon, &found, &text);
    if (found != expected)
        fail_msg("found %d: %s", (int)found, text.at ? text.at : "");
    assert_int_equal(l == NULL, expected == LEDGER_REFUSED);
    if (ret_text)
        buf_span(ret_text, buf_peek(&text));
    return l;
}

/* Runs in a child that ends without closing anything. */
__attribute__((unused)) static void in_a_child(struct folder *f, void (*run)(struct folder *f))
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        run(f);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
