/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "finding/event.h"
#include "finding/finding.h"

static struct finding finding(const char *rule, const char *file, uint32_t line)
{
    struct finding f = {.pack = SPAN("p"),
                        .rule = span_of(rule),
                        .verdict = VERDICT_FAIL,
                        .severity = SEVERITY_ERROR,
                        .message = {.en = SPAN("wrong")},
                        .file = span_of(file),
                        .place = {.line = line}};
    finding_fingerprint(&f);
    return f;
}

static void every_word_both_ways(void **state)
{
    (void)state;
    for (int s = 0; s < SEVERITY_COUNT; s++) {
        enum severity back = SEVERITY_COUNT;
        assert_true(severity_parse(span_of(severity_text((enum severity)s)), &back));
        assert_int_equal(back, s);
        assert_int_equal(severity_syslog((enum severity)s), 6 - s); /* RFC 5424 6.2.1 */
    }
    enum severity untouched = SEVERITY_NOTICE;
    assert_false(severity_parse(SPAN("fatal"), &untouched));
    assert_int_equal(untouched, SEVERITY_NOTICE);
    assert_string_equal(verdict_text(VERDICT_NOT_APPLICABLE), "not-applicable");
    assert_string_equal(state_text(STATE_DUE_SOON), "due-soon");
    assert_string_equal(state_text(STATE_NONE), "");
    assert_string_equal(event_type_text(EVENT_HEARTBEAT), "HEARTBEAT");
    assert_string_equal(why_text(WHY_READER_CHANGED), "reader-changed");
    assert_string_equal(why_text(WHY_NONE), "");
}

static void message_falls_back_to_english(void **state)
{
    (void)state;
    struct message both = {.en = SPAN("missing"), .sv = SPAN("saknas")};
    struct message one = {.en = SPAN("missing")};
    assert_true(span_is(message_in(&both, LANGUAGE_SWEDISH), "saknas"));
    assert_true(span_is(message_in(&both, LANGUAGE_ENGLISH), "missing"));
    assert_true(span_is(message_in(&one, LANGUAGE_SWEDISH), "missing"));
}

static void fingerprint_follows_key_not_line(void **state)
{
    (void)state;
    struct finding a = finding("r", "a.txt", 3), b = finding("r", "b.txt", 90);
    assert_int_not_equal(a.fingerprint, b.fingerprint);
    a.key = b.key = SPAN("case/1");
    finding_fingerprint(&a);
    finding_fingerprint(&b);
    assert_int_equal(a.fingerprint, b.fingerprint);
    b.anchor = SPAN("5.2");
    finding_fingerprint(&b);
    assert_int_not_equal(a.fingerprint, b.fingerprint);
}

static void fingerprint_parts_do_not_run_together(void **state)
{
    (void)state;
    struct finding a = finding("ab", "c", 1), b = finding("a", "bc", 1);
    assert_int_not_equal(a.fingerprint, b.fingerprint);
    struct finding as_key = finding("r", "x", 1), as_file = finding("r", "x", 1);
    as_key.key = SPAN("x");
    finding_fingerprint(&as_key);
    assert_int_not_equal(as_key.fingerprint, as_file.fingerprint);
}

/* printf '\x01\x00\x00\x00rf\x01\x00\x00\x00x\x00\x00\x00\x00' | sha256sum | cut -c1-16 */
static void fingerprint_is_the_start_of_a_sha256(void **state)
{
    (void)state;
    struct finding f = finding("r", "x", 1);
    char text[FINGERPRINT_TEXT];
    assert_string_equal(fingerprint_text(f.fingerprint, text), "10c092f8e0070125");
}

static void sorted_by_file_place_severity_rule(void **state)
{
    (void)state;
    struct finding f[] = {finding("z", "b", 1), finding("b", "a", 9), finding("a", "a", 9),
                          finding("c", "a", 9), finding("q", "a", 2)};
    f[3].severity = SEVERITY_CRITICAL;
    findings_sort(f, 5);
    const char *expected[] = {"q", "c", "a", "b", "z"};
    for (size_t i = 0; i < 5; i++)
        assert_true(span_is(f[i].rule, expected[i]));
}

