/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fact/fact.h"
#include "fact/redact.h"

#include "../support/text_document.h"

static void digits_of_personal_numbers_are_masked(void **state)
{
    static const struct {
        const char *path, *expected;
    } cases[] = {
        {"a/811218-9876 avtal.txt", "a/******-**** avtal.txt"},
        {"19811218-9876.md", "********-****.md"},
        {"198112189876.md", "************.md"},
        {"8112189876", "**********"},
        {"811278_9873.txt", "******_****.txt"}, /* co-ordination number */
        {"000101-T220.txt", "******-T***.txt"}, /* interim number */
        {"202100-4185.txt", "202100-4185.txt"}, /* an organisation: month 21 */
        {"2020-06-23 avtal.txt", "2020-06-23 avtal.txt"},
        {"dnr 2019-830.txt", "dnr 2019-830.txt"},
        {"20200623.txt", "20200623.txt"},
        {"", ""},
    };
    struct arena *a _cleanup_arena_ = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span got = redact_path(a, span_of(cases[i].path));
        assert_string_equal(got.at, cases[i].expected);
    }
}

static const char letter[] = "Eva 811218-9876 skriver.\n\nEva 811218-9876\n\nSlut 19811218-9876.";

static struct document *read_letter(struct arena *a, size_t blocks)
{
    struct facts facts;
    struct document *d = text_document(a, span_of(letter), "sv");
    assert_int_equal(d->blocks.n, 3);
    d->blocks.at[1].kind = BLOCK_FURNITURE;
    d->blocks.n = blocks;
    facts_find(d, lexicon_new(a), &facts);
    return d;
}

/* A pattern may reach into what no scanner reads: the foot of a page, what lies behind a limit. */
static void no_personal_number_stays_in_the_text(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    (void)state;
    for (size_t blocks = 1; blocks <= 3; blocks++) {
        struct document *d = read_letter(a, blocks);
        const struct range all = {0, d->length};
        assert_null(memmem(d->text, d->length, "9876", 4));
        assert_null(memmem(d->fold, d->length, "9876", 4));
        struct span raw = document_raw(d, all);
        assert_int_equal(raw.n, strlen(letter));
        assert_null(memmem(raw.at, raw.n, "9876", 4));
        assert_non_null(memmem(raw.at, raw.n, "Slut ", 5));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_of_personal_numbers_are_masked),
        cmocka_unit_test(no_personal_number_stays_in_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
