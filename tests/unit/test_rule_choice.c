/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

#include "rule/explain.h"

/* Four packs in one set: `loans` knows a kind, `strict` builds on it and adapts it, `mild` adapts
   it in another way, `general` knows no kind. Each has a rule for any document. */
#define ANY(name) "  " name ": {for: any, check: {expect: count(dates) > 9}, message: m}\n"

static const struct pack_text texts[] = {
    {"general", "g.yaml",
     SPAN("duly: 1\npack: {id: general, version: 1.0.0, title: G}\nrules:\n" ANY("g"))},
    {"loans", "l.yaml",
     SPAN("duly: 1\npack: {id: loans, version: 1.0.0, title: L}\n"
          "kinds:\n  loan: {match: {title: Loan}}\n"
          "rules:\n" ANY("l") "  loan.date: {for: loan, severity: error, "
                              "check: {expect: count(dates) > 9}, message: m}\n")},
    {"strict", "s.yaml",
     SPAN("duly: 1\npack: {id: strict, version: 1.0.0, title: S}\n"
          "use: [{pack: loans, rules: {loan.date: {severity: critical}}}]\n"
          "rules:\n" ANY("s") "  strict.date: {for: loan, check: {expect: count(dates) > 9}, "
                              "message: m}\n")},
    {"mild", "m.yaml",
     SPAN("duly: 1\npack: {id: mild, version: 1.0.0, title: M}\n"
          "use: [{pack: loans, rules: {loan.date: off}}]\nrules:\n" ANY("m"))},
};

static struct world *world_of_all(void)
{
    static const char *const packs[] = {"general", "loans", "strict", "mild"};
    struct arena *a = arena_new();
    struct world *w = ARENA_NEW(a, struct world);
    const struct shelf shelf = {.texts = texts, .text_count = 4, .apart = true};
    w->arena = a;
    w->diags.arena = a;
    w->rules = rules_load_shelf(&shelf, packs, 4, &w->diags);
    world_print_diags(w);
    assert_non_null(w->rules);
    return w;
}

/* "g, l": the rules that speak, each once. */
static const char *speaking(struct world *w, const char *text, const struct pack_choice *choice)
{
    const char *all = "";
    world_read(w, text);
    w->file.choice = choice;
    world_judge(w, NULL);
    for (size_t i = 0; i < w->result.outcome_count; i++)
        all = arena_printf(w->arena, "%s%s%.*s", all, i ? ", " : "",
                           SPAN_ARG(w->result.outcomes[i].rule->id));
    return all;
}

static const struct pack_choice *choose(struct world *w, const char *one, const char *two)
{
    const char *const ids[] = {one, two};
    return rules_choice(w->arena, w->rules, ids, (size_t)(one != NULL) + (two != NULL));
}

static const char loan[] = "Loan\nx\n", other[] = "Minutes\nx\n";

static void test_two_folders_over_the_same_rules(void **state)
{
    struct world *w = world_of_all();
    const struct pack_choice *general = choose(w, "general", NULL);
    const struct pack_choice *loans = choose(w, "loans", NULL);
    assert_string_equal(speaking(w, loan, general), "g");
    assert_string_equal(speaking(w, other, general), "g");
    assert_string_equal(speaking(w, loan, loans), "l, loan.date");
    assert_string_equal(speaking(w, other, loans), "l");
    assert_string_equal(speaking(w, loan, choose(w, "loans", "general")), "g, l, loan.date");
    world_free(w);
    (void)state;
}

static void test_a_chosen_pack_brings_what_it_uses(void **state)
{
    struct world *w = world_of_all();
    const struct pack_choice *strict = choose(w, "strict", NULL);
    assert_string_equal(speaking(w, loan, strict), "l, loan.date, s, strict.date");
    assert_string_equal(speaking(w, other, strict), "l, s");
    world_free(w);
    (void)state;
}

static void test_without_ids_each_pack_speaks_about_its_kinds(void **state)
{
    struct world *w = world_of_all();
    const struct pack_choice *by_kind;
    struct diags diags = {.arena = w->arena};
    static const char *const packs[] = {"general", "strict"};
    const struct shelf shelf = {.texts = texts, .text_count = 4};
    rules_free(w->rules);
    w->rules = rules_load_shelf(&shelf, packs, 2, &diags);
    by_kind = choose(w, NULL, NULL);
    assert_string_equal(speaking(w, loan, by_kind), "g, l, loan.date, strict.date");
    assert_string_equal(speaking(w, other, by_kind), "g");
    world_free(w);
    (void)state;
}

