/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/reading.h"
#include "base/beneath.h"
#include "base/buf.h"
#include "fact/redact.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* How often a document that changes under the reader's hands is begun again. */
enum { CHANGING_TRIES = 3 };

/* One document on its way. Its number is its index; a free entry has no path. */
struct entry {
    uint64_t id;
    char *path;
    int fd;
    enum format hint;
    int tries;
    struct digest content;
    struct stat before;
};

struct reading {
    struct pool *pool;
    struct entry *entries;
    size_t count;
    read_sink sink;
    void *arg;
};

static const struct {
    const char *extension;
    enum format format; /* FORMAT_COUNT: a document that no reader reads, which must be said */
} extensions[] = {
    // clang-format off
    {"txt",  FORMAT_TEXT},  {"text", FORMAT_TEXT},  {"md",   FORMAT_MARKDOWN},
    {"markdown", FORMAT_MARKDOWN},
    {"docx", FORMAT_DOCX},  {"docm", FORMAT_DOCX},  {"dotx", FORMAT_DOCX},
    {"odt",  FORMAT_ODT},   {"ott",  FORMAT_ODT},   {"pdf",  FORMAT_PDF},
    {"doc",  FORMAT_COUNT}, {"rtf",  FORMAT_COUNT},
    // clang-format on
};

bool reading_wanted(const char *name, enum format *ret_hint)
{
    const char *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
    const char *dot = strrchr(base, '.');
    if (!dot || base[0] == '.' || strncmp(base, "~$", 2) == 0)
        return false;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (strcasecmp(dot + 1, extensions[i].extension) == 0) {
            *ret_hint = extensions[i].format;
            return true;
        }
    return false;
}

/* Beneath a root no link may lead out of it; what a user names himself may be a link. */
static int open_document(int dirfd, const char *path)
{
    const int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
    if (dirfd != AT_FDCWD)
        return open_beneath(dirfd, path, flags);
    int fd = open(path, flags | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_ino == b->st_ino &&
           nanoseconds(a->st_mtim) == nanoseconds(b->st_mtim) &&
           nanoseconds(a->st_ctim) == nanoseconds(b->st_ctim);
}

/* Hands the answer on and frees the entry. */
static void finish(struct reading *r, struct entry *e, struct answer answer)
{
    struct read_file file = {
        .id = e->id,
        .path = redact_path(answer.arena, span_of(e->path)),
        .content = e->content,
        .size = (uint64_t)e->before.st_size,
        .mtime_ns = nanoseconds(e->before.st_mtim),
        .ctime_ns = nanoseconds(e->before.st_ctim),
        .answer = answer,
    };
    file.answer.id = e->id;
    if (e->fd >= 0)
        close(e->fd);
    free(e->path);
    *e = (struct entry){.fd = -1};
    r->sink(r->arg, &file);
}

static void finish_unread(struct reading *r, struct entry *e, enum unread why, const char *detail)
{
    struct arena *a = arena_new();
    struct span copy = arena_copy(a, span_of(detail));
    finish(r, e, (struct answer){.arena = a, .record = record_unread(why, copy, e->hint)});
}

/* Looks at the open file, hashes it, and gives it to a reader; or answers why not. */
static void begin(struct reading *r, struct entry *e)
{
    uint64_t size;
    int error;
    if (fstat(e->fd, &e->before) < 0) {
        finish_unread(r, e, UNREAD_OPEN, strerror(errno));
    } else if (!S_ISREG(e->before.st_mode)) {
        finish_unread(r, e, UNREAD_OPEN, "not a regular file");
    } else if (e->before.st_size > (off_t)LIMIT_FILE_BYTES) {
        finish_unread(r, e, UNREAD_LIMIT, limit_text(LIMIT_NAME_FILE_BYTES));
    } else if (e->hint != FORMAT_TEXT && e->hint != FORMAT_MARKDOWN) {
        finish_unread(r, e, UNREAD_FORMAT, "convert it to text or Markdown");
    } else if ((error = digest_file(e->fd, &e->content, &size)) < 0) {
        finish_unread(r, e, UNREAD_OPEN, strerror(-error));
    } else {
        int fd = fcntl(e->fd, F_DUPFD_CLOEXEC, 0);
        if (fd < 0)
            finish_unread(r, e, UNREAD_OPEN, strerror(errno));
        else
            pool_submit(r->pool,
                        (struct job){.id = (uint64_t)(e - r->entries), .fd = fd, .hint = e->hint});
    }
}

static void answered(void *arg, struct answer *answer)
{
    struct reading *r = arg;
    struct entry *e = &r->entries[answer->id];
    struct stat after;
    if (fstat(e->fd, &after) == 0 && same_file(&e->before, &after)) {
        finish(r, e, *answer);
    } else if (++e->tries < CHANGING_TRIES) {
        arena_free(answer->arena);
        begin(r, e);
    } else {
        arena_free(answer->arena);
        finish_unread(r, e, UNREAD_CHANGING, "changed again and again while it was read");
    }
}

struct reading *reading_new(unsigned slots, const struct probe_table *probes, read_sink sink,
                            void *arg, int *reterr)
{
    struct reading *r = calloc(1, sizeof *r);
    if (!r) {
        *reterr = -ENOMEM;
        return NULL;
    }
    *r = (struct reading){.sink = sink, .arg = arg};
    r->pool = pool_new(slots, NULL, probes, answered, r, reterr);
    if (!r->pool) {
        free(r);
        return NULL;
    }
    return r;
}

const char *reading_error(int error)
{
    if (error == -ENOENT)
        return "no reader: duly-text is neither beside duly nor in its libexec folder";
    return strerrordesc_np(-error);
}

void reading_free(struct reading *r)
{
    if (!r)
        return;
    pool_free(r->pool);
    for (size_t i = 0; i < r->count; i++) {
        if (r->entries[i].path && r->entries[i].fd >= 0)
            close(r->entries[i].fd);
        free(r->entries[i].path);
    }
    free(r->entries);
    free(r);
}

int reading_set_probes(struct reading *r, const struct probe_table *probes)
{
    return pool_set_probes(r->pool, probes);
}

static struct entry *free_entry(struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!r->entries[i].path)
            return &r->entries[i];
    size_t more = r->count ? r->count * 2 : 16;
    struct entry *grown = realloc(r->entries, more * sizeof *grown);
    if (!grown)
        abort();
    for (size_t i = r->count; i < more; i++)
        grown[i] = (struct entry){.fd = -1};
    struct entry *e = &grown[r->count];
    r->entries = grown;
    r->count = more;
    return e;
}

