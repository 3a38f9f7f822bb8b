/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/rows.h"
#include "../support/text_document.h"
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

static bool row_holds(const struct row *row, const void *default_language)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf found _cleanup_buf_ = {0};
    struct span phrase = row->cell[0], expected = row->cell[1], note = row->cell[3];
    char language[4] = "";
    memcpy(language, default_language ? default_language : row->cell[2].at, 2);
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
    size_t wrong, rows = rows_check(path, row_holds, language, &wrong);
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

static bool row_is_silent(const struct row *row, const void *unused)
{
    struct arena *a _cleanup_arena_ = arena_new();
    char language[4] = "";
    (void)unused;
    memcpy(language, row->cell[1].at, 2);
    struct facts facts = read_facts(a, row->cell[0], language);
    for (size_t i = 0; i < facts.list.n; i++) {
        const struct fact *f = &facts.list.at[i];
        if (f->type != FACT_DATE && f->type != FACT_PERIOD)
            continue;
        print_error("\"%.*s\" (%.*s): \"%.*s\" was read\n", SPAN_ARG(row->cell[0]),
                    SPAN_ARG(row->cell[2]), SPAN_ARG(f->raw));
        return false;
    }
    return true;
}

static void numbers_that_are_no_dates(void **state)
{
    size_t wrong, rows = rows_check("tests/data/not_dates.tsv", row_is_silent, NULL, &wrong);
    (void)state;
    assert_int_equal(wrong, 0);
    assert_true(rows >= 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swedish_phrases),
        cmocka_unit_test(english_phrases),
        cmocka_unit_test(numbers_that_are_no_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
