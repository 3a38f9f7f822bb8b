/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told, held back, or kept quiet, over a ledger in memory and a clock of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/telling.h"

#include <cjson/cJSON.h>
#include <stdio.h>

enum { START = 1700000000, HOUR = 3600, DAY = 86400 };

struct bench {
    struct telling t;
    struct arena *arena;
    int64_t root, ticks;
    instant now;
    uint64_t heard;  /* seq */
    struct buf said; /* "OPENED a 0.txt\n" ... since it was last cleared */
};

static struct span shown(void *arg, struct arena *a, int64_t file)
{
    struct bench *b = arg;
    struct ledger_file f;
    assert_true(ledger_file_get(b->t.ledger, a, file, &f));
    return f.path;
}

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    struct buf text _cleanup_buf_ = {0};
    enum ledger_found found;
    assert_non_null(b);
    b->arena = arena_new();
    b->now = START;
    b->ticks = 1000000;
    b->t = (struct telling){.ledger = ledger_open(NULL, clock_moment(START), &found, &text),
                            .frame = {"7f3a", "r41c9", LANGUAGE_ENGLISH},
                            .remind_after = 7 * DAY,
                            .shown = shown,
                            .arg = b};
    assert_non_null(b->t.ledger);
    b->root = ledger_root(b->t.ledger, "/srv");
    buf_grow(&b->said, 0);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    telling_done(&b->t);
    ledger_close(b->t.ledger);
    arena_free(b->arena);
    buf_done(&b->said);
    free(b);
    return 0;
}

static int64_t file(struct bench *b, const char *path)
{
    struct ledger_file f;
    if (ledger_file_find(b->t.ledger, b->arena, b->root, path, &f))
        return f.id;
    f = (struct ledger_file){.root = b->root, .path = span_of(path), .next_change = INSTANT_NEVER};
    return ledger_file_put(b->t.ledger, &f);
}

/* As the daemon does it: the row first, then what is told of it. key: of the record, or NULL. */
static void happens_keyed(struct bench *b, enum event_type type, const char *rule, const char *path,
                          const char *key)
{
    int64_t id = file(b, path);
    struct finding f = {
        .pack = SPAN("p"),
        .rule = span_of(rule),
        .verdict = VERDICT_FAIL,
        .severity = SEVERITY_ERROR,
        .message = {.en = SPAN("wrong")},
        .file = span_of(path),
        .place = {.line = 4},
        .anchor = SPAN("x"),
        .key = key ? span_of(key) : NO_SPAN,
    };
    finding_fingerprint(&f);
    struct event e = {.type = type,
                      .severity = type == EVENT_FINDING_RESOLVED ? SEVERITY_NOTICE : f.severity,
                      .why = type == EVENT_FINDING_RESOLVED ? WHY_FIXED : WHY_NONE,
                      .at = clock_moment(b->now),
                      .message = f.message,
                      .finding = &f};
    if (type == EVENT_FINDING_OPENED)
        ledger_finding_open(b->t.ledger, id, &f, b->now);
    else if (type == EVENT_FINDING_RESOLVED)
        ledger_finding_resolve(b->t.ledger, id, f.fingerprint, b->now);
    else
        ledger_finding_change(b->t.ledger, id, &f);
    telling_finding(&b->t, id, &e, b->ticks);
}

static void happens(struct bench *b, enum event_type type, const char *rule, const char *path)
{
    happens_keyed(b, type, rule, path, NULL);
}

static void many(struct bench *b, enum event_type type, const char *rule, int from, int to)
{
    for (int i = from; i < to; i++) {
        char path[16];
        snprintf(path, sizeof path, "%d.txt", i);
        happens(b, type, rule, path);
    }
}

static const char *text_of(const cJSON *json, const char *key)
{
    const cJSON *item = cJSON_GetObjectItem(json, key);
    return cJSON_IsString(item) ? item->valuestring : "";
}

/* What came into the outbox since, each as "EVENT rule path" or "GROUP rule count why". */
static const char *hears(struct bench *b)
{
    struct outbox_event *events;
    size_t n = ledger_events(b->t.ledger, b->arena, b->heard, 1000, &events);
    buf_clear(&b->said);
    buf_grow(&b->said, 0);
    for (size_t i = 0; i < n; i++) {
        cJSON *json = cJSON_ParseWithLength(events[i].body.at, events[i].body.n);
        assert_non_null(json);
        assert_int_equal(events[i].seq, b->heard + 1);
        b->heard = events[i].seq;
        const cJSON *count = cJSON_GetObjectItem(json, "count");
        buf_printf(&b->said, "%s %s ", text_of(json, "event"), text_of(json, "rule"));
        if (count)
            buf_printf(&b->said, "%d %s\n", count->valueint, text_of(json, "why"));
        else
            buf_printf(&b->said, "%s\n", text_of(json, "path"));
        cJSON_Delete(json);
    }
    return b->said.at;
}

