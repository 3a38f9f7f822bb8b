/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon is and believes, for those who ask. */
#include "flow/watching_state.h"

#include "outlet/status.h"

#include <stdio.h>
#include <unistd.h>

static size_t watches_allowed(void)
{
    FILE *f = fopen("/proc/sys/fs/inotify/max_user_watches", "re");
    size_t n = 0;
    if (!f)
        return 0;
    if (fscanf(f, "%zu", &n) != 1)
        n = 0;
    fclose(f);
    return n;
}

static const struct status_root *roots_of(struct watching *w, struct arena *a, size_t *ret)
{
    VEC(struct status_root) roots = {0};
    for (size_t i = 0; i < w->roots.n; i++) {
        if (w->roots.at[i].left)
            continue;
        const struct config_root *c = &w->settings->config.roots[w->roots.at[i].settings];
        struct span *packs = ARENA_ARRAY(a, c->pack_count, struct span);
        for (size_t p = 0; p < c->pack_count; p++)
            packs[p] = span_of(c->packs[p]);
        *VEC_ADD(a, &roots) = (struct status_root){
            .path = span_of(w->roots.at[i].name),
            .state = watch_root_state(w->watch, (int)i),
            .documents = ledger_files_of(w->ledger, w->roots.at[i].number),
            .packs = packs,
            .pack_count = c->pack_count,
        };
    }
    *ret = roots.n;
    return roots.at;
}

static const struct span *packs_of(const struct watching *w, struct arena *a, size_t *ret)
{
    const struct pack *const *packs;
    size_t n = rules_packs(w->settings->rules, &packs);
    struct span *names = ARENA_ARRAY(a, n, struct span);
    for (size_t i = 0; i < n; i++)
        names[i] = span_of(arena_printf(a, "%.*s %.*s", SPAN_ARG(pack_id(packs[i])),
                                        SPAN_ARG(pack_version(packs[i]))));
    *ret = n;
    return names;
}

static instant stalled_since(const struct watching *w)
{
    int64_t since = w->syslog ? syslog_stalled_since(w->syslog) : 0;
    return since > 0 ? w->now.at - (w->ticks - since) / 1000 : INSTANT_NEVER;
}

void answer_status(struct watching *w, struct control_question *q, bool synced)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf out _cleanup_buf_ = {0};
    const struct ledger_counts *counts = ledger_counts(w->ledger);
    struct watch_counts watch = watch_counts(w->watch);
    struct status_view v = {
        .version = w->setup->version,
        .pid = (int)getpid(),
        .at = w->now,
        .since = clock_moment(w->started),
        .revision = w->revision,
        .documents = counts->files,
        .unreadable = counts->unreadable,
        .pending = w->work.count,
        .unsettled = watch.pending,
        .next_due = ledger_next_change(w->ledger),
        .synced = synced,
        .last_seq = counts->last_seq,
        .unsent = draining_pending(&w->draining),
        .syslog_stalled = stalled_since(w),
        .rules_rejected = buf_peek(&w->rejected),
        .folders = watch.folders,
        .watches = watch.watches,
        .polled = watch.polled,
        .unreadable_folders = watch.unreadable,
        .watches_allowed = watches_allowed(),
        .missed = watch.missed,
        .overflows = watch.overflows,
        .longest_ms = w->longest_step,
    };
    memcpy(v.findings, counts->open, sizeof v.findings);
    v.packs = packs_of(w, a, &v.pack_count);
    v.roots = roots_of(w, a, &v.root_count);
    if (w->setup->source.config_file)
        v.ledger = span_of(arena_printf(a, "%s/ledger.db", w->settings->config.state));
    status_json(&v, &out);
    control_answer(q, buf_peek(&out));
}

/* ---- the dump ---- */

struct dumping {
    struct watching *w;
    struct arena *arena;
    VEC(struct dump_file) files;
};

static void read_record(struct dumping *d, const struct ledger_file *f, struct dump_file *ret)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct watching *w = d->w;
    struct record_key key;
    struct span packed;
    struct record record;
    const char *fault;
    int root = watched_root_of(w, f->root);
    if (!ledger_record_get(w->ledger, scratch, f->record, &key, &packed))
        return;
    ret->content = key.content;
    if (!record_unpack(scratch, packed, w->probe_count, &record, &fault) ||
        record.unread != READ_OK)
        return;
    ret->readable = true;
    struct filed filed = {&record, ret->path, key.content, w->probes};
    struct classified kind = classify(scratch, w->settings->rules,
                                      w->settings->choices[w->roots.at[root].settings], &filed);
    ret->kind = kind.kind ? kind_id(kind.kind) : NO_SPAN;
}

static void dump_one(void *arg, const struct ledger_file *f)
{
    struct dumping *d = arg;
    struct finding *findings;
    if (watched_root_of(d->w, f->root) < 0)
        return;
    size_t n = ledger_findings(d->w->ledger, d->arena, f->id, &findings);
    struct dump_finding *rows = ARENA_ARRAY(d->arena, n, struct dump_finding);
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct dump_finding){findings[i].fingerprint, findings[i].rule,
                                        findings[i].severity, findings[i].place};
    struct dump_file *file = VEC_ADD(d->arena, &d->files);
    *file = (struct dump_file){.path = shown_of(d->w, d->arena, f->id),
                               .identity = f->identity,
                               .findings = rows,
                               .finding_count = n};
    if (f->record != 0)
        read_record(d, f, file);
}

void view_dump(struct watching *w, struct buf *out)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct dumping d = {.w = w, .arena = a};
    ledger_files(w->ledger, dump_one, &d);
    dump_json(d.files.at, d.files.n, false, out);
}
