/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox, small words, and what upkeep takes out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_on_disk.h"

/* ---- the outbox ---- */

static void seq_begins_at_one_and_rises_by_one(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct outbox_event *events;
    assert_int_equal(ledger_next_seq(*state), 1);
    assert_int_equal(ledger_next_seq(*state), 1);
    put_event(*state, "{\"a\":1}");
    put_event(*state, "{\"b\":2}");
    assert_int_equal(ledger_next_seq(*state), 3);
    assert_true(ledger_commit(*state));
    assert_int_equal(ledger_counts(*state)->last_seq, 2);
    assert_int_equal(ledger_events(*state, a, 0, 9, &events), 2);
    assert_int_equal(events[1].seq, 2);
    assert_int_equal(events[1].type, EVENT_START);
    assert_int_equal(events[1].severity, SEVERITY_NOTICE);
    assert_int_equal(events[1].at, noon.at);
    assert_true(span_is(events[1].body, "{\"b\":2}"));
    assert_int_equal(ledger_events(*state, a, 1, 9, &events), 1);
    assert_int_equal(ledger_events(*state, a, 0, 1, &events), 1);
    assert_int_equal(ledger_events(*state, a, 2, 9, &events), 0);
}

static void what_was_sent_waits_no_more(void **state)
{
    for (int i = 0; i < 5; i++)
        put_event(*state, "{}");
    assert_int_equal(ledger_unsent(*state), 5);
    ledger_set_sent(*state, 3);
    assert_int_equal(ledger_sent(*state), 3);
    assert_int_equal(ledger_unsent(*state), 2);
    ledger_set_sent(*state, 2);
    ledger_set_sent(*state, 6);
    assert_int_equal(ledger_sent(*state), 3);
    assert_true(ledger_commit(*state));
}

static void beyond_its_bound_events_are_counted(void **state)
{
    for (int i = 0; i < OUTBOX_MOST; i++)
        put_event(*state, "{}");
    assert_int_equal(ledger_lost(*state), 0);
    put_event(*state, "{}");
    put_event(*state, "{}");
    assert_int_equal(ledger_lost(*state), 2);
    assert_int_equal(ledger_next_seq(*state), OUTBOX_MOST + 1);
    ledger_set_sent(*state, 1);
    put_event(*state, "{}");
    assert_int_equal(ledger_next_seq(*state), OUTBOX_MOST + 2);
    ledger_set_lost(*state, 0);
    assert_int_equal(ledger_lost(*state), 0);
    assert_true(ledger_commit(*state));
}

/* ---- words ---- */

static void a_word_is_kept_and_replaced(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    assert_int_equal(ledger_word(*state, a, "rules").n, 0);
    ledger_set_word(*state, "rules", SPAN("one"));
    ledger_set_word(*state, "rules", SPAN("t\0o"));
    assert_true(span_eq(ledger_word(*state, a, "rules"), SPAN("t\0o")));
    ledger_set_word(*state, "rules", NO_SPAN);
    assert_int_equal(ledger_word(*state, a, "rules").n, 0);
    assert_true(ledger_commit(*state));
}

/* ---- pruning ---- */

static void prune_all(struct ledger *l, instant before)
{
    int steps = 0;
    while (ledger_prune(l, before)) {
        assert_true(ledger_commit(l));
        assert_true(++steps < 100);
    }
    assert_true(ledger_commit(l));
}

static bool has_record(struct ledger *l, int64_t id)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct record_key key;
    struct span packed;
    return ledger_record_get(l, a, id, &key, &packed);
}

static void old_files_go_with_all_that_is_theirs(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t gone = put_file(*state, "gone", 1, true), there = put_file(*state, "there", 2, true);
    int64_t other;
    struct ledger_file f;
    struct finding finding = finding_n(1, SEVERITY_ERROR);
    assert_true(ledger_file_get(*state, a, gone, &f));
    int64_t record = f.record;
    assert_true(ledger_file_get(*state, a, there, &f));
    ledger_finding_open(*state, gone, &finding, 10);
    ledger_alert_put(*state, &(struct alert){.fingerprint = 1,
                                             .rule = finding.rule,
                                             .held = EVENT_TYPES,
                                             .quiet_until = INSTANT_NEVER,
                                             .remind_at = INSTANT_NEVER});
    ledger_file_remove(*state, gone, noon.at + 100);
    prune_all(*state, noon.at + 100);
    assert_true(ledger_file_get(*state, a, gone, &f));
    prune_all(*state, noon.at + 101);
    assert_false(ledger_file_get(*state, a, gone, &f));
    assert_false(ledger_alert_finding(*state, a, 1, &finding, &other));
    assert_false(ledger_alert_get(*state, a, 1, &(struct alert){0}));
    assert_false(has_record(*state, record));
    assert_true(ledger_file_get(*state, a, there, &f));
    assert_true(has_record(*state, f.record));
    assert_int_equal(ledger_counts(*state)->files, 1);
}

