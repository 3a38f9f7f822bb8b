/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "yaml/yaml.h"

#include <stdio.h>

struct parsed {
    struct arena *arena;
    struct diags diags;
    struct yaml_node *root;
};

static struct parsed parse_span(struct span bytes)
{
    struct parsed p = {.arena = arena_new()};
    p.diags.arena = p.arena;
    p.root = yaml_parse(p.arena, "t.yaml", bytes, &p.diags);
    return p;
}

static struct parsed parse(const char *text)
{
    return parse_span(span_of(text));
}

static void done(struct parsed *p)
{
    arena_free(p->arena);
}
#define _cleanup_parsed_ __attribute__((cleanup(done)))

/* "line:column id" of every diagnostic, joined by blanks. */
static const char *faults(struct parsed *p)
{
    const char *all = "";
    for (size_t i = 0; i < p->diags.list.n; i++) {
        const struct diag *d = &p->diags.list.at[i];
        assert_string_equal(d->file, "t.yaml");
        assert_true(d->text[0] != '\0');
        all = arena_printf(p->arena, "%s%s%u:%u %s", all, i ? " " : "", d->line, d->column, d->id);
    }
    return all;
}

static void assert_text(const struct yaml_node *node, const char *text)
{
    assert_non_null(node);
    assert_int_equal(node->kind, YAML_SCALAR);
    assert_int_equal(node->text.n, strlen(text));
    assert_memory_equal(node->text.at, text, node->text.n);
}

static void test_scalars_stay_text(void **state)
{
    struct parsed p _cleanup_parsed_ = parse("a: no\nb: 08\nc: 7.4.2\nd: 2020-06-09\ne: ~\nf:\n");
    assert_string_equal(faults(&p), "");
    assert_text(yaml_get(p.root, "a"), "no");
    assert_text(yaml_get(p.root, "b"), "08");
    assert_text(yaml_get(p.root, "c"), "7.4.2");
    assert_text(yaml_get(p.root, "d"), "2020-06-09");
    assert_text(yaml_get(p.root, "e"), "~");
    assert_text(yaml_get(p.root, "f"), "");
    assert_null(yaml_get(p.root, "g"));
    (void)state;
}

static void test_marks_count_characters_from_one(void **state)
{
    struct parsed p _cleanup_parsed_ = parse("å: {ö: [x, 'y y']}\n");
    const struct yaml_node *list = yaml_get(yaml_get(p.root, "å"), "ö");
    assert_non_null(list);
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[0]->line, 1);
    assert_int_equal(list->items[0]->column, 9);
    assert_int_equal(list->items[1]->column, 12);
    assert_false(list->items[0]->quoted);
    assert_true(list->items[1]->quoted);
    assert_int_equal(yaml_get(p.root, "å")->column, 4);
    assert_int_equal(p.root->entries[0].column, 1);
    (void)state;
}

static void test_verbatim_tells_whether_columns_can_be_counted(void **state)
{
    struct parsed p _cleanup_parsed_ =
        parse("a: plain text\nb: 'it''s'\nc: \"x\\ty\"\nd: two\n  lines\ne: 'so'\nf: |\n  x\n");
    assert_string_equal(faults(&p), "");
    assert_true(yaml_get(p.root, "a")->verbatim);
    assert_false(yaml_get(p.root, "b")->verbatim);
    assert_false(yaml_get(p.root, "c")->verbatim);
    assert_false(yaml_get(p.root, "d")->verbatim);
    assert_true(yaml_get(p.root, "e")->verbatim);
    assert_false(yaml_get(p.root, "f")->verbatim);
    assert_true(yaml_get(p.root, "f")->quoted);
    (void)state;
}

static void test_a_byte_order_mark_moves_nothing(void **state)
{
    struct parsed p _cleanup_parsed_ = parse("\xef\xbb\xbfk: v\n");
    assert_string_equal(faults(&p), "");
    assert_int_equal(p.root->entries[0].column, 1);
    (void)state;
}

/* What is refused: the YAML, and where it is said to be wrong. */
struct refusal {
    const char *yaml, *faults;
};

