/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document says is not known where a limit left text unread. */
#include "rule_world.h"

static const char rules[] = "rules:\n"
                            "  gone: {for: any, severity: error, message: m,\n"
                            "    check: {absent: [hemligt]}}\n"
                            "  there: {for: any, severity: error, message: m,\n"
                            "    check: {mentions: [sekretess]}}\n"
                            "  twice: {for: any, severity: error, message: m,\n"
                            "    check: {mentions: [avtal], at-most: 2}}\n";

static void expect_verdicts(const char *text, enum limit limit, enum verdict gone,
                            enum verdict there, enum verdict twice)
{
    struct world *w = world_new(rules);
    world_read(w, text);
    w->record.limit = limit;
    world_judge(w, NULL);
    assert_int_equal(world_outcome(w, "gone")->verdict, gone);
    assert_int_equal(world_outcome(w, "there")->verdict, there);
    assert_int_equal(world_outcome(w, "twice")->verdict, twice);
    world_free(w);
}

static void what_is_not_seen_may_be_in_what_was_left_out(void **state)
{
    static const enum limit limits[] = {LIMIT_NAME_LINES, LIMIT_NAME_RUNS, LIMIT_NAME_BLOCKS,
                                        LIMIT_NAME_SECTIONS};
    (void)state;
    expect_verdicts("Ett avtal\n", LIMIT_COUNT, VERDICT_PASS, VERDICT_FAIL, VERDICT_PASS);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        expect_verdicts("Ett avtal\n", limits[i], VERDICT_UNKNOWN, VERDICT_UNKNOWN,
                        VERDICT_UNKNOWN);
}

static void what_is_seen_is_sure(void **state)
{
    (void)state;
    expect_verdicts("Ett hemligt avtal om sekretess, avtal om avtal\n", LIMIT_NAME_LINES,
                    VERDICT_FAIL, VERDICT_PASS, VERDICT_FAIL);
}

/* With too many facts the text was searched all the same. */
static void other_limits_leave_no_text_out(void **state)
{
    (void)state;
    expect_verdicts("Ett avtal\n", LIMIT_NAME_FACTS, VERDICT_PASS, VERDICT_FAIL, VERDICT_PASS);
    expect_verdicts("Ett avtal\n", LIMIT_NAME_TOKENS, VERDICT_PASS, VERDICT_FAIL, VERDICT_PASS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_seen_may_be_in_what_was_left_out),
        cmocka_unit_test(what_is_seen_is_sure),
        cmocka_unit_test(other_limits_leave_no_text_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
