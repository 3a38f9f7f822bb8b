/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, records, and which of them are to be looked at again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_world.h"

static void a_root_keeps_its_number(void **state)
{
    int64_t a = ledger_root(*state, "/srv/a"), b = ledger_root(*state, "/srv/b");
    assert_true(a > 0 && b > 0 && a != b);
    assert_int_equal(ledger_root(*state, "/srv/a"), a);
    struct arena *arena _cleanup_arena_ = arena_new();
    struct ledger_root *roots;
    assert_int_equal(ledger_roots(*state, arena, &roots), 2);
    assert_string_equal(roots[1].path, "/srv/b");
    assert_int_equal(roots[1].number, b);
}

static void a_file_comes_back_as_it_was_put(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger_file f = file_at(ledger_root(*state, "/srv"), "a/\xff.txt"), got;
    f.identity = (struct identity){.inode = UINT64_MAX,
                                   .size = 1,
                                   .born_ns = 2,
                                   .mtime_ns = 3,
                                   .ctime_ns = 4,
                                   .mode = 0100640,
                                   .owner = UINT32_MAX,
                                   .group = 6,
                                   .links = 7};
    f.racy = true;
    f.first = SPAN("before.txt");
    f.judged_by = digest_n(3);
    f.next_change = 77;
    f.id = ledger_file_put(*state, &f);
    assert_true(f.id > 0);
    assert_true(ledger_file_find(*state, a, f.root, "a/\xff.txt", &got));
    assert_int_equal(got.id, f.id);
    assert_string_equal(got.path.at, "a/\xff.txt");
    assert_string_equal(got.first.at, "before.txt");
    assert_memory_equal(&got.identity, &f.identity, sizeof f.identity);
    assert_true(got.racy);
    assert_true(digest_eq(&got.judged_by, &f.judged_by));
    assert_int_equal(got.next_change, 77);
    assert_int_equal(got.record, 0);
    assert_true(ledger_commit(*state));
    assert_true(ledger_file_get(*state, a, f.id, &got));
    assert_int_equal(ledger_counts(*state)->files, 1);
}

static void a_file_is_renamed_in_its_row(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger_file f = file_at(ledger_root(*state, "/srv"), "old"), got;
    f.id = ledger_file_put(*state, &f);
    f.path = SPAN("new");
    f.first = SPAN("old");
    assert_int_equal(ledger_file_put(*state, &f), f.id);
    assert_false(ledger_file_find(*state, a, f.root, "old", &got));
    assert_true(ledger_file_find(*state, a, f.root, "new", &got));
    assert_true(ledger_first_taken(*state, f.root, SPAN("old")));
    assert_false(ledger_first_taken(*state, f.root, SPAN("new")));
    ledger_file_remove(*state, f.id, noon.at);
    assert_false(ledger_first_taken(*state, f.root, SPAN("old")));
}

static void a_path_is_a_first_one_too(void **state)
{
    put_file(*state, "a", 1, true);
    int64_t root = ledger_root(*state, "/srv");
    assert_true(ledger_first_taken(*state, root, SPAN("a")));
    assert_false(ledger_first_taken(*state, root + 1, SPAN("a")));
}

static void a_file_that_is_gone_is_not_found(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t id = put_file(*state, "a", 1, false), root = ledger_root(*state, "/srv");
    struct ledger_file got;
    assert_int_equal(ledger_counts(*state)->unreadable, 1);
    ledger_file_remove(*state, id, noon.at);
    assert_false(ledger_file_find(*state, a, root, "a", &got));
    assert_true(ledger_file_get(*state, a, id, &got));
    assert_int_equal(ledger_counts(*state)->files, 0);
    assert_int_equal(ledger_counts(*state)->unreadable, 0);
    ledger_file_remove(*state, id, noon.at);
    assert_int_equal(ledger_counts(*state)->files, 0);
    assert_int_equal(put_file(*state, "a", 2, true), id);
    assert_int_equal(ledger_counts(*state)->files, 1);
}

