/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions as trees: what binds how, what types come out, where each part stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "rule/expression.h"
#include "rule/lexer.h"

/* A kind with a fact of every sort that matters here. */
static struct role agency = {.name = {"agency", 6}};
static struct fact_definition facts[] = {
    {.name = {"period", 6}, .type = VALUE_PERIOD, .least = 1, .most = 1},
    {.name = {"activities", 10}, .type = VALUE_PERIOD, .least = 1, .most = UINT32_MAX},
    {.name = {"due", 3}, .type = VALUE_DATE, .least = 1, .most = 1},
    {.name = {"final-due", 9}, .type = VALUE_DATE, .least = 1, .most = 1},
    {.name = {"dnr", 3}, .type = VALUE_IDENTIFIER, .least = 1, .most = 1},
    {.name = {"who", 3}, .type = VALUE_PARTY, .most = 4, .roles = &agency, .role_count = 1},
};
static const struct kind kind = {.id = {"k", 1}, .facts = facts, .fact_count = 6};

struct parsed {
    struct arena *arena;
    struct diags diags;
    struct pack pack;
    struct loader l;
    const struct expression *e;
};

static void parse_span(struct parsed *p, struct span text, enum value_type it)
{
    const struct yaml_node node = {
        .kind = YAML_SCALAR, .verbatim = true, .line = 1, .column = 1, .text = text};
    *p = (struct parsed){.arena = arena_new()};
    p->diags.arena = p->arena;
    p->l = (struct loader){
        .arena = p->arena, .diags = &p->diags, .pack = &p->pack, .file = "t", .kind = &kind};
    p->e = load_expression(&p->l, &node, VALUE_NOTHING, it);
}

static void done(struct parsed *p)
{
    arena_free(p->arena);
}
#define _cleanup_parsed_ __attribute__((cleanup(done)))

static const char *const op_words[] = {
    [OP_LITERAL] = "literal",
    [OP_IT] = "it",
    [OP_FACT] = "fact",
    [OP_EACH] = "each",
    [OP_ROLE] = "role",
    [OP_DOC] = "doc",
    [OP_NOW] = "now",
    [OP_MEMBER] = "member",
    [OP_EQ] = "==",
    [OP_NE] = "!=",
    [OP_LT] = "<",
    [OP_LE] = "<=",
    [OP_GT] = ">",
    [OP_GE] = ">=",
    [OP_WITHIN] = "within",
    [OP_BEFORE] = "before",
    [OP_NOT_BEFORE] = "not-before",
    [OP_AFTER] = "after",
    [OP_NOT_AFTER] = "not-after",
    [OP_IN] = "in",
    [OP_AND] = "and",
    [OP_OR] = "or",
    [OP_NOT] = "not",
    [OP_EXISTS] = "exists",
    [OP_COUNT] = "count",
    [OP_ALL] = "all",
    [OP_ANY] = "any",
    [OP_PLUS] = "+",
    [OP_MINUS] = "-",
};

/* As a LISP would write it: (before (member it) now). */
static void show(struct buf *b, const struct expression *e)
{
    bool leaf = !e->left && !e->right;
    buf_text(b, leaf ? "" : "(");
    buf_text(b, op_words[e->op]);
    if (e->op == OP_IT)
        buf_printf(b, "%u", e->depth);
    const struct expression *const sides[] = {e->left, e->right};
    for (size_t i = 0; i < 2; i++)
        if (sides[i]) {
            buf_byte(b, ' ');
            show(b, sides[i]);
        }
    buf_text(b, leaf ? "" : ")");
}

struct row {
    const char *text, *tree;
    enum value_type type;
};

