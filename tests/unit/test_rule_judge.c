/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

#define KIND                                                                                       \
    "kinds:\n  k:\n    match: {any: [{title: Avtal}]}\n"                                           \
    "facts:\n  k:\n"                                                                               \
    "    due: {type: date, after: senast, want: one}\n"                                            \
    "    dates-said: {type: date, after: sagt, want: 0..9}\n"

static struct world *with_rules(const char *rules)
{
    struct arena *a = arena_new();
    struct world *w = world_new(arena_printf(a, "%s%s", KIND "rules:\n", rules));
    arena_free(a);
    return w;
}

static const char late[] = "  r:\n    for: k\n    severity: error\n"
                           "    check: {expect: due before 2021-06-01}\n"
                           "    message: {sv: 'För sent: {due}', en: 'Too late: {due}'}\n";

static void pass_fail_unknown(void **state)
{
    (void)state;
    struct world *w = with_rules(late);
    world_judge(w, "Avtal\nsenast 2021-05-31\n");
    assert_string_equal(world_told(w), "");
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_PASS);
    assert_int_equal(world_outcome(w, "r")->subjects, 1);

    world_judge(w, "Avtal\nsenast 2021-06-01\n");
    assert_string_equal(world_told(w), "r fail error 2 Too late: 2021-06-01\n");
    assert_true(span_is(w->result.findings[0].message.sv, "För sent: 2021-06-01"));
    assert_true(span_is(w->result.findings[0].text, "2021-06-01"));
    assert_int_equal(w->result.findings[0].quote_at, 7);

    world_judge(w, "Avtal\n");
    assert_string_equal(world_told(w),
                        "r unknown warning 0 Cannot be judged: the words for due were not found\n");
    assert_true(
        span_is(w->result.findings[0].message.sv, "Kan inte bedömas: orden för due hittades inte"));
    assert_true(span_is(world_outcome(w, "r")->why, "the words for due were not found"));
    world_free(w);
}

static void missing_is_as_the_rule_says(void **state)
{
    (void)state;
    struct world *w = with_rules("  a:\n    for: k\n    severity: error\n    missing: fail\n"
                                 "    check: {expect: due before 2021-06-01}\n    message: m\n"
                                 "  b:\n    for: k\n    severity: error\n    missing: skip\n"
                                 "    check: {expect: due before 2021-06-01}\n    message: m\n");
    world_judge(w, "Avtal\n");
    assert_string_equal(world_told(w),
                        "a fail error 0 Cannot be judged: the words for due were not found\n");
    assert_int_equal(world_outcome(w, "a")->verdict, VERDICT_FAIL);
    assert_int_equal(world_outcome(w, "b")->verdict, VERDICT_NOT_APPLICABLE);
    world_free(w);
}

static void other_kinds_and_stages(void **state)
{
    (void)state;
    struct world *w = with_rules("  a:\n    for: any\n    check: {mentions: krav}\n"
                                 "    message: m\n"
                                 "  b:\n    for: k\n    stage: draft\n"
                                 "    check: {mentions: krav}\n    message: m\n");
    world_judge(w, "Annat\n");
    assert_string_equal(world_told(w), "a fail warning 0 m\n");
    assert_null(world_outcome(w, "b"));
    world_judge(w, "Avtal\nkrav senast 2021-01-01\n");
    assert_int_equal(world_outcome(w, "b")->verdict, VERDICT_NOT_APPLICABLE);
    assert_true(span_is(world_outcome(w, "b")->why, "it is not for the stage signed"));
    world_free(w);
}

static void each_wanted_value_is_a_subject(void **state)
{
    (void)state;
    struct world *w =
        with_rules("  q:\n    for: k\n    check: {expect: exists due}\n    message: m\n"
                   "  r:\n    for: k\n    each: dates-said\n    severity: notice\n"
                   "    where: it after 2020-12-31\n"
                   "    check: {expect: it before 2021-06-01}\n"
                   "    message: '{it} {it.raw} {at}'\n");
    world_judge(w, "Avtal\nsenast 2021-01-01\nsagt 2020-01-01\nsagt 2021-07-07\nsagt 2021-02-02\n");
    assert_string_equal(world_told(w), "r fail notice 4 2021-07-07 2021-07-07 line 4\n");
    assert_int_equal(world_outcome(w, "r")->subjects, 2);
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_FAIL);
    world_judge(w, "Avtal\nsenast 2021-01-01\n");
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_PASS);
    assert_int_equal(world_outcome(w, "r")->subjects, 0);
    world_free(w);
}