/* A gone row may lie at the path to which another file is renamed. */
static void a_renamed_file_may_take_the_place_of_a_gone_one(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t gone = put_file(*state, "a", 1, true), id = put_file(*state, "b", 1, true);
    struct ledger_file f;
    ledger_file_remove(*state, gone, noon.at);
    assert_true(ledger_file_get(*state, a, id, &f));
    f.path = SPAN("a");
    assert_int_equal(ledger_file_put(*state, &f), id);
    ledger_file_remove(*state, id, noon.at);
    assert_true(ledger_commit(*state));
    assert_int_equal(put_file(*state, "a", 1, true), id);
}

static void add_path(void *arg, const struct ledger_file *f)
{
    buf_printf(arg, "%lld:%s ", (long long)f->root, f->path.at);
}

static void files_come_by_root_and_path(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    ledger_root(*state, "/srv");
    put_file(*state, "b", 1, true);
    struct ledger_file f = file_at(ledger_root(*state, "/other"), "a");
    ledger_file_put(*state, &f);
    put_file(*state, "a/z", 1, true);
    ledger_file_remove(*state, put_file(*state, "c", 1, true), noon.at);
    ledger_files(*state, add_path, &b);
    assert_string_equal(b.at, "1:a/z 1:b 2:a ");
}

/* ---- due, stale, unfit ---- */

static void files_fall_due(void **state)
{
    int64_t found[4];
    struct ledger_file f = file_at(ledger_root(*state, "/srv"), "a");
    assert_true(ledger_next_change(*state) == INSTANT_NEVER);
    f.next_change = 50;
    int64_t later = ledger_file_put(*state, &f);
    f.path = SPAN("b");
    f.next_change = 40;
    int64_t sooner = ledger_file_put(*state, &f);
    put_file(*state, "c", 1, true);
    assert_int_equal(ledger_next_change(*state), 40);
    assert_int_equal(ledger_files_due(*state, 39, found, 4), 0);
    assert_int_equal(ledger_files_due(*state, 50, found, 4), 2);
    assert_int_equal(found[0], sooner);
    assert_int_equal(found[1], later);
    assert_int_equal(ledger_files_due(*state, 50, found, 1), 1);
    ledger_file_remove(*state, sooner, noon.at);
    assert_int_equal(ledger_next_change(*state), 50);
}

static int64_t put_judged(struct ledger *l, const char *path, uint8_t by)
{
    struct ledger_file f = file_at(ledger_root(l, "/srv"), path);
    if (by > 0)
        f.judged_by = digest_n(by);
    return ledger_file_put(l, &f);
}

static void stale_files_come_in_steps(void **state)
{
    int64_t found[4], ids[5];
    const uint8_t by[5] = {1, 2, 0, 1, 3};
    const struct digest two = digest_n(2), nobody = digest_n(99);
    for (size_t i = 0; i < 5; i++)
        ids[i] = put_judged(*state, (const char[2]){(char)('a' + i)}, by[i]);
    int64_t root = ledger_root(*state, "/srv");
    assert_int_equal(ledger_files_stale(*state, root, &two, 0, found, 2), 2);
    assert_int_equal(found[0], ids[0]);
    assert_int_equal(found[1], ids[2]);
    assert_int_equal(ledger_files_stale(*state, root, &two, ids[2], found, 4), 2);
    assert_int_equal(found[0], ids[3]);
    assert_int_equal(found[1], ids[4]);
    assert_int_equal(ledger_files_stale(*state, root, &two, ids[4], found, 4), 0);
    assert_int_equal(ledger_files_stale(*state, root + 1, &two, 0, found, 4), 0);
    assert_int_equal(ledger_files_stale(*state, root, &nobody, 0, found, 4), 4);
    ledger_file_remove(*state, ids[0], noon.at);
    assert_int_equal(ledger_files_stale(*state, root, &two, 0, found, 4), 3);
}

static int64_t put_read(struct ledger *l, const char *path, uint8_t probes, bool readable)
{
    struct ledger_file f = file_at(ledger_root(l, "/srv"), path);
    struct record_key key = key_n((uint8_t)path[0], probes);
    f.record = ledger_record_put(l, &key, readable, SPAN("packed"), noon.at);
    return ledger_file_put(l, &f);
}

