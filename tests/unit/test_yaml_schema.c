/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "yaml/schema.h"

struct target {
    struct span name;
    int colour;
    bool loud;
    uint32_t size;
    civil_day day;
    uint32_t patience, room;
    struct span_list tags;
    const struct yaml_node *rest;
};
static const char *const colours[] = {"red", "green", "blue", NULL};

// clang-format off
static const struct schema_row rows[] = {
    {.key = "name",   .type = SCHEMA_TEXT,  .offset = SCHEMA_MEMBER(struct target, name, struct span), .required = true, .help = "what it is called"},
    {.key = "colour", .type = SCHEMA_WORD,  .offset = SCHEMA_MEMBER(struct target, colour, int), .words = colours, .help = "its colour"},
    {.key = "loud",   .type = SCHEMA_BOOL,  .offset = SCHEMA_MEMBER(struct target, loud, bool), .help = "whether it is loud"},
    {.key = "size",   .type = SCHEMA_COUNT, .offset = SCHEMA_MEMBER(struct target, size, uint32_t), .least = 2, .most = 9, .help = "its size"},
    {.key = "day",    .type = SCHEMA_DATE,  .offset = SCHEMA_MEMBER(struct target, day, civil_day), .help = "its day"},
    {.key = "patience", .type = SCHEMA_DURATION, .offset = SCHEMA_MEMBER(struct target, patience, uint32_t), .least = 60, .most = 86400, .help = "how long it waits"},
    {.key = "room",   .type = SCHEMA_SIZE,  .offset = SCHEMA_MEMBER(struct target, room, uint32_t), .least = 1024, .help = "its size in bytes"},
    {.key = "tags",   .type = SCHEMA_TEXTS, .offset = SCHEMA_MEMBER(struct target, tags, struct span_list), .help = "its tags"},
    {.key = "rest",   .type = SCHEMA_NODE,  .offset = SCHEMA_MEMBER(struct target, rest, const struct yaml_node *), .help = "anything"},
};
// clang-format on
enum { ROWS = sizeof rows / sizeof *rows };

struct bound {
    struct arena *arena;
    struct diags diags;
    struct target target;
    bool ok;
};

static struct bound bind(const char *yaml)
{
    struct bound b = {.arena = arena_new()};
    b.diags.arena = b.arena;
    struct yaml_node *root = yaml_parse(b.arena, "t", span_of(yaml), &b.diags);
    assert_non_null(root);
    b.ok = schema_bind(b.arena, root, rows, ROWS, &b.target, "t", &b.diags);
    return b;
}

static void done(struct bound *b)
{
    arena_free(b->arena);
}
#define _cleanup_bound_ __attribute__((cleanup(done)))

static void test_every_type_is_bound(void **state)
{
    struct bound b _cleanup_bound_ =
        bind("name: no\ncolour: blue\nloud: true\nsize: 08\nday: 2020-02-29\n"
             "tags: [a, 'b']\nrest: {x: 1}\n");
    assert_true(b.ok);
    assert_true(span_is(b.target.name, "no"));
    assert_int_equal(b.target.colour, 2);
    assert_true(b.target.loud);
    assert_int_equal(b.target.size, 8);
    assert_int_equal(b.target.day, civil_to_day(2020, 2, 29));
    assert_int_equal(b.target.tags.n, 2);
    assert_true(span_is(b.target.tags.at[1], "b"));
    assert_int_equal(b.target.rest->kind, YAML_MAP);
    (void)state;
}

static void test_measures(void **state)
{
    static const struct {
        const char *yaml;
        uint32_t patience, room;
    } rows_of[] = {
        {"name: x\npatience: 60s\nroom: 1024B\n", 60, 1024},
        {"name: x\npatience: 090m\nroom: 64KiB\n", 5400, 65536},
        {"name: x\npatience: 24h\nroom: 64MiB\n", 86400, 67108864},
        {"name: x\npatience: 1d\nroom: 3GiB\n", 86400, 3221225472},
    };
    for (size_t i = 0; i < sizeof rows_of / sizeof *rows_of; i++) {
        struct bound b _cleanup_bound_ = bind(rows_of[i].yaml);
        assert_true(b.ok);
        assert_int_equal(b.target.patience, rows_of[i].patience);
        assert_int_equal(b.target.room, rows_of[i].room);
    }
    (void)state;
}