// clang-format off
static const struct row rows[] = {
    {"true or false and true",         "(or literal (and literal literal))",          VALUE_BOOL},
    {"not true and false",             "(and (not literal) literal)",                 VALUE_BOOL},
    {"not due before now",             "(not (before fact now))",                     VALUE_BOOL},
    {"due not before now",             "(not-before fact now)",                       VALUE_BOOL},
    {"due not after now - 30d",        "(not-after fact (- now literal))",            VALUE_BOOL},
    {"(true or false) and true",       "(and (or literal literal) literal)",          VALUE_BOOL},
    {"due + 3 months + 1d == due",     "(== (+ (+ fact literal) literal) fact)",      VALUE_BOOL},
    {"due - 3 months",                 "(- fact literal)",                            VALUE_DATE},
    {"final-due",                      "fact",                                        VALUE_DATE},
    {"period.start before 2021-04-15", "(before (member fact) literal)",              VALUE_BOOL},
    {"due within period",              "(within fact fact)",                          VALUE_BOOL},
    {"it within period",               "(within it0 fact)",                           VALUE_BOOL},
    {"it in activities",               "(in it0 each)",                               VALUE_BOOL},
    {"count(activities) >= 2",         "(>= (count each) literal)",                   VALUE_BOOL},
    {"count activities + 1",           "(+ (count each) literal)",                    VALUE_NUMBER},
    {"count(due) == 1",                "(== (count each) literal)",                   VALUE_BOOL},
    {"exists due and exists(who)",     "(and (exists fact) (exists each))",           VALUE_BOOL},
    {"exists period.end",              "(exists (member fact))",                      VALUE_BOOL},
    {"who.agency.name == \"x\"",       "(== (member role) literal)",                  VALUE_BOOL},
    {"dnr == '7.4.2-2019:830'",        "(== fact literal)",                           VALUE_BOOL},
    {"stage != \"draft\"",             "(!= fact literal)",                           VALUE_BOOL},
    {"all x in activities where x within period", "(all each (within it0 fact))",     VALUE_BOOL},
    {"any x in activities where x == it",         "(any each (== it0 it1))",          VALUE_BOOL},
    {"all x in activities where any y in activities where x == y or true",
     "(all each (any each (or (== it1 it0) literal)))",                               VALUE_BOOL},
    {"all x in dates where x.complete", "(all each (member it0))",                    VALUE_BOOL},
    {"  due\tbefore\n now ",           "(before fact now)",                           VALUE_BOOL},
};
// clang-format on

static void test_trees(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p _cleanup_parsed_;
        struct buf b _cleanup_buf_ = {0};
        parse_span(&p, span_of(rows[i].text), VALUE_PERIOD);
        if (!p.e)
            fail_msg("%s: %s", rows[i].text, p.diags.list.at[0].text);
        show(&b, p.e);
        if (strcmp(b.at, rows[i].tree) != 0 || p.e->type != rows[i].type)
            fail_msg("%s\n  gives  %s (%s)\n  wanted %s (%s)", rows[i].text, b.at,
                     value_type_text(p.e->type), rows[i].tree, value_type_text(rows[i].type));
    }
    (void)state;
}

static void test_columns_and_sources(void **state)
{
    struct parsed p _cleanup_parsed_;
    parse_span(&p, SPAN("\"å\" == title and due before now + 3 months"), VALUE_NOTHING);
    assert_non_null(p.e);
    assert_int_equal(p.e->column, 1);
    assert_int_equal(p.e->right->column, 18);
    assert_true(span_is(p.e->right->source, "due before now + 3 months"));
    assert_true(span_is(p.e->right->right->source, "now + 3 months"));
    assert_int_equal(p.e->right->right->column, 29);
    assert_int_equal(p.e->left->right->column, 8);
    (void)state;
}

static void test_literals(void **state)
{
    struct parsed p _cleanup_parsed_;
    parse_span(&p, SPAN("due + 5 workdays == 2020-02-29"), VALUE_NOTHING);
    assert_non_null(p.e);
    assert_int_equal(p.e->left->right->literal.duration.count, 5);
    assert_int_equal(p.e->left->right->literal.duration.unit, UNIT_WORKDAY);
    assert_int_equal(p.e->right->literal.date.year, 2020);
    assert_int_equal(p.e->right->literal.date.month, 2);
    assert_int_equal(p.e->right->literal.date.day, 29);
    assert_int_equal(p.e->right->literal.date.precision, DATE_DAY);
    (void)state;
}

