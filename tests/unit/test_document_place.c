/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and source, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "document_world.h"

#include <utf8proc.h>

static bool is_mark(int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);
    return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC || k == UTF8PROC_CATEGORY_ME;
}

/* The byte of source that a line and a column mean, by counting from its start. */
static size_t byte_of(struct span source, struct place want)
{
    uint32_t line = 1, column = 0;
    for (size_t i = 0, n; i < source.n; i += n) {
        int32_t c = utf8_decode(span_cut(source, i, source.n), &n);
        bool feed = c == '\n' || (c == '\r' && !(i + 1 < source.n && source.at[i + 1] == '\n'));
        if (c == '\r' && !feed)
            continue; /* the LF ends the line */
        if (feed) {
            line++;
            column = 0;
            continue;
        }
        column += column == 0 || !is_mark(c);
        if (line == want.line && column == want.column)
            return i;
    }
    return SIZE_MAX;
}

/* Vowels and finals of Hangul have columns of their own, yet compose with what is before them. */
static bool composes(int32_t c)
{
    return is_mark(c) || (c >= 0x1160 && c <= 0x11ff);
}

/* The NFC form of the base at source[i] and the marks on it. */
static void composed(struct span source, size_t i, char out[64])
{
    size_t end = i, n;
    utf8proc_uint8_t *nfc = NULL;
    do {
        utf8_decode(span_cut(source, end, source.n), &n);
        end += n;
    } while (end < source.n && composes(utf8_decode(span_cut(source, end, source.n), &n)));
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)source.at + i, (utf8proc_ssize_t)(end - i), &nfc,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    assert_true(length > 0 && length < 64);
    memcpy(out, nfc, (size_t)length + 1);
    free(nfc);
}

/* Text at the offset is what stands at its place in source. */
static void check_char(const struct document *d, struct span file, uint32_t offset, size_t n)
{
    struct place place = document_place(d, offset);
    size_t at = byte_of(file, place), length;
    char want[64];
    if (at == SIZE_MAX)
        fail_msg("offset %u: no %u:%u in source", offset, place.line, place.column);
    int32_t c = utf8_decode(span_cut(file, at, file.n), &length);
    composed(file, at, want);
    struct span is = {d->text + offset, n};
    if (span_is(is, " ")) {
        utf8proc_category_t k = utf8proc_category(c);
        assert_true(k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_CC);
    } else if (span_is(is, "-")) {
        assert_true(utf8proc_category(c) == UTF8PROC_CATEGORY_PD || c == 0x2212);
    } else if (!span_starts(span_of(want), is)) {
        fail_msg("offset %u: text has '%.*s', %u:%u has '%s'\n%s", offset, SPAN_ARG(is), place.line,
                 place.column, want, d->text + d->lines.at[document_line_at(d, offset)].text.start);
    }
}

/* Blanks that stand for a line end lie behind the line; all other characters are looked at. */
static void check_places(struct span file, enum format format)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_bytes(a, format, file);
    assert_non_null(d);
    for (uint32_t line = 0; line < d->lines.n; line++) {
        struct range r = d->lines.at[line].text;
        for (uint32_t i = r.start, step; i < r.end; i += step) {
            size_t n;
            utf8_decode((struct span){d->text + i, r.end - i}, &n);
            step = (uint32_t)n;
            if (!is_mark(utf8_decode((struct span){d->text + i, r.end - i}, &n)))
                check_char(d, file, i, n);
        }
        struct place first = document_place(d, r.start), kept = d->lines.at[line].place;
        assert_int_equal(first.line, kept.line);
        assert_int_equal(first.column, kept.column);
    }
}

// clang-format off
static const char *const texts[] = {
    "En rad.\nEn till.\n\n  Indragen\tmed tabb\noch slut",
    "a\r\nb\r\n\r\nc\rd\r\r\n  e",
    "Sko\xc2\xadla och fo\xcc\x88rskola a\xcc\x8a\n\nA\xcc\x8arsrapport\xe2\x80\x93slut \xe2\x80\x94 nu",
    "\xc2\xa0\xc2\xa0 bred \xe2\x80\x83\xe2\x80\x83 blank\xe2\x80\x8b osynlig\n\xef\xbb\xbf" "BOM mitt i",
    "e\xcc\x81\xcc\x82\xcc\x83x \xcc\x88 q\xcc\x87\xcc\xa3y \xe1\xba\x9b\xcc\xa3 \xe2\x84\xab \xe2\x84\xa6 \xe0\xa5\x98z",
    "Huvudmannen ska enligt överenskommelsen som parterna har träffat åter-\nbetala det bidrag som inte har använts.",
    "Detta gäller för kommunens IT-\nsystem och för de övriga skol-\noch förskoleenheter som parterna har enats om, samt-\nliga.",
    "Ett mjukt binde\xc2\xad\nstreck vid radslut och ett till här i sam\xc2\xad\n\xc3\xa5ret.",
    "Sida ett\n\fSida två\nmer\f\n\n\fSida fyra",
    "\xe2\x80\x93\xe2\x80\x93\xe2\x80\x93\xc2\xad\xc2\xad- \xe2\x88\x92" "5",
    "\xea\xb0\x80 \xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8 \xf0\x9f\x98\x80 \xf0\x9f\x87\xb8\xf0\x9f\x87\xaa x",
    "\x01" "a\x02" "b c",
};

