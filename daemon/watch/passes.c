/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is looked at without an event that asks for it, and when: everything after events were lost,
 * what cannot be watched now and then, what has names elsewhere likewise, and everything once an
 * hour. A pass only queues; it is over when the queue is empty.
 */
#include "watch/state.h"

void pass_ask(struct watch *w, struct pass *p, int64_t at)
{
    p->at = p->at > 0 && p->at < at ? p->at : at;
    p->epoch = epoch_sooner(p->epoch, w->epoch);
}

uint64_t pass_begin(struct watch *w, struct pass *p)
{
    uint64_t now = w->epoch;
    w->epoch = epoch_sooner(p->epoch, now);
    *p = (struct pass){.epoch = LATER};
    return now;
}

static bool is_due(const struct pass *p, int64_t ticks)
{
    return p->at > 0 && p->at <= ticks;
}

static void plan(struct pass *p, int64_t at)
{
    if (p->at == 0)
        p->at = at;
}

static void rescan(struct watch *w)
{
    enum { FIRST_WAIT = 1000 };
    w->rescanning = true;
    w->overflowed_again = false;
    w->rescan_wait = w->rescan_wait ? 2 * w->rescan_wait : FIRST_WAIT;
    if (w->rescan_wait > RESCAN_WAIT_MOST)
        w->rescan_wait = RESCAN_WAIT_MOST;
    uint64_t epoch = pass_begin(w, &w->rescan);
    folders_queue_all(w, false);
    w->epoch = epoch;
}

static void poll_root(struct watch *w, struct root *r)
{
    r->poll_wanted = r->poll_soon = false;
    uint64_t epoch = pass_begin(w, &r->polling);
    for (struct node *n = r->node; n; n = folder_after(r->node, n))
        if (n->folder->wd < 0 || n->folder->blind)
            folder_queue(w, n);
    w->epoch = epoch;
}

static void polls_begin(struct watch *w, int64_t ticks)
{
    for (size_t i = 0; i < w->roots.n; i++) {
        struct root *r = &w->roots.at[i];
        if (!root_top(w, i))
            continue;
        if (r->poll_wanted)
            plan(&r->polling, ticks + (r->poll_soon ? RETRY : r->poll_ms));
        if (is_due(&r->polling, ticks))
            poll_root(w, r);
    }
}

static void audit(struct watch *w, int64_t ticks)
{
    bool due = w->audit_at > 0 && w->audit_at <= ticks;
    if (due || w->audit_at == 0)
        w->audit_at = ticks + AUDIT;
    if (due)
        folders_queue_all(w, true);
}

void passes_begin(struct watch *w, int64_t ticks)
{
    if (w->queue || w->listing.folder)
        return;
    if (w->overflowed && is_due(&w->rescan, ticks))
        rescan(w);
    if (!w->overflowed)
        w->rescan_wait = 0;
    polls_begin(w, ticks);
    if (w->tree.inodes.n > 0)
        plan(&w->links, ticks + SLOW_PASS);
    if (is_due(&w->links, ticks)) {
        uint64_t epoch = pass_begin(w, &w->links);
        links_pass(w, ticks);
        w->epoch = epoch;
    }
    audit(w, ticks);
}

void pass_over(struct watch *w, int64_t ticks)
{
    if (w->no_watches && w->tree.refused == 0) {
        w->no_watches = false;
        report_trouble(w, TROUBLE_WATCHES_BACK, NULL, "all %zu folders are watched again",
                       w->tree.watches.n);
    }
    if (w->rescanning && w->overflowed_again) {
        w->rescan.at = ticks + w->rescan_wait;
    } else if (w->rescanning) {
        w->overflowed = false;
        report_trouble(w, TROUBLE_OVERFLOW_OVER, NULL, "everything is compared");
    }
    w->rescanning = w->overflowed_again = false;
}
