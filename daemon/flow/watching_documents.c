/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of one document: change, reading, judging, events. */
#include "flow/watching_state.h"

#include "ledger/reconcile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RETRY = 1000 /* ms */, CLOCK_STEP = 60 /* s */ };

/* Documents of one step, so that a signal is soon heard. */
enum { STEP_DOCUMENTS = 256 };

static void step_again(struct watching *w)
{
    w->watch_due = w->ticks;
}

/* ---- judging ---- */

/* Fingerprints of findings without a record key are made with the path: with the first one that
   the document had. */
static size_t keep_identity(const struct kept *k, struct finding *findings, size_t n)
{
    if (strcmp(k->identity, k->shown) == 0)
        return n;
    for (size_t i = 0; i < n; i++) {
        findings[i].file = span_of(k->identity);
        finding_fingerprint(&findings[i]);
    }
    n = findings_settle(findings, n);
    for (size_t i = 0; i < n; i++)
        findings[i].file = span_of(k->shown);
    return n;
}

static void count_findings(struct watching *w, const struct kept *k, bool more)
{
    for (size_t i = 0; i < k->finding_count; i++)
        w->open_findings[k->findings[i].severity] += more ? 1 : (size_t)-1;
}

/* The change is said, then kept. */
static void replace_findings(struct watching *w, struct kept *k, struct finding *new, size_t n,
                             enum why why)
{
    struct arena *arena = arena_new();
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct event_list events = {.arena = scratch};
    reconcile(k->findings, k->finding_count, new, n, why, w->now, &events);
    for (size_t i = 0; i < events.list.n; i++)
        speaker_say(w->speaker, &events.list.at[i], w->ticks);
    struct finding *kept = ARENA_ARRAY(arena, n, struct finding);
    for (size_t i = 0; i < n; i++)
        kept[i] = finding_copy(arena, &new[i]);
    count_findings(w, k, false);
    arena_free(k->arena);
    k->arena = arena;
    k->findings = kept;
    k->finding_count = n;
    count_findings(w, k, true);
}

static void judge_kept(struct watching *w, struct kept *k, enum why why)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    struct record record;
    const char *fault;
    struct judgement j;
    if (!record_unpack(scratch, buf_peek(&k->packed), w->probe_count, &record, &fault))
        record = record_unread(UNREAD_CRASHED, span_of(fault), k->hint);
    struct filed filed = {&record, span_of(k->shown), k->content, k->probes};
    judge(scratch, w->rules, &(struct case_file){.records = &filed, .count = 1}, NULL, NULL, w->now,
          &j);
    j.finding_count = keep_identity(k, j.findings, j.finding_count);
    replace_findings(w, k, j.findings, j.finding_count, why);
    bool again = j.next_change != INSTANT_NEVER && j.next_change <= w->now.at;
    archive_schedule(&w->archive, k, again ? w->now.at + 1 : j.next_change);
}

void judge_due(struct watching *w)
{
    struct kept *k;
    int n = 0;
    for (; n < STEP_DOCUMENTS && (k = archive_due(&w->archive, w->now.at)); n++)
        judge_kept(w, k, WHY_FIXED);
    if (n == STEP_DOCUMENTS)
        step_again(w);
}

/* Records that were read with other probes are read again; until then their findings stay. What a
   reader has in hand is looked at when it comes back. */
void judge_everything(struct watching *w, enum why why)
{
    for (uint32_t i = 0; i < w->archive.n; i++) {
        struct kept *k = w->archive.at[i];
        if (!k || k->gone)
            continue;
        if (k->read && digest_eq(&k->probes, &w->probes)) {
            judge_kept(w, k, why);
        } else {
            archive_schedule(&w->archive, k, INSTANT_NEVER);
            if (!k->in_reader)
                archive_queue(&w->archive, k);
        }
    }
}

/* What was judged by a wrong clock is judged by the right one; the ticks never step. */
void notice_clock(struct watching *w)
{
    int64_t lead = w->now.at - w->ticks / 1000, step = lead - w->clock_lead;
    bool jumped = w->clock_lead != 0 && (step > CLOCK_STEP || step < -CLOCK_STEP);
    if (w->clock_lead == 0 || jumped)
        w->clock_lead = lead;
    if (!jumped)
        return;
    say(w, EVENT_CLOCK_JUMP, SEVERITY_WARNING, 0, NO_SPAN,
        "the wall clock stepped by %lld s; everything is judged by the new time", (long long)step);
    judge_everything(w, WHY_FIXED);
}

/* ---- reading ---- */