// clang-format off
static const struct refusal refusals[] = {
    {"a: &x 1\nb: 2\n",                 "1:4 yaml.anchor"},
    {"a: &x [1]\nb: *x\n",              "1:4 yaml.anchor 2:4 yaml.alias"},
    {"a: !!int 1\n",                    "1:4 yaml.tag"},
    {"a: ! x\n",                        "1:4 yaml.tag"},
    {"a: !e!x 1\n",                     "1:4 yaml.tag"},
    {"a: {b: 1}\n<<: {c: 2}\n",         "2:1 yaml.merge-key"},
    {"a: 1\nb: 2\na: 3\na: 4\n",        "3:1 yaml.duplicate-key 4:1 yaml.duplicate-key"},
    {"a: {x: 1, x: 2}\n",               "1:11 yaml.duplicate-key"},
    {"---\na: 1\n---\nb: 2\n",          "3:1 yaml.documents"},
    {"%YAML 1.1\n---\na: 1\n",          "1:1 yaml.directive"},
    {"%TAG ! tag:x,2000:\n---\na: 1\n", "1:1 yaml.directive"},
    {"",                                "1:1 yaml.empty"},
    {"# nothing\n",                     "1:1 yaml.empty"},
    {"a:\n\tb: 1\n",                    "2:1 yaml.tab"},
    {"a: \t- x\n",                      "1:5 yaml.syntax"},
    {"? [a]\n: b\nc: d\n",              "1:3 yaml.key"},
    {"? {a: 1}\n: b\n",                 "1:3 yaml.key"},
    {": b\n",                           "1:1 yaml.syntax"},
    {"'': b\n",                         "1:1 yaml.key"},
    {"*x: b\n",                         "1:1 yaml.alias"},
    {"a: \xff\n",                       "1:4 yaml.encoding"},
    {"a: å\x01\n",                      "1:5 yaml.encoding"},
    {"a: \"\\0\"\n",                    "1:4 yaml.encoding"},
    {"a: b: c\n",                       "1:5 yaml.syntax"},
    {"a: [1, 2\nb: 3\n",                "2:2 yaml.syntax"},
    {"a: {x: 1\n",                      "2:1 yaml.syntax"},
    {"a: 'x\n",                         "2:1 yaml.syntax"},
    {"a: @x\n",                         "1:4 yaml.syntax"},
    {"a: `x\n",                         "1:4 yaml.syntax"},
    {"a: \"\\d\"\n",                    "1:5 yaml.syntax"},
    {"a: 1\n b: 2\n",                   "2:3 yaml.syntax"},
    {"a:\n  - 1\n b: 2\n",              "3:2 yaml.syntax"},
    {"a: 1\nb\n",                       "3:1 yaml.syntax"},
    {"a: %x\n",                         "1:4 yaml.syntax"},
    {"- a\nb: c\n",                     "2:1 yaml.syntax"},
};
// clang-format on

static void test_refusals(void **state)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct parsed p _cleanup_parsed_ = parse(refusals[i].yaml);
        if (strcmp(faults(&p), refusals[i].faults) != 0)
            fail_msg("%s\n  gives  %s\n  wanted %s\n  (%s)", refusals[i].yaml, faults(&p),
                     refusals[i].faults, p.diags.list.n ? p.diags.list.at[0].text : "");
    }
    (void)state;
}

static void test_every_syntax_error_has_a_hint(void **state)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct parsed p _cleanup_parsed_ = parse(refusals[i].yaml);
        for (size_t d = 0; d < p.diags.list.n; d++)
            if (strcmp(p.diags.list.at[d].id, "yaml.empty") != 0)
                assert_non_null(p.diags.list.at[d].hint);
    }
    (void)state;
}

static void test_the_first_of_duplicate_keys_stays(void **state)
{
    struct parsed p _cleanup_parsed_ = parse("b: 1\na: 2\nb: 3\nc: 4\n");
    assert_non_null(p.root);
    assert_int_equal(p.root->count, 3);
    assert_text(yaml_get(p.root, "b"), "1");
    assert_true(span_is(p.root->entries[0].key, "b"));
    assert_true(span_is(p.root->entries[2].key, "c"));
    assert_string_equal(p.diags.list.at[0].hint, "the first is at line 1");
    (void)state;
}

static struct span repeated(struct buf *b, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_text(b, text);
    return buf_peek(b);
}

static void test_deep_nesting_ends_at_its_limit(void **state)
{
    static const char *const openings[] = {"[", "{a: ", "- ", "? "};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        struct buf b _cleanup_buf_ = {0};
        struct parsed p _cleanup_parsed_ = parse_span(repeated(&b, openings[i], 10000));
        assert_null(p.root);
        assert_int_equal(p.diags.list.n, 1);
        assert_string_equal(p.diags.list.at[0].id, "yaml.limit");
        assert_non_null(strstr(p.diags.list.at[0].text, "yaml-depth"));
    }
    (void)state;
}

static void test_the_deepest_allowed_is_allowed(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    repeated(&b, "[", LIMIT_YAML_DEPTH);
    repeated(&b, "]", LIMIT_YAML_DEPTH);
    struct parsed p _cleanup_parsed_ = parse_span(buf_peek(&b));
    assert_non_null(p.root);
    assert_int_equal(p.diags.errors, 0);
    (void)state;
}

static void test_too_many_values_and_bytes(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    struct parsed p _cleanup_parsed_ = parse_span(repeated(&b, "- a\n", LIMIT_YAML_NODES));
    assert_null(p.root);
    assert_non_null(strstr(p.diags.list.at[0].text, "yaml-nodes"));
    buf_clear(&b);
    struct parsed q _cleanup_parsed_ = parse_span(repeated(&b, "# 0123456789abc\n", 262145));
    assert_null(q.root);
    assert_non_null(strstr(q.diags.list.at[0].text, "yaml-size"));
    (void)state;
}

static void test_many_keys_stay_cheap(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    for (unsigned i = 0; i < 90000; i++)
        buf_printf(&b, "k%u: v\n", i % 45000);
    struct parsed p _cleanup_parsed_ = parse_span(buf_peek(&b));
    assert_non_null(p.root);
    assert_int_equal(p.root->count, 45000);
    assert_int_equal(p.diags.errors, 45000);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scalars_stay_text),
        cmocka_unit_test(test_marks_count_characters_from_one),
        cmocka_unit_test(test_verbatim_tells_whether_columns_can_be_counted),
        cmocka_unit_test(test_a_byte_order_mark_moves_nothing),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_every_syntax_error_has_a_hint),
        cmocka_unit_test(test_the_first_of_duplicate_keys_stays),
        cmocka_unit_test(test_deep_nesting_ends_at_its_limit),
        cmocka_unit_test(test_the_deepest_allowed_is_allowed),
        cmocka_unit_test(test_too_many_values_and_bytes),
        cmocka_unit_test(test_many_keys_stay_cheap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
