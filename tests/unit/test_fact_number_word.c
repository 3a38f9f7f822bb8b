/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fact/number_word.h"

/* -1 if the text is no number. */
static int64_t value(const char *text)
{
    struct number_in_words n;
    return number_word_read(span_of(text), &n) ? n.value : -1;
}

static void swedish(void **state)
{
    (void)state;
    assert_int_equal(value("noll"), 0);
    assert_int_equal(value("ett"), 1);
    assert_int_equal(value("tio"), 10);
    assert_int_equal(value("nitton"), 19);
    assert_int_equal(value("tjugofyra"), 24);
    assert_int_equal(value("tjugo fyra"), 24);
    assert_int_equal(value("sextioett"), 61);
    assert_int_equal(value("åttioåtta"), 88);
    assert_int_equal(value("etthundratjugo"), 120);
    assert_int_equal(value("hundra"), 100);
    assert_int_equal(value("ettusen"), 1000);
    assert_int_equal(value("tiotusen"), 10000);
    assert_int_equal(value("nittonhundranittioåtta"), 1998);
    assert_int_equal(value("tvåtusentjugo"), 2020);
    assert_int_equal(value("fem miljoner tvåhundra tusen"), 5200000);
    assert_int_equal(value("tre miljarder"), INT64_C(3000000000));
}

static void english(void **state)
{
    (void)state;
    assert_int_equal(value("one hundred twenty"), 120);
    assert_int_equal(value("five hundred and five"), 505);
    assert_int_equal(value("twenty-four"), 24);
    assert_int_equal(value("seventy"), 70);
    assert_int_equal(value("seventeen"), 17);
    assert_int_equal(value("one million two hundred thousand"), 1200000);
    assert_int_equal(value("twelve hundred"), 1200);
}

static void units_before_tens(void **state)
{
    (void)state;
    assert_int_equal(value("dreißig"), 30);
    assert_int_equal(value("fünfundzwanzig"), 25);
    assert_int_equal(value("einhundertfünfundzwanzig"), 125);
    assert_int_equal(value("sechsundsechzig"), 66);
    assert_int_equal(value("siebzehn"), 17);
    assert_int_equal(value("femogtyve"), 25);
    assert_int_equal(value("enoghalvtreds"), 51);
    assert_int_equal(value("treogtres"), 63);
    assert_int_equal(value("halvfems"), 90);
}

static void norwegian(void **state)
{
    (void)state;
    assert_int_equal(value("tretti"), 30);
    assert_int_equal(value("tjueto"), 22);
    assert_int_equal(value("hundre og ti"), 110);
    assert_int_equal(value("sekstifire"), 64);
}

static void french(void **state)
{
    (void)state;
    assert_int_equal(value("un"), 1);
    assert_int_equal(value("dix-sept"), 17);
    assert_int_equal(value("vingt et un"), 21);
    assert_int_equal(value("soixante-dix"), 70);
    assert_int_equal(value("soixante et onze"), 71);
    assert_int_equal(value("soixante-dix-sept"), 77);
    assert_int_equal(value("quatre-vingts"), 80);
    assert_int_equal(value("quatre-vingt-dix-neuf"), 99);
    assert_int_equal(value("deux cent cinquante"), 250);
}

static void finnish(void **state)
{
    (void)state;
    assert_int_equal(value("kaksi"), 2);
    assert_int_equal(value("kolmetoista"), 13);
    assert_int_equal(value("kaksikymmentäviisi"), 25);
    assert_int_equal(value("kaksisataa"), 200);
    assert_int_equal(value("kymmenen"), 10);
}

static void no_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "och",
        "trevlig",
        "två tre",
        "tre och fyra",
        "tjugo trettio",
        "ett och",
        "tjugotio",
        "hundra tjugo och",
        "en seven",
        "deux drei",
        "dix deux",
        "fünf und",
        "toista",
        "noll hundra",
        "tusen miljoner tusen miljoner",
        "tvåhundrahundra",
        "appearances",
        "--",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (value(texts[i]) != -1)
            print_error("%s\n", texts[i]);
        assert_int_equal(value(texts[i]), -1);
    }
}

static void doubtful_words(void **state)
{
    (void)state;
    struct number_in_words n;
    assert_true(number_word_read(SPAN("to"), &n));
    assert_true(n.doubtful);
    assert_int_equal(n.languages, LANGUAGE_NB | LANGUAGE_NN | LANGUAGE_DA);
    assert_true(number_word_read(SPAN("två"), &n));
    assert_false(n.doubtful);
    assert_int_equal(n.languages, LANGUAGE_SV);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swedish),
        cmocka_unit_test(english),
        cmocka_unit_test(units_before_tens),
        cmocka_unit_test(norwegian),
        cmocka_unit_test(french),
        cmocka_unit_test(finnish),
        cmocka_unit_test(no_numbers),
        cmocka_unit_test(doubtful_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
