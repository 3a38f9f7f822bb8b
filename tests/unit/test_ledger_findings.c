/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings, what is told of them, and how they count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_world.h"

#define AT 1000

static void assert_open(struct ledger *l, size_t warnings, size_t errors)
{
    assert_int_equal(ledger_counts(l)->open[SEVERITY_WARNING], warnings);
    assert_int_equal(ledger_counts(l)->open[SEVERITY_ERROR], errors);
}

/* ---- findings ---- */

static void a_finding_keeps_what_an_event_needs(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t file = put_file(*state, "a", 1, true);
    struct finding f = finding_n(UINT64_MAX, SEVERITY_NOTICE), *got;
    f.verdict = VERDICT_UNKNOWN;
    f.place = (struct place){.line = 7, .column = 8, .page = 9};
    f.text = SPAN("the words");
    f.kind = SPAN("agreement");
    f.record_case = SPAN("7.4.2-2019:830");
    f.key = SPAN("7.4.2-2019:830/1");
    f.state = STATE_DUE_SOON;
    f.has_due = true;
    f.due = -3;
    f.waiver = SPAN("w1");
    f.anchor = SPAN("anchor");
    ledger_finding_open(*state, file, &f, AT);
    assert_true(ledger_commit(*state));
    assert_int_equal(ledger_findings(*state, a, file, &got), 1);
    assert_true(got->fingerprint == UINT64_MAX);
    assert_true(span_is(got->pack, "general"));
    assert_true(span_is(got->rule, "agreement.signed"));
    assert_int_equal(got->verdict, VERDICT_UNKNOWN);
    assert_int_equal(got->severity, SEVERITY_NOTICE);
    assert_true(span_is(got->message.en, "not signed"));
    assert_true(span_is(got->message.sv, "inte undertecknat"));
    assert_memory_equal(&got->place, &f.place, sizeof f.place);
    assert_true(span_is(got->text, "the words"));
    assert_true(span_is(got->kind, "agreement"));
    assert_true(span_is(got->record_case, "7.4.2-2019:830"));
    assert_true(span_is(got->key, "7.4.2-2019:830/1"));
    assert_int_equal(got->state, STATE_DUE_SOON);
    assert_true(got->has_due);
    assert_int_equal(got->due, -3);
    assert_true(span_is(got->waiver, "w1"));
    assert_true(span_is(got->anchor, "anchor"));
    assert_int_equal(got->file.n, 0);
}

static void a_finding_without_a_date_has_none(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t file = put_file(*state, "a", 1, true);
    struct finding f = finding_n(1, SEVERITY_ERROR), *got;
    ledger_finding_open(*state, file, &f, AT);
    ledger_findings(*state, a, file, &got);
    assert_false(got->has_due);
    assert_int_equal(got->state, STATE_NONE);
    assert_int_equal(got->waiver.n, 0);
}

static void what_is_resolved_is_not_open_until_it_opens_again(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t file = put_file(*state, "a", 1, true), found;
    struct finding f = finding_n(1, SEVERITY_ERROR), *got, one;
    ledger_finding_open(*state, file, &f, AT);
    assert_open(*state, 0, 1);
    ledger_finding_resolve(*state, file, 1, AT + 1);
    assert_open(*state, 0, 0);
    assert_int_equal(ledger_findings(*state, a, file, &got), 0);
    assert_true(ledger_alert_finding(*state, a, 1, &one, &found));
    assert_int_equal(found, file);
    f.severity = SEVERITY_WARNING;
    ledger_finding_open(*state, file, &f, AT + 2);
    assert_open(*state, 1, 0);
    assert_int_equal(ledger_findings(*state, a, file, &got), 1);
}

