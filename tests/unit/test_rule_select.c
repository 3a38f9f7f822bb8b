/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

static struct world *with_facts(const char *facts)
{
    struct arena *a = arena_new();
    struct world *w = world_new(arena_printf(
        a, "kinds:\n  k:\n    match: {any: [{title: Avtal}]}\nfacts:\n  k:\n%s", facts));
    arena_free(a);
    return w;
}

/* What a fact called x is in a text, or why it is not known. */
static const char *x_is(struct world *w, const char *text)
{
    world_read(w, text);
    const struct selection *s = world_select(w, world_judging(w), "x");
    if (s->breach.code == REASON_NONE)
        return world_values(w, s);
    return arena_printf(w->arena, "? %.*s",
                        SPAN_ARG(reason_text(w->arena, s->breach, LANGUAGE_ENGLISH)));
}

/* One definition, one text, what comes of it. */
static void expect_x(const char *definition, const char *text, const char *expected)
{
    struct arena *a = arena_new();
    struct world *w = with_facts(arena_printf(a, "    x: {%s}\n", definition));
    const char *found = x_is(w, text);
    if (strcmp(found, expected) != 0)
        fail_msg("{%s}: \"%s\", not \"%s\"", definition, found, expected);
    world_free(w);
    arena_free(a);
}

static void after_takes_the_next_value_of_the_sentence(void **state)
{
    (void)state;
    expect_x("type: date, after: senast den, want: one",
             "Avtal\nBeslut 2020-01-01, senast den 2021-04-15 eller 2021-12-24.", "2021-04-15");
    expect_x("type: date, after: senast den, want: one",
             "Avtal\nDet sker senast den. Sedan 2021-04-15.", "? x was not found");
    expect_x("type: date, after: senast den, want: one", "Avtal\nDet var 2021-04-15 senast den.",
             "? x was not found");
}

static void words_and_value_may_share_some(void **state)
{
    (void)state;
    expect_x("type: date, after: 're:senast 2021', want: one", "Avtal\nsenast 2021-04-15",
             "2021-04-15");
    expect_x("type: date, after: från 2020-01-01, want: one",
             "Avtal\nfrån 2020-01-01 till 2021-02-02", "2021-02-02");
    expect_x("type: date, before: till 2021-02-02, want: one",
             "Avtal\nfrån 2020-01-01 till 2021-02-02", "2020-01-01");
}

static void every_hit_supplies_its_value(void **state)
{
    (void)state;
    expect_x("type: date, after: senast den, want: many",
             "Avtal\nsenast den 2021-04-15. Mer.\nsenast den 2021-10-15", "2021-04-15, 2021-10-15");
}

static void dates_of_one_list_come_together(void **state)
{
    (void)state;
    struct world *w = with_facts("    x: {type: date, after: senast den, want: many}\n"
                                 "    y: {type: date, before: är sista dag, want: many}\n");
    world_read(w, "Avtal\nsenast den 2021-04-15 och den 2021-10-15, beslut 2021-12-01\n"
                  "den 2022-01-01 och 2022-02-02 är sista dag");
    w->facts.at[0].date.list = w->facts.at[1].date.list = 1;
    w->facts.at[3].date.list = w->facts.at[4].date.list = 2;
    struct judging *j = world_judging(w);
    assert_string_equal(world_values(w, world_select(w, j, "x")), "2021-04-15, 2021-10-15");
    assert_string_equal(world_values(w, world_select(w, j, "y")), "2022-01-01, 2022-02-02");
    world_free(w);
}

static void before_takes_the_nearest_ahead(void **state)
{
    (void)state;
    expect_x("type: date, before: är sista dag, want: one",
             "Avtal\n2020-01-01 beslut, 2021-04-15 är sista dag, inte 2021-05-05", "2021-04-15");
    expect_x("type: date, after: från, before: till, want: one",
             "Avtal\nfrån 2021-01-01 till 2021-02-02", "2021-01-01");
}

static void a_cell_of_a_row_belongs_to_its_label(void **state)
{
    (void)state;
    expect_x("type: date, after: Slutdatum, want: one", "Avtal\nSlutdatum|2021-04-15",
             "2021-04-15");
    expect_x("type: date, after: Slutdatum, want: one", "Avtal\nSlutdatum:|2021-04-15",
             "2021-04-15");
    expect_x("type: date, after: Slutdatum, want: one", "Avtal\nSlutdatum|ny rad|2021-04-15",
             "? x was not found");
}