static void passes(struct bench *b, int64_t seconds)
{
    b->now += seconds;
    b->ticks += seconds * 1000;
    telling_due(&b->t, clock_moment(b->now), b->ticks);
    telling_step(&b->t, clock_moment(b->now), b->ticks);
}

/* ---- */

static void a_change_is_told_at_once(void **state)
{
    struct bench *b = *state;
    happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
    assert_string_equal(hears(b), "FINDING_OPENED a 0.txt\n");
    happens(b, EVENT_FINDING_RESOLVED, "a", "0.txt");
    assert_string_equal(hears(b), "FINDING_RESOLVED a 0.txt\n");
    passes(b, 30 * DAY);
    assert_string_equal(hears(b), "");
}

static void a_flood_of_one_rule_becomes_one_line(void **state)
{
    struct bench *b = *state;
    many(b, EVENT_FINDING_OPENED, "a", 0, 50);
    happens(b, EVENT_FINDING_OPENED, "b", "0.txt");
    hears(b);
    assert_int_equal(b->heard, GROUP_FIRST + 1);
    passes(b, 9);
    assert_string_equal(hears(b), "");
    passes(b, 1);
    assert_string_equal(hears(b), "FINDING_GROUP a 30 \n");
    passes(b, 60);
    assert_string_equal(hears(b), "");
}

static void one_that_was_held_alone_goes_as_itself(void **state)
{
    struct bench *b = *state;
    many(b, EVENT_FINDING_OPENED, "a", 0, GROUP_FIRST + 1);
    hears(b);
    passes(b, 10);
    assert_string_equal(hears(b), "FINDING_OPENED a 20.txt\n");
}

static void a_scan_is_one_line_per_rule_at_its_end(void **state)
{
    struct bench *b = *state;
    b->t.scan = WHY_FIRST_SCAN;
    many(b, EVENT_FINDING_OPENED, "a", 0, 3);
    happens(b, EVENT_FINDING_OPENED, "b", "0.txt");
    passes(b, 100);
    assert_string_equal(hears(b), "");
    b->t.scan = WHY_NONE;
    passes(b, 0);
    assert_string_equal(hears(b), "FINDING_GROUP a 3 first-scan\nFINDING_OPENED b 0.txt\n");
}

static void what_is_undone_before_it_was_told_is_not_told(void **state)
{
    struct bench *b = *state;
    b->t.scan = WHY_FIRST_SCAN;
    many(b, EVENT_FINDING_OPENED, "a", 0, 3);
    happens(b, EVENT_FINDING_RESOLVED, "a", "1.txt");
    b->t.scan = WHY_NONE;
    passes(b, 0);
    assert_string_equal(hears(b), "FINDING_GROUP a 2 first-scan\n");
    happens(b, EVENT_FINDING_RESOLVED, "a", "0.txt");
    assert_string_equal(hears(b), "FINDING_RESOLVED a 0.txt\n");
}

static void what_overtakes_has_a_reason_of_its_own(void **state)
{
    struct bench *b = *state;
    many(b, EVENT_FINDING_OPENED, "a", 0, GROUP_FIRST + 2);
    passes(b, 20);
    many(b, EVENT_FINDING_CHANGED, "a", 0, GROUP_FIRST + 2);
    hears(b);
    happens(b, EVENT_FINDING_RESOLVED, "a", "20.txt");
    happens(b, EVENT_FINDING_RESOLVED, "a", "21.txt");
    passes(b, 20);
    assert_string_equal(hears(b), "FINDING_GROUP a 2 fixed\n");
}

static void what_is_held_survives(void **state)
{
    struct bench *b = *state;
    b->t.scan = WHY_FIRST_SCAN;
    many(b, EVENT_FINDING_OPENED, "a", 0, 3);
    /* Another life of the daemon over the same ledger. */
    telling_done(&b->t);
    b->t = (struct telling){
        .ledger = b->t.ledger, .frame = b->t.frame, .shown = shown, .arg = b, .held = true};
    passes(b, 0);
    assert_string_equal(hears(b), "FINDING_GROUP a 3 first-scan\n");
}

static void a_copy_says_nothing_anew(void **state)
{
    struct bench *b = *state;
    happens_keyed(b, EVENT_FINDING_OPENED, "a", "0.txt", "K1");
    happens_keyed(b, EVENT_FINDING_OPENED, "a", "copy.txt", "K1");
    happens_keyed(b, EVENT_FINDING_RESOLVED, "a", "0.txt", "K1");
    assert_string_equal(hears(b), "FINDING_OPENED a 0.txt\n");
    happens_keyed(b, EVENT_FINDING_CHANGED, "a", "copy.txt", "K1");
    happens_keyed(b, EVENT_FINDING_RESOLVED, "a", "copy.txt", "K1");
    assert_string_equal(hears(b), "FINDING_CHANGED a copy.txt\nFINDING_RESOLVED a copy.txt\n");
}

