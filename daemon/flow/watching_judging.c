/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a record in the ledger to findings there, and to what is told of them. */
#include "flow/watching_state.h"

#include "fact/redact.h"
#include "ledger/reconcile.h"

enum { STEP_FILES = 256 };

/* Of a root that left the configuration the ledger knows the name. */
static const char *root_name(const struct watching *w, struct arena *a, int64_t root)
{
    struct ledger_root *roots;
    int at = watched_root_of(w, root);
    if (at >= 0)
        return w->roots.at[at].name;
    size_t n = ledger_roots(w->ledger, a, &roots), i = 0;
    while (i < n && roots[i].number != root)
        i++;
    return i < n ? roots[i].path : "";
}

static struct span shown_as(const struct watching *w, struct arena *a, int64_t root,
                            struct span path)
{
    const char *name = root_name(w, a, root);
    return redact_path(a, span_of(arena_printf(a, "%s/%.*s", name, SPAN_ARG(path))));
}

struct span shown_of(void *arg, struct arena *a, int64_t file)
{
    struct ledger_file f;
    const struct watching *w = arg;
    if (!ledger_file_get(w->ledger, a, file, &f))
        return NO_SPAN;
    return shown_as(w, a, f.root, f.path);
}

/* Fingerprints of findings without a record key are made with the path: with the first one that
   the document had. */
static size_t keep_first(struct span first, struct span shown, struct finding *findings, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        findings[i].file = first;
        finding_fingerprint(&findings[i]);
    }
    n = findings_settle(findings, n);
    for (size_t i = 0; i < n; i++)
        findings[i].file = shown;
    return n;
}

/* The rows of the findings follow; what is only told otherwise (its line, its words) changes
   without an event. */
static void keep_findings(struct watching *w, int64_t file, const struct finding *new, size_t n,
                          const struct event_list *events)
{
    size_t e = 0;
    for (size_t i = 0; i < n; i++) {
        bool has_event = e < events->list.n && events->list.at[e].finding == &new[i];
        if (has_event && events->list.at[e].type == EVENT_FINDING_OPENED)
            ledger_finding_open(w->ledger, file, &new[i], w->now.at);
        else
            ledger_finding_change(w->ledger, file, &new[i]);
        e += has_event;
    }
    for (; e < events->list.n; e++)
        ledger_finding_resolve(w->ledger, file, events->list.at[e].finding->fingerprint, w->now.at);
}

static void replace_findings(struct watching *w, int64_t file, struct span shown,
                             const struct finding *new, size_t n, enum why why)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct event_list events = {.arena = scratch};
    struct finding *old;
    size_t count = ledger_findings(w->ledger, scratch, file, &old);
    for (size_t i = 0; i < count; i++)
        old[i].file = shown;
    reconcile(old, count, new, n, why, w->now, &events);
    keep_findings(w, file, new, n, &events);
    for (size_t i = 0; i < events.list.n; i++)
        telling_finding(&w->telling, file, &events.list.at[i], w->ticks);
}

/* The record was read with the probes in force, or fits any. */
void judge_file(struct watching *w, struct ledger_file *f, struct span packed,
                const struct record_key *key, enum why why)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    const struct watched_root *root = &w->roots.at[watched_root_of(w, f->root)];
    struct span shown = shown_as(w, scratch, f->root, f->path);
    struct record record;
    const char *fault;
    struct judgement j;
    if (!record_unpack(scratch, packed, w->probe_count, &record, &fault))
        record = record_unread(UNREAD_CRASHED, span_of(fault), key->format);
    struct filed filed = {&record, shown, key->content, w->probes};
    judge(scratch, w->settings->rules,
          &(struct case_file){
              .records = &filed, .count = 1, .choice = w->settings->choices[root->settings]},
          NULL, NULL, w->now, &j);
    if (f->first.n > 0)
        j.finding_count =
            keep_first(shown_as(w, scratch, f->root, f->first), shown, j.findings, j.finding_count);
    bool again = j.next_change != INSTANT_NEVER && j.next_change <= w->now.at;
    f->judged_by = root->judged_by;
    f->next_change = again ? w->now.at + 1 : j.next_change;
    f->id = ledger_file_put(w->ledger, f);
    if (f->id)
        replace_findings(w, f->id, shown, j.findings, j.finding_count, why);
}

/* Records without a reader's work in them carry no probes: they fit any. */
static bool fits(const struct watching *w, const struct record_key *key)
{
    static const struct digest none;
    return digest_eq(&key->probes, &w->probes) || digest_eq(&key->probes, &none);
}

/* What was read with other probes waits for a reader: false. */
bool judge_again(struct watching *w, int64_t file, enum why why)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger_file f;
    struct record_key key;
    struct span packed;
    if (!ledger_file_get(w->ledger, a, file, &f) || watched_root_of(w, f.root) < 0 ||
        f.record == 0 || !ledger_record_get(w->ledger, a, f.record, &key, &packed) ||
        !fits(w, &key))
        return false;
    judge_file(w, &f, packed, &key, why);
    return true;
}

/* Due, but not to be judged now: neither asked for again and again nor taken for judged, whichever
   rules it is judged by next. */
static void await_reader(struct watching *w, int64_t file)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger_file f;
    if (!ledger_file_get(w->ledger, a, file, &f))
        return;
    f.judged_by = (struct digest){0};
    f.next_change = INSTANT_NEVER;
    ledger_file_put(w->ledger, &f);
}

void judge_due(struct watching *w)
{
    int64_t files[STEP_FILES];
    if (w->failing)
        return;
    size_t n = ledger_files_due(w->ledger, w->now.at, files, STEP_FILES);
    for (size_t i = 0; i < n; i++)
        if (!judge_again(w, files[i], WHY_FIXED))
            await_reader(w, files[i]);
    if (n > 0)
        w->watch_due = w->ticks; /* there may be more */
}

void forget_file(struct watching *w, const struct ledger_file *f, enum why why)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    replace_findings(w, f->id, shown_as(w, scratch, f->root, f->path), NULL, 0, why);
    ledger_file_remove(w->ledger, f->id, w->now.at);
}
