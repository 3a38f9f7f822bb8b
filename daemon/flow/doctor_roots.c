/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each root is walked once, as the daemon's user. */
#include "base/glob.h"
#include "flow/doctor_visit.h"
#include "flow/reading.h"
#include "watch/blind.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXAMPLES = 3, PATH_ROOM = PATH_MAX };

/* What the walk saw. */
struct seen {
    const struct config_root *root;
    int error; /* of opening the root itself; then only `closed` holds */
    size_t folders, files, unreadable;
    size_t blind_mounts;    /* beneath it */
    char system[32];        /* that announces nothing; of the root, or else of one beneath */
    bool blind;             /* the root itself */
    char closed[PATH_ROOM]; /* the folder above the root that lets nobody through */
    char examples[EXAMPLES][PATH_ROOM];
};

/* ---- the walk, in a process of its own ---- */

static void note_unreadable(struct seen *s, const char *path)
{
    if (s->unreadable < EXAMPLES)
        snprintf(s->examples[s->unreadable], PATH_ROOM, "%s", path);
    s->unreadable++;
}

static bool is_excluded(const struct seen *s, const FTSENT *f)
{
    size_t n = strlen(s->root->path);
    if (f->fts_level == 0)
        return false;
    for (size_t i = 0; i < s->root->exclude_count; i++)
        if (glob_matches(span_of(s->root->exclude[i]), span_of(f->fts_path + n + 1)))
            return true;
    return false;
}

/* What is mounted beneath a root may be blind though the root is not. */
static void note_mount(struct seen *s, const FTSENT *f)
{
    if (f->fts_level > 0 && f->fts_statp->st_dev == f->fts_parent->fts_statp->st_dev)
        return;
    int fd = open(f->fts_accpath, O_PATH | O_DIRECTORY | O_CLOEXEC);
    const char *system = fd < 0 ? NULL : blind_system(fd);
    if (fd >= 0)
        close(fd);
    if (!system)
        return;
    s->blind = s->blind || f->fts_level == 0;
    s->blind_mounts += f->fts_level > 0;
    snprintf(s->system, sizeof s->system, "%s", system);
}

static void note_file(struct seen *s, const FTSENT *f)
{
    enum format format;
    if (!reading_wanted(f->fts_name, &format))
        return;
    s->files++;
    if (faccessat(AT_FDCWD, f->fts_accpath, R_OK, AT_EACCESS) < 0 && errno != ENOENT)
        note_unreadable(s, f->fts_path);
}

static void visit_entry(struct seen *s, FTS *walk, FTSENT *f)
{
    switch (f->fts_info) {
    case FTS_D:
        if (is_excluded(s, f)) {
            fts_set(walk, f, FTS_SKIP);
            break;
        }
        s->folders++;
        note_mount(s, f);
        break;
    case FTS_F:
        if (!is_excluded(s, f))
            note_file(s, f);
        break;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        if (f->fts_errno != ENOENT) /* gone meanwhile */
            note_unreadable(s, f->fts_path);
        break;
    default: /* leaving a folder; links, pipes, devices are nobody's documents */
        break;
    }
}

