/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to a record, all levels together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "reader/reader.h"

#include <cmocka.h>

struct bench {
    struct arena *arena;
    struct matcher *matcher;
    const struct lexicon *lexicon;
    struct record record;
    struct buf packed;
};

static struct bench bench_new(const char *literal)
{
    struct bench b = {.arena = arena_new()};
    struct probe_table t = {.arena = b.arena};
    if (literal)
        probe_table_add(&t, (struct probe){PROBE_LITERAL, PROBE_TEXT, span_of(literal)});
    probe_table_seal(&t);
    b.matcher = matcher_new(b.arena, &t);
    b.lexicon = lexicon_new(b.arena);
    return b;
}

static void bench_done(struct bench *b)
{
    matcher_free(b->matcher);
    arena_free(b->arena);
    buf_done(&b->packed);
}

/* Reads, packs, and unpacks what was packed: what the main process gets. */
static void read_bytes(struct bench *b, struct span text, enum format hint)
{
    const char *why = "";
    struct record made;
    char *bytes = memcpy(arena_alloc(b->arena, text.n + 1), text.at, text.n);
    read_document(b->arena, bytes, text.n, hint, b->lexicon, b->matcher, &made);
    buf_clear(&b->packed);
    record_pack(&made, &b->packed);
    if (!record_unpack(b->arena, buf_peek(&b->packed), 1, &b->record, &why))
        fail_msg("refused: %s", why);
}

static void read_text(struct bench *b, const char *text)
{
    read_bytes(b, span_of(text), FORMAT_TEXT);
}

static const char agreement[] =
    "\xc3\x96verenskommelse om samverkan\n"
    "\n"
    "1 Parter\n"
    "Mellan \xc3\x85kerby kommun (organisationsnummer 556016-0680) och Exempelverket g\xc3\xa4ller "
    "f\xc3\xb6ljande.\n"
    "\n"
    "2 Tid\n"
    "Avtalet g\xc3\xa4ller fr\xc3\xa5n och med 2024-01-01. Redovisning sker senast den 31 mars "
    "2025.\n"
    "\n"
    "a) en redovisning av anv\xc3\xa4nda medel\n"
    "b) en beskrivning av insatserna\n";

static const struct fact *fact_of(const struct record *r, enum fact_type type, uint32_t nth)
{
    for (uint32_t i = 0; i < r->fact_count; i++)
        if (r->facts[i].type == type && nth-- == 0)
            return &r->facts[i];
    return NULL;
}

static void test_an_agreement(void **state)
{
    (void)state;
    struct bench b = bench_new("redovisning");
    struct record *r = &b.record;
    read_text(&b, agreement);
    assert_int_equal(r->unread, READ_OK);
    assert_int_equal(r->format, FORMAT_TEXT);
    assert_true(span_is(r->title, "\xc3\x96verenskommelse om samverkan"));
    assert_true(span_is(r->title_folded, "\xc3\xb6verenskommelse om samverkan"));
    assert_int_equal(r->section_count, 2);
    assert_true(span_is(r->sections[0].number, "1"));
    assert_true(span_is(r->sections[0].folded, "parter"));
    assert_int_equal(r->sections[1].place.line, 6);
    assert_int_equal(r->item_count, 2);
    assert_true(span_is(r->items[0].label, "a)"));
    assert_true(span_is(r->items[1].text, "en beskrivning av insatserna"));
    assert_int_equal(r->items[1].place.line, 10);

    const struct fact *day = fact_of(r, FACT_DATE, 1);
    assert_non_null(day);
    assert_int_equal(day->date.value.month, 3);
    const struct quote *q = &r->quotes[r->fact_quotes[day - r->facts]];
    assert_int_equal(q->place.line, 7);
    assert_int_equal(q->place.column, 1);
    assert_true(span_starts(q->text, SPAN("Avtalet g\xc3\xa4ller")));
    assert_false(q->cut_before || q->cut_after);
    const struct fact *other = fact_of(r, FACT_DATE, 0); /* in the same line: the same quote */
    assert_int_equal(r->fact_quotes[other - r->facts], r->fact_quotes[day - r->facts]);

    assert_int_equal(r->hit_count, 2);
    assert_int_equal(r->hits[0].place.line, 7);
    assert_int_equal(r->hits[1].quote, r->items[0].quote);
    bench_done(&b);
}

/* The digits of a personal number must be nowhere in what leaves the reader. */
static void test_personal_numbers_stay_inside(void **state)
{
    (void)state;
    static const char *const numbers[] = {"19121212-1212", "121212-1212", "191212121212",
                                          "121212+1212"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct bench b = bench_new("personnummer");
        read_text(&b, arena_printf(b.arena,
                                   "Avtal %s\n\n1 Parter %s\nAnna Ek, personnummer %s, och Bo "
                                   "Al (%s).\n\na) personnummer %s\n",
                                   numbers[i], numbers[i], numbers[i], numbers[i], numbers[i]));
        assert_non_null(fact_of(&b.record, FACT_PERSONAL_NUMBER, 0));
        assert_int_equal(b.record.hit_count, 2);
        assert_null(memmem(b.packed.at, b.packed.n, "1212", 4));
        bench_done(&b);
    }
}