static void a_change_is_of_the_open_one(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t file = put_file(*state, "a", 1, true);
    struct finding f = finding_n(1, SEVERITY_ERROR), *got;
    ledger_finding_change(*state, file, &f);
    assert_open(*state, 0, 0);
    ledger_finding_open(*state, file, &f, AT);
    f.severity = SEVERITY_WARNING;
    f.place.line = 12;
    ledger_finding_change(*state, file, &f);
    assert_open(*state, 1, 0);
    assert_int_equal(ledger_findings(*state, a, file, &got), 1);
    assert_int_equal(got->place.line, 12);
    ledger_finding_resolve(*state, file, 1, AT);
    ledger_finding_change(*state, file, &f);
    assert_open(*state, 0, 0);
}

static void copies_count_once_with_the_worst(void **state)
{
    int64_t a = put_file(*state, "a", 1, true), b = put_file(*state, "b", 1, true);
    struct finding f = finding_n(1, SEVERITY_WARNING);
    ledger_finding_open(*state, a, &f, AT);
    assert_false(ledger_open_elsewhere(*state, 1, a));
    assert_true(ledger_open_elsewhere(*state, 1, 0));
    f.severity = SEVERITY_ERROR;
    ledger_finding_open(*state, b, &f, AT);
    assert_open(*state, 0, 1);
    assert_true(ledger_open_elsewhere(*state, 1, a));
    assert_true(ledger_commit(*state));
    ledger_file_put(*state, &(struct ledger_file){.root = 99, .path = SPAN("a")});
    assert_false(ledger_commit(*state)); /* and everything was counted anew */
    assert_open(*state, 0, 1);
    ledger_finding_resolve(*state, b, 1, AT);
    assert_open(*state, 1, 0);
    ledger_finding_resolve(*state, a, 1, AT);
    assert_open(*state, 0, 0);
    assert_false(ledger_open_elsewhere(*state, 1, 0));
}

static void a_file_that_is_gone_has_none_open(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t file = put_file(*state, "a", 1, true);
    struct finding f = finding_n(1, SEVERITY_ERROR), *got;
    ledger_finding_open(*state, file, &f, AT);
    ledger_file_remove(*state, file, AT);
    assert_int_equal(ledger_findings(*state, a, file, &got), 0);
    assert_open(*state, 0, 0);
}

static void an_open_one_goes_before_a_resolved_one(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    int64_t first = put_file(*state, "a", 1, true), second = put_file(*state, "b", 1, true), found;
    struct finding f = finding_n(1, SEVERITY_ERROR), got;
    assert_false(ledger_alert_finding(*state, a, 1, &got, &found));
    ledger_finding_open(*state, first, &f, AT);
    ledger_finding_resolve(*state, first, 1, AT);
    ledger_finding_open(*state, second, &f, AT);
    assert_true(ledger_alert_finding(*state, a, 1, &got, &found));
    assert_int_equal(found, second);
}

/* ---- alerts ---- */

static struct alert alert_n(uint64_t fingerprint)
{
    return (struct alert){.fingerprint = fingerprint,
                          .rule = SPAN("agreement.signed"),
                          .held = EVENT_TYPES,
                          .quiet_until = INSTANT_NEVER,
                          .remind_at = INSTANT_NEVER};
}

static void an_alert_comes_back_as_it_was_put(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct alert alert = alert_n(5), got;
    assert_false(ledger_alert_get(*state, a, 5, &got));
    ledger_alert_put(*state, &alert);
    assert_true(ledger_alert_get(*state, a, 5, &got));
    assert_false(got.said);
    assert_int_equal(got.held, EVENT_TYPES);
    assert_true(got.quiet_until == INSTANT_NEVER && got.remind_at == INSTANT_NEVER);
    alert.said = true;
    alert.held = EVENT_FINDING_RESOLVED;
    alert.held_why = WHY_READER_CHANGED;
    alert.changes = 3;
    alert.changes_since = 70;
    alert.quiet_until = 80;
    alert.remind_at = 90;
    alert.repeat = 2;
    ledger_alert_put(*state, &alert);
    assert_true(ledger_alert_get(*state, a, 5, &got));
    assert_true(got.said && span_is(got.rule, "agreement.signed"));
    assert_int_equal(got.held, EVENT_FINDING_RESOLVED);
    assert_int_equal(got.held_why, WHY_READER_CHANGED);
    assert_int_equal(got.changes, 3);
    assert_int_equal(got.changes_since, 70);
    assert_int_equal(got.quiet_until, 80);
    assert_int_equal(got.remind_at, 90);
    assert_int_equal(got.repeat, 2);
}