static const char *const markdowns[] = {
    "# *Rubrik* ett\n\nEtt **senast den 31 mars 2019** och `kod` [länk](http://x.se).\n\n> citat\n> mer\n",
    "- punkt *ett*\n  fo\xcc\x88lj\n- två\n   - under __fet__\n\n1. ett\\*\n",
    "| a | **b** |\n|---|---|\n| å\xc2\xad" "ä | \\| |\n",
    "---\ntitle: \"Ett namn\"\ndnr: 1\n---\nText<br>mer <b>fet</b> <!-- bort --> slut\n",
    "***a** b* c_d_e ~~f~~ ~g~ [namn] ![bild](x) <http://y.se>\n====\n",
};
// clang-format on

static void test_every_character(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_places(span_of(texts[i]), FORMAT_TEXT);
    for (size_t i = 0; i < sizeof markdowns / sizeof *markdowns; i++)
        check_places(span_of(markdowns[i]), FORMAT_MARKDOWN);
}

/* The same over texts put together at random, long lines among them. */
static void test_random_texts(void **state)
{
    static const char *const parts[] = {"a",
                                        "ord",
                                        " ",
                                        "  ",
                                        "\t",
                                        "\n",
                                        "\n\n",
                                        "\r\n",
                                        "å",
                                        "o\xcc\x88",
                                        "\xc2\xad",
                                        "–",
                                        "-\n",
                                        "b-\nc",
                                        ".",
                                        "\f",
                                        "5.2 ",
                                        "1. ",
                                        "\xc2\xa0",
                                        "e\xcc\x81\xcc\xa3",
                                        "€",
                                        "😀",
                                        "långtordutanblank",
                                        "Rubrik",
                                        "**",
                                        "_",
                                        "[x](y)",
                                        "\\",
                                        "`",
                                        "\xe2\x84\xab"};
    uint32_t seed = 20220831;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct buf b _cleanup_buf_ = {0};
        buf_text(&b, "x");
        for (int k = 0; k < 20 + round; k++) {
            seed = seed * 1664525u + 1013904223u;
            buf_text(&b, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
        }
        check_places(buf_peek(&b), FORMAT_TEXT);
    }
}

static void assert_raw(const char *text, const char *find, const char *raw)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_text(a, text);
    const char *at = strstr(d->text, find);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - d->text);
    struct span got = document_raw(d, (struct range){start, start + (uint32_t)strlen(find)});
    assert_string_equal(text_of(a, got), raw);
}

static void test_raw(void **state)
{
    (void)state;
    assert_raw("Stockholm 2020 \xe2\x80\x93 06", "2020 - 06", "2020 \xe2\x80\x93 06");
    assert_raw("Stockholm 2020 \xe2\x80\x93", "2020 -", "2020 \xe2\x80\x93");
    assert_raw("den  15\xc2\xa0"
               "april",
               "15 april",
               "15\xc2\xa0"
               "april");
    assert_raw("se fo\xcc\x88r", "f\xc3\xb6", "fo\xcc\x88");
    assert_raw("sko\xc2\xadla nu", "skola", "sko\xc2\xadla");
    assert_raw("slut", "slut", "slut");
}

static void test_mask(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_text(a, "Anna \xc3\x85"
                                      "85\xe2\x80\x93"
                                      "12 bor 85");
    (void)state;
    document_mask(d, (struct range){5, 12});
    assert_string_equal(d->text, "Anna ****-** bor 85\n");
    assert_string_equal(d->fold, "anna ****-** bor 85\n");
    assert_string_equal(text_of(a, d->source), "Anna ****\xe2\x80\x93** bor 85");
    assert_string_equal(text_of(a, document_raw(d, (struct range){5, 12})), "****\xe2\x80\x93**");
}

static void test_lookups(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d =
        read_text(a, "Avtal om x\n\n1 Ett\n\nEn mening. En till.\n\n2 Två\n\nSlut nu.");
    (void)state;
    uint32_t second = (uint32_t)(strstr(d->text, "En till") - d->text);
    uint32_t last = (uint32_t)(strstr(d->text, "Slut") - d->text);
    assert_int_equal(document_block_at(d, 0), 0);
    assert_int_equal(document_block_at(d, second), 2);
    assert_int_equal(document_line_at(d, second), 2);
    assert_int_equal(document_section_at(d, 0), UINT32_MAX);
    assert_int_equal(document_section_at(d, second), 0);
    assert_int_equal(document_section_at(d, last), 1);
    assert_int_equal(document_sentence_at(d, second), document_sentence_at(d, second + 3));
    assert_int_equal(document_sentence_at(d, second - 2) + 1, document_sentence_at(d, second));
    assert_int_equal(document_block_at(d, d->length), UINT32_MAX);
    assert_int_equal(document_sentence_at(d, d->length), UINT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character),
        cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_raw),
        cmocka_unit_test(test_mask),
        cmocka_unit_test(test_lookups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
