/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper/task.h"
#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void *must(void *p)
{
    if (!p)
        abort(); /* out of memory: see base/arena.h */
    return p;
}

/* ---- probes ---- */

/* Sealed: a reader that was taken over cannot change what the others will look for. */
static int sealed_memory(struct span content)
{
    int fd = memfd_create("duly-probes", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return -errno;
    int error = write_whole(fd, content);
    if (!error && fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE))
        error = -errno;
    if (!error)
        return fd;
    close(fd);
    return error;
}

struct probe_set *probe_set_new(const struct probe_table *t, int *reterr)
{
    struct buf packed _cleanup_buf_ = {0};
    probe_table_pack(t, &packed);
    int fd = sealed_memory(buf_peek(&packed));
    if (fd < 0) {
        *reterr = fd;
        return NULL;
    }
    struct probe_set *s = must(calloc(1, sizeof *s));
    *s = (struct probe_set){.fd = fd,
                            .size = packed.n,
                            .count = (uint32_t)t->list.n,
                            .digest = digest_of(buf_peek(&packed)),
                            .holders = 1};
    return s;
}

struct probe_set *probe_set_hold(struct probe_set *s)
{
    s->holders++;
    return s;
}

void probe_set_release(struct probe_set *s)
{
    if (!s || --s->holders)
        return;
    close(s->fd);
    free(s);
}

/* ---- tasks ---- */

struct task *task_new(struct job job, struct probe_set *probes)
{
    struct task *t = must(calloc(1, sizeof *t));
    struct stat st;
    *t = (struct task){.job = job, .probes = probe_set_hold(probes)};
    if (fstat(job.fd, &st) == 0 && st.st_size > 0)
        t->size = (uint64_t)st.st_size;
    return t;
}

void task_free(struct task *t)
{
    close(t->job.fd);
    probe_set_release(t->probes);
    free(t);
}

void task_queue_append(struct task_queue *q, struct task *t)
{
    t->next = NULL;
    if (q->last)
        q->last->next = t;
    else
        q->first = t;
    q->last = t;
    q->n++;
}

void task_queue_prepend(struct task_queue *q, struct task *t)
{
    t->next = q->first;
    q->first = t;
    if (!q->last)
        q->last = t;
    q->n++;
}

struct task *task_queue_take(struct task_queue *q)
{
    struct task *t = q->first;
    if (!t)
        return NULL;
    q->first = t->next;
    if (!q->first)
        q->last = NULL;
    q->n--;
    return t;
}

/* ---- answers ---- */

struct answer answer_unread(const struct task *t, enum unread why, const char *detail)
{
    struct answer a = {.id = t->job.id, .arena = arena_new(), .probes = t->probes->digest};
    struct buf packed _cleanup_buf_ = {0};
    a.record = record_unread(why, arena_copy(a.arena, span_of(detail)), t->job.hint);
    record_pack(&a.record, &packed);
    a.packed = arena_copy(a.arena, buf_peek(&packed));
    return a;
}

/* What only the main process can know, a reader cannot claim. */
static bool is_readers_own(enum unread why)
{
    return why != UNREAD_CRASHED && why != UNREAD_TIME && why != UNREAD_CHANGING;
}

bool answer_decode(const struct task *t, struct span packed, struct answer *ret,
                   const char **ret_why)
{
    struct answer a = {.id = t->job.id, .arena = arena_new(), .probes = t->probes->digest};
    a.packed = arena_copy(a.arena, packed);
    bool good = record_unpack(a.arena, a.packed, t->probes->count, &a.record, ret_why);
    if (good && !is_readers_own(a.record.unread)) {
        *ret_why = "a reason that is not its own";
        good = false;
    }
    if (good)
        *ret = a;
    else
        arena_free(a.arena);
    return good;
}