static void test_durations(void **state)
{
    static const struct {
        const char *text;
        uint32_t count;
        enum duration_unit unit;
    } good[] = {{"30d", 30, UNIT_DAY},          {"2 weeks", 2, UNIT_WEEK},
                {"1 month", 1, UNIT_MONTH},     {"3m", 3, UNIT_MONTH},
                {"1y", 1, UNIT_YEAR},           {"24h", 24, UNIT_HOUR},
                {"5 workdays", 5, UNIT_WORKDAY}};
    static const char *const bad[] = {"",    "d",      "30",        "30 dagar",
                                      "-3d", "30d 2h", "99999999d", "3.5d"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct duration d;
        assert_true(duration_of_text(span_of(good[i].text), &d));
        assert_int_equal(d.count, good[i].count);
        assert_int_equal(d.unit, good[i].unit);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct duration d;
        assert_false(duration_of_text(span_of(bad[i]), &d));
    }
    (void)state;
}

static void test_numbers_that_do_not_fit(void **state)
{
    struct parsed p _cleanup_parsed_;
    parse_span(&p, SPAN("count(dates) > 9223372036854775808"), VALUE_NOTHING);
    assert_null(p.e);
    assert_int_equal(p.diags.list.at[0].column, 16);
    struct parsed q _cleanup_parsed_;
    parse_span(&q, SPAN("count(dates) > 9223372036854775807"), VALUE_NOTHING);
    assert_non_null(q.e);
    (void)state;
}

static struct span repeated(struct buf *b, const char *text, size_t n, const char *last)
{
    for (size_t i = 0; i < n; i++)
        buf_text(b, text);
    buf_text(b, last);
    return buf_peek(b);
}

static void test_depth_is_bounded(void **state)
{
    static const char *const openings[] = {
        "(", "not ", "true and ", "true or ", "any x in dates where (", "true and (", "1 + ",
    };
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        struct buf b _cleanup_buf_ = {0};
        struct parsed p _cleanup_parsed_;
        parse_span(&p, repeated(&b, openings[i], 100000, "true"), VALUE_NOTHING);
        assert_null(p.e);
        assert_int_equal(p.diags.list.n, 1);
    }
    (void)state;
}

static void test_a_long_chain_within_the_limit(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    struct parsed p _cleanup_parsed_;
    parse_span(&p, repeated(&b, "true or ", LIMIT_EXPRESSION_DEPTH - 2, "true"), VALUE_NOTHING);
    assert_non_null(p.e);
    (void)state;
}

static void test_wrong_ones_name_what_was_meant(void **state)
{
    static const struct {
        const char *text, *hint;
    } wrong[] = {
        {"perod.start before now", "did you mean 'period'?"},
        {"period.strat before now", "did you mean 'start'?"},
        {"final_due before now", "did you mean 'final-due'?"},
        {"true && false", "write 'and'"},
        {"true || false", "write 'or'"},
        {"!true", "write 'not'"},
        {"due <> due", "write '!='"},
        {"due = due", "write '=='"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct parsed p _cleanup_parsed_;
        parse_span(&p, span_of(wrong[i].text), VALUE_NOTHING);
        assert_null(p.e);
        assert_string_equal(p.diags.list.at[0].hint, wrong[i].hint);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_columns_and_sources),
        cmocka_unit_test(test_literals),
        cmocka_unit_test(test_durations),
        cmocka_unit_test(test_numbers_that_do_not_fit),
        cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_a_long_chain_within_the_limit),
        cmocka_unit_test(test_wrong_ones_name_what_was_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
