/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents go to the reader that has least in hand, some ahead, so that no reader waits for us.
 * Readers answer in order: when one dies, the oldest document it had is the one it died over, and
 * only that one is to blame. It is tried once more by a reader that has nothing else; the others
 * are handed out again as if nothing had happened. A reader that sits long over one document is
 * left with that one alone, and ended behind it: it would go on with what others read by then.
 */
#include "base/limits.h"
#include "helper/pool_private.h"

#include <string.h>

enum {
    SLOW_MS = 250,     /* over one document: those behind it go to others */
    DEATHS = 2,        /* that a document may cause */
    FAILED_STARTS = 4, /* one after the other, then nothing is tried any more */
    START_PAUSE_MS = 200,
    FULL_PAUSE_MS = 10, /* when the kernel has no room for one more message */
};

/* ---- starting and ending readers ---- */

static void start_failed(struct pool *p, const char *why, int64_t now)
{
    p->failed_starts++;
    p->next_start = now + START_PAUSE_MS;
    if (p->failed_starts >= FAILED_STARTS)
        pool_refuse(p, "no reader can be started: ", span_of(why));
}

/* No more are started than there are documents for. */
static bool is_start_wanted(const struct pool *p)
{
    size_t starting = 0;
    for (unsigned i = 0; i < p->slots; i++)
        starting += p->readers[i].state == READER_STARTING;
    return p->waiting.n + p->again.n > starting && !p->refusal[0];
}

static bool start_one(struct pool *p, int64_t now)
{
    if (now < p->next_start || !is_start_wanted(p))
        return false;
    for (unsigned i = 0; i < p->slots; i++) {
        struct reader *r = &p->readers[i];
        if (r->state != READER_GONE)
            continue;
        int error = reader_start(r, p->program, now);
        if (error)
            start_failed(p, strerrordesc_np(-error), now);
        return !error;
    }
    return false;
}

static void blame(struct pool *p, struct task *t, const struct reader *r)
{
    enum unread why = r->verdict == READ_OK ? UNREAD_CRASHED : r->verdict;
    if (++t->deaths >= DEATHS || why == UNREAD_LIMIT)
        pool_answer(p, t, answer_unread(t, why, r->why));
    else
        task_queue_append(&p->again, t);
}

static void leave_behind(struct pool *p, pid_t pid)
{
    p->left = reallocarray(p->left, p->left_count + 1, sizeof *p->left);
    if (!p->left)
        abort();
    p->left[p->left_count++] = pid;
}

void pool_bury(struct pool *p, struct reader *r, int64_t now)
{
    if (!reader_bury(r, now))
        return;
    if (r->pid)
        leave_behind(p, r->pid);
    if (r->unproven)
        start_failed(p, r->why, now);
    reader_recall(r, &p->waiting);
    struct task *oldest = reader_oldest(r);
    r->count = 0;
    if (oldest)
        blame(p, oldest, r);
}

/* ---- time ---- */

static bool is_slow(const struct reader *r, int64_t now)
{
    return r->count && now - r->since > SLOW_MS;
}

/* The earliest moment at which it can have used up what it may, going by what it had used when last
   looked at. */
static int64_t next_check(const struct pool *p, const struct reader *r)
{
    return r->check_used ? r->check_used : r->since + p->cpu_ms;
}

static bool has_used_up(const struct pool *p, struct reader *r, int64_t now)
{
    if (r->state != READER_READY || !r->count || !p->cpu_ms || now < next_check(p, r))
        return false;
    int64_t left = p->cpu_ms - (clock_ticks_of(r->pid) - r->used);
    r->check_used = now + (left > 1 ? left : 1);
    return left <= 0;
}

/* A fresh process takes its place before the kernel ends it in the middle of a document. */
static bool is_worn_out(const struct reader *r)
{
    return r->documents >= LIMIT_READER_DOCUMENTS || r->used >= LIMIT_READER_CPU_S * 1000 / 2;
}

void pool_watch(struct pool *p, struct reader *r, int64_t now)
{
    bool busy = r->state == READER_STARTING || (r->state == READER_READY && r->count);
    if (busy && now - r->since > p->wall_ms)
        reader_kill(r, UNREAD_TIME, limit_text(LIMIT_NAME_WALL_MS), now);
    else if (has_used_up(p, r, now))
        reader_kill(r, UNREAD_LIMIT, limit_text(LIMIT_NAME_READER_CPU_S), now);
    else if (r->state == READER_READY && is_slow(r, now))
        reader_recall(r, &p->waiting);
    else if (r->state == READER_READY && !r->count && is_worn_out(r))
        reader_kill(r, READ_OK, "", now);
}

static int64_t next_of_busy(const struct pool *p, const struct reader *r, int64_t now)
{
    int64_t next = r->since + p->wall_ms + 1;
    if (r->count > 1 && !is_slow(r, now))
        next = r->since + SLOW_MS + 1;
    return p->cpu_ms && next_check(p, r) < next ? next_check(p, r) : next;
}

static int64_t next_of_reader(const struct pool *p, const struct reader *r, int64_t now)
{
    switch (r->state) {
    case READER_GONE:
        break;
    case READER_STARTING:
        return r->since + p->wall_ms + 1;
    case READER_DYING:
        return r->since + READER_BURY_MS;
    case READER_READY:
        if (r->count)
            return next_of_busy(p, r, now);
        return p->waiting.n + p->again.n > 0 ? now + FULL_PAUSE_MS : INT64_MAX;
    }
    return INT64_MAX;
}

int64_t pool_next_moment(const struct pool *p, int64_t now)
{
    int64_t next = INT64_MAX;
    bool is_one_gone = false;
    for (unsigned i = 0; i < p->slots; i++) {
        int64_t moment = next_of_reader(p, &p->readers[i], now);
        next = moment < next ? moment : next;
        is_one_gone = is_one_gone || p->readers[i].state == READER_GONE;
    }
    return is_one_gone && is_start_wanted(p) && p->next_start < next ? p->next_start : next;
}

/* ---- handing out ---- */

static bool may_take(const struct reader *r, const struct task *t, int64_t now)
{
    if (r->state != READER_READY || r->alone || is_worn_out(r))
        return false;
    return !r->count || (r->count < READER_DEPTH && !is_slow(r, now) &&
                         r->bytes + t->size <= READER_AHEAD_BYTES);
}

static struct reader *least_busy(struct pool *p, const struct task *t, int64_t now)
{
    struct reader *best = NULL;
    for (unsigned i = 0; i < p->slots; i++) {
        struct reader *r = &p->readers[i];
        if (may_take(r, t, now) && (!best || r->count < best->count))
            best = r;
    }
    return best;
}

/* False if it could not be handed out now. */
static bool deal_one(struct pool *p, struct task_queue *from, bool alone, int64_t now)
{
    struct reader *r = least_busy(p, from->first, now);
    if (!r || r->count)
        start_one(p, now);
    if (!r || (alone && r->count))
        return false;
    switch (reader_ask(r, from->first, now)) {
    case ASKED:
        task_queue_take(from);
        r->alone = alone;
        return true;
    case ASKED_BROKEN:
        reader_kill(r, READ_OK, "", now);
        return false;
    case ASKED_FULL:
        break;
    }
    return false;
}

/* While one waits to be read alone, nothing else is handed out, so that a reader becomes free. */
void pool_deal(struct pool *p, int64_t now)
{
    bool going = !p->refusal[0];
    while (going && p->again.n)
        going = deal_one(p, &p->again, true, now);
    while (going && p->waiting.n)
        going = deal_one(p, &p->waiting, false, now);
}
