/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/text_document.h"
#include "../support/tsv.h"
#include "base/buf.h"
#include "fact/fact.h"

static struct facts read_facts(struct arena *a, struct span text, const char *language)
{
    struct facts facts;
    facts_find(text_document(a, text, language), lexicon_new(a), &facts);
    return facts;
}

/* The two dates of a period are read there. */
static bool lies_in_period(const struct facts *facts, const struct fact *date)
{
    for (size_t i = 0; i < facts->list.n; i++) {
        const struct fact *f = &facts->list.at[i];
        if (f->type == FACT_PERIOD && f->at.start <= date->at.start && date->at.end <= f->at.end &&
            f->period.start.precision && f->period.end.precision)
            return true;
    }
    return false;
}

/* A date as the vectors write it. */
static void describe(struct buf *out, const struct fact *f)
{
    const struct date_fact *d = &f->date;
    char text[DATE_TEXT], other[DATE_TEXT];
    date_text(d->value, text);
    if (d->flags & DATE_IMPOSSIBLE)
        buf_text(out, "INVALID");
    else if (d->flags & DATE_INCOMPLETE)
        buf_printf(out, d->value.year ? "INCOMPLETE %d" : "INCOMPLETE", d->value.year);
    else if (d->flags & DATE_AMBIGUOUS)
        buf_printf(out, "AMBIG %s|%s", text, date_text(d->other, other));
    else if (d->flags & DATE_RELATIVE)
        buf_printf(out, "RELATIVE %s", text);
    else if (d->recurs.every > 1)
        buf_printf(out, "R%uY/%s", d->recurs.every, text);
    else if (d->recurs.every && d->recurs.first)
        buf_printf(out, "R/%s from %d", text, d->recurs.first);
    else if (d->recurs.every)
        buf_printf(out, "R/%s", text);
    else
        buf_text(out, text);
    if (d->flags & DATE_WRONG_WEEKDAY)
        buf_text(out, " WEEKDAY-MISMATCH");
    if (f->repaired)
        buf_text(out, " SPACING");
}

static void describe_all(struct buf *out, const struct facts *facts)
{
    for (size_t i = 0; i < facts->list.n; i++) {
        const struct fact *f = &facts->list.at[i];
        if (f->type != FACT_DATE || lies_in_period(facts, f))
            continue;
        if (out->n)
            buf_text(out, " ; ");
        describe(out, f);
    }
    buf_grow(out, 0);
}

static bool row_holds(const struct tsv *row, const void *default_language)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf found _cleanup_buf_ = {0};
    struct span phrase = span_of(row->column[0]), expected = span_of(row->column[1]),
                note = span_of(row->column[3]);
    char language[4] = "";
    memcpy(language, default_language ? default_language : row->column[2], 2);
    struct facts facts = read_facts(a, phrase, language);
    if (span_starts(note, SPAN("not-read")))
        expected.n = 0;
    describe_all(&found, &facts);
    if (span_starts(expected, SPAN("RELATIVE "))) /* the rest says relative to what */
        expected.n = sizeof "RELATIVE --MM-DD" - 1;
    if (span_eq(buf_peek(&found), expected))
        return true;
    print_error("%s: \"%.*s\": %.*s, found %s\n", language, SPAN_ARG(phrase), SPAN_ARG(expected),
                found.at);
    return false;
}

static void every_row_holds(const char *path, const char *language, size_t least)
{
    size_t wrong, rows = tsv_check(path, row_holds, language, &wrong);
    assert_int_equal(wrong, 0);
    assert_true(rows >= least);
}

static void swedish_phrases(void **state)
{
    (void)state;
    every_row_holds("tests/data/dates_sv.tsv", "sv", 300);
}

static void english_phrases(void **state)
{
    (void)state;
    every_row_holds("tests/data/dates_en.tsv", "en", 300);
}

static void phrases_of_all_languages(void **state)
{
    (void)state;
    every_row_holds("tests/data/dates.tsv", NULL, 80);
}

