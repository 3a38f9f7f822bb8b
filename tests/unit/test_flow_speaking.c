/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/speaking.h"

#include "base/buf.h"

#include <stdio.h>

static const struct moment now = {.at = 1700000000};

struct fixture {
    struct speaker *speaker;
    struct buf said; /* "1 FINDING_OPENED a\n" ... */
    uint64_t last;
};

static struct fixture fixture;

static void hear(void *arg, const struct event *e)
{
    struct fixture *f = arg;
    assert_int_equal(e->seq, f->last + 1);
    f->last = e->seq;
    buf_printf(&f->said, "%s", event_type_text(e->type));
    if (e->finding)
        buf_printf(&f->said, " %.*s", SPAN_ARG(e->finding->rule));
    if (e->count)
        buf_printf(&f->said, " %u %s %s: %.*s", e->count, severity_text(e->severity),
                   why_text(e->why), SPAN_ARG(e->message.en));
    buf_byte(&f->said, '\n');
}

static int begin(void **state)
{
    fixture = (struct fixture){.speaker = speaker_new(hear, &fixture)};
    buf_grow(&fixture.said, 0);
    *state = &fixture;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    speaker_free(f->speaker);
    buf_done(&f->said);
    return 0;
}

static void say_many(struct fixture *f, enum event_type type, const char *rule, int from, int to,
                     int64_t ticks)
{
    for (int i = from; i < to; i++) {
        char file[16];
        snprintf(file, sizeof file, "%d.txt", i);
        struct finding x = {.rule = span_of(rule),
                            .severity = i % 2 ? SEVERITY_ERROR : SEVERITY_WARNING,
                            .message = {.en = SPAN("m")},
                            .file = span_of(file),
                            .place = {.line = 7}};
        struct event e = {
            .type = type, .severity = x.severity, .at = now, .message = x.message, .finding = &x};
        speaker_say(f->speaker, &e, ticks);
    }
}

static size_t lines(const struct fixture *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->said.n; i++)
        n += f->said.at[i] == '\n';
    return n;
}

static void twenty_go_at_once(void **state)
{
    struct fixture *f = *state;
    say_many(f, EVENT_FINDING_OPENED, "a", 0, 20, 0);
    assert_int_equal(lines(f), 20);
    assert_int_equal(speaker_step(f->speaker, 10000, now), -1);
    assert_int_equal(lines(f), 20);
}

static void the_rest_is_one_line_when_the_window_is_over(void **state)
{
    struct fixture *f = *state;
    say_many(f, EVENT_FINDING_OPENED, "a", 0, 44, 1000);
    assert_int_equal(lines(f), 20);
    assert_int_equal(speaker_step(f->speaker, 4000, now), 7000);
    buf_clear(&f->said);
    assert_int_equal(speaker_step(f->speaker, 11000, now), -1);
    assert_string_equal(f->said.at, "FINDING_GROUP a 24 error : 24 more findings, for example "
                                    "20.txt:7, 21.txt:7, 22.txt:7\n");
    /* A new window begins with the next event. */
    buf_clear(&f->said);
    say_many(f, EVENT_FINDING_OPENED, "a", 0, 20, 12000);
    assert_int_equal(lines(f), 20);
}

static void rules_and_types_are_counted_apart(void **state)
{
    struct fixture *f = *state;
    say_many(f, EVENT_FINDING_OPENED, "a", 0, 20, 0);
    say_many(f, EVENT_FINDING_OPENED, "b", 0, 20, 0);
    say_many(f, EVENT_FINDING_RESOLVED, "a", 0, 20, 0);
    assert_int_equal(lines(f), 60);
    say_many(f, EVENT_FINDING_RESOLVED, "a", 20, 22, 0);
    buf_clear(&f->said);
    speaker_step(f->speaker, 10000, now);
    assert_string_equal(
        f->said.at,
        "FINDING_GROUP a 2 error : 2 more findings resolved, for example 20.txt:7, 21.txt:7\n");
}

static void one_alone_goes_as_itself(void **state)
{
    struct fixture *f = *state;
    say_many(f, EVENT_FINDING_OPENED, "a", 0, 21, 0);
    buf_clear(&f->said);
    speaker_step(f->speaker, 10000, now);
    assert_string_equal(f->said.at, "FINDING_OPENED a\n");
}

static void a_scan_has_one_window(void **state)
{
    struct fixture *f = *state;
    speaker_begin(f->speaker, WHY_FIRST_SCAN);
    say_many(f, EVENT_FINDING_OPENED, "a", 0, 20, 0);
    say_many(f, EVENT_FINDING_OPENED, "a", 20, 40, 50000);
    assert_int_equal(speaker_step(f->speaker, 90000, now), -1);
    assert_int_equal(lines(f), 20);
    buf_clear(&f->said);
    speaker_end(f->speaker, now);
    assert_string_equal(f->said.at, "FINDING_GROUP a 20 error first-scan: 20 more findings, for "
                                    "example 20.txt:7, 21.txt:7, 22.txt:7\n");
    buf_clear(&f->said);
    say_many(f, EVENT_FINDING_OPENED, "a", 0, 1, 100000);
    assert_string_equal(f->said.at, "FINDING_OPENED a\n");
}

static void what_is_no_finding_is_never_held(void **state)
{
    struct fixture *f = *state;
    struct event e = {.type = EVENT_START, .at = now};
    for (int i = 0; i < 30; i++)
        speaker_say(f->speaker, &e, 0);
    assert_int_equal(lines(f), 30);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(twenty_go_at_once),
        TEST(the_rest_is_one_line_when_the_window_is_over),
        TEST(rules_and_types_are_counted_apart),
        TEST(one_alone_goes_as_itself),
        TEST(a_scan_has_one_window),
        TEST(what_is_no_finding_is_never_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