static void unfit_files_were_read_with_other_probes(void **state)
{
    int64_t found[4];
    struct ledger_file unread = file_at(ledger_root(*state, "/srv"), "e");
    const struct digest one = digest_n(1), nobody = digest_n(99);
    int64_t a = put_read(*state, "a", 2, true);
    put_read(*state, "b", 1, true);
    put_read(*state, "c", 2, false);
    int64_t d = put_read(*state, "d", 3, true);
    ledger_file_put(*state, &unread);
    assert_int_equal(ledger_files_unfit(*state, &one, 0, found, 4), 2);
    assert_int_equal(found[0], a);
    assert_int_equal(found[1], d);
    assert_int_equal(ledger_files_unfit(*state, &one, a, found, 4), 1);
    assert_int_equal(ledger_files_unfit(*state, &nobody, 0, found, 4), 3);
}

/* ---- records ---- */

static void a_record_is_found_by_all_that_it_depends_on(void **state)
{
    struct record_key key = key_n(1, 2), other = key, got;
    struct arena *a _cleanup_arena_ = arena_new();
    struct span packed;
    assert_int_equal(ledger_record_find(*state, &key), 0);
    int64_t id = ledger_record_put(*state, &key, true, SPAN("p\0q"), noon.at);
    assert_true(id > 0);
    assert_int_equal(ledger_record_find(*state, &key), id);
    other.format = FORMAT_MARKDOWN;
    assert_int_equal(ledger_record_find(*state, &other), 0);
    other = key_n(1, 3);
    assert_int_equal(ledger_record_find(*state, &other), 0);
    other = key_n(3, 2);
    assert_int_equal(ledger_record_find(*state, &other), 0);
    assert_true(ledger_record_get(*state, a, id, &got, &packed));
    assert_true(span_eq(packed, SPAN("p\0q")));
    assert_int_equal(got.format, FORMAT_TEXT);
    assert_true(digest_eq(&got.content, &key.content));
    assert_true(digest_eq(&got.probes, &key.probes));
    assert_false(ledger_record_get(*state, a, id + 1, &got, &packed));
}

static void what_could_not_be_read_is_never_found(void **state)
{
    struct record_key key = key_n(1, 2);
    int64_t id = ledger_record_put(*state, &key, false, SPAN("no"), noon.at);
    assert_int_equal(ledger_record_find(*state, &key), 0);
    assert_true(ledger_record_put(*state, &key, false, SPAN("no"), noon.at) != id);
}

static void what_could_not_be_read_goes_with_its_file(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger_file f;
    struct record_key key;
    struct span packed;
    int64_t id = put_file(*state, "a", 1, false);
    assert_true(ledger_file_get(*state, a, id, &f));
    int64_t before = f.record;
    key = key_n(1, 9);
    f.record = ledger_record_put(*state, &key, true, SPAN("yes"), noon.at);
    ledger_file_put(*state, &f);
    assert_int_equal(ledger_counts(*state)->unreadable, 0);
    assert_false(ledger_record_get(*state, a, before, &key, &packed));
}

static void a_sighting_is_written_once(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const struct digest content = digest_n(5);
    struct sighting got;
    assert_false(ledger_sighting(*state, a, &content, &got));
    ledger_sight(*state, &(struct sighting){content, 100, SEEN_BY_WATCH, SPAN("a\n\xff")});
    ledger_sight(*state, &(struct sighting){content, 50, SEEN_BY_SCAN, SPAN("b")});
    assert_true(ledger_commit(*state));
    assert_true(ledger_sighting(*state, a, &content, &got));
    assert_int_equal(got.at, 100);
    assert_int_equal(got.by, SEEN_BY_WATCH);
    assert_true(span_eq(got.path, SPAN("a\n\xff")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_root_keeps_its_number),
        IN_MEMORY(a_file_comes_back_as_it_was_put),
        IN_MEMORY(a_file_is_renamed_in_its_row),
        IN_MEMORY(a_path_is_a_first_one_too),
        IN_MEMORY(a_file_that_is_gone_is_not_found),
        IN_MEMORY(a_renamed_file_may_take_the_place_of_a_gone_one),
        IN_MEMORY(files_come_by_root_and_path),
        IN_MEMORY(files_fall_due),
        IN_MEMORY(stale_files_come_in_steps),
        IN_MEMORY(unfit_files_were_read_with_other_probes),
        IN_MEMORY(a_record_is_found_by_all_that_it_depends_on),
        IN_MEMORY(what_could_not_be_read_is_never_found),
        IN_MEMORY(what_could_not_be_read_goes_with_its_file),
        IN_MEMORY(a_sighting_is_written_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
