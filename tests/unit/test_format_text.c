/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "document_world.h"

#include <stdlib.h>

static void test_pages(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    (void)state;
    assert_int_equal(read_text(a, "ett\n\ntv\xc3\xa5")->pages, 0);
    assert_int_equal(read_text(a, "ett\n\ftv\xc3\xa5\n\f")->pages, 2);
    assert_int_equal(read_text(a, "ett\n\ftv\xc3\xa5\n\ftre")->pages, 3);
    struct document *d = read_text(a, "Ett h\xc3\xa4r\nmer\f Tv\xc3\xa5\nslut\n\f\n\fFyra");
    assert_int_equal(d->pages, 4);
    assert_int_equal(d->lines.n, 5);
    assert_int_equal(d->lines.at[2].place.line, 2);
    assert_int_equal(d->lines.at[2].place.column, 6);
    assert_int_equal(d->lines.at[2].place.page, 2);
    assert_int_equal(d->lines.at[4].place.line, 5);
    assert_int_equal(d->lines.at[4].place.page, 4);
    assert_int_equal(document_block_at(d, d->lines.at[1].text.start) + 1,
                     document_block_at(d, d->lines.at[2].text.start));
}

static void test_lines_and_blocks(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    (void)state;
    struct document *d = read_text(a, "\n\nEtt\nTv\xc3\xa5\n\n \n\nTre:\n- a\n- b\n  fler\n");
    assert_string_equal(blocks_of(d),
                        "text [] Ett/Tv\xc3\xa5\ntext [] Tre:\nitem [-] a\nitem [-] b fler\n");
    assert_int_equal(d->lines.at[0].place.line, 3);
    assert_int_equal(d->lines.at[4].place.line, 10);
    assert_int_equal(d->lines.at[5].place.column, 3);
}

static void test_items(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    (void)state;
    assert_string_equal(
        blocks_of(read_text(
            a,
            "Krav:\n1. Ett krav\n   som forts\xc3\xa4tter\n2. Ett till\n   a) under\n   b) mer\n")),
        "text [] Krav:\nitem [1.] Ett krav som forts\xc3\xa4tter\nitem [2.] Ett till\n"
        "item [a)] under\nitem [b)] mer\n");
    struct document *d = read_text(a, "Krav:\n\n- ett\n  - under\n- tv\xc3\xa5\n");
    assert_int_equal(d->blocks.at[1].level, 1);
    assert_int_equal(d->blocks.at[2].level, 2);
    assert_int_equal(d->blocks.at[3].level, 1);
    assert_string_equal(blocks_of(read_text(a, "perioden 1 maj\n- 31 augusti\n")),
                        "text [] perioden 1 maj/- 31 augusti\n");
}

static void test_too_many_lines(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    size_t n = 2 * ((size_t)LIMIT_LINES + 10);
    char *bytes = arena_alloc(a, n);
    (void)state;
    for (size_t i = 0; i < n; i += 2)
        memcpy(bytes + i, "a\n", 2);
    struct format_result r = format_read(a, bytes, n, FORMAT_TEXT);
    assert_int_equal(r.why, READABLE);
    assert_int_equal(r.document->limit, LIMIT_NAME_LINES);
    assert_int_equal(r.document->lines.n, LIMIT_LINES);
}

/* The agreement that the project was made for, where it is at hand. */
static struct document *read_agreement(struct arena *a)
{
    char path[512];
    const char *shared = getenv("DULY_SHARED");
    struct buf bytes _cleanup_buf_ = {0};
    snprintf(path, sizeof path, "%s/documents/000_30dbf4e2f17ddaad.txt",
             shared ? shared : "../shared");
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char block[4096];
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        buf_add(&bytes, block, n);
    fclose(f);
    return read_bytes(a, FORMAT_TEXT, buf_peek(&bytes));
}

static void test_agreement(void **state)
{
    static const struct {
        uint32_t line;
        uint8_t level;
        const char *number;
    } want[] = {
        {5, 1, "1"},      {19, 1, "2"},     {29, 1, "3"},     {36, 1, "4"},   {42, 1, "5"},
        {44, 2, "5.1"},   {46, 3, "5.1.1"}, {52, 3, "5.1.2"}, {70, 2, "5.2"}, {72, 3, "5.2.1"},
        {80, 3, "5.2.2"}, {90, 3, "5.2.3"}, {96, 2, "6.3"},   {102, 1, "7"},  {113, 1, "8"},
        {117, 1, "9"},    {122, 1, "10"},   {171, 1, ""},
    };
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_agreement(a);
    (void)state;
    if (!d) {
        arena_free(a); /* skip() jumps over what cleans up */
        skip();
    }
    assert_int_equal(d->sections.n, sizeof want / sizeof *want);
    for (size_t i = 0; i < d->sections.n; i++) {
        const struct section *s = &d->sections.at[i];
        assert_int_equal(document_place(d, s->heading.start).line, want[i].line);
        assert_int_equal(s->level, want[i].level);
        assert_string_equal(text_of(a, s->number), want[i].number);
        assert_true(s->glued == (want[i].line == 70));
    }
    assert_int_equal(document_place(d, d->title_range.start).line, 3);
    assert_memory_equal(d->title.at, "Överenskommelse (ÖK 2) om samverkan mellan", 44);
    assert_memory_equal(d->title.at + d->title.n - 12, "bästa skola", 12);
    assert_string_equal(d->language, "sv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),     cmocka_unit_test(test_lines_and_blocks),
        cmocka_unit_test(test_items),     cmocka_unit_test(test_too_many_lines),
        cmocka_unit_test(test_agreement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