static void a_record_stays_while_a_file_has_it(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t one = put_file(*state, "one", 1, true), two = put_file(*state, "two", 1, true);
    struct ledger_file f;
    assert_true(ledger_file_get(*state, a, two, &f));
    ledger_file_remove(*state, one, 5);
    prune_all(*state, noon.at + 1);
    assert_true(has_record(*state, f.record));
}

static void a_record_that_was_replaced_stays_for_a_while(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t id = put_file(*state, "one", 1, true);
    struct record_key key = key_n(7, 9);
    struct ledger_file f;
    assert_true(ledger_file_get(*state, a, id, &f));
    int64_t before = f.record;
    f.record = ledger_record_put(*state, &key, true, SPAN("packed"), noon.at);
    ledger_file_put(*state, &f);
    prune_all(*state, noon.at);
    assert_true(has_record(*state, before));
    prune_all(*state, noon.at + 1);
    assert_false(has_record(*state, before));
    assert_true(has_record(*state, f.record));
}

static void resolved_findings_and_sent_events_go(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t file = put_file(*state, "a", 1, true), found;
    struct finding open = finding_n(1, SEVERITY_ERROR), closed = finding_n(2, SEVERITY_ERROR), got;
    struct outbox_event *events;
    ledger_finding_open(*state, file, &open, 10);
    ledger_finding_open(*state, file, &closed, 10);
    ledger_finding_resolve(*state, file, 2, 20);
    put_event(*state, "{}");
    put_event(*state, "{}");
    ledger_set_sent(*state, 1);
    prune_all(*state, noon.at + 1);
    assert_true(ledger_alert_finding(*state, a, 1, &got, &found));
    assert_false(ledger_alert_finding(*state, a, 2, &got, &found));
    assert_int_equal(ledger_events(*state, a, 0, 9, &events), 1);
    assert_int_equal(events[0].seq, 2);
    ledger_set_sent(*state, 2);
    prune_all(*state, noon.at + 1);
    assert_int_equal(ledger_events(*state, a, 0, 9, &events), 0);
    assert_int_equal(ledger_next_seq(*state), 3);
    put_event(*state, "{}");
    assert_true(ledger_commit(*state));
}

static void pruning_goes_in_steps(void **state)
{
    int steps = 0;
    for (int i = 0; i < 1000; i++)
        put_event(*state, "{}");
    ledger_set_sent(*state, 1000);
    while (ledger_prune(*state, noon.at + 1))
        steps++;
    assert_true(steps >= 4);
}

static void what_is_empty_is_given_back(void **state)
{
    static char body[20000];
    struct folder *f = *state;
    struct stat before, after;
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    memset(body, 'x', sizeof body - 1);
    for (int i = 0; i < 1000; i++)
        put_event(l, body);
    ledger_set_sent(l, 1000);
    assert_true(ledger_commit(l));
    ledger_close(l);
    assert_int_equal(stat(path_in(f, "ledger.db"), &before), 0);
    l = open_found(f, LEDGER_KEPT, NULL);
    prune_all(l, noon.at + 1);
    ledger_close(l);
    assert_int_equal(stat(path_in(f, "ledger.db"), &after), 0);
    assert_true(before.st_size > 20000000 && after.st_size < 6000000);
}

static void sightings_are_never_pruned(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const struct digest content = digest_n(1);
    ledger_sight(*state, &(struct sighting){content, 5, SEEN_BY_SCAN, SPAN("a")});
    prune_all(*state, noon.at);
    assert_true(ledger_sighting(*state, a, &content, &(struct sighting){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(seq_begins_at_one_and_rises_by_one),
        IN_MEMORY(what_was_sent_waits_no_more),
        IN_MEMORY(beyond_its_bound_events_are_counted),
        IN_MEMORY(a_word_is_kept_and_replaced),
        IN_MEMORY(old_files_go_with_all_that_is_theirs),
        IN_MEMORY(a_record_stays_while_a_file_has_it),
        IN_MEMORY(a_record_that_was_replaced_stays_for_a_while),
        IN_MEMORY(resolved_findings_and_sent_events_go),
        IN_MEMORY(pruning_goes_in_steps),
        ON_DISK(what_is_empty_is_given_back),
        IN_MEMORY(sightings_are_never_pruned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