static void what_comes_and_goes_is_quiet_until_it_rests(void **state)
{
    struct bench *b = *state;
    for (int i = 0; i < 3; i++) {
        happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
        happens(b, EVENT_FINDING_RESOLVED, "a", "0.txt");
        passes(b, 60);
    }
    assert_string_equal(hears(b), "FINDING_OPENED a 0.txt\nFINDING_RESOLVED a 0.txt\n"
                                  "FINDING_OPENED a 0.txt\nFINDING_FLAPPING a 0.txt\n");
    passes(b, HOUR - 120);
    happens(b, EVENT_FINDING_OPENED, "a", "0.txt"); /* not an hour yet: it begins anew */
    passes(b, HOUR - 1);
    assert_string_equal(hears(b), "");
    happens(b, EVENT_FINDING_RESOLVED, "a", "0.txt");
    passes(b, HOUR);
    /* The last word was that it is open; it rests resolved. */
    assert_string_equal(hears(b), "FINDING_RESOLVED a 0.txt\n");
    happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
    assert_string_equal(hears(b), "FINDING_OPENED a 0.txt\n");
}

static void resting_as_it_was_last_told_is_no_news(void **state)
{
    struct bench *b = *state;
    for (int i = 0; i < 2; i++) {
        happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
        happens(b, EVENT_FINDING_RESOLVED, "a", "0.txt");
    }
    happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
    hears(b);
    passes(b, HOUR);
    assert_string_equal(hears(b), "");
}

static void slow_changes_are_no_flapping(void **state)
{
    struct bench *b = *state;
    for (int i = 0; i < 4; i++) {
        happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
        passes(b, HOUR / 2);
        happens(b, EVENT_FINDING_RESOLVED, "a", "0.txt");
        passes(b, HOUR / 2);
    }
    assert_null(strstr(hears(b), "FLAPPING"));
    assert_int_equal(b->heard, 8);
}

static void reminded_every_week_until_it_is_resolved(void **state)
{
    struct bench *b = *state;
    happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
    hears(b);
    assert_int_equal(telling_next(&b->t), START + 7 * DAY);
    passes(b, 7 * DAY - 1);
    assert_string_equal(hears(b), "");
    passes(b, 1);
    assert_string_equal(hears(b), "FINDING_REMINDED a 0.txt\n");
    passes(b, 7 * DAY);
    assert_string_equal(hears(b), "FINDING_REMINDED a 0.txt\n");
    happens(b, EVENT_FINDING_RESOLVED, "a", "0.txt");
    hears(b);
    passes(b, 8 * DAY);
    assert_string_equal(hears(b), "");
    assert_int_equal(telling_next(&b->t), INSTANT_NEVER);
}

static void a_clock_that_steps_back_repeats_nothing(void **state)
{
    struct bench *b = *state;
    happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
    passes(b, 7 * DAY);
    hears(b);
    b->now -= 7 * DAY;
    passes(b, DAY);
    assert_string_equal(hears(b), "");
}

/* A clock that was a year ahead has put reminders and rest a year off. */
static void a_clock_that_was_ahead_silences_nothing(void **state)
{
    struct bench *b = *state;
    happens(b, EVENT_FINDING_OPENED, "a", "0.txt");
    for (int i = 0; i < 2; i++) {
        happens(b, EVENT_FINDING_OPENED, "b", "1.txt");
        happens(b, EVENT_FINDING_RESOLVED, "b", "1.txt");
    }
    passes(b, 365 * (int64_t)DAY); /* reminded, and at rest: all is a year on */
    for (int i = 0; i < 2; i++) {
        happens(b, EVENT_FINDING_OPENED, "b", "1.txt");
        happens(b, EVENT_FINDING_RESOLVED, "b", "1.txt");
    }
    hears(b);
    b->now -= 365 * (int64_t)DAY;
    telling_clock(&b->t, b->now);
    passes(b, HOUR);
    assert_string_equal(hears(b), "FINDING_RESOLVED b 1.txt\n");
    passes(b, 7 * DAY - HOUR);
    assert_string_equal(hears(b), "FINDING_REMINDED a 0.txt\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_change_is_told_at_once),
        TEST(a_flood_of_one_rule_becomes_one_line),
        TEST(one_that_was_held_alone_goes_as_itself),
        TEST(a_scan_is_one_line_per_rule_at_its_end),
        TEST(what_is_undone_before_it_was_told_is_not_told),
        TEST(what_overtakes_has_a_reason_of_its_own),
        TEST(what_is_held_survives),
        TEST(a_copy_says_nothing_anew),
        TEST(what_comes_and_goes_is_quiet_until_it_rests),
        TEST(resting_as_it_was_last_told_is_no_news),
        TEST(slow_changes_are_no_flapping),
        TEST(reminded_every_week_until_it_is_resolved),
        TEST(a_clock_that_steps_back_repeats_nothing),
        TEST(a_clock_that_was_ahead_silences_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
