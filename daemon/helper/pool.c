/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/limits.h"
#include "helper/pool_private.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/wait.h>

void pool_refuse(struct pool *p, const char *what, struct span why)
{
    if (!p->refusal[0])
        snprintf(p->refusal, sizeof p->refusal, "%s%.*s", what, SPAN_ARG(why));
}

void pool_answer(struct pool *p, struct task *t, struct answer a)
{
    p->pending--;
    task_free(t);
    p->sink(p->arg, &a);
}

static void tell_queue(struct pool *p, struct task_queue *q, enum unread why, const char *detail)
{
    for (struct task *t; (t = task_queue_take(q));)
        pool_answer(p, t, answer_unread(t, why, detail));
}

static void tell_unreadable(struct pool *p)
{
    tell_queue(p, &p->oversized, UNREAD_LIMIT, limit_text(LIMIT_NAME_FILE_BYTES));
    if (!p->refusal[0])
        return;
    tell_queue(p, &p->again, UNREAD_OPEN, p->refusal);
    tell_queue(p, &p->waiting, UNREAD_OPEN, p->refusal);
}

struct pool *pool_new(unsigned slots, const char *program, const struct probe_table *probes,
                      answer_sink sink, void *arg, int *reterr)
{
    struct pool *p = calloc(1, sizeof *p);
    *reterr = p ? program_find(program, "duly-text", p->program) : -ENOMEM;
    if (!*reterr)
        p->probes = probe_set_new(probes, reterr);
    if (p)
        p->readers = calloc(slots ? slots : 1, sizeof *p->readers);
    if (*reterr || !p->readers) {
        *reterr = *reterr ? *reterr : -ENOMEM;
        pool_free(p);
        return NULL;
    }
    p->slots = slots ? slots : 1;
    p->wall_ms = LIMIT_WALL_MS;
    p->sink = sink;
    p->arg = arg;
    p->next_start = INT64_MIN;
    return p;
}

static void task_queue_free(struct task_queue *q)
{
    for (struct task *t; (t = task_queue_take(q));)
        task_free(t);
}

static void end(struct pool *p, struct reader *r)
{
    if (r->state == READER_GONE)
        return;
    struct pollfd ended = {r->pidfd, POLLIN, 0};
    poll(&ended, 1, READER_BURY_MS);
    reader_bury(r, INT64_MAX);
    reader_recall(r, &p->waiting);
    if (reader_oldest(r))
        task_queue_append(&p->waiting, reader_oldest(r));
}

void pool_free(struct pool *p)
{
    if (!p)
        return;
    for (unsigned i = 0; i < p->slots; i++)
        if (p->readers[i].state != READER_GONE)
            reader_kill(&p->readers[i], READ_OK, "", clock_ticks());
    for (unsigned i = 0; i < p->slots; i++)
        end(p, &p->readers[i]);
    task_queue_free(&p->waiting);
    task_queue_free(&p->again);
    task_queue_free(&p->oversized);
    probe_set_release(p->probes);
    free(p->readers);
    free(p->left);
    free(p);
}

enum { BUSY = 4 }; /* times as long by the wall as computing alone takes, on a busy machine */

void pool_set_cpu(struct pool *p, uint32_t seconds)
{
    p->cpu_ms = (int64_t)seconds * 1000;
    p->wall_ms = BUSY * p->cpu_ms > LIMIT_WALL_MS ? BUSY * p->cpu_ms : LIMIT_WALL_MS;
}

int pool_set_probes(struct pool *p, const struct probe_table *probes)
{
    int error = 0;
    struct probe_set *set = probe_set_new(probes, &error);
    if (error)
        return error;
    probe_set_release(p->probes);
    p->probes = set;
    return 0;
}

void pool_submit(struct pool *p, struct job job)
{
    struct task *t = task_new(job, p->probes);
    task_queue_append(t->size > LIMIT_FILE_BYTES ? &p->oversized : &p->waiting, t);
    p->pending++;
    pool_deal(p, clock_ticks());
}

size_t pool_pending(const struct pool *p)
{
    return p->pending;
}

size_t pool_room(const struct pool *p)
{
    size_t most = (size_t)p->slots * READER_DEPTH * 2;
    return most > p->pending ? most - p->pending : 0;
}

size_t pool_fds(const struct pool *p)
{
    return p->slots;
}

/* That says when there is something to do; -1 if only time does (no pidfd was to be had). */
static int descriptor_of(const struct reader *r)
{
    switch (r->state) {
    case READER_GONE:
        break;
    case READER_DYING:
        return r->pidfd;
    case READER_STARTING:
    case READER_READY:
        return r->socket;
    }
    return -1;
}

size_t pool_poll(const struct pool *p, struct pollfd *fds, int *ret_timeout_ms)
{
    size_t n = 0;
    int64_t now = clock_ticks(), next = pool_next_moment(p, now);
    for (unsigned i = 0; i < p->slots; i++) {
        int fd = descriptor_of(&p->readers[i]);
        if (fd >= 0)
            fds[n++] = (struct pollfd){fd, POLLIN, 0};
    }
    if (p->oversized.n || (p->refusal[0] && p->waiting.n + p->again.n))
        next = now;
    int64_t wait = next <= now ? 0 : next - now;
    *ret_timeout_ms = next == INT64_MAX ? -1 : wait < INT_MAX ? (int)wait : INT_MAX;
    return n;
}

/* Else each would stay a zombie as long as we live. */
static void collect_left(struct pool *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->left_count; i++)
        if (waitpid(p->left[i], NULL, WNOHANG) == 0)
            p->left[n++] = p->left[i];
    p->left_count = n;
}

void pool_step(struct pool *p)
{
    int64_t now = clock_ticks();
    collect_left(p);
    for (unsigned i = 0; i < p->slots; i++) {
        struct reader *r = &p->readers[i];
        if (r->state == READER_STARTING || r->state == READER_READY)
            pool_listen(p, r, now);
        if (r->state == READER_STARTING || r->state == READER_READY)
            pool_watch(p, r, now);
        if (r->state == READER_DYING)
            pool_bury(p, r, now);
    }
    pool_deal(p, now);
    tell_unreadable(p);
}

const char *pool_refusal(const struct pool *p)
{
    return p->refusal[0] ? p->refusal : NULL;
}

const char *pool_jail(const struct pool *p)
{
    return p->jail[0] ? p->jail : NULL;
}
