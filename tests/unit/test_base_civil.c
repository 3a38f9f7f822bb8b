/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/civil.h"

#include <stdlib.h>
#include <time.h>

static void every_day_goes_there_and_back(void **state)
{
    (void)state;
    civil_day expected = civil_to_day(CIVIL_YEAR_MIN, 1, 1);
    for (int y = CIVIL_YEAR_MIN; y <= CIVIL_YEAR_MAX; y++)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= civil_month_days(y, m); d++) {
                civil_day day = civil_to_day(y, m, d);
                assert_int_equal(day, expected++);
                struct civil c = civil_from_day(day);
                assert_true(c.year == y && c.month == m && c.day == d);
            }
}

static void days_agree_with_the_c_library(void **state)
{
    (void)state;
    for (civil_day day = -150000; day < 200000; day += 97) {
        time_t t = (time_t)day * 86400;
        struct tm tm;
        gmtime_r(&t, &tm);
        struct civil c = civil_from_day(day);
        assert_int_equal(c.year, tm.tm_year + 1900);
        assert_int_equal(c.month, tm.tm_mon + 1);
        assert_int_equal(c.day, tm.tm_mday);
        assert_int_equal(civil_weekday(day) % 7, tm.tm_wday);
        char week[8];
        int year, number;
        strftime(week, sizeof week, "%G%V", &tm);
        civil_week(day, &year, &number);
        assert_int_equal(year * 100 + number, atoi(week));
        assert_true(civil_week_start(year, number) <= day);
        assert_true(day < civil_week_start(year, number) + 7);
    }
}

static void months_end_where_the_law_says(void **state)
{
    (void)state;
    assert_int_equal(civil_add_months(civil_to_day(2021, 1, 31), 1), civil_to_day(2021, 2, 28));
    assert_int_equal(civil_add_months(civil_to_day(2020, 1, 31), 1), civil_to_day(2020, 2, 29));
    assert_int_equal(civil_add_months(civil_to_day(2020, 2, 29), 12), civil_to_day(2021, 2, 28));
    assert_int_equal(civil_add_months(civil_to_day(2021, 3, 15), -3), civil_to_day(2020, 12, 15));
    assert_int_equal(civil_add_months(civil_to_day(2021, 3, 15), -15), civil_to_day(2019, 12, 15));
}

static void long_years_have_53_weeks(void **state)
{
    (void)state;
    for (int y = 2010; y < 2040; y++) {
        bool is_long = y == 2015 || y == 2020 || y == 2026 || y == 2032 || y == 2037;
        assert_int_equal(civil_weeks(y), is_long ? 53 : 52);
    }
}

static void only_whole_dates_are_parsed(void **state)
{
    static const char *const wrong[] = {"",           "2021",       "2021-02-29", "2021-2-1",
                                        "2021-04-31", "2021-00-10", "2021-13-01", "2021-04-15x",
                                        "x021-04-15", "2021/04/15", "2021-04-1"};
    civil_day day = 7;
    char text[CIVIL_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(civil_parse(wrong[i], &day));
    assert_int_equal(day, 7);
    assert_true(civil_parse("2020-02-29", &day));
    assert_string_equal(civil_text(day, text), "2020-02-29");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_goes_there_and_back),
        cmocka_unit_test(days_agree_with_the_c_library),
        cmocka_unit_test(months_end_where_the_law_says),
        cmocka_unit_test(long_years_have_53_weeks),
        cmocka_unit_test(only_whole_dates_are_parsed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