static void test_no_choice_is_every_pack_about_everything(void **state)
{
    struct world *w = world_of_all();
    assert_string_equal(speaking(w, other, NULL), "g, l, m, s");
    world_free(w);
    (void)state;
}

static void test_a_kind_that_is_not_chosen_does_not_exist(void **state)
{
    struct world *w = world_of_all();
    const struct pack_choice *general = choose(w, "general", NULL);
    world_read(w, loan);
    assert_non_null(classify(w->arena, w->rules, choose(w, "loans", NULL), &w->filed).kind);
    struct classified c = classify(w->arena, w->rules, general, &w->filed);
    assert_null(c.kind);
    assert_int_equal(c.matching, 0);
    struct explanation x;
    w->file.choice = general;
    explain(w->arena, w->rules, &w->file, 0, NULL, world_now("2021-05-01"), &x);
    assert_int_equal(x.kind_count, 0);
    assert_int_equal(x.rule_count, 1);
    assert_true(span_is(x.rules[0].id, "g"));
    world_free(w);
    (void)state;
}

static enum severity severity_told(struct world *w, const struct pack_choice *choice)
{
    speaking(w, loan, choice);
    for (size_t i = 0; i < w->result.finding_count; i++)
        if (span_is(w->result.findings[i].rule, "loan.date"))
            return w->result.findings[i].severity;
    return SEVERITY_COUNT;
}

static void test_an_adaptation_counts_where_its_pack_is_chosen(void **state)
{
    struct world *w = world_of_all();
    assert_int_equal(severity_told(w, choose(w, "loans", NULL)), SEVERITY_ERROR);
    assert_int_equal(severity_told(w, choose(w, "strict", NULL)), SEVERITY_CRITICAL);
    assert_int_equal(severity_told(w, choose(w, "mild", NULL)), SEVERITY_COUNT);
    assert_string_equal(speaking(w, loan, choose(w, "mild", NULL)), "l, m");
    world_free(w);
    (void)state;
}

static void test_what_cannot_be_chosen(void **state)
{
    struct world *w = world_of_all();
    assert_null(choose(w, "general", "loan"));
    assert_null(choose(w, "strict", "mild")); /* one wants it critical, the other off */
    assert_null(choose(w, NULL, NULL));
    assert_non_null(choose(w, "mild", "mild"));
    world_free(w);
    (void)state;
}

static void test_choices_that_are_judged_apart_have_two_digests(void **state)
{
    struct world *w = world_of_all();
    struct digest d[] = {pack_choice_digest(NULL), pack_choice_digest(choose(w, "general", NULL)),
                         pack_choice_digest(choose(w, "loans", NULL)),
                         pack_choice_digest(choose(w, "mild", NULL))};
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < i; k++)
            assert_false(digest_eq(&d[i], &d[k]));
    struct digest one = pack_choice_digest(choose(w, "general", "loans"));
    struct digest two = pack_choice_digest(choose(w, "loans", "general"));
    assert_true(digest_eq(&one, &two)); /* in whatever order they are named */
    struct digest brought = pack_choice_digest(choose(w, "mild", "loans"));
    assert_true(digest_eq(&brought, &d[3]));
    world_free(w);
    (void)state;
}

static void test_files_are_told_as_they_were_loaded(void **state)
{
    struct world *w = world_of_all();
    const struct rules_file *files;
    assert_int_equal(rules_files(w->rules, &files), 4);
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++)
            if (span_is(files[i].pack, texts[k].pack)) {
                assert_string_equal(files[i].name, texts[k].file);
                assert_true(span_eq(files[i].bytes, texts[k].bytes));
            }
    world_free(w);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_folders_over_the_same_rules),
        cmocka_unit_test(test_a_chosen_pack_brings_what_it_uses),
        cmocka_unit_test(test_without_ids_each_pack_speaks_about_its_kinds),
        cmocka_unit_test(test_no_choice_is_every_pack_about_everything),
        cmocka_unit_test(test_a_kind_that_is_not_chosen_does_not_exist),
        cmocka_unit_test(test_an_adaptation_counts_where_its_pack_is_chosen),
        cmocka_unit_test(test_what_cannot_be_chosen),
        cmocka_unit_test(test_choices_that_are_judged_apart_have_two_digests),
        cmocka_unit_test(test_files_are_told_as_they_were_loaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
