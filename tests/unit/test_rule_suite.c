/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

#include "rule/suite.h"

static const char pack[] = "kinds:\n  k:\n    match: {any: [{title: Avtal}]}\n"
                           "facts:\n  k:\n"
                           "    due: {type: date, after: senast, want: one}\n"
                           "rules:\n"
                           "  late:\n    for: k\n    severity: error\n"
                           "    check: {expect: due before 2021-06-01}\n"
                           "    message: {sv: 'För sent: {due}', en: 'Too late: {due}'}\n"
                           "  other:\n    for: k\n    severity: notice\n"
                           "    check: {mentions: krav}\n    message: m\n";

static struct suite parsed(struct world *w, const char *yaml)
{
    struct suite s = {.pack = SPAN("test")};
    const char *whole = arena_printf(w->arena, "pack: test\ncases:\n%s", yaml);
    if (!suite_parse(w->arena, "folder", "x.test.yaml", span_of(whole), &w->diags, &s)) {
        world_print_diags(w);
        fail_msg("%s", "the tests do not load");
    }
    return s;
}

/* The mismatches of one case against one text, a line each. */
static const char *compared(struct world *w, const char *expectation, const char *text,
                            struct suite_coverage *coverage, size_t coverage_count)
{
    struct suite s =
        parsed(w, arena_printf(w->arena, "  - name: n\n    file: a.txt\n    %s\n", expectation));
    struct suite_result r;
    const char *told = "";
    world_read(w, text);
    suite_judge(w->arena, w->rules, NULL, &s.cases[0], &w->filed, world_now("2021-05-01"), coverage,
                coverage_count, &r);
    for (size_t i = 0; i < r.count; i++)
        told =
            arena_printf(w->arena, "%s%u: %s\n", told, r.mismatches[i].line, r.mismatches[i].text);
    return r.not_judged ? arena_printf(w->arena, "%sneeds cases\n", told) : told;
}

static const char good[] = "Avtal\nkrav senast 2021-05-15\n";
static const char bad[] = "Avtal\nkrav senast 2021-07-15\n";

static void only_what_is_named_is_compared(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    static const char *const fitting[] = {
        "findings: [{rule: late}]",
        "findings: [{rule: late, line: 2}]",
        "findings: [{rule: late, severity: error, verdict: fail}]",
        "findings: [{rule: late, message: För sent}]",
        "findings: [{rule: late, message: 'late: 2021-07-15', text: 2021-07-15}]",
        "kind: k",
        "facts: {due: 2021-07-15}",
        "silent: other",
    };
    for (size_t i = 0; i < sizeof fitting / sizeof *fitting; i++)
        assert_string_equal(compared(w, fitting[i], bad, NULL, 0), "");
    assert_string_equal(compared(w, "none: true", good, NULL, 0), "");
    world_free(w);
}

static void what_differs_is_said(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    assert_string_equal(
        compared(w, "findings: [{rule: late, line: 3}]", bad, NULL, 0),
        "5: no finding of late as expected; there is late, fail error at a/doc.txt:2: Too late: "
        "2021-07-15\n");
    assert_string_equal(compared(w, "findings: [{rule: late}]", good, NULL, 0),
                        "5: no finding of late as expected; the rule says pass\n");
    assert_string_equal(compared(w, "findings: [{rule: lat}]", good, NULL, 0),
                        "5: no finding of lat as expected; the rule was not judged\n");
    assert_string_equal(compared(w, "none: true", bad, NULL, 0),
                        "3: not expected: late, fail error at a/doc.txt:2: Too late: 2021-07-15\n");
    assert_string_equal(compared(w, "silent: late", bad, NULL, 0),
                        "3: not expected: late, fail error at a/doc.txt:2: Too late: 2021-07-15\n");
    assert_string_equal(compared(w, "kind: x", good, NULL, 0), "3: kind k, not x\n");
    assert_string_equal(compared(w, "facts: {due: 2021-01-01}", good, NULL, 0),
                        "5: due is 2021-05-15\n");
    assert_string_equal(compared(w, "facts: {due: unknown}", "Avtal\n", NULL, 0), "");
    assert_string_equal(compared(w, "facts: {due: 2021-01-01}", "Avtal\n", NULL, 0),
                        "5: due is unknown: the words for due were not found\n");
    assert_string_equal(compared(w, "silent: late", "Annat\n", NULL, 0),
                        "3: late is to be silent, but was not judged\n");
    world_free(w);
}

static void one_finding_fits_one_expectation(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    assert_string_equal(compared(w, "findings: [{rule: late}, {rule: late}]", bad, NULL, 0),
                        "5: no finding of late as expected; the rule says fail\n");
    assert_string_equal(compared(w, "findings: [{rule: late}]\n    complete: true", bad, NULL, 0),
                        "");
    world_free(w);
}

