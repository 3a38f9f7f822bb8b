/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/archive.h"

#include "fact/redact.h"

/* FNV-1a; names that collide on purpose cost their own folder's owner time, and nobody else. */
static uint64_t hash_of(int root, const char *text)
{
    uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)(unsigned)root;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001b3u;
    return h ^ (h >> 32);
}

static char *shown_as(const char *root_name, const char *path)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    const char *whole = arena_printf(scratch, "%s/%s", root_name, path);
    struct span redacted = redact_path(scratch, span_of(whole));
    char *s = strndup(redacted.at, redacted.n);
    if (!s)
        abort();
    return s;
}

struct kept *archive_find(const struct archive *a, int root, const char *path)
{
    for (struct link *l = table_first(&a->names, hash_of(root, path)); l; l = table_next(l)) {
        struct kept *k = LINKED(l, struct kept, named);
        if (k->root == root && strcmp(k->path, path) == 0)
            return k;
    }
    return NULL;
}

static bool is_claimed(const struct archive *a, const char *identity)
{
    for (struct link *l = table_first(&a->identities, hash_of(0, identity)); l; l = table_next(l))
        if (strcmp(LINKED(l, struct kept, claimed)->identity, identity) == 0)
            return true;
    return false;
}

/* A file that was renamed keeps its identity; the next one of the old name gets another. */
static void claim_identity(struct archive *a, struct kept *k)
{
    struct buf identity _cleanup_buf_ = {0};
    buf_text(&identity, k->shown);
    for (unsigned i = 2; is_claimed(a, identity.at); i++) {
        buf_clear(&identity);
        buf_printf(&identity, "%s\n%u", k->shown, i);
    }
    k->identity = text_dup(identity.at);
    table_add(&a->identities, &k->claimed, hash_of(0, k->identity));
}

static uint32_t free_number(struct archive *a)
{
    if (a->free_count > 0)
        return a->free[--a->free_count];
    if (a->n == a->room) {
        a->room = a->room ? 2 * a->room : 64;
        a->at = reallocarray(a->at, a->room, sizeof *a->at);
        a->free = reallocarray(a->free, a->room, sizeof *a->free);
        if (!a->at || !a->free)
            abort();
    }
    return a->n++;
}

struct kept *archive_add(struct archive *a, int root, const char *root_name, const char *path)
{
    struct kept *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    k->root = root;
    k->path = text_dup(path);
    k->shown = shown_as(root_name, path);
    k->number = free_number(a);
    a->at[k->number] = k;
    a->count++;
    table_add(&a->names, &k->named, hash_of(root, path));
    claim_identity(a, k);
    return k;
}

void archive_rename(struct archive *a, struct kept *k, int root, const char *root_name,
                    const char *path)
{
    char *new_path = text_dup(path); /* it may be the old one, in another root */
    table_remove(&a->names, &k->named);
    free(k->path);
    free(k->shown);
    k->root = root;
    k->path = new_path;
    k->shown = shown_as(root_name, new_path);
    table_add(&a->names, &k->named, hash_of(root, new_path));
}

void archive_disown(struct archive *a, struct kept *k)
{
    table_remove(&a->names, &k->named);
    table_remove(&a->identities, &k->claimed);
}

void archive_remove(struct archive *a, struct kept *k)
{
    if (k->waiting)
        heap_remove(&a->queue, &k->turn);
    archive_schedule(a, k, INSTANT_NEVER);
    archive_disown(a, k);
    a->at[k->number] = NULL;
    a->count--;
    a->free[a->free_count++] = k->number;
    buf_done(&k->packed);
    arena_free(k->arena);
    free(k->path);
    free(k->shown);
    free(k->identity);
    free(k);
}

void archive_done(struct archive *a)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (a->at[i])
            archive_remove(a, a->at[i]);
    free(a->at);
    free(a->free);
    table_done(&a->names);
    table_done(&a->identities);
    heap_done(&a->queue);
    heap_done(&a->agenda);
}

void archive_queue(struct archive *a, struct kept *k)
{
    if (k->waiting)
        return;
    k->waiting = true;
    k->turn.at = ++a->turns;
    heap_add(&a->queue, &k->turn);
}

struct kept *archive_next(struct archive *a)
{
    struct heap_item *first = heap_first(&a->queue);
    if (!first)
        return NULL;
    struct kept *k = LINKED(first, struct kept, turn);
    heap_remove(&a->queue, first);
    k->waiting = false;
    return k;
}

void archive_schedule(struct archive *a, struct kept *k, instant at)
{
    if (k->scheduled)
        heap_remove(&a->agenda, &k->due);
    k->scheduled = at != INSTANT_NEVER;
    k->due.at = at;
    if (k->scheduled)
        heap_add(&a->agenda, &k->due);
}

struct kept *archive_due(const struct archive *a, instant now)
{
    struct heap_item *first = heap_first(&a->agenda);
    return first && first->at <= now ? LINKED(first, struct kept, due) : NULL;
}
