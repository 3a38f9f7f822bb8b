/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "document_world.h"

struct sample {
    struct span bytes;
    enum unreadable why;
    const char *text; /* of the document, or what detail begins with */
};
#define BYTES(literal) ((struct span){(literal), sizeof(literal) - 1})

// clang-format off
static const struct sample samples[] = {
    {{"", 0}, READABLE, ""},
    {BYTES("\xef\xbb\xbf"), READABLE, ""},
    {BYTES("\xef\xbb\xbf\xc3\x85r"), READABLE, "\xc3\x85r\n"},
    {BYTES("\xff\xfe\xc5\0r\0"), READABLE, "\xc3\x85r\n"},
    {BYTES("\xfe\xff\0\xc5\0r"), READABLE, "\xc3\x85r\n"},
    {BYTES("\xff\xfe\0\0\xc5\0\0\0r\0\0\0"), READABLE, "\xc3\x85r\n"},
    {BYTES("\0\0\xfe\xff\0\0\0\xc5\0\0\0r"), READABLE, "\xc3\x85r\n"},
    {BYTES("\xff\xfe\x3d\xd8\x00\xde"), READABLE, "\xf0\x9f\x98\x80\n"}, /* a surrogate pair */
    {BYTES("A\0v\0t\0a\0l\0 \0o\0m\0"), READABLE, "Avtal om\n"},
    {BYTES("\0A\0v\0t\0a\0l\0 \0o\0m"), READABLE, "Avtal om\n"},
    {BYTES("F\xf6rskola i \xd6rebro \x96 2020 \x80 5"), READABLE, "F\xc3\xb6rskola i \xc3\x96rebro - 2020 \xe2\x82\xac 5\n"},
    {BYTES("L\xe4rarf\xf6rbundet s\xe5g \x93n\xe5got\x94"), READABLE, "L\xc3\xa4rarf\xc3\xb6rbundet s\xc3\xa5g \xe2\x80\x9cn\xc3\xa5got\xe2\x80\x9d\n"},
    /* Mac and DOS Swedish, and UTF-8 that was cut or half converted */
    {BYTES("L\x8arare f\x9ar sm\x8c barn p\x8c f\x9arskolan s\x8arskilt"), UNREADABLE_ENCODING, "byte 2"},
    {BYTES("L\x84rare f\x94r sm\x86 barn"), UNREADABLE_ENCODING, "byte 2"},
    {BYTES("l\xc3\xa4rare f\xc3\xb6r sm\xc3\xa5 barn \xc3"), UNREADABLE_ENCODING, "byte 24"},
    {BYTES("\xef\xbb\xbf\xf6"), UNREADABLE_ENCODING, "byte 4"},
    {BYTES("a\x81\x8d\x90"), UNREADABLE_ENCODING, "byte 2"},
    {BYTES("\xc0\xaf\xc0\xaf"), UNREADABLE_ENCODING, "byte 1"}, /* overlong */
    {BYTES("%PDF-1.7\n"), UNREADABLE_BINARY, "a PDF document"},
    {BYTES("PK\3\4abc"), UNREADABLE_BINARY, "a zip archive"},
    {BYTES("{\\rtf1 text}"), UNREADABLE_BINARY, "a rich text document"},
    {BYTES("\x89PNG\r\n"), UNREADABLE_BINARY, "an image"},
    {BYTES("ab\0\0\0\0cd\0\0\1\2\3"), UNREADABLE_BINARY, "not text"},
    {BYTES("\1\2\3\4\5\6"), UNREADABLE_BINARY, "not text"},
    {BYTES("Avtal\0dolt"), UNREADABLE_BINARY, "not text"},
};
// clang-format on

static void test_encodings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const struct sample *s = &samples[i];
        struct arena *a _cleanup_arena_ = arena_new();
        struct span copy = arena_copy(a, s->bytes);
        struct format_result r = format_read(a, (char *)(uintptr_t)copy.at, copy.n, FORMAT_TEXT);
        if (r.why != s->why)
            fail_msg("sample %zu: %d (%s)", i, (int)r.why, r.detail);
        if (r.why == READABLE)
            assert_string_equal(r.document->text, s->text);
        else if (strncmp(r.detail, s->text, strlen(s->text)) != 0)
            fail_msg("sample %zu: %s", i, r.detail);
        assert_true((r.document != NULL) == (r.why == READABLE));
    }
}

/* Words of eight bytes are looked at together: a control character is found at each place. */
static void test_controls_anywhere(void **state)
{
    (void)state;
    for (size_t place = 0; place < 24; place++) {
        char text[24];
        struct arena *a _cleanup_arena_ = arena_new();
        memset(text, 'a', sizeof text);
        text[place] = '\0';
        assert_int_equal(format_read(a, text, sizeof text, FORMAT_TEXT).why, UNREADABLE_BINARY);
        memset(text, 1, sizeof text);
        memset(text, 'a', place / 2);
        assert_int_equal(format_read(a, text, sizeof text, FORMAT_TEXT).why, UNREADABLE_BINARY);
    }
}

static void test_file_size(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    size_t n = (size_t)LIMIT_FILE_BYTES + 1;
    char *bytes = arena_alloc(a, n);
    (void)state;
    struct format_result r = format_read(a, bytes, n, FORMAT_TEXT);
    assert_int_equal(r.why, UNREADABLE_LIMIT);
    assert_string_equal(r.detail, "file-size");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_controls_anywhere),
        cmocka_unit_test(test_file_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