static void a_timeline_is_never_passed_silently(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    assert_string_equal(compared(w, "timeline: [{at: 2021-10-15, emits: []}]", good, NULL, 0),
                        "needs cases\n");
    world_free(w);
}

static void coverage_counts_what_is_asserted(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    struct suite_coverage *c;
    size_t n = suite_coverage_new(w->arena, w->rules, SPAN("test"), &c);
    assert_int_equal(n, 2);
    compared(w, "kind: k", bad, c, n);
    assert_int_equal(c[0].firing + c[0].silent + c[1].firing + c[1].silent, 0);
    compared(w, "findings: [{rule: late}]", bad, c, n);
    compared(w, "none: true", good, c, n);
    compared(w, "silent: other", bad, c, n);
    assert_true(span_is(c[0].id, "late"));
    assert_int_equal(c[0].firing, 1);
    assert_int_equal(c[0].silent, 1);
    assert_int_equal(c[1].firing, 0);
    assert_int_equal(c[1].silent, 2);
    world_free(w);
}

static void the_day_is_the_case_s_own(void **state)
{
    (void)state;
    struct world *w = world_new("rules:\n  r:\n    for: any\n    severity: error\n"
                                "    check: {expect: now before 2021-06-01}\n    message: m\n");
    assert_string_equal(compared(w, "none: true", good, NULL, 0), "");
    assert_string_equal(compared(w, "at: 2021-06-01\n    findings: [{rule: r}]", good, NULL, 0),
                        "");
    world_free(w);
}

static void files_and_their_paths(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    struct suite s = parsed(w, "  - name: two\n    files:\n"
                               "      - {as: a/x.txt, copy: examples/x.txt, received: 2021-04-14}\n"
                               "      - {text: Avtal}\n    none: true\n"
                               "  - name: one\n    text: |\n      Avtal\n      två rader\n"
                               "    none: true\n");
    assert_int_equal(s.count, 2);
    assert_int_equal(s.cases[0].file_count, 2);
    assert_true(span_is(s.cases[0].files[0].as, "a/x.txt"));
    assert_string_equal(s.cases[0].files[0].copy, "folder/examples/x.txt");
    assert_true(s.cases[0].files[0].has_received);
    assert_null(s.cases[0].files[1].copy);
    assert_true(span_is(s.cases[1].files[0].text, "Avtal\ntvå rader\n"));
    assert_false(s.cases[1].has_at);
    world_free(w);
}

static void refused(const char *yaml, const char *id)
{
    struct world *w = world_new(pack);
    struct suite s = {.pack = SPAN("test")};
    bool ok = suite_parse(w->arena, "f", "x.test.yaml", span_of(yaml), &w->diags, &s),
         found = false;
    for (size_t i = 0; i < w->diags.list.n; i++)
        found |= strcmp(w->diags.list.at[i].id, id) == 0;
    if (ok || !found) {
        world_print_diags(w);
        fail_msg("not refused as %s", id);
    }
    world_free(w);
}

static void faults_are_diagnosed(void **state)
{
    (void)state;
    refused("pack: other\ncases: [{name: n, file: a, none: true}]\n", "tests.other-pack");
    refused("pack: test\ncases: [{name: n, file: a}]\n", "tests.expects-nothing");
    refused("pack: test\ncases: [{name: n, none: true}]\n", "tests.no-file");
    refused("pack: test\ncases: [{name: n, file: a, text: b, none: true}]\n", "tests.no-file");
    refused("pack: test\ncases: [{name: n, file: a, findigns: []}]\n", "schema.unknown-key");
    refused("pack: test\ncases: [{name: n, file: a, findings: []}]\n", "tests.wrong-type");
    refused("pack: test\ncases: [{name: n, file: a, findings: [{rule: r, severity: fatal}]}]\n",
            "tests.unknown-severity");
    refused("pack: test\ncases: [{name: n, file: a, none: true, findings: [{rule: r}]}]\n",
            "tests.contradiction");
    refused("pack: test\ncases: []\n", "tests.wrong-type");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_named_is_compared),
        cmocka_unit_test(what_differs_is_said),
        cmocka_unit_test(one_finding_fits_one_expectation),
        cmocka_unit_test(a_timeline_is_never_passed_silently),
        cmocka_unit_test(coverage_counts_what_is_asserted),
        cmocka_unit_test(the_day_is_the_case_s_own),
        cmocka_unit_test(files_and_their_paths),
        cmocka_unit_test(faults_are_diagnosed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