static void a_breach_is_told_once(void **state)
{
    (void)state;
    struct world *w =
        with_rules("  r:\n    for: k\n    check: {mentions: avtal}\n    message: m\n");
    world_judge(w, "Avtal\nsenast 2021-01-01, senast 2021-02-02\n");
    assert_string_equal(
        world_told(w),
        "document.fact unknown warning 2 Fact not as wanted: due has more than one candidate\n");
    world_free(w);

    w = with_rules(late);
    world_judge(w, "Avtal\nsenast 2021-01-01, senast 2021-02-02\n");
    assert_string_equal(world_told(w),
                        "r unknown warning 2 Cannot be judged: due has more than one candidate\n");
    assert_int_equal(w->result.findings[0].related_count, 1);
    world_free(w);
}

static void milder_before_it_is_in_force(void **state)
{
    (void)state;
    struct world *w = with_rules("  r:\n    for: k\n    severity: error\n"
                                 "    effective: {from: 2021-06-01, before: notice}\n"
                                 "    check: {expect: due before 2021-06-01}\n"
                                 "    message: {sv: sent, en: late}\n");
    world_judge(w, "Avtal\nsenast 2021-06-01\n");
    assert_string_equal(world_told(w), "r fail notice 2 late (error from 2021-06-01)\n");
    assert_true(span_is(w->result.findings[0].message.sv, "sent (fel från 2021-06-01)"));
    assert_int_equal(w->result.next_change, world_now("2021-06-01").at);

    judge(w->arena, w->rules, &w->file, NULL, NULL, world_now("2021-06-01"), &w->result);
    assert_string_equal(world_told(w), "r fail error 2 late\n");
    assert_int_equal(w->result.next_change, INSTANT_NEVER);
    world_free(w);
}

static void now_moves_the_next_change(void **state)
{
    (void)state;
    struct world *w = with_rules("  r:\n    for: k\n    severity: error\n"
                                 "    check: {expect: due not before now}\n    message: m\n");
    world_judge(w, "Avtal\nsenast 2021-05-01\n");
    assert_string_equal(world_told(w), "");
    assert_int_equal(w->result.next_change, world_now("2021-05-02").at);
    struct moment next = clock_moment(w->result.next_change);
    judge(w->arena, w->rules, &w->file, NULL, NULL, next, &w->result);
    assert_string_equal(world_told(w), "r fail error 2 m\n");
    world_free(w);
}

static void one_rule_inhibits_another(void **state)
{
    (void)state;
    struct world *w = with_rules("  a:\n    for: k\n    inhibited-by: b\n"
                                 "    check: {mentions: krav}\n    message: m\n"
                                 "  b:\n    for: k\n    check: {mentions: lön}\n    message: m\n");
    world_judge(w, "Avtal\nsenast 2021-01-01\n");
    assert_string_equal(world_told(w), "b fail warning 0 m\n");
    assert_int_equal(world_outcome(w, "a")->verdict, VERDICT_NOT_APPLICABLE);
    assert_true(span_is(world_outcome(w, "a")->why, "b has failed"));
    world_judge(w, "Avtal\nlön senast 2021-01-01\n");
    assert_string_equal(world_told(w), "a fail warning 0 m\n");
    world_free(w);
}

static void two_that_inhibit_each_other_come_to_an_end(void **state)
{
    (void)state;
    struct world *w = with_rules("  a:\n    for: k\n    inhibited-by: b\n"
                                 "    check: {mentions: krav}\n    message: m\n"
                                 "  b:\n    for: k\n    inhibited-by: a\n"
                                 "    check: {mentions: krav}\n    message: m\n");
    world_judge(w, "Avtal\nsenast 2021-01-01\n");
    assert_int_equal(w->result.finding_count, 1);
    world_free(w);
}

static void thousands_are_counted(void **state)
{
    (void)state;
    struct world *w = with_rules("  r:\n    for: any\n    each: dates\n"
                                 "    check: {expect: it before 2000-01-01}\n    message: m\n");
    struct buf text _cleanup_buf_ = {0};
    buf_text(&text, "Annat\n");
    for (int i = 0; i < 700; i++)
        buf_text(&text, "2021-01-01\n");
    world_judge(w, text.at);
    assert_int_equal(w->result.finding_count, LIMIT_FINDINGS + 1);
    assert_true(span_is(w->result.findings[0].message.en, "and 200 more"));
    world_free(w);
}

