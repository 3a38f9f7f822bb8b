/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

#include "rule/explain.h"

static const char pack[] = "kinds:\n"
                           "  k:\n    match: {all: [{title: Avtal}, {none: [{text: utkast}]}]}\n"
                           "  other:\n    match: {any: [{path: '**/x*'}]}\n"
                           "facts:\n  k:\n"
                           "    due: {type: date, in: Tid, after: senast, want: one}\n"
                           "    dnr: {type: case-number, want: optional}\n"
                           "rules:\n"
                           "  a:\n    for: k\n    severity: error\n    ref: avsnitt 7\n"
                           "    check: {expect: due before 2021-06-01}\n    message: m\n"
                           "  b:\n    for: other\n    check: {mentions: krav}\n    message: m\n";

static struct explanation explained(struct world *w, const char *text)
{
    struct explanation e;
    world_read(w, text);
    explain(w->arena, w->rules, &w->file, 0, NULL, world_now("2021-05-01"), &e);
    return e;
}

static void evidence_of_every_kind(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    struct explanation e = explained(w, "Avtal\n# Tid\nsenast 2021-07-01\n");
    assert_int_equal(e.kind_count, 2);
    assert_true(span_is(e.kinds[0].id, "k"));
    assert_int_equal(e.kinds[0].holds, ANSWER_YES);
    assert_int_equal(e.kinds[0].evidence_count, 4);
    const struct explained_evidence *v = e.kinds[0].evidence;
    assert_string_equal(v[0].what, "all");
    assert_int_equal(v[1].depth, 1);
    assert_string_equal(v[1].what, "title");
    assert_true(span_is(v[1].text, "Avtal"));
    assert_int_equal(v[1].place.line, 1);
    assert_string_equal(v[2].what, "none");
    assert_int_equal(v[2].holds, ANSWER_YES);
    assert_int_equal(v[3].depth, 2);
    assert_int_equal(v[3].holds, ANSWER_NO);
    assert_int_equal(e.kinds[1].holds, ANSWER_NO);
    world_free(w);
}

static void facts_say_how_and_where(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    struct explanation e =
        explained(w, "Avtal\n# Tid\nsenast 2021-07-01. Alltså senast 2021-07-01\n");
    assert_int_equal(e.fact_count, 2);
    const struct explained_fact *due = &e.facts[0];
    assert_true(span_is(due->name, "due"));
    assert_string_equal(due->type, "date");
    assert_true(span_is(due->how, "in \"tid\", after \"senast\""));
    assert_int_equal(due->why.n, 0);
    assert_int_equal(due->value_count, 2);
    assert_true(span_is(due->values[0].value, "2021-07-01"));
    assert_int_equal(due->values[0].place.line, 3);
    assert_false(due->values[0].repeated);
    assert_true(due->values[1].repeated);
    assert_true(span_is(e.facts[1].how, "anywhere"));

    e = explained(w, "Avtal\n");
    assert_true(span_is(e.facts[0].why, "there is no section \"tid\""));
    world_free(w);
}

static void every_rule_and_its_reason(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    struct explanation e = explained(w, "Avtal\n# Tid\nsenast 2021-07-01\n");
    assert_int_equal(e.rule_count, 2);
    assert_int_equal(e.rules[0].verdict, VERDICT_FAIL);
    assert_int_equal(e.rules[0].findings, 1);
    assert_string_equal(e.rules[0].check, "expect");
    assert_true(span_is(e.rules[0].ref, "avsnitt 7"));
    assert_int_equal(e.rules[1].verdict, VERDICT_NOT_APPLICABLE);
    assert_true(span_is(e.rules[1].why, "it is for another kind of document"));
    assert_int_equal(e.finding_count, 1);
    assert_int_equal(e.next_change, INSTANT_NEVER);

    w->record.unread = UNREAD_BINARY;
    explain(w->arena, w->rules, &w->file, 0, NULL, world_now("2021-05-01"), &e);
    assert_int_equal(e.kinds[0].holds, ANSWER_UNKNOWN);
    assert_int_equal(e.fact_count, 0);
    assert_int_equal(e.finding_count, 1);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_of_every_kind),
        cmocka_unit_test(facts_say_how_and_where),
        cmocka_unit_test(every_rule_and_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