static int root_fd(struct watching *w, int root)
{
    struct watched_root *r = &w->roots[root];
    if (r->fd < 0 && !r->gone)
        r->fd = open(r->name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return r->fd;
}

void root_fds_closed(struct watching *w)
{
    for (size_t i = 0; i < w->setup->folder_count; i++)
        if (w->roots[i].fd >= 0) {
            close(w->roots[i].fd);
            w->roots[i].fd = -1;
        }
}

/* The documents of a root that is away leave the queue, and come back with it. If it can just not
   be opened now, all wait a little. */
void submit_waiting(struct watching *w)
{
    struct kept *k;
    int n = 0;
    for (; n < STEP_DOCUMENTS && !w->refused && reading_room(w->reading) > 0 &&
           (k = archive_next(&w->archive));
         n++) {
        int root = root_fd(w, k->root);
        k->again = root < 0;
        if (root < 0 && !w->roots[k->root].gone) {
            archive_queue(&w->archive, k);
            w->watch_due = w->watch_due < w->ticks + RETRY ? w->watch_due : w->ticks + RETRY;
            return;
        }
        if (k->again)
            continue;
        k->in_reader = true;
        reading_submit(w->reading, k->number, root, k->path, k->hint);
    }
    if (n == STEP_DOCUMENTS)
        step_again(w);
}

/* A root that cannot be opened says nothing of the document: it is read when the root is back, or
   in a little while if only opening it failed. */
static bool put_off(struct watching *w, struct kept *k, const struct record *r)
{
    if (r->unread != UNREAD_OPEN || root_fd(w, k->root) >= 0)
        return false;
    k->again = w->roots[k->root].gone;
    if (!k->again)
        archive_queue(&w->archive, k);
    return true;
}

/* Not there any more: the watcher will say so, or already has. */
static bool vanished(struct watching *w, const struct kept *k, const struct record *r)
{
    struct stat st;
    return r->unread == UNREAD_OPEN &&
           fstatat(root_fd(w, k->root), k->path, &st, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT;
}

static void keep_record(struct kept *k, const struct read_file *file)
{
    buf_clear(&k->packed);
    if (file->answer.packed.n > 0)
        buf_span(&k->packed, file->answer.packed);
    else
        record_pack(&file->answer.record, &k->packed);
    k->content = file->content;
    k->probes = file->answer.probes;
    k->read = true;
    k->readable = file->answer.record.unread == READ_OK;
}

static bool is_known(const struct kept *k, const struct read_file *file)
{
    return k->readable && k->arena && file->answer.record.unread == READ_OK &&
           digest_eq(&k->content, &file->content) && digest_eq(&k->probes, &file->answer.probes);
}

/* Records without a reader's work in them carry no probes: they fit any. */
static bool is_stale(const struct watching *w, const struct read_file *file)
{
    return file->answer.record.unread == READ_OK && !digest_eq(&file->answer.probes, &w->probes);
}

static void take_answer(struct watching *w, const struct read_file *file)
{
    struct kept *k = w->archive.at[file->id];
    k->in_reader = false;
    if (k->gone) {
        archive_remove(&w->archive, k);
    } else if (k->again || is_stale(w, file)) {
        k->again = false;
        archive_queue(&w->archive, k);
    } else if (!put_off(w, k, &file->answer.record) && !vanished(w, k, &file->answer.record) &&
               !is_known(k, file)) {
        keep_record(k, file);
        k->probes = w->probes;
        judge_kept(w, k, w->scan == WHY_RULES_CHANGED ? WHY_RULE_REMOVED : WHY_FIXED);
    }
}

void heard_answer(void *arg, struct read_file *file)
{
    take_answer(arg, file);
    arena_free(file->answer.arena);
}

/* ---- changes ---- */

/* As `duly check` would take it: a document's name, nothing hidden on the way to it. */
static bool is_wanted(const char *path, enum format *ret_hint)
{
    return path[0] != '.' && !strstr(path, "/.") && reading_wanted(path, ret_hint);
}

static void forget(struct watching *w, struct kept *k)
{
    replace_findings(w, k, NULL, 0, WHY_FILE_REMOVED);
    archive_schedule(&w->archive, k, INSTANT_NEVER);
    if (!k->in_reader) {
        archive_remove(&w->archive, k);
        return;
    }
    k->gone = true;
    archive_disown(&w->archive, k);
}

static void document_present(struct watching *w, int root, const char *path)
{
    enum format hint;
    if (!is_wanted(path, &hint))
        return;
    struct kept *k = archive_find(&w->archive, root, path);
    if (!k)
        k = archive_add(&w->archive, root, w->roots[root].name, path);
    k->hint = hint;
    if (k->in_reader)
        k->again = true;
    else
        archive_queue(&w->archive, k);
}

static void document_moved(struct watching *w, const struct change *c)
{
    enum format hint;
    struct kept *k = archive_find(&w->archive, c->from_root, c->from);
    bool wanted = is_wanted(c->path, &hint);
    if (k && (!wanted || hint != k->hint)) {
        forget(w, k);
        k = NULL;
    }
    if (!k) {
        document_present(w, c->root, c->path);
        return;
    }
    archive_rename(&w->archive, k, c->root, w->roots[c->root].name, c->path);
    if (k->in_reader)
        k->again = true;
    else if (k->read && digest_eq(&k->probes, &w->probes))
        judge_kept(w, k, WHY_FIXED);
    else /* it may have vanished under its old name before it was opened */
        archive_queue(&w->archive, k);
}

void heard_change(void *arg, const struct change *c)
{
    struct watching *w = arg;
    struct kept *k;
    switch (c->type) {
    case CHANGE_PRESENT:
        document_present(w, c->root, c->path);
        break;
    case CHANGE_MOVED:
        document_moved(w, c);
        break;
    case CHANGE_GONE:
        k = archive_find(&w->archive, c->root, c->path);
        if (k)
            forget(w, k);
        break;
    }
}

/* The watcher names a root as it was given to it. */
static void root_changed(struct watching *w, const char *path, bool gone)
{
    for (size_t i = 0; i < w->setup->folder_count; i++)
        if (strcmp(w->roots[i].name, path) == 0)
            w->roots[i].gone = gone;
    for (uint32_t i = 0; i < w->archive.n && !gone; i++) {
        struct kept *k = w->archive.at[i];
        if (k && !k->gone && !k->in_reader && (k->again || !k->read))
            archive_queue(&w->archive, k);
    }
}

void heard_trouble(void *arg, enum trouble_type t, const char *path, const char *text)
{
    struct watching *w = arg;
    if (t == TROUBLE_ROOT_GONE || t == TROUBLE_ROOT_BACK)
        root_changed(w, path, t == TROUBLE_ROOT_GONE);
    say_trouble(w, t, path, text);
}