static void sections_are_found_by_leading_words(void **state)
{
    (void)state;
    const char *text = "Avtal\n# 1 Parter\n2020-01-01\n# 4 Tid och plan\n2021-02-02\n"
                       "## 4.1 Etapper\n2021-03-03\n# 5 Tider\n2022-04-04\n";
    expect_x("type: date, in: Tid, want: many", text, "2021-02-02, 2021-03-03");
    expect_x("type: date, in: tid och, want: many", text, "2021-02-02, 2021-03-03");
    expect_x("type: date, in: Etapper, want: one", text, "2021-03-03");
    expect_x("type: date, in: [Plan, Tider], want: one", text, "2022-04-04");
    expect_x("type: date, in: Och, want: one", text, "? there is no section \"och\"");
}

static void words_must_stand_in_the_section_too(void **state)
{
    (void)state;
    const char *text = "Avtal\nsenast den 2020-01-01\n# 2 Slut\nklart den 2020-05-05\n";
    expect_x("type: date, in: Slut, after: senast den, want: one", text,
             "? the words for x were not found");
}

static void distinct_values_are_counted(void **state)
{
    (void)state;
    expect_x("type: case-number, after: dnr, want: one", "Avtal\ndnr <dnr 7:1> och dnr <dnr 7:1>",
             "7:1");
    expect_x("type: case-number, after: dnr, want: one", "Avtal\ndnr <dnr 7:1> och dnr <dnr 7:2>",
             "? x has more than one candidate");
    expect_x("type: date, want: 2..3", "Avtal\n2021-01-01 2021-01-01",
             "? x has fewer values than wanted");
    expect_x("type: date, want: optional", "Avtal\n", "");
    expect_x("type: date, want: one", "Avtal\n", "? x was not found");
}

static void a_value_keeps_all_its_places(void **state)
{
    (void)state;
    struct world *w = with_facts("    x: {type: case-number, after: dnr, want: one}\n");
    world_read(w, "Avtal\ndnr <dnr 7:1>\ndnr <dnr 7:1>\n");
    const struct selection *s = world_select(w, world_judging(w), "x");
    assert_int_equal(s->count, 1);
    assert_int_equal(s->all_count, 2);
    assert_int_equal(s->all[0].where.place.line, 2);
    assert_int_equal(s->all[1].where.place.line, 3);
    world_free(w);
}

static void zero_padding_is_no_other_value(void **state)
{
    (void)state;
    struct world *w = with_facts("    x: {type: case-number, want: one}\n");
    world_read(w, "Avtal\n<dnr U2015/03357/S> <dnr U2015/3357/S>");
    w->facts.at[0].identifier.same = w->facts.at[1].identifier.same = SPAN("U2015/3357/S");
    const struct selection *s = world_select(w, world_judging(w), "x");
    assert_string_equal(world_values(w, s), "U2015/03357/S");
    world_free(w);
}

static void a_pattern_gives_what_its_group_took(void **state)
{
    (void)state;
    expect_x("type: number, title: 're:ÖK ?([0-9]+)', want: one", "Avtal ÖK 2 om ÖK\nÖK 9", "2");
    expect_x("type: text, re: 'projekt (.+) pågår', want: one", "Avtal\nprojekt Nya Vägar pågår",
             "Nya Vägar");
    expect_x("type: date, re: 'beslut (.+)$', want: one", "Avtal\n2020-02-02 beslut den 2021-04-15",
             "2021-04-15");
    expect_x("type: number, re: 'antal ([a-z]+)', want: one", "Avtal\nantal fem",
             "? x was not found");
}

static void parties_are_all_behind_the_words(void **state)
{
    (void)state;
    struct world *w = with_facts("    x: {type: signature, after: exemplar, want: many}\n"
                                 "    y: {type: signature, before: exemplar, want: many}\n");
    world_read(w, "Avtal\nundertecknat Noll\ni två exemplar\nEtt\n\nTvå exemplar\n");
    world_fact(w, FACT_SIGNATURE, "Noll")->signature.name.text = SPAN("Noll");
    world_fact(w, FACT_SIGNATURE, "Ett")->signature.name.text = SPAN("Ett");
    world_fact(w, FACT_SIGNATURE, "Två")->signature.name.text = SPAN("Två");
    world_finish(w);
    struct judging *j = world_judging(w);
    assert_string_equal(world_values(w, world_select(w, j, "x")), "Ett, Två");
    assert_string_equal(world_values(w, world_select(w, j, "y")), "Noll, Ett, Två");
    world_free(w);
}

static void sections_and_items_are_facts_too(void **state)
{
    (void)state;
    const char *text = "Avtal\n# 1 Mål\n- ett\n- två\n# 2 Medel\n- tre\n";
    expect_x("type: section, in: Medel, want: one", text, "2 Medel");
    expect_x("type: list, in: Mål, want: many", text, "ett, två");
}

