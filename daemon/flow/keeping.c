/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A set is written beside the one in force and takes its place by one exchange of names, once all
 * of it is on the disk. A file system that cannot exchange names gets two renames; between them
 * the set in force has the other name, and is found there.
 */
#include "flow/keeping.h"

#include "base/limits.h"
#include "base/read.h"
#include "base/write.h"
#include "flow/packs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char in_force[] = "good", new[] = "good.new", before[] = "good.old";

/* ---- removing ---- */

enum { DEPTH = 4 }; /* of a set: good.new/packs/ID/file */

static int remove_tree(int folder, const char *name, int depth);

static int remove_entries(DIR *dir, int depth)
{
    for (struct dirent *e; (e = readdir(dir));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        int error = remove_tree(dirfd(dir), e->d_name, depth - 1);
        if (error < 0)
            return error;
    }
    return 0;
}

/* A file, or a folder with all that is in it; nothing there is fine too. */
static int remove_tree(int folder, const char *name, int depth)
{
    if (depth == 0)
        return -ELOOP;
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return 0;
    if (errno != EISDIR && errno != EPERM)
        return -errno;
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return -ENOMEM;
    }
    int error = remove_entries(dir, depth);
    closedir(dir);
    return error < 0 ? error : unlinkat(folder, name, AT_REMOVEDIR) < 0 ? -errno : 0;
}

/* ---- writing ---- */

static int open_folder(int folder, const char *name)
{
    if (mkdirat(folder, name, 0700) < 0 && errno != EEXIST)
        return -errno;
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

static int sync_fd(int fd)
{
    return fsync(fd) < 0 ? -errno : 0;
}

static int write_file(int folder, const char *name, struct span bytes)
{
    int fd _cleanup_fd_ =
        openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    int error = write_whole(fd, bytes);
    return error < 0 ? error : sync_fd(fd);
}

static int write_pack_file(int packs, const struct rules_file *f)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int folder _cleanup_fd_ = open_folder(packs, arena_copy(a, f->pack).at);
    if (folder < 0)
        return folder;
    int error = write_file(folder, f->name, f->bytes);
    return error < 0 ? error : sync_fd(folder);
}

static int write_packs(int set, const struct rules *rules)
{
    const struct rules_file *files;
    size_t n = rules_files(rules, &files);
    int packs _cleanup_fd_ = open_folder(set, "packs");
    int error = packs < 0 ? packs : 0;
    for (size_t i = 0; i < n && error >= 0; i++)
        error = write_pack_file(packs, &files[i]);
    return error < 0 ? error : sync_fd(packs);
}

/* A name that means the same wherever the next run begins. */
static int write_name(int set, const char *file)
{
    struct arena *a _cleanup_arena_ = arena_new();
    char here[PATH_MAX];
    if (file[0] != '/' && !getcwd(here, sizeof here))
        return -errno;
    const char *whole = file[0] == '/' ? file : arena_printf(a, "%s/%s", here, file);
    return write_file(set, "file", span_of(whole));
}

static int write_set(int state, const struct settings *s)
{
    int set _cleanup_fd_ = open_folder(state, new);
    if (set < 0)
        return set;
    int error = write_packs(set, s->rules);
    if (error >= 0)
        error = write_file(set, "duly.yaml", s->config.bytes);
    if (error >= 0)
        error = write_name(set, s->config.file);
    return error < 0 ? error : sync_fd(set);
}

/* ---- taking its place ---- */

static int rename_in(int state, const char *from, const char *to)
{
    return renameat(state, from, state, to) < 0 ? -errno : 0;
}

static int rename_twice(int state)
{
    int error = remove_tree(state, before, DEPTH);
    if (error >= 0)
        error = rename_in(state, in_force, before);
    return error < 0 && error != -ENOENT ? error : rename_in(state, new, in_force);
}

static int take_place(int state)
{
    if (renameat2(state, new, state, in_force, RENAME_EXCHANGE) == 0)
        return 0;
    return errno == ENOENT || errno == EINVAL || errno == ENOSYS ? rename_twice(state) : -errno;
}

/* What stopped between two renames is brought to its end first. */
static int settle(int state)
{
    if (faccessat(state, in_force, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
        rename_in(state, before, in_force);
    return remove_tree(state, new, DEPTH);
}

int keep_good(const char *state, const struct settings *s)
{
    if (!s->config.file)
        return 0;
    int folder _cleanup_fd_ = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return -errno;
    int error = settle(folder);
    if (error >= 0)
        error = write_set(folder, s);
    if (error >= 0)
        error = take_place(folder);
    if (error >= 0)
        error = sync_fd(folder);
    if (error < 0)
        return error;
    remove_tree(folder, new, DEPTH); /* what was in force, or half a set: in nobody's way */
    remove_tree(folder, before, DEPTH);
    return 0;
}

/* ---- coming back ---- */

static const char *kept_set(struct arena *a, const char *state)
{
    const char *set = arena_printf(a, "%s/%s", state, in_force);
    return access(set, F_OK) == 0 ? set : arena_printf(a, "%s/%s", state, before);
}

static bool read_kept(struct arena *a, const char *path, struct span *ret)
{
    struct buf bytes _cleanup_buf_ = {0};
    bool good = !read_regular(path, LIMIT_YAML_BYTES, &bytes);
    *ret = arena_copy(a, buf_peek(&bytes));
    return good;
}

bool config_load_kept(struct arena *a, const char *state, struct config *ret, struct diags *diags)
{
    struct span bytes, file;
    const char *set = kept_set(a, state);
    if (read_kept(a, arena_printf(a, "%s/file", set), &file) && file.n > 0 &&
        read_kept(a, arena_printf(a, "%s/duly.yaml", set), &bytes))
        return config_read(a, file.at, bytes, ret, diags);
    *ret = config_default(a);
    diag_add(diags, DIAG_ERROR, "config.not-kept", arena_strdup(diags->arena, set), 0, 0,
             "no configuration is kept from an earlier run")
        ->hint = "mend the configuration and the packs that it names";
    return false;
}

struct rules *packs_load_kept(struct arena *a, const char *state, const struct config *c,
                              struct diags *diags)
{
    return packs_load_from(a, arena_printf(a, "%s/packs", kept_set(a, state)), c, diags);
}