static void test_one_text_is_a_list_of_one(void **state)
{
    struct bound b _cleanup_bound_ = bind("name: x\ntags: a\n");
    assert_true(b.ok);
    assert_int_equal(b.target.tags.n, 1);
    (void)state;
}

static void test_faults(void **state)
{
    static const struct {
        const char *yaml, *id, *hint;
        uint32_t line, column;
    } wrong[] = {
        {"colour: red\n", "schema.missing-key", "what it is called", 1, 1},
        {"name: x\ncolur: red\n", "schema.unknown-key", "did you mean 'colour'?", 2, 1},
        {"name: x\nzzzzz: red\n", "schema.unknown-key",
         "possible here: name, colour, loud, size, day, patience, room, tags or rest", 2, 1},
        {"name: x\ncolour: grean\n", "schema.unknown-word", "did you mean 'green'?", 2, 9},
        {"name: x\ncolour: violet\n", "schema.unknown-word", "one of red, green or blue", 2, 9},
        {"name: x\nloud: yes\n", "schema.wrong-type", "write true or false", 2, 7},
        {"name: x\nsize: 1\n", "schema.out-of-range", "2 to 9", 2, 7},
        {"name: x\nsize: 10\n", "schema.out-of-range", "2 to 9", 2, 7},
        {"name: x\nsize: -3\n", "schema.wrong-type", "its size", 2, 7},
        {"name: x\nsize: 99999999999999999999999999\n", "schema.wrong-type", "its size", 2, 7},
        {"name: x\nday: 2021-02-29\n", "schema.bad-date", "a day of the calendar as YYYY-MM-DD", 2,
         6},
        {"name: x\npatience: 90\n", "schema.wrong-type",
         "a whole number and its unit: 10s, 5m, 1h, 7d, 2w", 2, 11},
        {"name: x\npatience: 1 h\n", "schema.wrong-type",
         "a whole number and its unit: 10s, 5m, 1h, 7d, 2w", 2, 11},
        {"name: x\npatience: h\n", "schema.wrong-type",
         "a whole number and its unit: 10s, 5m, 1h, 7d, 2w", 2, 11},
        {"name: x\npatience: 59s\n", "schema.out-of-range", "1m to 1d", 2, 11},
        {"name: x\npatience: 25h\n", "schema.out-of-range", "1m to 1d", 2, 11},
        {"name: x\npatience: 99999999999999999999w\n", "schema.out-of-range", "1m to 1d", 2, 11},
        {"name: x\nroom: 64MB\n", "schema.wrong-type",
         "a whole number and its unit: 512B, 64KiB, 64MiB, 1GiB", 2, 7},
        {"name: x\nroom: 1023B\n", "schema.out-of-range", "at least 1KiB", 2, 7},
        {"name: x\nroom: 4GiB\n", "schema.out-of-range", "at least 1KiB", 2, 7},
        {"name: x\ntags: []\n", "schema.empty", "its tags", 2, 7},
        {"name: x\ntags: [a, {b: c}]\n", "schema.wrong-type", "its tags", 2, 11},
        {"name: {a: b}\n", "schema.wrong-type", "what it is called", 1, 7},
        {"name: ''\n", "schema.empty", "what it is called", 1, 7},
        {"[name]\n", "schema.wrong-type", "its first key is 'name'", 1, 1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bound b _cleanup_bound_ = bind(wrong[i].yaml);
        assert_false(b.ok);
        assert_int_equal(b.diags.list.n, 1);
        const struct diag *d = &b.diags.list.at[0];
        assert_string_equal(d->id, wrong[i].id);
        assert_string_equal(d->hint, wrong[i].hint);
        assert_int_equal(d->line, wrong[i].line);
        assert_int_equal(d->column, wrong[i].column);
    }
    (void)state;
}

static void test_all_faults_are_told_in_one_run(void **state)
{
    struct bound b _cleanup_bound_ = bind("colur: red\nloud: no\nsize: big\nday: x\ntags: []\n");
    assert_int_equal(b.diags.errors, 6);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_type_is_bound),
        cmocka_unit_test(test_measures),
        cmocka_unit_test(test_one_text_is_a_list_of_one),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_all_faults_are_told_in_one_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
