/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

static const char pack[] = "kinds:\n"
                           "  k:\n"
                           "    match: {any: [{title: Avtal}]}\n"
                           "facts:\n"
                           "  k:\n"
                           "    period: {type: period, after: avtalstid, want: one}\n"
                           "    activities: {type: period, after: pågår, want: many}\n"
                           "    due: {type: date, after: senast, want: one}\n"
                           "    signed-on: {type: date, after: undertecknat, want: one}\n"
                           "    absent: {type: date, after: aldrig, want: one}\n"
                           "    twice: {type: date, after: dubbelt, want: one}\n"
                           "    parties: {type: party, want: many, roles: {agency: Verket, "
                           "principal: nedan kallad Huvudmannen}}\n"
                           "    volume: {type: number, re: 'antal ([0-9]+)', want: one}\n"
                           "    name: {type: text, re: 'heter (.+)$', want: one}\n"
                           "    dnr: {type: case-number, want: one}\n";

static const char text[] = "Avtal\n"
                           "avtalstid 2020-05-15--2022-08-31\n"
                           "pågår 2020-05-25--2022-08-31\n"
                           "pågår 2020-05-15--2022-06-30\n"
                           "senast 2021-05-10\n"
                           "undertecknat 2020-06-09\n"
                           "dubbelt 2020-01-01\n"
                           "dubbelt 2020-01-02\n"
                           "antal 7\n"
                           "heter Nya  Vägar\n"
                           "<dnr 2019:830>\n"
                           "Verket 202100-4185\n"
                           "Bolaget nedan kallad Huvudmannen\n";

static struct world *world;

static int set_up(void **state)
{
    (void)state;
    world = world_new(pack);
    world_read(world, text);
    struct fact *f = world_fact(world, FACT_PARTY, "Verket 202100-4185");
    f->party.name = SPAN("Verket");
    f->party.orgnr = SPAN("202100-4185");
    world_fact(world, FACT_PARTY, "Bolaget")->party.name = SPAN("Bolaget");
    world_finish(world);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    world_free(world);
    return 0;
}

/* "true", "false", "? why", or the value. */
static const char *is(const char *source)
{
    struct yaml_node node = {.kind = YAML_SCALAR, .text = span_of(source), .line = 1, .column = 1};
    struct pack pack_of_test = {.id = SPAN("test")};
    struct loader l = {.arena = world->arena,
                       .diags = &world->diags,
                       .rules = world->rules,
                       .pack = &pack_of_test,
                       .file = "expression",
                       .kind = world->rules->kinds.at[0]};
    const struct expression *e = load_expression(&l, &node, VALUE_NOTHING, VALUE_NOTHING);
    if (!e) {
        world_print_diags(world);
        fail_msg("\"%s\" does not load", source);
    }
    struct value v = evaluate(world_judging(world), e, NULL);
    if (v.type == VALUE_BOOL)
        return v.truth ? "true" : "false";
    if (v.type != VALUE_NOTHING)
        return arena_copy(world->arena, value_print(world->arena, &v, LANGUAGE_ENGLISH)).at;
    struct span why = reason_text(world->arena, v.why, LANGUAGE_ENGLISH);
    return arena_printf(world->arena, "? %.*s", SPAN_ARG(why));
}

static void check(const char *source, const char *expected)
{
    const char *found = is(source);
    if (strcmp(found, expected) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", source, found, expected);
}

static char truth(const char *source)
{
    return is(source)[0];
}

/* Kleene, "Introduction to Metamathematics" (1952), § 64: all nine of each. */
static void three_valued_tables(void **state)
{
    (void)state;
    static const char *const words[] = {"1 == 1", "1 == 2", "absent == now"};
    static const char is_and[3][3] = {{'t', 'f', '?'}, {'f', 'f', 'f'}, {'?', 'f', '?'}};
    static const char is_or[3][3] = {{'t', 't', 't'}, {'t', 'f', '?'}, {'t', '?', '?'}};
    static const char is_not[3] = {'f', 't', '?'};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(truth(arena_printf(world->arena, "not (%s)", words[i])), is_not[i]);
        for (int k = 0; k < 3; k++) {
            const char *and = arena_printf(world->arena, "%s and %s", words[i], words[k]);
            const char * or = arena_printf(world->arena, "%s or %s", words[i], words[k]);
            assert_int_equal(truth(and), is_and[i][k]);
            assert_int_equal(truth(or), is_or[i][k]);
        }
    }
}