static void alerts_fall_due(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct alert quiet = alert_n(1), reminded = alert_n(2), idle = alert_n(3), *due;
    assert_true(ledger_alerts_next(*state) == INSTANT_NEVER);
    quiet.quiet_until = 60;
    reminded.remind_at = 50;
    ledger_alert_put(*state, &quiet);
    ledger_alert_put(*state, &reminded);
    ledger_alert_put(*state, &idle);
    assert_int_equal(ledger_alerts_next(*state), 50);
    assert_int_equal(ledger_alerts_due(*state, a, 49, 9, &due), 0);
    assert_int_equal(ledger_alerts_due(*state, a, 59, 9, &due), 1);
    assert_int_equal(due[0].fingerprint, 2);
    assert_int_equal(ledger_alerts_due(*state, a, 60, 9, &due), 2);
    assert_int_equal(ledger_alerts_due(*state, a, 60, 1, &due), 1);
}

static void hold(struct ledger *l, uint64_t fingerprint, enum event_type type, enum why why)
{
    struct alert alert = alert_n(fingerprint);
    alert.held = type;
    alert.held_why = why;
    ledger_alert_put(l, &alert);
}

static void what_waits_is_told_by_rule_type_why(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct held_group *groups;
    int64_t file = put_file(*state, "a", 1, true);
    for (uint64_t i = 9; i > 4; i--) {
        struct finding f = finding_n(i, i == 5 ? SEVERITY_ERROR : SEVERITY_NOTICE);
        ledger_finding_open(*state, file, &f, AT);
        hold(*state, i, EVENT_FINDING_OPENED, WHY_FIRST_SCAN);
    }
    hold(*state, 1, EVENT_FINDING_RESOLVED, WHY_FIXED);
    hold(*state, 9, EVENT_FINDING_OPENED, WHY_FIRST_SCAN); /* again: it keeps its turn */
    assert_int_equal(ledger_held(*state, a, &groups), 2);
    assert_int_equal(groups[0].type, EVENT_FINDING_OPENED);
    assert_int_equal(groups[0].why, WHY_FIRST_SCAN);
    assert_int_equal(groups[0].count, 5);
    assert_int_equal(groups[0].worst, SEVERITY_ERROR);
    assert_int_equal(groups[0].examples[0], 9);
    assert_int_equal(groups[0].examples[2], 7);
    assert_int_equal(groups[1].count, 1);
    ledger_release(*state, &groups[0]);
    assert_int_equal(ledger_held(*state, a, &groups), 1);
    assert_int_equal(groups[0].type, EVENT_FINDING_RESOLVED);
    struct alert got;
    assert_true(ledger_alert_get(*state, a, 6, &got));
    assert_int_equal(got.held, EVENT_TYPES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_finding_keeps_what_an_event_needs),
        IN_MEMORY(a_finding_without_a_date_has_none),
        IN_MEMORY(what_is_resolved_is_not_open_until_it_opens_again),
        IN_MEMORY(a_change_is_of_the_open_one),
        IN_MEMORY(copies_count_once_with_the_worst),
        IN_MEMORY(a_file_that_is_gone_has_none_open),
        IN_MEMORY(an_open_one_goes_before_a_resolved_one),
        IN_MEMORY(an_alert_comes_back_as_it_was_put),
        IN_MEMORY(alerts_fall_due),
        IN_MEMORY(what_waits_is_told_by_rule_type_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
