/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "record/probe.h"

#include <cmocka.h>

static struct probe probe(enum probe_form form, enum probe_region region, const char *text)
{
    return (struct probe){form, region, span_of(text)};
}

static const char *normalised(struct arena *a, const char *text)
{
    struct span s = probe_normalise(a, span_of(text));
    return arena_printf(a, "%.*s", SPAN_ARG(s));
}

static void test_normalise(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    static const struct {
        const char *text, *normal;
    } rows[] = {
        {"", ""},
        {"Nedan kallad Huvudmannen", "nedan kallad huvudmannen"},
        {"  two\t \n lines\xc2\xa0\xe2\x80\xaf"
         "end ",
         "two lines end"},
        {"A\xcc\x8a"
         "R \xc3\x96l",
         "\xc3\xa5r \xc3\xb6l"}, /* A and ring above become Å */
        {"2019\xe2\x80\x93"
         "2020 \xe2\x88\x92 1",
         "2019-2020 - 1"}, /* en dash, minus sign */
        {"\xc3\xb6verens\xc2\xadkommelse", "\xc3\xb6verenskommelse"},
        {"\xc4\xb0stanbul", "\xc4\xb0stanbul"}, /* its lower case is shorter: it stays */
        {"\xc3\x9f \xce\xa3\xce\xa3", "\xc3\x9f \xcf\x83\xcf\x83"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(normalised(a, rows[i].text), rows[i].normal);
        assert_string_equal(normalised(a, rows[i].normal), rows[i].normal);
    }
}

static void test_equal_probes_are_one(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct probe_table t = {.arena = a};
    uint32_t first = probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, "bilaga"));
    assert_int_equal(probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, "bilaga")), first);
    assert_int_not_equal(probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TITLE, "bilaga")), first);
    assert_int_not_equal(probe_table_add(&t, probe(PROBE_PATTERN, PROBE_TEXT, "bilaga")), first);
    for (int i = 0; i < 1000; i++) {
        char *text = arena_printf(a, "bilaga %d", i);
        uint32_t handle = probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, text));
        assert_int_equal(probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, text)), handle);
    }
    assert_int_equal(t.list.n, 1003);
}

static void test_order_of_rules_does_not_matter(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    const struct probe p[] = {
        probe(PROBE_PATTERN, PROBE_TITLE, "^b"), probe(PROBE_LITERAL, PROBE_TEXT, "parter"),
        probe(PROBE_LITERAL, PROBE_HEADING, "a"), probe(PROBE_LITERAL, PROBE_TEXT, "part")};
    struct probe_table one = {.arena = a}, two = {.arena = a};
    uint32_t handles[4];
    for (int i = 0; i < 4; i++) {
        handles[i] = probe_table_add(&one, p[i]);
        probe_table_add(&two, p[3 - i]);
    }
    probe_table_seal(&one);
    probe_table_seal(&two);
    struct digest d1 = probe_table_digest(&one), d2 = probe_table_digest(&two);
    assert_true(digest_eq(&d1, &d2));
    static const uint32_t places[] = {3, 1, 2, 0}; /* form, then region, then text */
    for (int i = 0; i < 4; i++) {
        assert_int_equal(probe_table_index(&one, handles[i]), places[i]);
        assert_true(span_eq(one.list.at[places[i]].text, p[i].text));
    }
    struct probe_table other = {.arena = a};
    probe_table_add(&other, p[0]);
    struct digest d3 = probe_table_digest(&other);
    assert_false(digest_eq(&d1, &d3));
}

static void test_table_comes_back(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf packed _cleanup_buf_ = {0}, again _cleanup_buf_ = {0};
    struct probe_table t = {.arena = a}, back = {.arena = a};
    probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, "parter"));
    probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, "bilaga"));
    probe_table_add(&t, probe(PROBE_PATTERN, PROBE_HEADING, "^\xc3\x84ndring"));
    probe_table_seal(&t);
    probe_table_pack(&t, &packed);
    assert_true(probe_table_unpack(buf_peek(&packed), &back));
    probe_table_pack(&back, &again);
    assert_true(span_eq(buf_peek(&packed), buf_peek(&again)));
    for (size_t n = 0; n < packed.n; n++) {
        struct probe_table cut = {.arena = a};
        assert_false(probe_table_unpack((struct span){packed.at, n}, &cut));
    }
}

static void test_unsorted_table_is_refused(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf packed _cleanup_buf_ = {0};
    struct probe_table t = {.arena = a}, back = {.arena = a};
    probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, "b"));
    probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, "a"));
    probe_table_pack(&t, &packed);
    assert_false(probe_table_unpack(buf_peek(&packed), &back));
}

static void test_table_has_an_end(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct probe_table t = {.arena = a};
    char *text = arena_alloc(a, LIMIT_PATTERN_BYTES + 2);
    memset(text, 'a', LIMIT_PATTERN_BYTES + 1);
    assert_int_equal(probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, text)), UINT32_MAX);
    text[LIMIT_PATTERN_BYTES] = '\0';
    uint32_t added = 0;
    for (; added < LIMIT_PROBES; added++) {
        text[0] = (char)('a' + added / 26 / 26 % 26);
        text[1] = (char)('a' + added / 26 % 26);
        text[2] = (char)('a' + added % 26);
        if (probe_table_add(&t, probe(PROBE_LITERAL, PROBE_TEXT, text)) == UINT32_MAX)
            break;
    }
    assert_int_equal(added, LIMIT_PROBE_BYTES / LIMIT_PATTERN_BYTES);
}

static void test_pattern_errors(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    size_t at;
    assert_null(probe_pattern_error(a, SPAN("^\xc3\x96K ?(\\d+)$"), &at));
    assert_null(probe_pattern_error(a, SPAN("(?:a|b)\xe2\x80\x93[\xe2\x80\x93x]"), &at));
    assert_non_null(probe_pattern_error(a, SPAN(""), &at));
    assert_non_null(probe_pattern_error(a, SPAN("\xff"), &at));
    assert_non_null(probe_pattern_error(a, SPAN("(a)(b)"), &at));
    assert_non_null(probe_pattern_error(a, SPAN("a\\Cb"), &at)); /* half a character */
    const char *why = probe_pattern_error(a, SPAN("abc(d"), &at);
    assert_non_null(why);
    assert_int_equal(at, 5);
    char *text = arena_alloc(a, LIMIT_PATTERN_BYTES + 1);
    memset(text, 'a', LIMIT_PATTERN_BYTES + 1);
    assert_null(probe_pattern_error(a, (struct span){text, LIMIT_PATTERN_BYTES}, &at));
    assert_non_null(probe_pattern_error(a, (struct span){text, LIMIT_PATTERN_BYTES + 1}, &at));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normalise),
        cmocka_unit_test(test_equal_probes_are_one),
        cmocka_unit_test(test_order_of_rules_does_not_matter),
        cmocka_unit_test(test_table_comes_back),
        cmocka_unit_test(test_unsorted_table_is_refused),
        cmocka_unit_test(test_table_has_an_end),
        cmocka_unit_test(test_pattern_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
