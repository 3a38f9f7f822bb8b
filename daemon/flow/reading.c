/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/reading.h"
#include "base/beneath.h"
#include "base/buf.h"
#include "fact/redact.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
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
    struct identity before;
    bool racy;
};

struct reading {
    struct pool *pool;
    struct digest probes; /* of the table in force */
    uint32_t probe_count;
    read_known known;
    uint64_t size_most;
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

/* A clock tick of an old kernel is 10 ms: a change within it leaves the times as they are. */
static bool is_racy(const struct identity *i)
{
    enum { GRANULE = 10000000 /* ns */ };
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    int64_t now = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
    return now - i->ctime_ns < GRANULE || now - i->mtime_ns < GRANULE;
}

/* Hands the answer on and frees the entry. */
static void finish(struct reading *r, struct entry *e, struct answer answer)
{
    struct read_file file = {
        .id = e->id,
        .path = redact_path(answer.arena, span_of(e->path)),
        .content = e->content,
        .identity = e->before,
        .racy = e->racy,
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

/* Nothing of a reader's is needed: the same bytes were read before, and asked the same. */
static bool finish_known(struct reading *r, struct entry *e)
{
    struct arena *a = arena_new();
    struct answer answer = {.arena = a, .probes = r->probes};
    const char *fault;
    if (r->known && r->known(r->arg, a, &e->content, e->hint, &answer.packed) &&
        record_unpack(a, answer.packed, r->probe_count, &answer.record, &fault)) {
        finish(r, e, answer);
        return true;
    }
    arena_free(a);
    return false;
}

static void give_to_reader(struct reading *r, struct entry *e)
{
    int fd = fcntl(e->fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        finish_unread(r, e, UNREAD_OPEN, strerror(errno));
    else
        pool_submit(r->pool,
                    (struct job){.id = (uint64_t)(e - r->entries), .fd = fd, .hint = e->hint});
}

/* Looks at the open file, hashes it, and gives it to a reader; or answers why not. */
static void begin(struct reading *r, struct entry *e)
{
    uint64_t size;
    int error = identity_at(e->fd, "", &e->before);
    e->racy = error == 0 && is_racy(&e->before);
    if (error) {
        finish_unread(r, e, UNREAD_OPEN, strerrordesc_np(-error));
    } else if (!S_ISREG(e->before.mode)) {
        finish_unread(r, e, UNREAD_OPEN, "not a regular file");
    } else if (e->before.size > r->size_most) {
        finish_unread(r, e, UNREAD_LIMIT, limit_text(LIMIT_NAME_FILE_BYTES));
    } else if (e->hint != FORMAT_TEXT && e->hint != FORMAT_MARKDOWN) {
        finish_unread(r, e, UNREAD_FORMAT, "convert it to text or Markdown");
    } else if ((error = digest_file(e->fd, &e->content, &size)) < 0) {
        finish_unread(r, e, UNREAD_OPEN, strerrordesc_np(-error));
    } else if (!finish_known(r, e)) {
        give_to_reader(r, e);
    }
}

static void answered(void *arg, struct answer *answer)
{
    struct reading *r = arg;
    struct entry *e = &r->entries[answer->id];
    struct identity after;
    if (identity_at(e->fd, "", &after) == 0 && identity_eq(&e->before, &after)) {
        finish(r, e, *answer);
    } else if (++e->tries < CHANGING_TRIES) {
        arena_free(answer->arena);
        begin(r, e);
    } else {
        arena_free(answer->arena);
        finish_unread(r, e, UNREAD_CHANGING, "changed again and again while it was read");
    }
}

static void use_probes(struct reading *r, const struct probe_table *probes)
{
    r->probes = probe_table_digest(probes);
    r->probe_count = (uint32_t)probes->list.n;
}

struct reading *reading_new(unsigned slots, const struct probe_table *probes, read_sink sink,
                            void *arg, int *reterr)
{
    struct reading *r = calloc(1, sizeof *r);
    if (!r) {
        *reterr = -ENOMEM;
        return NULL;
    }
    *r = (struct reading){.sink = sink, .arg = arg, .size_most = LIMIT_FILE_BYTES};
    use_probes(r, probes);
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
    int error = pool_set_probes(r->pool, probes);
    if (!error)
        use_probes(r, probes);
    return error;
}

void reading_set_known(struct reading *r, read_known known)
{
    r->known = known;
}

void reading_set_limits(struct reading *r, uint32_t file_size, uint32_t cpu_seconds)
{
    r->size_most = file_size > 0 && file_size < LIMIT_FILE_BYTES ? file_size : LIMIT_FILE_BYTES;
    pool_set_cpu(r->pool, cpu_seconds);
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
