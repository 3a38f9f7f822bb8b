/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "../support/one_scanner.h"
#include "../support/tsv.h"

static struct fact *only(struct arena *a, const char *text)
{
    struct facts *facts = scanner_facts(&scanner_identifiers, a, text, "sv");
    if (facts->list.n == 1 && facts->list.at[0].type == FACT_CASE_NUMBER)
        return &facts->list.at[0];
    print_error("%s: %zu facts\n", text, facts->list.n);
    return NULL;
}

static struct fact *assert_case(struct arena *a, const char *text, const char *value)
{
    struct fact *f = only(a, text);
    assert_non_null(f);
    if (!span_is(f->identifier.value, value))
        print_error("%s: %.*s\n", text, SPAN_ARG(f->identifier.value));
    assert_true(span_is(f->identifier.value, value));
    return f;
}

static void assert_none(const char *text)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = scanner_facts(&scanner_identifiers, a, text, "sv");
    if (facts->list.n)
        print_error("%s: %.*s\n", text, SPAN_ARG(facts->list.at[0].identifier.value));
    assert_int_equal(facts->list.n, 0);
}

static void assert_same(const char *left, const char *right)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct fact *l = only(a, left), *r = only(a, right);
    assert_non_null(l);
    assert_non_null(r);
    assert_true(span_eq(l->identifier.same, r->identifier.same));
}

/* A line of the table with its own label, or behind one. */
static void table_line(const char *text, const char *normal, const char *verdict)
{
    struct arena *a _cleanup_arena_ = arena_new();
    char labelled[256];
    bool has_label = strncmp(text, "Diarienummer", 12) == 0;
    snprintf(labelled, sizeof labelled, "%s%s", has_label ? "" : "Dnr: ", text);
    if (strncmp(verdict, "same-as ", 8) == 0) {
        char other[64];
        snprintf(other, sizeof other, "Dnr %s", normal);
        assert_case(a, labelled, text);
        assert_same(labelled, other);
        return;
    }
    struct fact *f = assert_case(a, labelled, normal);
    bool letter = strcmp(verdict, "digit-for-letter") == 0;
    bool date = strcmp(verdict, "date-before") == 0;
    assert_int_equal(f->identifier.fault, letter ? FAULT_DIGIT_FOR_LETTER
                                          : date ? FAULT_DATE_BEFORE
                                                 : FAULT_NONE);
    assert_int_equal(f->identifier.valid, !letter);
    assert_int_equal(f->repaired, letter || strcmp(verdict, "spacing") == 0);
}

static void numbers_of_the_table(void **state)
{
    (void)state;
    struct tsv t = {.file = fopen("tests/data/case_number.tsv", "r")};
    size_t lines = 0;
    assert_non_null(t.file);
    for (; tsv_next(&t); lines++)
        if (strcmp(t.column[2], "not-dnr") == 0)
            assert_none(t.column[0]);
        else
            table_line(t.column[0], t.column[1], t.column[2]);
    assert_int_equal(lines, 35);
}

/* Shapes that need no label. */
static void numbers_without_label(void **state)
{
    (void)state;
    static const char *const numbers[] = {
        "7.4.2-2019:830", "U2019/03786/S",    "U2019/03786",     "LI2025/02194",
        "Fi2025/02181",   "Fö2024/00123",     "S2010/9121/SF",   "N2012:04/2012/3",
        "2022-02892",     "RA 22-2007/03552", "KS-2014/742.912", "KS/2016:7",
        "2023KS133",      "TN2025-1040",      "KS2025_01534",    "U2015/2019/S",
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct arena *a _cleanup_arena_ = arena_new();
        char text[128];
        snprintf(text, sizeof text, "enligt beslut (%s), som gäller", numbers[i]);
        assert_case(a, text, numbers[i]);
    }
    struct arena *a _cleanup_arena_ = arena_new();
    assert_case(a, "se U2019/03786/S.", "U2019/03786/S");
    assert_case(a, "7.4.2- 2019:830", "7.4.2-2019:830");
    assert_case(a, "i N2017 /01899/D sägs", "N2017/01899/D");
}

static void labels(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    assert_case(a, "Ärendenummer: 2019-123", "2019-123");
    assert_case(a, "Our ref. 2014/304", "2014/304");
    assert_case(a, "Vår beteckning 2014/304", "2014/304");
    assert_case(a, "Case no. 2014/304", "2014/304");
    assert_case(a, "Ref. no 2014/304", "2014/304");
    assert_case(a, "dnr:2014/304", "2014/304");
    assert_case(a, "dnr 12345", "12345");
    assert_case(a, "Diarienummer\nKS 2014/304", "KS 2014/304");
    assert_case(a, "(dnr 7.4.2-2019:830)", "7.4.2-2019:830");
}

static void same_number_written_otherwise(void **state)
{
    (void)state;
    assert_same("Dnr U2015/03357/S", "Dnr U2015/3357/S");
    assert_same("Dnr KS 2019/0012", "Dnr KS 2019/12");
    assert_same("Dnr 7.4.2- 2019:830", "Dnr 7.4.2–2019:0830");
}

static void other_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "prop. 2016/17:180",
        "bet. 2019/20:UbU5",
        "SKOLFS 2015:12",
        "RA-FS 2009:2",
        "HSLF-FS 2017:40",
        "SOU 2018:41",
        "EU 2016/679",
        "förordning (EU) 2016/679",
        "direktiv 2014/24/EU",
        "mål C-131/12",
        "läsåret 2019/20",
        "HT2020-2021",
        "den 31/8-22",
        "2020-05-25",
        "avsnitt 5.1.2",
        "08-52 73 32 00",
        "https://example.org/arenden/U2019/03786/S/mer/an/sex",
        "Dnr: 2020-05-04",
        "Dnr saknas",
        "Dnr",
        "Beteckning 12",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_none(texts[i]);
}

/* Two marks between figures join nothing; the walk must go on behind them. */
static void marks_in_a_row(void **state)
{
    (void)state;
    assert_none("12:_34 och 5--6./7");
    struct arena *a _cleanup_arena_ = arena_new();
    assert_case(a, "a:_34, KS/2016:7", "KS/2016:7");
    assert_case(a, "a:_2023KS133", "2023KS133");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_the_table),
        cmocka_unit_test(numbers_without_label),
        cmocka_unit_test(labels),
        cmocka_unit_test(same_number_written_otherwise),
        cmocka_unit_test(other_numbers),
        cmocka_unit_test(marks_in_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