static void test_what_is_not_read_says_why(void **state)
{
    (void)state;
    struct bench b = bench_new(NULL);
    read_bytes(&b,
               SPAN("\x7f"
                    "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0"),
               FORMAT_TEXT);
    assert_int_equal(b.record.unread, UNREAD_BINARY);
    read_bytes(&b, SPAN("PK"), FORMAT_DOCX);
    assert_int_equal(b.record.unread, UNREAD_FORMAT);
    assert_true(span_is(b.record.detail, "docx"));
    read_text(&b, "");
    assert_int_equal(b.record.unread, READ_OK);
    assert_int_equal(b.record.length, 0);
    bench_done(&b);
}

/* Each quote is a whole number of characters of the file, short, and shows what was found. */
static void check_quotes(const struct record *r, const char *source)
{
    for (uint32_t i = 0; i < r->quote_count; i++) {
        struct span s = r->quotes[i].text;
        assert_true(s.n <= LIMIT_QUOTE_BYTES);
        assert_true(utf8_valid(s));
        assert_non_null(memmem(source, strlen(source), s.at, s.n));
    }
    for (uint32_t i = 0; i < r->fact_count; i++) {
        const struct quote *q = &r->quotes[r->fact_quotes[i]];
        assert_int_not_equal(r->fact_quotes[i], NO_QUOTE);
        assert_true(q->at.start <= r->facts[i].at.start);
        assert_true(q->at.end > r->facts[i].at.start + 9);
    }
}

static void test_a_long_line_is_quoted_in_windows(void **state)
{
    (void)state;
    struct bench b = bench_new(NULL);
    struct buf text _cleanup_buf_ = {0};
    for (int i = 0; i < 2000; i++)
        buf_printf(&text, "\xc3\xa4rende %d avslutades 2024-03-%02d och \xc3\xb6verf\xc3\xb6rdes. ",
                   i, 1 + i % 28);
    read_text(&b, text.at);
    assert_true(b.record.fact_count >= 2000);
    assert_true(b.record.quote_count > 500);
    assert_true(b.record.quote_count < b.record.fact_count);
    check_quotes(&b.record, text.at);
    const struct quote *middle = &b.record.quotes[b.record.quote_count / 2];
    assert_true(middle->cut_before && middle->cut_after);
    bench_done(&b);
}

/* No blank to cut at, and letters of two bytes at even and at odd offsets. */
static void test_windows_do_not_split_characters(void **state)
{
    (void)state;
    for (int shift = 0; shift < 4; shift++) {
        struct bench b = bench_new(NULL);
        struct buf text _cleanup_buf_ = {0};
        buf_text(&text, shift & 1 ? "x" : "");
        for (int i = 0; i < 300; i++)
            buf_text(&text, "\xc3\xb6");
        buf_text(&text, shift & 2 ? " 2024-03-31 " : " 2024-03-31 y");
        for (int i = 0; i < 300; i++)
            buf_text(&text, "\xc3\xb6");
        read_text(&b, text.at);
        assert_non_null(fact_of(&b.record, FACT_DATE, 0));
        check_quotes(&b.record, text.at);
        for (uint32_t i = 0; i < b.record.quote_count; i++) /* the file and the text are the same */
            assert_int_equal(b.record.quotes[i].text.n,
                             b.record.quotes[i].at.end - b.record.quotes[i].at.start);
        bench_done(&b);
    }
}

/* Many times what any agreement holds, in one line and in many. */
static void test_large_documents_take_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {"senast den 2024-03-31 och ", "senast den 2024-03-31\n",
                                         "1.1 Rubrik\n\n", "a) punkt\n", "a\xcc\x88\xc2\xad "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct bench b = bench_new("rubrik");
        struct buf text _cleanup_buf_ = {0};
        while (text.n < 1 << 20)
            buf_text(&text, pieces[i]);
        int64_t began = clock_ticks();
        read_text(&b, text.at);
        int64_t took = clock_ticks() - began;
        if (took > 8000)
            fail_msg("\"%s\" a megabyte long took %d ms", pieces[i], (int)took);
        bench_done(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_agreement),
        cmocka_unit_test(test_personal_numbers_stay_inside),
        cmocka_unit_test(test_what_is_not_read_says_why),
        cmocka_unit_test(test_a_long_line_is_quoted_in_windows),
        cmocka_unit_test(test_windows_do_not_split_characters),
        cmocka_unit_test(test_large_documents_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
