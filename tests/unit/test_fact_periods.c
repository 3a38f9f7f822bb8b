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

/* An end of a period as the vectors write it: its first or its last day. */
static void describe_end(struct buf *out, struct date d, bool last)
{
    char text[DATE_TEXT];
    civil_day days[2];
    if (date_days(d, &days[0], &days[1]))
        buf_text(out, civil_text(days[last], text));
    else
        buf_text(out, date_text(d, text));
}

static void describe_all(struct buf *out, const struct facts *facts)
{
    for (size_t i = 0; i < facts->list.n; i++) {
        const struct fact *f = &facts->list.at[i];
        if (f->type != FACT_PERIOD)
            continue;
        if (out->n)
            buf_text(out, " ; ");
        if (f->period.flags & PERIOD_VAGUE) {
            buf_text(out, "VAGUE");
            continue;
        }
        describe_end(out, f->period.start, false);
        buf_text(out, "/");
        describe_end(out, f->period.end, true);
        if (f->period.flags & PERIOD_REVERSED)
            buf_text(out, " REVERSED");
    }
    buf_grow(out, 0);
}

static bool row_holds(const struct tsv *row, const void *default_language)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf found _cleanup_buf_ = {0};
    struct span phrase = span_of(row->column[0]), expected = span_of(row->column[1]);
    char language[4] = "";
    struct facts facts;
    memcpy(language, default_language ? default_language : row->column[2], 2);
    facts_find(text_document(a, phrase, language), lexicon_new(a), &facts);
    describe_all(&found, &facts);
    if (span_starts(expected, SPAN("VAGUE "))) /* the rest tells a reader what was meant */
        expected.n = sizeof "VAGUE" - 1;
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

static void swedish_periods(void **state)
{
    (void)state;
    every_row_holds("tests/data/intervals_sv.tsv", "sv", 40);
}

static void periods_of_other_languages(void **state)
{
    (void)state;
    every_row_holds("tests/data/periods.tsv", NULL, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swedish_periods),
        cmocka_unit_test(periods_of_other_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