/* The first folder on the way that may not be passed. */
static void find_closed(struct seen *s)
{
    snprintf(s->closed, sizeof s->closed, "%s", s->root->path);
    for (char *slash = strchr(s->closed + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (faccessat(AT_FDCWD, s->closed, X_OK, AT_EACCESS) < 0)
            return;
        *slash = '/';
    }
    s->closed[0] = '\0';
}

static void walk(const struct visit *v, void *shared)
{
    struct seen *s = shared;
    char *const paths[] = {arena_strdup(v->arena, s->root->path), NULL};
    int fd = open(s->root->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    s->error = fd < 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    if (s->error == EACCES)
        find_closed(s);
    FTS *fts = s->error ? NULL : fts_open(paths, FTS_PHYSICAL, NULL);
    for (FTSENT *f; fts && (f = fts_read(fts));)
        visit_entry(s, fts, f);
    if (fts)
        fts_close(fts);
}

/* ---- what is said of it ---- */

/* Whoever looks as somebody else cannot tell what the daemon may not. */
static enum health denied(const struct visit *v)
{
    return v->service.ours ? HEALTH_FAULT : HEALTH_WARNING;
}

static const char *grant_all(struct visit *v, const char *root)
{
    return arena_printf(v->arena, "setfacl -R -m u:%s:rX -m d:u:%s:rX %s", v->service.name,
                        v->service.name, visit_quoted(v, root));
}

static void tell_closed(struct visit *v, const struct seen *s)
{
    const char *root = s->root->path, *user = v->service.name;
    if (s->error == EACCES && s->closed[0])
        visit_add(v, denied(v), "%s: %s does not let %s through", root, s->closed, user)->remedy =
            arena_printf(v->arena, "setfacl -m u:%s:x %s", user, visit_quoted(v, s->closed));
    else if (s->error == EACCES)
        visit_add(v, denied(v), "%s cannot be read by %s", root, user)->remedy = grant_all(v, root);
    else if (s->error == ENOENT)
        visit_add(v, HEALTH_FAULT, "%s is not there: it is waited for", root)->remedy =
            "mount it, make it, or take it out of `roots`";
    else
        visit_add(v, HEALTH_FAULT, "%s: %s", root, strerror(s->error));
}

static void tell_unreadable(struct visit *v, const struct seen *s)
{
    const char *names = s->examples[0];
    for (size_t i = 1; i < s->unreadable && i < EXAMPLES; i++)
        names = arena_printf(v->arena, "%s, %s", names, s->examples[i]);
    visit_add(
        v, denied(v), "%s: %zu folder%s, %zu document%s; %zu of them cannot be read by %s: %s%s",
        s->root->path, s->folders, s->folders == 1 ? "" : "s", s->files, s->files == 1 ? "" : "s",
        s->unreadable, v->service.name, names, s->unreadable > EXAMPLES ? " ..." : "")
        ->remedy = grant_all(v, s->root->path);
}

/* The type as mount(8) calls it: of the mount that holds the path. */
static const char *type_of(struct visit *v, const char *path)
{
    const char *type = "unknown file system";
    size_t longest = 0;
    char buffer[2 * PATH_MAX], real[PATH_MAX];
    struct mntent m;
    FILE *f = setmntent("/proc/self/mounts", "re");
    if (!realpath(path, real))
        snprintf(real, sizeof real, "%s", path);
    while (f && getmntent_r(f, &m, buffer, sizeof buffer)) {
        size_t n = strlen(m.mnt_dir);
        bool holds =
            strncmp(real, m.mnt_dir, n) == 0 && (n == 1 || real[n] == '/' || real[n] == '\0');
        if (!holds || n < longest)
            continue;
        longest = n;
        type = arena_strdup(v->arena, m.mnt_type);
    }
    if (f)
        endmntent(f);
    return type;
}

/* Which changes are heard of, and how soon. */
static void tell_system(struct visit *v, const struct seen *s)
{
    const struct config_root *r = s->root;
    unsigned seconds = r->poll_seconds;
    const char *type = type_of(v, r->path);
    if (r->poll == POLL_ALWAYS)
        visit_add(v, HEALTH_OK, "%s: %s, looked at every %u s as configured", r->path, type,
                  seconds);
    else if (!s->blind && s->blind_mounts == 0)
        visit_add(v, HEALTH_OK, "%s: %s announces changes", r->path, type);
    else if (r->poll == POLL_NEVER)
        visit_add(v, HEALTH_WARNING, "%s: %s does not announce what others change%s", r->path,
                  s->system, s->blind ? "" : ", and is mounted beneath")
            ->remedy = "poll: auto  # of this root";
    else
        visit_add(v, HEALTH_OK,
                  "%s: %s does not announce what others change%s: looked at every %u s", r->path,
                  s->system, s->blind ? "" : " and is mounted beneath", seconds);
}

/* PrivateTmp= of duly.service gives it folders of its own under these names (systemd.exec(5)). A
   daemon that runs tells whether that is so: proc(5) shows its folders. */
static bool is_hidden(struct visit *v, const char *folder)
{
    struct stat ours, its;
    const char *seen = arena_printf(v->arena, "/proc/%d/root%s", (int)v->service.daemon, folder);
    if (v->service.daemon && stat(seen, &its) == 0 && stat(folder, &ours) == 0)
        return its.st_dev != ours.st_dev || its.st_ino != ours.st_ino;
    return v->service.exists;
}

static void tell_hidden(struct visit *v, const struct seen *s)
{
    static const char *const folders[] = {"/tmp", "/var/tmp"};
    const char *path = s->root->path;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        size_t n = strlen(folders[i]);
        if (strncmp(path, folders[i], n) == 0 && path[n] == '/' && is_hidden(v, folders[i]))
            visit_add(v, HEALTH_WARNING, "%s is hidden from the service, whose %s is its own", path,
                      folders[i])
                ->remedy = arena_printf(
                v->arena, "systemctl edit duly  # and there:\n[Service]\nBindReadOnlyPaths=%s",
                path);
    }
}

static void look_at_root(struct visit *v, struct seen *s)
{
    if (!visit_as_service(v, walk, s, sizeof *s)) {
        visit_add(v, HEALTH_FAULT, "%s could not be walked: the process that did it ended",
                  s->root->path);
        return;
    }
    if (s->error) {
        tell_closed(v, s);
        return;
    }
    if (s->root->poll != POLL_ALWAYS)
        v->folders_watched += s->folders;
    if (s->unreadable)
        tell_unreadable(v, s);
    else
        visit_add(v, HEALTH_OK, "%s: %zu folder%s, %zu document%s, all readable", s->root->path,
                  s->folders, s->folders == 1 ? "" : "s", s->files, s->files == 1 ? "" : "s");
    tell_system(v, s);
    tell_hidden(v, s);
}

void look_at_roots(struct visit *v)
{
    struct seen *s = malloc(sizeof *s);
    if (!s)
        abort();
    for (size_t i = 0; i < v->config.root_count; i++) {
        memset(s, 0, sizeof *s);
        s->root = &v->config.roots[i];
        look_at_root(v, s);
    }
    free(s);
}