static void unknown_says_why(void **state)
{
    (void)state;
    check("absent before now", "? the words for absent were not found");
    check("not (absent before now)", "? the words for absent were not found");
    check("twice before now", "? twice has more than one candidate");
}

static void exists_and_count_are_never_unknown(void **state)
{
    (void)state;
    check("exists absent", "false");
    check("not exists absent", "true");
    check("exists twice", "true");
    check("exists due", "true");
    check("count(activities)", "2");
    check("count(twice)", "2");
    check("count(absent)", "0");
}

static void quantifiers(void **state)
{
    (void)state;
    check("all x in activities where x within period", "true");
    check("all x in activities where x.end before 2022-07-01", "false");
    check("any x in activities where x.end before 2022-07-01", "true");
    check("any x in activities where x.end before 2000-01-01", "false");
    check("all x in activities where x within period and exists x.start", "true");
    check("any x in activities where absent before x.start",
          "? the words for absent were not found");
}

static void a_breach_leaves_all_open(void **state)
{
    (void)state;
    struct world *w = world_new("kinds:\n  k: {match: {any: [{title: Avtal}]}}\n"
                                "facts:\n  k:\n    d: {type: date, want: 2..4}\n");
    world_read(w, "Avtal\n2020-01-01\n");
    struct world *saved = world;
    world = w;
    check("all x in d where x before 2021-01-01", "? d has fewer values than wanted");
    check("all x in d where x before 2019-01-01", "false");
    check("any x in d where x before 2021-01-01", "true");
    world = saved;
    world_free(w);
}

static void dates_are_compared(void **state)
{
    (void)state;
    check("due == 2021-05-10", "true");
    check("due != 2021-05-10", "false");
    check("due before 2021-05-11", "true");
    check("due before 2021-05-10", "false");
    check("due not after 2021-05-10", "true");
    check("due after 2021-05-09", "true");
    check("due not before 2021-05-10", "true");
    check("now before due", "true"); /* it is 2021-05-01 */
    check("now + 9d == due", "true");
    check("due - 1 month", "2021-04-10");
    check("2020-01-31 + 1 month", "2020-02-29");
    check("due within period", "true");
    check("signed-on not after period.start", "false");
}

static void precision_may_leave_it_open(void **state)
{
    (void)state;
    struct fact *due = NULL;
    for (size_t i = 0; i < world->facts.n; i++)
        if (world->facts.at[i].type == FACT_DATE && world->facts.at[i].place.line == 5)
            due = &world->facts.at[i];
    assert_non_null(due);
    due->date.value = (struct date){.year = 2021, .precision = DATE_MONTH, .month = 5};
    check("due before 2021-05-15", "? \"2021-05-10\" is not exact enough");
    check("due before 2021-06-01", "true");
    check("due after 2021-04-30", "true");
    check("due before 2021-05-01", "false");
    check("due within period", "true");
    due->date.value.year = 0;
    check("due before 2021-05-15", "? the date \"2021-05-10\" has no year");
    due->date.value = (struct date){.precision = DATE_NONE};
    check("due before 2021-05-15", "? the date \"2021-05-10\" is not whole");
    check("exists due", "true");
    check("due.complete", "false");
}

static void a_time_of_the_last_day_is_within(void **state)
{
    (void)state;
    for (size_t i = 0; i < world->facts.n; i++)
        if (world->facts.at[i].type == FACT_DATE && world->facts.at[i].place.line == 5)
            world->facts.at[i].date.value = (struct date){
                .year = 2022, .precision = DATE_MINUTE, .month = 8, .day = 31, .hour = 16};
    check("due within period", "true");
    check("due before 2022-09-01", "true");
    check("due after 2022-08-30", "true");
    check("due before 2022-08-31", "? \"2021-05-10\" is not exact enough");
}