void reading_submit_fd(struct reading *r, uint64_t id, int fd, const char *name, enum format hint)
{
    struct entry *e = free_entry(r);
    *e = (struct entry){.id = id, .path = text_dup(name), .fd = fd, .hint = hint};
    begin(r, e);
}

void reading_submit_unread(struct reading *r, uint64_t id, const char *path, enum format hint,
                           const char *why)
{
    struct entry *e = free_entry(r);
    *e = (struct entry){.id = id, .path = text_dup(path), .fd = -1, .hint = hint};
    finish_unread(r, e, UNREAD_OPEN, why);
}

void reading_submit(struct reading *r, uint64_t id, int dirfd, const char *path, enum format hint)
{
    int fd = open_document(dirfd, path);
    if (fd >= 0)
        reading_submit_fd(r, id, fd, path, hint);
    else
        reading_submit_unread(r, id, path, hint, strerrordesc_np(-fd));
}

size_t reading_pending(const struct reading *r)
{
    return pool_pending(r->pool);
}

size_t reading_room(const struct reading *r)
{
    return pool_room(r->pool);
}

size_t reading_fds(const struct reading *r)
{
    return pool_fds(r->pool);
}

size_t reading_poll(const struct reading *r, struct pollfd *fds, int *ret_timeout_ms)
{
    return pool_poll(r->pool, fds, ret_timeout_ms);
}

void reading_step(struct reading *r)
{
    pool_step(r->pool);
}

const char *reading_refusal(const struct reading *r)
{
    return pool_refusal(r->pool);
}

void reading_wait(struct reading *r)
{
    int timeout;
    struct pollfd *fds = calloc(reading_fds(r) + 1, sizeof *fds);
    if (!fds)
        abort();
    size_t n = reading_poll(r, fds, &timeout);
    poll(fds, n, timeout);
    free(fds);
    reading_step(r);
}
