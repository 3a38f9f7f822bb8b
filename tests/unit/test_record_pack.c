/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "record/record.h"

#include "../support/sample_record.h"

#include <cmocka.h>
#include <stdio.h>

static void pack(const struct record *r, struct buf *out)
{
    buf_clear(out);
    record_pack(r, out);
}

static bool unpack(struct arena *a, struct span packed, struct record *ret)
{
    const char *why = NULL;
    bool good = record_unpack(a, packed, SAMPLE_PROBES, ret, &why);
    assert_true(good == (why == NULL));
    return good;
}

/* The reason for which a packed record is refused, "" if it is taken. */
static const char *refused(const struct record *r, uint32_t probes)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf packed _cleanup_buf_ = {0};
    struct record back;
    const char *why = "";
    pack(r, &packed);
    record_unpack(a, buf_peek(&packed), probes, &back, &why);
    return why;
}

static void test_everything_comes_back(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf packed _cleanup_buf_ = {0}, again _cleanup_buf_ = {0};
    struct record r = sample_record(a), back = {0};
    pack(&r, &packed);
    assert_true(unpack(a, buf_peek(&packed), &back));

    assert_int_equal(back.format, FORMAT_MARKDOWN);
    assert_string_equal(back.language, "sv");
    assert_int_equal(back.stage, STAGE_PARTLY_SIGNED);
    assert_true(span_is(back.title_folded, "överenskommelse"));
    assert_int_equal(back.title_place.column, 3);
    assert_int_equal(back.limit, LIMIT_NAME_FACTS);
    assert_int_equal(back.sections[1].whole.end, 170);
    assert_true(back.sections[1].glued);
    assert_true(span_is(back.items[0].label, "a)"));
    assert_int_equal(back.fact_count, r.fact_count);
    assert_int_equal(back.facts[0].date.value.day, 31);
    assert_int_equal(back.facts[0].date.other.minute, 30);
    assert_int_equal(back.facts[0].date.flags, DATE_DEADLINE | DATE_STAMP);
    assert_int_equal(back.facts[1].period.start.part, 2);
    assert_int_equal(back.facts[3].number.words, -2);
    assert_int_equal(back.facts[3].number.figure, INT64_MAX);
    assert_int_equal(back.facts[4].money.hundredths, INT64_MIN);
    assert_string_equal(back.facts[4].money.currency, "SEK");
    assert_int_equal(back.facts[7].identifier.fault, FAULT_DATE_BEFORE);
    assert_true(span_is(back.facts[8].party.telephone, "08-123 45"));
    assert_true(back.facts[9].reference.listed);
    assert_int_equal(back.facts[10].signature.name.how, PAIRED_ORDER);
    assert_true(span_is(back.facts[10].signature.substitute.text, "B. AL"));
    assert_int_equal(back.fact_quotes[0], NO_QUOTE);
    assert_int_equal(back.fact_quotes[1], 1);
    assert_int_equal(back.hits[2].group.end, 7);
    assert_int_equal(back.overruns[1].why, LIMIT_NAME_HITS_PER_PROBE);
    assert_true(back.quotes[0].cut_after);

    pack(&back, &again);
    assert_true(span_eq(buf_peek(&packed), buf_peek(&again)));
}

static void test_slices_of_hits(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct record r = sample_record(a);
    uint32_t n;
    assert_ptr_equal(record_hits(&r, 0, &n), r.hits);
    assert_int_equal(n, 2);
    record_hits(&r, 1, &n);
    assert_int_equal(n, 0);
    assert_ptr_equal(record_hits(&r, 2, &n), r.hits + 2);
    assert_int_equal(n, 1);
    record_hits(&r, 4, &n);
    assert_int_equal(n, 0);
    assert_ptr_equal(record_overran(&r, 1), r.overruns);
    assert_ptr_equal(record_overran(&r, 4), r.overruns + 1);
    assert_null(record_overran(&r, 0));
    assert_null(record_overran(&r, 3));
}

static void test_unread_says_why(void **state)
{
    (void)state;
    struct record r = {.unread = UNREAD_LIMIT,
                       .detail = SPAN("file-size"),
                       .title_quote = NO_QUOTE,
                       .limit = LIMIT_COUNT};
    assert_string_equal(refused(&r, 0), "");
    r.title = SPAN("A");
    assert_string_equal(refused(&r, 0), "unread, yet it holds something");
    r.unread = READ_OK;
    assert_string_equal(refused(&r, 0), "read, yet it says why not");
    assert_string_equal(unread_text(UNREAD_CHANGING), "changing");
}

/* What the main process makes itself is kept like what a reader sent. */
static void test_unread_of_any_format(void **state)
{
    (void)state;
    for (int f = 0; f <= FORMAT_COUNT; f++) {
        struct record r = record_unread(UNREAD_FORMAT, SPAN("convert it"), (enum format)f);
        assert_string_equal(refused(&r, 0), "");
    }
}

