/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/one_scanner.h"
#include "../support/tsv.h"

static struct facts *find(struct arena *a, const char *text, const char *language)
{
    return scanner_facts(&scanner_numbers, a, text, language);
}

static void assert_count(const char *text, const char *language, enum fact_type type, size_t n)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = find(a, text, language);
    if (fact_count(facts, type) != n)
        print_error("%s: %zu\n", text, fact_count(facts, type));
    assert_int_equal(fact_count(facts, type), n);
}

static void assert_pair(const char *text, const char *language, int64_t words, int64_t figure)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct fact *f = fact_nth(find(a, text, language), FACT_NUMBER, 0);
    if (!f)
        print_error("%s: none\n", text);
    assert_non_null(f);
    assert_int_equal(f->number.words, words);
    assert_int_equal(f->number.figure, figure);
}

static void assert_duration(const char *text, const char *language, uint32_t count,
                            enum duration_unit unit, const char *raw)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = find(a, text, language);
    struct fact *f = fact_nth(facts, FACT_DURATION, 0);
    if (!f)
        print_error("%s: none\n", text);
    assert_non_null(f);
    assert_int_equal(fact_count(facts, FACT_DURATION), 1);
    assert_int_equal(f->duration.count, count);
    assert_string_equal(duration_unit_text(f->duration.unit), duration_unit_text(unit));
    assert_true(span_is(f->raw, raw));
}

static void assert_money(const char *text, const char *language, int64_t hundredths,
                         const char *currency)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = find(a, text, language);
    struct fact *f = fact_nth(facts, FACT_MONEY, 0);
    if (!f || f->money.hundredths != hundredths)
        print_error("%s: %lld\n", text, f ? (long long)f->money.hundredths : -1);
    assert_non_null(f);
    assert_int_equal(fact_count(facts, FACT_MONEY), 1);
    assert_int_equal(f->money.hundredths, hundredths);
    assert_string_equal(f->money.currency, currency);
}

static int64_t figure_in(const char *text)
{
    long long n = -1;
    const char *open = strchr(text, '(');
    assert_non_null(open);
    assert_int_equal(sscanf(open, "(%lld)", &n), 1);
    return n;
}

/* What the words of the table mean. */
static int64_t words_in(const char *text)
{
    static const struct {
        const char *words;
        int64_t value;
    } known[] = {
        {"tre ", 3},
        {"tio ", 10},
        {"två ", 2},
        {"tjugofyra ", 24},
        {"trettio ", 30},
        {"Ett ", 1},
        {"ett ", 1},
        {"etthundratjugo ", 120},
        {"femton ", 15},
        {"ten ", 10},
        {"thirty ", 30},
        {"three ", 3},
        {"one hundred twenty ", 120},
        {"twenty four ", 24},
        {"un ", 1},
        {"dreißig ", 30},
        {"tretti ", 30},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(text, known[i].words, strlen(known[i].words)) == 0)
            return known[i].value;
    return -1;
}

static void pairs_of_the_table(void **state)
{
    (void)state;
    struct tsv t = {.file = fopen("tests/data/number_word.tsv", "r")};
    size_t lines = 0;
    assert_non_null(t.file);
    for (; tsv_next(&t); lines++) {
        const char *text = t.column[1], *verdict = t.column[2];
        if (strcmp(verdict, "ok") == 0 || strcmp(verdict, "mismatch") == 0) {
            assert_pair(text, t.column[0], words_in(text), figure_in(text));
            assert_int_equal(words_in(text) == figure_in(text), strcmp(verdict, "ok") == 0);
        } else {
            assert_count(text, t.column[0], FACT_NUMBER, 0);
        }
    }
    assert_int_equal(lines, 21);
}

static void pairs(void **state)
{
    (void)state;
    assert_pair("30 (trettio) dagar", "sv", 30, 30);
    assert_pair("30 (fyrtio) dagar", "sv", 40, 30);
    assert_pair("ett tusen (1 000) kronor", "sv", 1000, 1000);
    assert_pair("one thousand (1,000)", "en", 1000, 1000);
    assert_pair("fifteen (15%) percent", "en", 15, 15);
    assert_pair("en (1) månad", "sv", 1, 1);
    assert_pair("inom tre och fyra (4)", "sv", 4, 4);
    assert_pair("to (2) eksemplarer", "nb", 2, 2);
    assert_pair("kaksi (2) kappaletta", "fi", 2, 2);
    assert_pair("tre (2) år och fyra (3) år", "sv", 3, 2);
    assert_pair("nittonhundranittioåtta (1998)", "sv", 1998, 1998);
}