static void references_of_one_sort(void **state)
{
    (void)state;
    struct world *w = with_facts("    x: {type: reference, of: annex, want: many}\n");
    world_read(w, "Avtal\nse bilaga 1, avsnitt 5 och bilaga 1\n");
    world_fact(w, FACT_REFERENCE, "bilaga 1,")->reference =
        (struct reference_fact){.kind = REFERENCE_ANNEX, .value = SPAN("1")};
    world_fact(w, FACT_REFERENCE, "avsnitt 5")->reference =
        (struct reference_fact){.kind = REFERENCE_SECTION, .value = SPAN("5")};
    world_finish(w);
    assert_string_equal(world_values(w, world_select(w, world_judging(w), "x")), "annex 1");
    world_free(w);
}

static void limits_make_unknown(void **state)
{
    (void)state;
    struct world *w = with_facts("    x: {type: date, after: senast den, want: many}\n");
    world_read(w, "Avtal\nsenast den 2021-04-15");
    w->record.limit = LIMIT_NAME_FACTS;
    const struct selection *s = world_select(w, world_judging(w), "x");
    assert_true(s->cut);
    assert_int_equal(s->breach.code, REASON_LIMIT);
    assert_true(span_is(s->breach.what, "facts"));

    w->record.limit = LIMIT_COUNT;
    uint32_t probe = w->hits.at[w->hits.n - 1].probe;
    struct overrun o = {probe, LIMIT_NAME_HITS_PER_PROBE};
    w->record.overruns = &o;
    w->record.overrun_count = 1;
    for (uint32_t i = 0; i < w->rules->probes.list.n; i++)
        if (span_is(w->rules->probes.list.at[i].text, "senast den"))
            o.probe = i;
    s = world_select(w, world_judging(w), "x");
    assert_true(s->cut);
    assert_true(span_is(s->breach.what, "hits-per-probe"));
    world_free(w);
}

/* 20,000 dates behind 2,000 phrases in one line: halving, not walking. */
static void many_values_in_one_sentence(void **state)
{
    (void)state;
    struct world *w = with_facts("    x: {type: date, after: senast, want: many}\n");
    enum { DATES = 100000, HITS = 2000, STEP = 50 };
    world_read(w, "Avtal\nsenast");
    w->facts.n = w->hits.n = 0;
    uint32_t probe = 0;
    while (!span_is(w->rules->probes.list.at[probe].text, "senast"))
        probe++;
    for (uint32_t i = 0; i < DATES; i++) {
        struct fact *f = VEC_ADD(w->arena, &w->facts);
        f->type = FACT_DATE;
        f->at = (struct range){100 + i * 10, 108 + i * 10};
        f->date.value = (struct date){.year = 2000, .precision = DATE_DAY, .month = 1, .day = 1};
        f->date.value.year = (int16_t)(1000 + i % 1000);
        f->place.line = 1;
    }
    for (uint32_t i = 0; i < HITS; i++) {
        struct hit *h = VEC_ADD(w->arena, &w->hits);
        h->probe = probe;
        h->at = h->group = (struct range){100 + i * 10 * STEP - 1, 100 + i * 10 * STEP};
    }
    w->record.facts = w->facts.at;
    w->record.fact_count = DATES;
    w->record.fact_quotes = NULL;
    struct hit *title = ARENA_ARRAY(w->arena, HITS + 1, struct hit);
    for (uint32_t i = 0; i < HITS; i++)
        title[probe == 0 ? i : i + 1] = w->hits.at[i];
    title[probe == 0 ? HITS : 0] = (struct hit){.probe = 1 - probe};
    w->record.hits = title;
    w->record.hit_count = HITS + 1;
    const struct selection *s = world_select(w, world_judging(w), "x");
    assert_int_equal(s->all_count, HITS);
    assert_int_equal(s->count, 1000 / STEP);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_takes_the_next_value_of_the_sentence),
        cmocka_unit_test(words_and_value_may_share_some),
        cmocka_unit_test(every_hit_supplies_its_value),
        cmocka_unit_test(dates_of_one_list_come_together),
        cmocka_unit_test(before_takes_the_nearest_ahead),
        cmocka_unit_test(a_cell_of_a_row_belongs_to_its_label),
        cmocka_unit_test(sections_are_found_by_leading_words),
        cmocka_unit_test(words_must_stand_in_the_section_too),
        cmocka_unit_test(distinct_values_are_counted),
        cmocka_unit_test(a_value_keeps_all_its_places),
        cmocka_unit_test(zero_padding_is_no_other_value),
        cmocka_unit_test(a_pattern_gives_what_its_group_took),
        cmocka_unit_test(parties_are_all_behind_the_words),
        cmocka_unit_test(sections_and_items_are_facts_too),
        cmocka_unit_test(references_of_one_sort),
        cmocka_unit_test(limits_make_unknown),
        cmocka_unit_test(many_values_in_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