static void a_message_lists_what_there_is(void **state)
{
    (void)state;
    struct world *w = with_rules("  r:\n    for: any\n    check: {expect: count(dates) < 2}\n"
                                 "    message: {sv: 'datum: {dates}', en: 'dates: {dates}'}\n");
    world_judge(w, "Annat\n2021-01-01 2021-01-02 2021-01-03 2021-01-04 2021-01-05 2021-01-06\n"
                   "2021-01-07 2021-01-08 2021-01-09 2021-01-10\n");
    assert_true(span_is(w->result.findings[0].message.sv,
                        "datum: 2021-01-01, 2021-01-02, 2021-01-03, 2021-01-04, 2021-01-05, "
                        "2021-01-06, 2021-01-07, 2021-01-08 och 2 till"));
    world_judge(w, "Annat\n2021-01-01 2021-01-02\n");
    assert_true(span_is(w->result.findings[0].message.en, "dates: 2021-01-01, 2021-01-02"));
    world_free(w);
}

/* A rule may loop within a loop; a document must not make it run for hours. */
static void loops_of_loops_come_to_an_end(void **state)
{
    (void)state;
    struct world *w =
        with_rules("  r:\n    for: any\n    each: dates\n    message: m\n"
                   "    check: {expect: all x in dates where all y in dates where x == y}\n");
    struct buf text _cleanup_buf_ = {0};
    buf_text(&text, "Annat\n");
    for (int i = 0; i < 700; i++)
        buf_text(&text, "2021-01-01\n");
    world_judge(w, text.at);
    assert_string_equal(arena_copy(w->arena, w->result.findings[1].message.en).at,
                        "Cannot be judged: limit: expression-steps");
    world_free(w);
}

/* A finding is the same one when lines are put before it, and another one when the words differ. */
static void fingerprints_outlive_edits(void **state)
{
    (void)state;
    struct world *w = with_rules("  r:\n    for: any\n    each: dates\n"
                                 "    check: {expect: it before 2000-01-01}\n    message: m\n");
    world_judge(w, "Annat\n2021-01-01\n2021-02-02\n");
    uint64_t first = w->result.findings[0].fingerprint;
    uint64_t second = w->result.findings[1].fingerprint;
    assert_int_not_equal(first, second);
    world_judge(w, "Annat\nny rad\n2021-02-02\n\nmer 2021-01-01\n");
    assert_int_equal(w->result.findings[0].fingerprint, second);
    assert_int_equal(w->result.findings[1].fingerprint, first);
    world_free(w);
}

static void same_again(void **state)
{
    (void)state;
    struct world *w = with_rules(late);
    world_judge(w, "Avtal\nsenast 2021-06-01\n");
    const char *once = world_told(w);
    uint64_t fingerprint = w->result.findings[0].fingerprint;
    for (int i = 0; i < 3; i++) {
        world_judge(w, NULL);
        assert_string_equal(world_told(w), once);
        assert_int_equal(w->result.findings[0].fingerprint, fingerprint);
    }
    world_free(w);
}

static struct digest probes_of(const char *rules)
{
    struct world *w = with_rules(rules);
    struct digest d = w->rules->probe_digest;
    world_free(w);
    return d;
}

/* The seam between reading and judging: only what is looked for makes a record stale. */
static void editing_words_severity_or_dates_reads_nothing_again(void **state)
{
    (void)state;
    struct digest before = probes_of("  r:\n    for: k\n    severity: error\n"
                                     "    check: {mentions: krav}\n    message: m\n");
    struct digest edited =
        probes_of("  r:\n    for: k\n    severity: notice\n"
                  "    effective: {from: 2030-01-01, before: info}\n"
                  "    check: {mentions: krav, at-least: 3}\n"
                  "    message: {sv: 'Helt annat {count}', en: 'Quite other'}\n");
    struct digest other = probes_of("  r:\n    for: k\n    severity: error\n"
                                    "    check: {mentions: kraven}\n    message: m\n");
    assert_true(digest_eq(&before, &edited));
    assert_false(digest_eq(&before, &other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pass_fail_unknown),
        cmocka_unit_test(missing_is_as_the_rule_says),
        cmocka_unit_test(other_kinds_and_stages),
        cmocka_unit_test(each_wanted_value_is_a_subject),
        cmocka_unit_test(a_breach_is_told_once),
        cmocka_unit_test(milder_before_it_is_in_force),
        cmocka_unit_test(now_moves_the_next_change),
        cmocka_unit_test(one_rule_inhibits_another),
        cmocka_unit_test(two_that_inhibit_each_other_come_to_an_end),
        cmocka_unit_test(thousands_are_counted),
        cmocka_unit_test(a_message_lists_what_there_is),
        cmocka_unit_test(loops_of_loops_come_to_an_end),
        cmocka_unit_test(fingerprints_outlive_edits),
        cmocka_unit_test(same_again),
        cmocka_unit_test(editing_words_severity_or_dates_reads_nothing_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
