/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of one document: change, reading, record, ledger. */
#include "flow/watching_state.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

enum { RETRY = 1000 /* ms */ };

/* Documents of one step, so that a signal is soon heard. */
enum { STEP_DOCUMENTS = 256 };

/* ---- reading ---- */

/* The documents of a root that is away are parked, and go on when it is back. If it can just not be
   opened now, all wait a little. */
void submit_waiting(struct watching *w)
{
    struct work_item *i;
    int n = 0;
    for (; n < STEP_DOCUMENTS && !w->refused && !w->failing && reading_room(w->reading) > 0 &&
           (i = work_next(&w->work));
         n++) {
        int root = watched_root_fd(w, i->root);
        if (root >= 0) {
            i->in_reader = true;
            reading_submit(w->reading, i->number, root, i->path, i->hint);
        } else if (!w->roots.at[i->root].gone) {
            work_queue(&w->work, i);
            w->watch_due = w->watch_due < w->ticks + RETRY ? w->watch_due : w->ticks + RETRY;
            return;
        }
    }
    if (n == STEP_DOCUMENTS)
        w->watch_due = w->ticks;
}

bool known_record(void *arg, struct arena *a, const struct digest *content, enum format hint,
                  struct span *ret_packed)
{
    struct watching *w = arg;
    struct record_key key = {*content, hint, w->probes}, found;
    int64_t record = ledger_record_find(w->ledger, &key);
    return record != 0 && ledger_record_get(w->ledger, a, record, &found, ret_packed);
}

/* A root that cannot be opened says nothing of the document. */
static bool put_off(struct watching *w, struct work_item *i, const struct record *r)
{
    if (r->unread != UNREAD_OPEN || watched_root_fd(w, i->root) >= 0)
        return false;
    if (!w->roots.at[i->root].gone)
        work_queue(&w->work, i);
    return true;
}

/* Not there any more. It waits until the watcher says that it is gone, or that its root was away:
   an empty mount point opens well. */
static bool vanished(struct watching *w, const struct work_item *i, const struct record *r)
{
    struct stat st;
    return r->unread == UNREAD_OPEN &&
           fstatat(watched_root_fd(w, i->root), i->path, &st, AT_SYMLINK_NOFOLLOW) < 0 &&
           errno == ENOENT;
}

static bool is_stale(const struct watching *w, const struct record *r, const struct digest *probes)
{
    return r->unread == READ_OK && !digest_eq(probes, &w->probes);
}

/* The record's row: the one that its content has already, or a new one. */
static int64_t keep_record(struct watching *w, const struct read_file *file, enum format hint,
                           struct record_key *ret_key, struct buf *packed)
{
    bool readable = file->answer.record.unread == READ_OK;
    *ret_key = (struct record_key){.content = file->content, .format = hint};
    if (readable)
        ret_key->probes = w->probes;
    if (file->answer.packed.n > 0)
        buf_span(packed, file->answer.packed);
    else
        record_pack(&file->answer.record, packed);
    int64_t known = readable ? ledger_record_find(w->ledger, ret_key) : 0;
    return known ? known
                 : ledger_record_put(w->ledger, ret_key, readable, buf_peek(packed), w->now.at);
}

/* A file that was renamed keeps its first name; the next one of that name gets another. */
static struct span first_name(struct watching *w, struct arena *a, int64_t root, const char *path)
{
    const char *first = path;
    for (unsigned n = 2; ledger_first_taken(w->ledger, root, span_of(first)); n++)
        first = arena_printf(a, "%s\n%u", path, n);
    return first == path ? NO_SPAN : span_of(first);
}

static void keep_file(struct watching *w, const struct work_item *i, const struct read_file *file)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf packed _cleanup_buf_ = {0};
    const struct watched_root *root = &w->roots.at[i->root];
    struct record_key key;
    struct ledger_file f;
    bool known = ledger_file_find(w->ledger, a, root->number, i->path, &f);
    if (!known)
        f = (struct ledger_file){.root = root->number,
                                 .path = span_of(i->path),
                                 .first = first_name(w, a, root->number, i->path),
                                 .next_change = INSTANT_NEVER};
    int64_t before = f.record;
    f.identity = file->identity;
    f.racy = file->racy;
    f.record = keep_record(w, file, i->hint, &key, &packed);
    if (file->answer.record.unread != UNREAD_OPEN)
        ledger_sight(w->ledger,
                     &(struct sighting){file->content, w->now.at,
                                        scan_of(w) == WHY_FIRST_SCAN ? SEEN_BY_SCAN : SEEN_BY_WATCH,
                                        span_of(i->path)});
    if (known && f.record == before && digest_eq(&f.judged_by, &root->judged_by))
        ledger_file_put(w->ledger, &f);
    else
        judge_file(w, &f, buf_peek(&packed), &key,
                   scan_of(w) == WHY_RULES_CHANGED ? WHY_RULE_REMOVED : WHY_FIXED);
}

