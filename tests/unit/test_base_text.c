/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans, UTF-8, visible text, suggestions, packing, arenas, instants: what everything stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/utf8.h"
#include "base/visible.h"

static void utf8_takes_what_rfc_3629_allows(void **state)
{
    static const struct {
        const char *bytes;
        bool valid;
    } cases[] = {
        {"", true},
        {"a", true},
        {"å–\U0001f600", true},
        {"\xc0\x80", false},
        {"\xed\xa0\x80", false},
        {"\xf4\x90\x80\x80", false},
        {"\xc3", false},
        {"\x80", false},
        {"\xe2\x82", false},
        {"\xf8\x88\x80\x80\x80", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_valid(span_of(cases[i].bytes)), cases[i].valid);
    for (int32_t c = 1; c < 0x110000; c += 13) {
        char out[4];
        size_t n = utf8_encode(c, out), length;
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        assert_int_equal(utf8_decode((struct span){out, n}, &length), c);
        assert_int_equal(length, n);
    }
    assert_int_equal(utf8_count(SPAN("åäö")), 3);
    assert_int_equal(utf8_prefix(SPAN("åäö"), 3).n, 2);
}

static void hidden_characters_become_visible(void **state)
{
    static const struct {
        struct span in;
        const char *out;
    } cases[] = {
        {{"a\nb", 3}, "a\\x0ab"},           {{"\\x0a", 4}, "\\\\x0a"},
        {{"\x1b[31m", 5}, "\\x1b[31m"},     {{"\xff", 1}, "\\xff"},
        {{"\u202etxt", 6}, "\\u{202e}txt"}, {{"å ö", 5}, "å ö"},
        {{"a\0b", 3}, "a\\x00b"},           {{"\xc2\x85", 2}, "\\u{85}"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b _cleanup_buf_ = {0};
        visible_add(&b, cases[i].in);
        assert_string_equal(b.at, cases[i].out);
        assert_true(visible_is(buf_peek(&b)));
        bool changed = !span_eq(cases[i].in, buf_peek(&b)) && cases[i].in.at[0] != '\\';
        assert_int_equal(visible_is(cases[i].in), !changed);
    }
}

static void any_bytes_become_one_valid_line(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char bytes[40];
        struct buf b _cleanup_buf_ = {0};
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
        visible_add(&b, (struct span){bytes, sizeof bytes});
        assert_true(utf8_valid(buf_peek(&b)));
        for (size_t i = 0; i < b.n; i++)
            assert_true((unsigned char)b.at[i] >= 0x20 && b.at[i] != 0x7f);
        struct buf back _cleanup_buf_ = {0};
        buf_text(&back, "before");
        assert_true(visible_undo(&back, buf_peek(&b)));
        assert_int_equal(back.n, 6 + sizeof bytes);
        assert_memory_equal(back.at + 6, bytes, sizeof bytes);
    }
}

/* What visible_add() writes otherwise, or never. */
static void only_visible_text_is_undone(void **state)
{
    static const char *const texts[] = {
        "\\",      "\\x",       "\\x4",     "\\x41",      "\\xc3\\xa5",   "\\x0A",
        "\\u{41}", "\\u{85}\\", "\\u{202e", "\\u{}",      "\\u{1202e}",   "\n",
        "\xff",    "\\n",       "\\u202e",  "\\u{0202e}", "a\xe2\x80\xae"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf b _cleanup_buf_ = {0};
        buf_text(&b, "before");
        assert_false(visible_undo(&b, span_of(texts[i])));
        assert_string_equal(b.at, "before");
    }
}

static void misspelt_words_find_the_right_one(void **state)
{
    static const char *const words[] = {"sections", "numbering", "mentions", "expect", "each"};
    (void)state;
    assert_string_equal(suggest(SPAN("section"), words, 5), "sections");
    assert_string_equal(suggest(SPAN("exepct"), words, 5), "expect");
    assert_string_equal(suggest(SPAN("eahc"), words, 5), "each");
    assert_null(suggest(SPAN("x"), words, 5));
    assert_null(suggest(SPAN("obligations"), words, 5));
}

static void packed_values_come_back(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    (void)state;
    pack_u8(&b, 200);
    pack_u16(&b, 50000);
    pack_u32(&b, 4000000000u);
    pack_u64(&b, 1ull << 63);
    pack_span(&b, SPAN("åäö"));
    struct unpacker u = unpack_begin(buf_peek(&b));
    assert_int_equal(unpack_u8(&u), 200);
    assert_int_equal(unpack_u16(&u), 50000);
    assert_int_equal(unpack_u32(&u), 4000000000u);
    assert_true(unpack_u64(&u) == 1ull << 63);
    assert_true(span_is(unpack_span(&u), "åäö"));
    assert_true(unpack_end(&u));
}

static void a_cut_message_fails_once_and_for_all(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    (void)state;
    pack_u32(&b, 1000);
    struct unpacker u = unpack_begin(buf_peek(&b));
    assert_int_equal(unpack_count(&u, 4), 0);
    assert_int_equal(unpack_u8(&u), 0);
    assert_false(unpack_end(&u));
    u = unpack_begin(buf_peek(&b));
    assert_int_equal(unpack_span(&u).n, 0);
    assert_false(unpack_end(&u));
    u = unpack_begin(buf_peek(&b));
    unpack_u16(&u);
    assert_false(unpack_end(&u)); /* bytes left over */
    u = unpack_begin(buf_peek(&b));
    assert_int_equal(unpack_below(&u, 1000, "too large"), 0);
    assert_string_equal(u.bad, "too large");
}

static void what_an_arena_gives_is_zeroed_apart_and_aligned(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    (void)state;
    for (size_t round = 0; round < 3; round++) {
        unsigned char *last = NULL;
        size_t last_size = 0;
        for (size_t i = 1; i < 3000; i++) {
            size_t size = i % 37 == 0 ? 100000 : i % 61;
            unsigned char *p = arena_alloc(a, size);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t j = 0; j < size; j++)
                assert_int_equal(p[j], 0);
            memset(p, 0xaa, size);
            for (size_t j = 0; j < last_size; j++)
                assert_int_equal(last[j], 0xaa);
            last = p;
            last_size = size < 100 ? size : 0;
        }
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
}

static void diagnostics_sort_by_place(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags d = {.arena = a};
    (void)state;
    diag_add(&d, DIAG_ERROR, "x.second", "b.yaml", 4, 2, "two");
    diag_add(&d, DIAG_NOTE, "x.first", "b.yaml", 4, 1, "one %d", 1);
    diag_add(&d, DIAG_ERROR, "x.zero", "a.yaml", 9, 9, "zero");
    diag_add(&d, DIAG_ERROR, "x.third", "b.yaml", 4, 2, "three");
    diags_sort(&d);
    assert_string_equal(d.list.at[0].id, "x.zero");
    assert_string_equal(d.list.at[1].text, "one 1");
    assert_string_equal(d.list.at[2].id, "x.second");
    assert_string_equal(d.list.at[3].id, "x.third");
    assert_int_equal(d.errors, 3);
}

/* The example of FIPS 180-2, appendix B.1. */
static void digests_are_sha_256(void **state)
{
    char text[DIGEST_TEXT];
    struct digest d = digest_of(SPAN("abc"));
    (void)state;
    assert_string_equal(digest_text(&d, text),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void instants_are_read_in_the_zone(void **state)
{
    struct moment m;
    char text[MOMENT_TEXT];
    (void)state;
    assert_true(clock_set_zone("Europe/Stockholm"));
    assert_false(clock_set_zone("Europe/../../etc/passwd"));
    assert_false(clock_set_zone("Mars/Olympus"));
    assert_true(clock_parse("2021-10-16", &m));
    assert_string_equal(clock_text(m, text), "2021-10-16T00:00:00+02:00");
    assert_true(clock_parse("2021-12-24T23:30", &m));
    assert_string_equal(clock_text(m, text), "2021-12-24T23:30:00+01:00");
    assert_true(clock_parse("2021-12-24T23:30:05Z", &m)); /* already Christmas Day in Sweden */
    assert_string_equal(clock_text(m, text), "2021-12-25T00:30:05+01:00");
    assert_true(clock_parse("2021-12-24T23:30+05:30", &m));
    assert_string_equal(clock_text(m, text), "2021-12-24T19:00:00+01:00");
    assert_false(clock_parse("2021-12-24 23:30", &m));
    assert_false(clock_parse("2021-12-24T25:00", &m));
    assert_false(clock_parse("2021-02-30", &m));
    assert_false(clock_parse("2021-02-03Tx", &m));
}

static void every_limit_has_a_name(void **state)
{
    (void)state;
    for (unsigned i = 0; i < LIMIT_COUNT; i++)
        assert_string_not_equal(limit_text((enum limit)i), "?");
    assert_string_equal(limit_text(LIMIT_NAME_FILE_BYTES), "file-size");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_takes_what_rfc_3629_allows),
        cmocka_unit_test(hidden_characters_become_visible),
        cmocka_unit_test(any_bytes_become_one_valid_line),
        cmocka_unit_test(only_visible_text_is_undone),
        cmocka_unit_test(misspelt_words_find_the_right_one),
        cmocka_unit_test(packed_values_come_back),
        cmocka_unit_test(a_cut_message_fails_once_and_for_all),
        cmocka_unit_test(what_an_arena_gives_is_zeroed_apart_and_aligned),
        cmocka_unit_test(diagnostics_sort_by_place),
        cmocka_unit_test(digests_are_sha_256),
        cmocka_unit_test(instants_are_read_in_the_zone),
        cmocka_unit_test(every_limit_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
