/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/reconcile.h"

static const struct moment now = {.at = 1700000000};

static struct finding finding(uint64_t fingerprint, enum severity severity)
{
    return (struct finding){.rule = SPAN("r"),
                            .severity = severity,
                            .message = {.en = SPAN("words")},
                            .fingerprint = fingerprint};
}

struct fixture {
    struct arena *arena;
    struct event_list events;
};

static int begin(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = ARENA_NEW(a, struct fixture);
    f->arena = f->events.arena = a;
    *state = f;
    return 0;
}

static int end(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

static const struct event *only(const struct event_list *l)
{
    assert_int_equal(l->list.n, 1);
    return &l->list.at[0];
}

static void nothing_gives_nothing(void **state)
{
    struct fixture *f = *state;
    reconcile(NULL, 0, NULL, 0, WHY_FIXED, now, &f->events);
    assert_int_equal(f->events.list.n, 0);
}

static void opened(void **state)
{
    struct fixture *f = *state;
    struct finding new = finding(1, SEVERITY_ERROR);
    reconcile(NULL, 0, &new, 1, WHY_FIXED, now, &f->events);
    const struct event *e = only(&f->events);
    assert_int_equal(e->type, EVENT_FINDING_OPENED);
    assert_int_equal(e->severity, SEVERITY_ERROR);
    assert_int_equal(e->why, WHY_NONE);
    assert_int_equal(e->at.at, now.at);
    assert_ptr_equal(e->finding, &new);
    assert_true(span_is(e->message.en, "words"));
}

static void resolved(void **state)
{
    struct fixture *f = *state;
    struct finding old = finding(1, SEVERITY_ERROR);
    reconcile(&old, 1, NULL, 0, WHY_FILE_REMOVED, now, &f->events);
    const struct event *e = only(&f->events);
    assert_int_equal(e->type, EVENT_FINDING_RESOLVED);
    assert_int_equal(e->severity, SEVERITY_NOTICE);
    assert_int_equal(e->why, WHY_FILE_REMOVED);
    assert_ptr_equal(e->finding, &old);
}

static void words_and_place_change_freely(void **state)
{
    struct fixture *f = *state;
    struct finding old = finding(1, SEVERITY_ERROR), new = old;
    new.message.en = SPAN("other words");
    new.place.line = 12;
    new.file = SPAN("renamed.txt");
    new.due = 5; /* without has_due it means nothing */
    reconcile(&old, 1, &new, 1, WHY_FIXED, now, &f->events);
    assert_int_equal(f->events.list.n, 0);
}

static void each_change_that_matters(void **state)
{
    struct fixture *f = *state;
    struct finding old = finding(1, SEVERITY_WARNING);
    old.state = STATE_DUE_SOON;
    old.has_due = true;
    old.due = 100;
    struct finding variants[] = {old, old, old, old, old};
    variants[0].severity = SEVERITY_ERROR;
    variants[1].state = STATE_OVERDUE;
    variants[2].due = 101;
    variants[3].has_due = false;
    variants[4].waiver = SPAN("w1");
    for (size_t i = 0; i < 5; i++) {
        f->events.list.n = 0;
        reconcile(&old, 1, &variants[i], 1, WHY_FIXED, now, &f->events);
        assert_int_equal(only(&f->events)->type, EVENT_FINDING_CHANGED);
        assert_int_equal(f->events.list.at[0].severity, variants[i].severity);
        assert_ptr_equal(f->events.list.at[0].finding, &variants[i]);
    }
}

/* Sorted by place, not by fingerprint: opened and changed as they stand in new, then resolved. */
static void the_order_is_that_of_the_findings(void **state)
{
    struct fixture *f = *state;
    struct finding old[] = {finding(9, SEVERITY_INFO), finding(5, SEVERITY_INFO),
                            finding(7, SEVERITY_INFO)};
    struct finding new[] = {finding(8, SEVERITY_INFO), finding(5, SEVERITY_ERROR),
                            finding(2, SEVERITY_INFO)};
    reconcile(old, 3, new, 3, WHY_FIXED, now, &f->events);
    static const uint64_t fingerprints[] = {8, 5, 2, 9, 7};
    static const enum event_type types[] = {EVENT_FINDING_OPENED, EVENT_FINDING_CHANGED,
                                            EVENT_FINDING_OPENED, EVENT_FINDING_RESOLVED,
                                            EVENT_FINDING_RESOLVED};
    assert_int_equal(f->events.list.n, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(f->events.list.at[i].finding->fingerprint, fingerprints[i]);
        assert_int_equal(f->events.list.at[i].type, types[i]);
    }
}

static void saying_it_twice_says_nothing(void **state)
{
    struct fixture *f = *state;
    struct finding both[] = {finding(3, SEVERITY_INFO), finding(UINT64_MAX, SEVERITY_CRITICAL),
                             finding(0, SEVERITY_ERROR)};
    reconcile(both, 3, both, 3, WHY_FIXED, now, &f->events);
    assert_int_equal(f->events.list.n, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_gives_nothing),
        TEST(opened),
        TEST(resolved),
        TEST(words_and_place_change_freely),
        TEST(each_change_that_matters),
        TEST(the_order_is_that_of_the_findings),
        TEST(saying_it_twice_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