static void take_answer(struct watching *w, const struct read_file *file)
{
    struct work_item *i = w->work.at[file->id];
    const struct record *r = &file->answer.record;
    i->in_reader = false;
    if (i->disowned) {
        work_remove(&w->work, i);
    } else if (i->again || is_stale(w, r, &file->answer.probes)) {
        i->again = false;
        work_queue(&w->work, i);
    } else if (!put_off(w, i, r) && !vanished(w, i, r)) {
        batch_change(&w->batch,
                     &(struct change){.type = CHANGE_PRESENT, .root = i->root, .path = i->path});
        keep_file(w, i, file);
        work_remove(&w->work, i);
    }
}

void heard_answer(void *arg, struct read_file *file)
{
    take_answer(arg, file);
    arena_free(file->answer.arena);
}

/* ---- changes ---- */

/* As `duly check` would take it: a document's name, nothing hidden on the way to it. */
bool document_is_wanted(const char *path, enum format *ret_hint)
{
    return path[0] != '.' && !strstr(path, "/.") && reading_wanted(path, ret_hint);
}

static void document_present(struct watching *w, int root, const char *path)
{
    enum format hint;
    if (document_is_wanted(path, &hint))
        work_add(&w->work, root, path, hint);
}

static void document_gone(struct watching *w, int root, const char *path)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct work_item *i = work_find(&w->work, root, path);
    struct ledger_file f;
    if (i)
        work_drop(&w->work, i);
    if (ledger_file_find(w->ledger, a, w->roots.at[root].number, path, &f))
        forget_file(w, &f, WHY_FILE_REMOVED);
}

/* The row goes along, so that its findings stay who they are. Whether it is judged at once or read
   first, the findings are those of the same document. What a reader has in hand of that name is no
   more. */
static void row_moved(struct watching *w, struct ledger_file *f, const struct change *c,
                      enum format hint)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct work_item *i = work_find(&w->work, c->from_root, c->from);
    struct work_item *replaced = work_find(&w->work, c->root, c->path);
    struct ledger_file there;
    if (i)
        work_drop(&w->work, i);
    if (ledger_file_find(w->ledger, a, f->root, c->path, &there))
        forget_file(w, &there, WHY_FILE_REMOVED);
    if (f->first.n == 0)
        f->first = span_of(c->from);
    if (span_is(f->first, c->path))
        f->first = NO_SPAN;
    f->path = span_of(c->path);
    ledger_file_put(w->ledger, f);
    if (i || replaced || f->record == 0)
        work_add(&w->work, c->root, c->path, hint);
    if (!i && f->record != 0)
        judge_again(w, f->id, WHY_FIXED);
}

static void document_moved(struct watching *w, const struct change *c)
{
    struct arena *a _cleanup_arena_ = arena_new();
    enum format from_hint = FORMAT_COUNT, hint = FORMAT_COUNT;
    struct ledger_file f;
    bool follows = c->root == c->from_root && document_is_wanted(c->path, &hint) &&
                   document_is_wanted(c->from, &from_hint) && hint == from_hint &&
                   ledger_file_find(w->ledger, a, w->roots.at[c->root].number, c->from, &f);
    if (follows) {
        row_moved(w, &f, c, hint);
    } else {
        document_gone(w, c->from_root, c->from);
        document_present(w, c->root, c->path);
    }
}

void heard_change(void *arg, const struct change *c)
{
    struct watching *w = arg;
    batch_change(&w->batch, c);
    switch (c->type) {
    case CHANGE_PRESENT:
        document_present(w, c->root, c->path);
        break;
    case CHANGE_MOVED:
        document_moved(w, c);
        break;
    case CHANGE_GONE:
        document_gone(w, c->root, c->path);
        break;
    }
}

/* The watcher names a root as it was given to it. */
static void root_changed(struct watching *w, const char *path, bool gone)
{
    for (size_t i = 0; i < w->roots.n; i++)
        if (strcmp(w->roots.at[i].name, path) == 0)
            w->roots.at[i].gone = gone;
    for (uint32_t i = 0; i < w->work.n && !gone; i++) {
        struct work_item *item = w->work.at[i];
        if (item && !item->disowned && !item->in_reader)
            work_queue(&w->work, item);
    }
}

void heard_trouble(void *arg, enum trouble_type t, const char *path, const char *text)
{
    struct watching *w = arg;
    if (t == TROUBLE_ROOT_GONE || t == TROUBLE_ROOT_BACK)
        root_changed(w, path, t == TROUBLE_ROOT_GONE);
    say_trouble(w, t, path, text);
}