/* One thing at a time is made impossible; each must be told by its name. */
static void test_impossible_values_are_refused(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
#define REFUSES(change, reason)                                                                    \
    do {                                                                                           \
        struct record r = sample_record(a);                                                        \
        change;                                                                                    \
        assert_string_equal(refused(&r, SAMPLE_PROBES), reason);                                   \
    } while (0)
    REFUSES((void)0, "");
    REFUSES(r.stage = (enum stage)4, "stage");
    REFUSES(r.format = FORMAT_COUNT, "read, yet of a format that is not");
    REFUSES(r.format = (enum format)(FORMAT_COUNT + 1), "format");
    REFUSES(r.title_range.end = 201, "range ends beyond the text");
    REFUSES(r.title_range.start = 201, "range begins beyond the text");
    REFUSES(r.title_quote = 2, "no such quote");
    REFUSES(r.title = SPAN("\xff"), "text is no UTF-8");
    REFUSES(r.words = 201, "more words than bytes");
    REFUSES(memcpy(r.language, "s1", 3), "code is not of letters");
    REFUSES(r.sections[1].heading = r.sections[1].body = ((struct range){0, 1}),
            ""); /* equal begins are no disorder */
    REFUSES(r.sections[0].heading = ((struct range){100, 101}), "sections out of order");
    REFUSES(r.facts[0].at = ((struct range){100, 101}), "facts out of order");
    REFUSES(r.facts[0].type = FACT_TYPES, "fact type");
    REFUSES(r.facts[0].date.value.day = 0, "day");
    REFUSES(r.facts[0].date.value.month = 4, "day"); /* 31 April */
    REFUSES(r.facts[0].date.value.month = 13, "month");
    REFUSES(r.facts[0].date.value.year = 3000, "year");
    REFUSES(r.facts[0].date.other.year = 2023, "day"); /* 29 February 2023 */
    REFUSES(r.facts[0].date.other.year = 0, "");       /* 29 February of some year */
    REFUSES(r.facts[0].date.weekday = 8, "weekday");
    REFUSES(r.facts[0].date.flags = 1 << 10, "date flags");
    REFUSES(r.facts[1].period.start.part = 5, "quarter");
    REFUSES(r.facts[2].duration.unit = UNIT_YEAR + 1, "unit");
    REFUSES(r.facts[6].raw = SPAN("19121212-1212"), "a personal number in clear");
    REFUSES(r.facts[6].identifier.value = SPAN("1"), "a personal number in clear");
    REFUSES(r.facts[10].signature.role.how = (enum pairing)4, "pairing");
    REFUSES(r.hits[0].probe = 5, "no such probe");
    REFUSES(r.hits[0].probe = 3, "hits out of order");
    REFUSES(r.hits[0].at.start = 15, "");
    REFUSES(r.hits[0].at = ((struct range){50, 51}), "hits out of order");
    REFUSES(r.overruns[0].probe = 4, "overruns out of order");
    REFUSES(r.overruns[0].why = LIMIT_COUNT, "reason of an overrun");
    REFUSES(r.limit = LIMIT_COUNT + 1, "limit");
#undef REFUSES
    struct record r = sample_record(a);
    assert_string_equal(refused(&r, 4), "no such probe"); /* the fifth overran */
    assert_string_equal(refused(&r, 0), "too many elements");
}

/* What is taken is wholly valid: it packs to the very bytes that it came from. */
static void take_or_refuse(struct span packed)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf again _cleanup_buf_ = {0};
    struct record r;
    if (!unpack(a, packed, &r))
        return;
    pack(&r, &again);
    assert_true(span_eq(packed, buf_peek(&again)));
}

static void test_every_changed_byte(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf packed _cleanup_buf_ = {0};
    struct record r = sample_record(a);
    pack(&r, &packed);
    for (size_t i = 0; i < packed.n; i++) {
        char was = packed.at[i];
        for (int v = 0; v < 256; v++) {
            packed.at[i] = (char)v;
            take_or_refuse(buf_peek(&packed));
        }
        packed.at[i] = was;
    }
}

static void test_every_truncation(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf packed _cleanup_buf_ = {0};
    struct record r = sample_record(a), back;
    pack(&r, &packed);
    for (size_t n = 0; n < packed.n; n++) {
        char *exact = malloc(n + 1); /* so that a read beyond it is seen */
        assert_non_null(exact);
        memcpy(exact, packed.at, n);
        assert_false(unpack(a, (struct span){exact, n}, &back));
        free(exact);
    }
    buf_byte(&packed, 0);
    const char *why;
    assert_false(record_unpack(a, buf_peek(&packed), SAMPLE_PROBES, &back, &why));
    assert_string_equal(why, "bytes left over");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_comes_back),
        cmocka_unit_test(test_slices_of_hits),
        cmocka_unit_test(test_unread_says_why),
        cmocka_unit_test(test_unread_of_any_format),
        cmocka_unit_test(test_impossible_values_are_refused),
        cmocka_unit_test(test_every_changed_byte),
        cmocka_unit_test(test_every_truncation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