static void shared_fingerprints_get_ordinals(void **state)
{
    (void)state;
    struct finding f[] = {finding("r", "a", 9), finding("r", "a", 2), finding("r", "a", 5)};
    uint64_t first = f[0].fingerprint;
    assert_int_equal(findings_settle(f, 3), 3);
    assert_int_equal(f[0].place.line, 2);
    assert_int_equal(f[0].fingerprint, first);
    assert_int_not_equal(f[1].fingerprint, first);
    assert_int_not_equal(f[2].fingerprint, first);
    assert_int_not_equal(f[1].fingerprint, f[2].fingerprint);

    struct finding again[] = {f[0], f[1], f[2]};
    assert_int_equal(findings_settle(again, 3), 3);
    assert_memory_equal(again, f, sizeof f);
}

static void one_defect_of_two_packs_is_one_finding(void **state)
{
    (void)state;
    struct finding f[] = {finding("general.x", "a", 4), finding("own.x", "a", 4)};
    f[0].pack = SPAN("general");
    f[0].severity = SEVERITY_WARNING;
    f[1].pack = SPAN("own");
    f[0].defect = f[1].defect = SPAN("checksum 1");
    f[0].text = f[1].text = SPAN("202100-4186");
    assert_int_equal(findings_settle(f, 2), 1);
    assert_true(span_is(f[0].rule, "own.x"));
    assert_int_equal(f[0].severity, SEVERITY_ERROR);
}

static void defects_that_differ_stay(void **state)
{
    (void)state;
    for (int what = 0; what < 5; what++) {
        struct finding f[] = {finding("a", "a", 4), finding("b", "a", 4)};
        f[0].pack = SPAN("one");
        f[1].pack = SPAN("two");
        f[0].defect = f[1].defect = SPAN("d");
        f[0].text = f[1].text = SPAN("words");
        if (what == 0)
            f[1].place.column = 7;
        if (what == 1)
            f[1].text = SPAN("other");
        if (what == 2)
            f[1].defect = SPAN("e");
        if (what == 3)
            f[1].pack = f[0].pack;
        if (what == 4)
            f[0].defect = f[1].defect = (struct span){0};
        assert_int_equal(findings_settle(f, 2), 2);
    }
}

static void order_of_arrival_does_not_matter(void **state)
{
    (void)state;
    struct finding a[24], b[24];
    for (uint32_t i = 0; i < 24; i++)
        a[i] = finding(i % 2 ? "r" : "q", i % 3 ? "x" : "y", i % 4);
    for (uint32_t i = 0; i < 24; i++)
        b[i] = a[i * 7 % 24];
    assert_int_equal(findings_settle(a, 24), findings_settle(b, 24));
    for (size_t i = 0; i < 24; i++)
        assert_int_equal(a[i].fingerprint, b[i].fingerprint);
}

static void none_and_one_are_settled(void **state)
{
    (void)state;
    struct finding one = finding("r", "a", 1);
    assert_int_equal(findings_settle(NULL, 0), 0);
    assert_int_equal(findings_settle(&one, 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_both_ways),
        cmocka_unit_test(message_falls_back_to_english),
        cmocka_unit_test(fingerprint_follows_key_not_line),
        cmocka_unit_test(fingerprint_parts_do_not_run_together),
        cmocka_unit_test(fingerprint_is_the_start_of_a_sha256),
        cmocka_unit_test(sorted_by_file_place_severity_rule),
        cmocka_unit_test(shared_fingerprints_get_ordinals),
        cmocka_unit_test(one_defect_of_two_packs_is_one_finding),
        cmocka_unit_test(defects_that_differ_stay),
        cmocka_unit_test(order_of_arrival_does_not_matter),
        cmocka_unit_test(none_and_one_are_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
