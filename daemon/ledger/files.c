/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/counts.h"
#include "ledger/findings.h"
#include "ledger/records.h"

/* ---- roots ---- */

int64_t ledger_root(struct ledger *l, const char *path)
{
    struct query known _cleanup_query_ = query(l, STATEMENT_ROOT_FIND);
    put_bytes(&known, span_of(path));
    int64_t root = query_number(&known);
    if (root != 0)
        return root;
    struct query added _cleanup_query_ = query(l, STATEMENT_ROOT_ADD);
    put_bytes(&added, span_of(path));
    return query_write_row(&added) ? get_number(&added) : 0;
}

size_t ledger_roots(struct ledger *l, struct arena *a, struct ledger_root **ret)
{
    VEC(struct ledger_root) roots = {0};
    struct query q _cleanup_query_ = query(l, STATEMENT_ROOTS);
    while (query_row(&q)) {
        struct ledger_root *r = VEC_ADD(a, &roots);
        r->number = get_number(&q);
        r->path = get_copy(&q, a).at;
    }
    *ret = roots.at;
    return roots.n;
}

/* ---- a file's row ---- */

static void get_identity(struct query *q, struct identity *i)
{
    i->inode = get_unsigned(q);
    i->size = get_unsigned(q);
    i->born_ns = get_number(q);
    i->mtime_ns = get_number(q);
    i->ctime_ns = get_number(q);
    i->mode = get_small(q);
    i->owner = get_small(q);
    i->group = get_small(q);
    i->links = get_small(q);
}

static void put_identity(struct query *q, const struct identity *i)
{
    put_unsigned(q, i->inode);
    put_unsigned(q, i->size);
    put_number(q, i->born_ns);
    put_number(q, i->mtime_ns);
    put_number(q, i->ctime_ns);
    put_number(q, i->mode);
    put_number(q, i->owner);
    put_number(q, i->group);
    put_number(q, i->links);
}

/* Of FILE_WHOLE; texts into the arena. */
static void get_file(struct query *q, struct arena *a, struct ledger_file *f)
{
    f->id = get_number(q);
    f->root = get_number(q);
    f->path = get_copy(q, a);
    f->first = get_copy(q, a);
    get_identity(q, &f->identity);
    f->racy = get_number(q) != 0;
    f->record = get_number(q);
    f->next_change = get_instant(q);
    f->judged_by = get_digest(q);
}

size_t ledger_files_of(struct ledger *l, int64_t root)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_ROOT_FILES);
    put_number(&q, root);
    return query_row(&q) ? (size_t)get_number(&q) : 0;
}

bool ledger_file_find(struct ledger *l, struct arena *a, int64_t root, const char *path,
                      struct ledger_file *ret)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_FILE_FIND);
    put_number(&q, root);
    put_bytes(&q, span_of(path));
    bool found = query_row(&q);
    if (found)
        get_file(&q, a, ret);
    return found;
}

bool ledger_file_get(struct ledger *l, struct arena *a, int64_t id, struct ledger_file *ret)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_FILE_GET);
    put_number(&q, id);
    bool found = query_row(&q);
    if (found)
        get_file(&q, a, ret);
    return found;
}

void ledger_files(struct ledger *l, ledger_file_sink sink, void *arg)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct query q _cleanup_query_ = query(l, STATEMENT_FILES);
    for (struct ledger_file f; query_row(&q); arena_reset(a)) {
        get_file(&q, a, &f);
        sink(arg, &f);
    }
}

/* ---- writing ---- */

static int64_t judging_of(struct ledger *l, const struct digest *judged_by)
{
    static const struct digest never;
    if (digest_eq(judged_by, &never))
        return 0;
    int64_t judging = files_judging(l, judged_by);
    if (judging != 0)
        return judging;
    struct query q _cleanup_query_ = query(l, STATEMENT_JUDGING_ADD);
    put_digest(&q, judged_by);
    return query_write_row(&q) ? get_number(&q) : 0;
}

static int64_t write_row(struct ledger *l, const struct ledger_file *f, int64_t id)
{
    int64_t reading = records_reading_of(l, f->record), judging = judging_of(l, &f->judged_by);
    struct query q _cleanup_query_ = query(l, id != 0 ? STATEMENT_FILE_CHANGE : STATEMENT_FILE_ADD);
    put_number(&q, f->root);
    put_bytes(&q, f->path);
    put_bytes_or_null(&q, f->first);
    put_identity(&q, &f->identity);
    put_number(&q, f->racy);
    put_id(&q, f->record);
    put_instant(&q, f->next_change);
    put_number(&q, reading);
    put_number(&q, judging);
    if (id != 0)
        put_number(&q, id);
    return query_write_row(&q) ? get_number(&q) : 0;
}

/* A row of a file that is there, as it counts. */
struct standing {
    bool there;
    int64_t record;
};

static struct standing standing_of(struct ledger *l, int64_t id)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_FILE_STATE);
    put_number(&q, id);
    struct standing s = {0};
    if (id != 0 && query_row(&q)) {
        s.record = get_number(&q);
        s.there = get_number(&q) == 0;
    }
    return s;
}

static void count_standing(struct ledger *l, const struct standing *was, const struct standing *is)
{
    l->counts.files += (size_t)is->there - (size_t)was->there;
    if (was->there != is->there || was->record != is->record)
        l->counts.unreadable += (size_t)(is->there && counts_unreadable(l, is->record)) -
                                (size_t)(was->there && counts_unreadable(l, was->record));
}

/* A file that comes back to its place takes its old row, so that one that comes and goes does not
   leave a row each time. */
static int64_t row_of_gone(struct ledger *l, const struct ledger_file *f)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_FILE_GONE);
    put_number(&q, f->root);
    put_bytes(&q, f->path);
    return query_number(&q);
}

int64_t ledger_file_put(struct ledger *l, const struct ledger_file *f)
{
    int64_t id = f->id != 0 ? f->id : row_of_gone(l, f);
    struct standing was = standing_of(l, id);
    struct standing is = {.there = true, .record = f->record};
    id = store_begin(l) ? write_row(l, f, id) : 0;
    if (id == 0 || l->failed)
        return 0;
    count_standing(l, &was, &is);
    if (was.record != is.record) {
        records_taken(l, is.record);
        records_left(l, was.record);
    }
    return l->failed ? 0 : id;
}

static void resolve_all(struct ledger *l, int64_t file, instant at)
{
    struct arena *a _cleanup_arena_ = arena_new();
    VEC(int64_t) open = {0};
    {
        struct query q _cleanup_query_ = query(l, STATEMENT_OPEN_MATTERS);
        put_number(&q, file);
        while (query_row(&q))
            *VEC_ADD(a, &open) = get_number(&q);
    }
    for (size_t i = 0; i < open.n; i++)
        finding_resolve_matter(l, file, open.at[i], at);
}

void ledger_file_remove(struct ledger *l, int64_t id, instant at)
{
    struct standing was = standing_of(l, id), is = {.record = was.record};
    if (!was.there || !store_begin(l))
        return;
    resolve_all(l, id, at);
    struct query q _cleanup_query_ = query(l, STATEMENT_FILE_REMOVE);
    put_number(&q, at);
    put_number(&q, id);
    if (query_write(&q))
        count_standing(l, &was, &is);
}

bool ledger_first_taken(struct ledger *l, int64_t root, struct span first)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_FIRST_TAKEN);
    put_number(&q, root);
    put_bytes(&q, first);
    return query_row(&q);
}
