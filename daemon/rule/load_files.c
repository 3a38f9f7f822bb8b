/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/load_files.h"

#include "base/limits.h"
#include "base/read.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_dir(DIR **dir)
{
    if (*dir)
        closedir(*dir);
}
#define _cleanup_dir_ __attribute__((cleanup(close_dir)))

/* ---- reading files ---- */

static bool read_file(struct arena *a, const char *path, struct diags *diags, struct span *ret)
{
    struct buf bytes _cleanup_buf_ = {0};
    const char *why = read_regular(path, LIMIT_YAML_BYTES, &bytes);
    if (why)
        diag_add(diags, DIAG_ERROR, "rules.unreadable", path, 0, 0, "cannot be read: %s", why);
    else
        *ret = arena_copy(a, buf_peek(&bytes));
    return !why;
}

static bool ends(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

static bool is_pack_file(const char *name)
{
    return name[0] != '.' && ends(name, ".yaml") && !ends(name, ".test.yaml");
}

bool is_test_file(const char *name)
{
    return name[0] != '.' && ends(name, ".test.yaml");
}

/* pack.yaml before the others, so that what it says of the pack is told first. */
static int by_name(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int first = (strcmp(y, "pack.yaml") == 0) - (strcmp(x, "pack.yaml") == 0);
    return first ? first : strcmp(x, y);
}

enum found pack_folder_read(struct arena *a, const char *folder, bool (*wanted)(const char *),
                            struct diags *diags, struct pack_files *ret)
{
    VEC(const char *) names = {0};
    DIR *dir _cleanup_dir_ = opendir(folder);
    if (!dir) {
        diag_add(diags, DIAG_ERROR, "rules.unreadable", folder, 0, 0, "cannot be read: %s",
                 strerror(errno));
        return FOUND_FAULTY;
    }
    for (struct dirent *e; (e = readdir(dir));)
        if (wanted(e->d_name))
            *VEC_ADD(a, &names) = arena_strdup(a, e->d_name);
    if (names.n)
        qsort(names.at, names.n, sizeof *names.at, by_name);
    bool ok = true;
    *ret = (struct pack_files){folder, ARENA_ARRAY(a, names.n, struct pack_file), names.n};
    for (size_t i = 0; i < names.n; i++) {
        ret->at[i].name = arena_printf(a, "%s/%s", folder, names.at[i]);
        ok = read_file(a, ret->at[i].name, diags, &ret->at[i].bytes) && ok;
    }
    return ok ? FOUND : FOUND_FAULTY;
}

/* ---- finding packs ---- */

static bool is_pack_folder(struct arena *a, const char *folder)
{
    return access(arena_printf(a, "%s/pack.yaml", folder), F_OK) == 0;
}

static enum found find_on_disk(const struct shelf *s, struct arena *a, struct span pack,
                               struct diags *diags, struct pack_files *ret)
{
    if (memchr(pack.at, '/', pack.n)) {
        char *folder = arena_printf(a, "%.*s", SPAN_ARG(pack));
        size_t n = strlen(folder);
        while (n > 1 && folder[n - 1] == '/')
            folder[--n] = '\0';
        return is_pack_folder(a, folder) ? pack_folder_read(a, folder, is_pack_file, diags, ret)
                                         : FOUND_NOT;
    }
    for (size_t i = 0; i < s->folder_count; i++) {
        const char *folder = arena_printf(a, "%s/%.*s", s->folders[i], SPAN_ARG(pack));
        if (is_pack_folder(a, folder))
            return pack_folder_read(a, folder, is_pack_file, diags, ret);
    }
    return FOUND_NOT;
}

static enum found find_in_memory(const struct shelf *s, struct arena *a, struct span pack,
                                 struct pack_files *ret)
{
    VEC(struct pack_file) files = {0};
    for (size_t i = 0; i < s->text_count; i++)
        if (span_is(pack, s->texts[i].pack))
            *VEC_ADD(a, &files) = (struct pack_file){s->texts[i].file, s->texts[i].bytes};
    *ret = (struct pack_files){arena_copy(a, pack).at, files.at, files.n};
    return files.n ? FOUND : FOUND_NOT;
}

enum found shelf_find(const struct shelf *s, struct arena *a, struct span pack, struct diags *diags,
                      struct pack_files *ret)
{
    if (pack.n == 0 || memchr(pack.at, '\0', pack.n))
        return FOUND_NOT;
    return s->texts ? find_in_memory(s, a, pack, ret) : find_on_disk(s, a, pack, diags, ret);
}

bool folder_is_same(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* ---- what there is ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t shelf_ids(const struct shelf *s, struct arena *a, const char *const **ret)
{
    VEC(const char *) ids = {0};
    size_t n = 0;
    for (size_t i = 0; i < s->text_count; i++)
        *VEC_ADD(a, &ids) = s->texts[i].pack;
    for (size_t i = 0; i < s->folder_count; i++) {
        DIR *dir _cleanup_dir_ = opendir(s->folders[i]);
        for (struct dirent *e; dir && (e = readdir(dir));)
            if (e->d_name[0] != '.' &&
                is_pack_folder(a, arena_printf(a, "%s/%s", s->folders[i], e->d_name)))
                *VEC_ADD(a, &ids) = arena_strdup(a, e->d_name);
    }
    if (ids.n)
        qsort(ids.at, ids.n, sizeof *ids.at, by_text);
    for (size_t i = 0; i < ids.n; i++)
        if (i == 0 || strcmp(ids.at[i], ids.at[n - 1]) != 0)
            ids.at[n++] = ids.at[i];
    *ret = ids.at;
    return n;
}
