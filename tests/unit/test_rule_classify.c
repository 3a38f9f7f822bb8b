/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

static const char pack[] = "kinds:\n"
                           "  agreement:\n"
                           "    match: {all: [{title: Avtal}, {none: [{text: utkast}]}]}\n"
                           "    key: '{dnr}/A{number}'\n"
                           "    case: '{dnr}'\n"
                           "  report:\n"
                           "    match: {any: [{heading: Redovisning}, {path: '**/rapport*'}]}\n"
                           "  letter:\n"
                           "    match: {all: [{text: brev}, {format: text}]}\n"
                           "facts:\n"
                           "  agreement:\n"
                           "    dnr: {type: case-number, want: one}\n"
                           "    number: {type: number, title: 're:Avtal ([0-9]+)', want: one}\n";

static struct classified of(struct world *w, const char *text)
{
    world_read(w, text);
    return classify(w->arena, w->rules, NULL, &w->filed);
}

static const char *kind_of(struct world *w, const char *text)
{
    struct classified c = of(w, text);
    return c.kind ? arena_copy(w->arena, c.kind->id).at : c.matching ? "ambiguous" : "none";
}

static void exactly_one_kind(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    assert_string_equal(kind_of(w, "Avtal 1\n"), "agreement");
    assert_string_equal(kind_of(w, "Om Avtal 1\n"), "agreement");
    assert_string_equal(kind_of(w, "Avtalet\n"), "none");
    assert_string_equal(kind_of(w, "Annat\nAvtal\n"), "none");
    assert_string_equal(kind_of(w, "Avtal 1\nett utkast\n"), "none");
    assert_string_equal(kind_of(w, "Annat\n# Redovisning av medel\n"), "report");
    assert_string_equal(kind_of(w, "Annat\nRedovisning av medel\n"), "none");
    assert_string_equal(kind_of(w, "Avtal\n# Redovisning\n"), "ambiguous");
    assert_string_equal(kind_of(w, "Ett brev\n"), "letter");
    w->filed.path = SPAN("x/rapport 3.txt");
    struct record *r = &w->record;
    r->hit_count = 0;
    struct classified c = classify(w->arena, w->rules, NULL, &w->filed);
    assert_non_null(c.kind);
    assert_true(span_is(c.kind->id, "report"));
    world_free(w);
}

static void keys_are_built_from_facts(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    struct classified c = of(w, "Avtal 2\n<dnr 7:1>\n");
    assert_true(span_is(c.key, "7:1/A2"));
    assert_true(span_is(c.record_case, "7:1"));
    c = of(w, "Avtal\n<dnr 7:1>\n");
    assert_int_equal(c.key.n, 0);
    assert_true(span_is(c.record_case, "7:1"));
    c = of(w, "Avtal 2\n<dnr 7:1> <dnr 7:2>\n");
    assert_int_equal(c.record_case.n, 0);
    world_free(w);
}

static void ambiguous_is_a_warning_and_none_is_silent(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    world_judge(w, "Avtal\n# Redovisning\n");
    assert_string_equal(world_told(w),
                        "document.ambiguous unknown warning 0 The document is of more than one "
                        "kind: agreement, report\n");
    world_judge(w, "Annat\n");
    assert_string_equal(world_told(w), "");
    world_free(w);
}

static void a_limit_leaves_the_kind_open(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    world_read(w, "Annat\n");
    struct overrun o = {0, LIMIT_NAME_PATTERN_STEPS};
    while (w->rules->probes.list.at[o.probe].region != PROBE_HEADING)
        o.probe++;
    w->record.overruns = &o;
    w->record.overrun_count = 1;
    world_judge(w, NULL);
    assert_string_equal(world_told(w),
                        "document.ambiguous unknown warning 0 A limit leaves it open whether the "
                        "document is: report\n");
    world_free(w);
}

static void what_was_not_read_is_of_no_kind(void **state)
{
    (void)state;
    struct world *w = world_new(pack);
    world_read(w, "Avtal 1\n<dnr 7:1>\n");
    w->record.unread = UNREAD_LIMIT;
    w->record.detail = SPAN("file-size");
    world_judge(w, NULL);
    assert_string_equal(world_told(w), "document.unreadable unknown warning 0 The document could "
                                       "not be read: it reaches a limit (file-size)\n");
    assert_null(w->result.classified[0].kind);

    w->record.unread = READ_OK;
    w->filed.probes = (struct digest){{1}};
    world_judge(w, NULL);
    assert_int_equal(w->result.finding_count, 1);
    assert_true(span_is(w->result.findings[0].rule, "document.unreadable"));
    assert_null(w->result.classified[0].kind);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exactly_one_kind),
        cmocka_unit_test(keys_are_built_from_facts),
        cmocka_unit_test(ambiguous_is_a_warning_and_none_is_silent),
        cmocka_unit_test(a_limit_leaves_the_kind_open),
        cmocka_unit_test(what_was_not_read_is_of_no_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