static bool row_is_silent(const struct tsv *row, const void *unused)
{
    struct arena *a _cleanup_arena_ = arena_new();
    char language[4] = "";
    (void)unused;
    memcpy(language, row->column[1], 2);
    struct facts facts = read_facts(a, span_of(row->column[0]), language);
    for (size_t i = 0; i < facts.list.n; i++) {
        const struct fact *f = &facts.list.at[i];
        if (f->type != FACT_DATE && f->type != FACT_PERIOD)
            continue;
        print_error("\"%.*s\" (%.*s): \"%.*s\" was read\n", SPAN_ARG(span_of(row->column[0])),
                    SPAN_ARG(span_of(row->column[2])), SPAN_ARG(f->raw));
        return false;
    }
    return true;
}

static void numbers_that_are_no_dates(void **state)
{
    size_t wrong, rows = tsv_check("tests/data/not_dates.tsv", row_is_silent, NULL, &wrong);
    (void)state;
    assert_int_equal(wrong, 0);
    assert_true(rows >= 100);
}

static void deadline_words(void **state)
{
    enum {
        TIMELY = DATE_DEADLINE,
        STRICT = DATE_DEADLINE | DATE_STRICT,
        ARRIVAL = DATE_DEADLINE | DATE_ARRIVAL,
    };
    static const struct {
        const char *phrase, *language;
        uint16_t flags;
    } rows[] = {
        {"senast den 15 april 2021", "sv", TIMELY},
        {"senast kl. 16.00 fredagen den 15 maj 2020", "sv", TIMELY},
        {"inte senare än den 15 april 2021", "sv", TIMELY},
        {"ska ha inkommit före den 1 mars 2021", "sv", STRICT | ARRIVAL},
        {"innan den 1 mars 2021", "sv", STRICT},
        {"före utgången av mars 2021", "sv", TIMELY},
        {"vara nämnden tillhanda den 31 augusti 2022", "sv", ARRIVAL},
        {"senast den 1 mars 2021 vara nämnden tillhanda", "sv", ARRIVAL},
        {"Sista dag att ställa frågor är:\n2021-04-22", "sv", TIMELY},
        {"Sista dag för att lämna anbud är den 2 maj 2021", "sv", TIMELY},
        {"Sista anbudsdag: 2021-05-02", "sv", TIMELY},
        {"Förfallodatum: 2021-12-02", "sv", TIMELY},
        {"The last day to apply is 2 May 2021", "en", TIMELY},
        {"Sista dagen av kursen är 2021-05-02", "sv", 0},
        {"Sista dag att svara har varit. Mötet hålls 2021-05-02", "sv", 0},
        {"Brevet kom den 1 mars 2021", "sv", 0},
        {"Rapporten lämnas senast. Den 1 mars 2021 beslutades", "sv", 0},
        {"innan 1. mars 2021", "nn", TIMELY},
        {"innen 1. mars 2021", "nb", TIMELY},
        {"før 1. mars 2021", "nb", STRICT},
        {"senest den 1. marts 2021", "da", TIMELY},
        {"no later than March 1, 2021", "en", TIMELY},
        {"on or before 1 March 2021", "en", TIMELY},
        {"before 1 March 2021", "en", STRICT},
        {"received by March 1, 2021", "en", ARRIVAL},
        {"on March 1, 2021 at the latest", "en", TIMELY},
        {"larger than March 1, 2021", "en", 0},
        {"spätestens am 15. Mai 2021", "de", TIMELY},
        {"vor dem 15.5.2021", "de", STRICT},
        {"viimeistään 31.8.2022", "fi", TIMELY},
        {"31.8.2022 mennessä", "fi", TIMELY},
        {"ennen 31.8.2022", "fi", STRICT},
        {"au plus tard le 1er mai 2020", "fr", TIMELY},
        {"avant le 15 mai 2020", "fr", STRICT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a _cleanup_arena_ = arena_new();
        struct facts facts = read_facts(a, span_of(rows[i].phrase), rows[i].language);
        assert_int_equal(facts.list.n, 1);
        if (facts.list.at[0].date.flags != rows[i].flags)
            fail_msg("%s: flags %x", rows[i].phrase, facts.list.at[0].date.flags);
    }
}

/* Dates behind one phrase share a number and its deadline; others have none. */
static void lists_share_a_number(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts f = read_facts(a,
                                SPAN("Den 9 maj 2019 beslutades att senast den 15 april och den "
                                     "15 oktober 2021 redovisa."),
                                "sv");
    assert_int_equal(f.list.n, 3);
    assert_int_equal(f.list.at[0].date.list, 0);
    assert_true(f.list.at[1].date.list > 0);
    assert_int_equal(f.list.at[1].date.list, f.list.at[2].date.list);
    assert_int_equal(f.list.at[1].date.flags, DATE_DEADLINE | DATE_SHARES_YEAR);
    assert_int_equal(f.list.at[2].date.flags, DATE_DEADLINE);
    assert_true(span_is(f.list.at[1].raw, "15 april"));
    assert_true(span_is(f.list.at[2].raw, "15 oktober 2021"));
}

static void places_of_facts(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts f = read_facts(a, SPAN("Överenskommelse\n\nÅr av: Solna 2020 -06-23"), "sv");
    assert_int_equal(f.list.n, 1);
    assert_int_equal(f.list.at[0].place.line, 3);
    assert_int_equal(f.list.at[0].place.column, 14);
    assert_true(span_is(f.list.at[0].raw, "2020 -06-23"));
    assert_true(f.list.at[0].repaired);
}

static void days_of_dates(void **state)
{
    static const struct {
        struct date date;
        const char *text, *first, *last; /* first is NULL where there are no days */
    } rows[] = {
        {{.year = 2021, .precision = DATE_YEAR}, "2021", "2021-01-01", "2021-12-31"},
        {{.year = 2021, .precision = DATE_HALF, .part = 2}, "2021-H2", "2021-07-01", "2021-12-31"},
        {{.year = 2021, .precision = DATE_QUARTER, .part = 3},
         "2021-Q3",
         "2021-07-01",
         "2021-09-30"},
        {{.year = 2024, .precision = DATE_MONTH, .month = 2},
         "2024-02",
         "2024-02-01",
         "2024-02-29"},
        {{.year = 2021, .precision = DATE_WEEK, .part = 1}, "2021-W01", "2021-01-04", "2021-01-10"},
        {{.year = 2021, .precision = DATE_WEEK, .part = 53}, "2021-W53", NULL, NULL},
        {{2021, DATE_DAY, 0, 4, 15, 0, 0}, "2021-04-15", "2021-04-15", "2021-04-15"},
        {{2021, DATE_MINUTE, 0, 4, 15, 16, 5}, "2021-04-15T16:05", "2021-04-15", "2021-04-15"},
        {{0, DATE_DAY, 0, 2, 18, 0, 0}, "--02-18", NULL, NULL},
        {{.year = 2021}, "", NULL, NULL},
        {{2021, DATE_DAY, 0, 2, 29, 0, 0}, "2021-02-29", NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[DATE_TEXT];
        civil_day first = 0, last = 0;
        assert_string_equal(date_text(rows[i].date, text), rows[i].text);
        assert_int_equal(date_days(rows[i].date, &first, &last), rows[i].first != NULL);
        if (rows[i].first) {
            assert_string_equal(civil_text(first, text), rows[i].first);
            assert_string_equal(civil_text(last, text), rows[i].last);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swedish_phrases),          cmocka_unit_test(english_phrases),
        cmocka_unit_test(phrases_of_all_languages), cmocka_unit_test(numbers_that_are_no_dates),
        cmocka_unit_test(deadline_words),           cmocka_unit_test(lists_share_a_number),
        cmocka_unit_test(places_of_facts),          cmocka_unit_test(days_of_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