static void brackets_of_other_things(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "section two (2.1)",
        "the following two (1) this and (2) that",
        "(1) the other three (2) that (3) those",
        "each one (5) of them",
        "according to (5)",
        "fifty per cent (5)",
        "ISO 9001 (en)",
        "sida 2 (6)",
        "enligt (1)",
        "bilaga 2 (två sidor)",
        "två\n\n(2)",
        "två (2",
        "två ()",
        "(2)",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_count(texts[i], "en", FACT_NUMBER, 0);
}

static void durations(void **state)
{
    (void)state;
    assert_duration("inom 30 dagar efter", "sv", 30, UNIT_DAY, "30 dagar");
    assert_duration("tre månaders varsel", "sv", 3, UNIT_MONTH, "tre månaders");
    assert_duration("10 arbetsdagar", "sv", 10, UNIT_WORKDAY, "10 arbetsdagar");
    assert_duration("omfattar 52 timmar och", "sv", 52, UNIT_HOUR, "52 timmar");
    assert_duration("trettio (30) dagar", "sv", 30, UNIT_DAY, "trettio (30) dagar");
    assert_duration("30 (trettio) dagar", "sv", 30, UNIT_DAY, "30 (trettio) dagar");
    assert_duration("within six weeks", "en", 6, UNIT_WEEK, "six weeks");
    assert_duration("2 år", "sv", 2, UNIT_YEAR, "2 år");
    assert_duration("12 Monate", "de", 12, UNIT_MONTH, "12 Monate");
    assert_duration("ten (10) Business Days", "en", 10, UNIT_WORKDAY, "ten (10) Business Days");
    assert_duration("a 30-day period", "en", 30, UNIT_DAY, "30-day");
    assert_duration("dix jours ouvrables", "fr", 10, UNIT_WORKDAY, "dix jours ouvrables");
    assert_duration("2 timer", "nb", 2, UNIT_HOUR, "2 timer");
    assert_duration("1,5 år", "sv", 18, UNIT_MONTH, "1,5 år");
    assert_duration("inom 3-5 dagar", "sv", 5, UNIT_DAY, "5 dagar");
    assert_duration("en arbetsdag före", "sv", 1, UNIT_WORKDAY, "en arbetsdag");
}

static void no_durations(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "2017 års avtal",     "2020-05-25 dagar",
        "kl. 9:30 timmar",    "varje dag",
        "1,5 dagar",          "0 dagar",
        "under året",         "2 timer",
        "U2019 dagar",        "dagar",
        "999999999999 dagar",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_count(texts[i], "sv", FACT_DURATION, 0);
}

static void amounts(void **state)
{
    (void)state;
    assert_money("högst 981 243 000 kronor", "sv", INT64_C(98124300000), "SEK");
    assert_money("1 060 kr", "sv", 106000, "SEK");
    assert_money("1 060,50 kr/mån", "sv", 106050, "SEK");
    assert_money("250 tkr", "sv", 25000000, "SEK");
    assert_money("3,5 mnkr", "sv", 350000000, "SEK");
    assert_money("1,250 mnkr", "sv", 125000000, "SEK");
    assert_money("2.5 MSEK", "en", 250000000, "SEK");
    assert_money("SEK 3 million", "en", 300000000, "SEK");
    assert_money("€ 1,500.00", "en", 150000, "EUR");
    assert_money("1.500,00 €", "de", 150000, "EUR");
    assert_money("EUR 1,500 million", "en", INT64_C(150000000000), "EUR");
    assert_money("$5", "en", 500, "USD");
    assert_money("12 500:-", "sv", 1250000, "SEK");
    assert_money("tre (3) miljoner kronor", "sv", 300000000, "SEK");
    assert_money("fem miljoner tvåhundra tusen kronor", "sv", 520000000, "SEK");
    assert_money("500 tusen kronor", "sv", 50000000, "SEK");
    assert_money("tusen kronor", "sv", 100000, "SEK");
    assert_money("3 Mio. EUR", "de", 300000000, "EUR");
    assert_money("500 kroner", "nb", 50000, "NOK");
    assert_money("500 kr", "da", 50000, "DKK");
    assert_money("kr 500", "nb", 50000, "NOK");
    assert_money("2022-08-31 SEK 500", "sv", 50000, "SEK");
    assert_money("50 öre", "sv", 50, "SEK");
    assert_money("500-1000 kr", "sv", 100000, "SEK");
}

static void no_amounts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "kronor",        "SEK", "SEK 2022-08-31", "Euro 2020", "bilaga:-", "99999999999999 mdkr",
        "2022-08-31 kr",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_count(texts[i], "sv", FACT_MONEY, 0);
    assert_count("1 000 SEK (3 000 EUR)", "sv", FACT_MONEY, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_of_the_table),
        cmocka_unit_test(pairs),
        cmocka_unit_test(brackets_of_other_things),
        cmocka_unit_test(durations),
        cmocka_unit_test(no_durations),
        cmocka_unit_test(amounts),
        cmocka_unit_test(no_amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