static void a_part_that_is_not_paired(void **state)
{
    (void)state;
    struct value v = {.type = VALUE_SIGNATURE};
    struct signature_fact s = {.place = {.text = SPAN("Ort"), .how = PAIRED_LINE},
                               .role = {.text = SPAN("Chef"), .how = PAIRED_NOT}};
    v.signature = &s;
    struct judging *j = world_judging(world);
    assert_int_equal(evaluate_member(j, &v, MEMBER_SIGNATURE_PLACE).type, VALUE_TEXT);
    struct value role = evaluate_member(j, &v, MEMBER_SIGNATURE_ROLE);
    assert_int_equal(role.why.code, REASON_NOT_PAIRED);
    assert_int_equal(evaluate_member(j, &v, MEMBER_SIGNATURE_NAME).why.code, REASON_NOT_STATED);
}

static void an_ambiguous_date_counts_if_both_readings_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < world->facts.n; i++)
        if (world->facts.at[i].type == FACT_DATE && world->facts.at[i].place.line == 5) {
            world->facts.at[i].date.flags = DATE_AMBIGUOUS;
            world->facts.at[i].date.other = world_date("2021-10-05");
        }
    check("due before 2021-12-01", "true");
    check("due before 2021-01-01", "false");
    check("due before 2021-07-01", "? \"2021-05-10\" can be read in two ways");
    check("due within period", "true");
}

static void periods_are_compared(void **state)
{
    (void)state;
    check("period within period", "true");
    check("period == period", "true");
    check("any x in activities where x == period", "false");
    check("period.end", "2022-08-31");
    check("period.reversed", "false");
}

static void durations_of_one_family_are_exact(void **state)
{
    (void)state;
    check("14 days == 2 weeks", "true");
    check("12 months == 1 year", "true");
    check("27 days < 1 month", "true");
    check("32 days > 1 month", "true");
    check("30 days < 1 month", "? the two cannot be compared");
    check("5 workdays < 1 month", "? the two cannot be compared");
    check("now + 5 workdays", "? working days need a calendar");
}

static void texts_numbers_and_identifiers(void **state)
{
    (void)state;
    check("volume == 7", "true");
    check("volume + 1 > 7", "true");
    check("name == 'nya vägar'", "true");
    check("dnr == '2019:830'", "true");
    check("dnr == '2019:831'", "false");
    check("stage == 'signed'", "true");
    check("due in dates", "true");
    check("2000-01-01 in dates", "false");
    check("9000000000000000000 + 9000000000000000000", "? the number is too large");
}

static void parties_and_their_members(void **state)
{
    (void)state;
    check("parties.agency.name", "Verket");
    check("parties.principal.name", "Bolaget");
    check("parties.agency.orgnr", "202100-4185");
    check("parties.agency.orgnr.valid", "true");
    check("parties.agency.name == 'verket'", "true");
    check("parties.agency in parties", "true");
    check("all p in parties where exists p.orgnr", "false");
    check("any p in parties where p.orgnr.valid", "true");
    check("all p in parties where p.orgnr.valid", "? orgnr is not stated");
}

static void today_is_asked_again_tomorrow(void **state)
{
    (void)state;
    struct judging *j = world_judging(world);
    assert_int_equal(j->next_change, INSTANT_NEVER);
    struct expression now = {.op = OP_NOW, .type = VALUE_DATE};
    evaluate(j, &now, NULL);
    assert_int_equal(j->next_change, world_now("2021-05-02").at);
}

/* Whatever is not known, its denial is not known either. */
static void not_unknown_is_unknown(void **state)
{
    (void)state;
    static const char *const unknown[] = {
        "absent == now",     "absent within period",        "twice not after now",
        "30 days < 1 month", "parties.agency.alias == 'x'", "absent in dates"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        assert_int_equal(truth(unknown[i]), '?');
        assert_int_equal(truth(arena_printf(world->arena, "not (%s)", unknown[i])), '?');
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(three_valued_tables),
        TEST(unknown_says_why),
        TEST(exists_and_count_are_never_unknown),
        TEST(quantifiers),
        TEST(a_breach_leaves_all_open),
        TEST(dates_are_compared),
        TEST(precision_may_leave_it_open),
        TEST(a_time_of_the_last_day_is_within),
        TEST(a_part_that_is_not_paired),
        TEST(an_ambiguous_date_counts_if_both_readings_agree),
        TEST(periods_are_compared),
        TEST(durations_of_one_family_are_exact),
        TEST(texts_numbers_and_identifiers),
        TEST(parties_and_their_members),
        TEST(today_is_asked_again_tomorrow),
        TEST(not_unknown_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
