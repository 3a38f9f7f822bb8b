/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/text_document.h"
#include "fact/scan.h"

static struct token_list cut(struct arena *a, const char *text)
{
    return tokens_cut(text_document(a, span_of(text), "sv"), a, vocabulary_new(a));
}

static void kinds_of_tokens(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct token_list l = cut(a, "Den 14april 2015,\nkl. 9\n\nEND");
    static const uint8_t expected[] = {TOKEN_WORD,   TOKEN_NUMBER, TOKEN_WORD, TOKEN_NUMBER,
                                       TOKEN_MARK,   TOKEN_BREAK,  TOKEN_WORD, TOKEN_MARK,
                                       TOKEN_NUMBER, TOKEN_END,    TOKEN_WORD, TOKEN_END};
    assert_int_equal(l.n, sizeof expected);
    for (uint32_t i = 0; i < l.n; i++)
        assert_int_equal(l.at[i].kind, expected[i]);
    assert_int_equal(l.at[l.n].kind, TOKEN_END);
    assert_int_equal(l.at[1].value, 14);
    assert_int_equal(l.at[1].flags, TOKEN_SPACE);
    assert_int_equal(l.at[2].flags, 0);
    assert_int_equal(l.at[4].value, ',');
}

static void case_of_words(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct token_list l = cut(a, "Ända ÅÄÖ A åÄ McX");
    assert_int_equal(l.at[0].flags, TOKEN_UPPER);
    assert_int_equal(l.at[1].flags, TOKEN_UPPER | TOKEN_CAPS | TOKEN_SPACE);
    assert_int_equal(l.at[2].flags, TOKEN_UPPER | TOKEN_SPACE);
    assert_int_equal(l.at[3].flags, TOKEN_SPACE);
    assert_int_equal(l.at[4].flags, TOKEN_UPPER | TOKEN_SPACE);
}

static void numbers_too_long(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct token_list l = cut(a, "999999999 1000000000 007");
    assert_int_equal(l.at[0].value, 999999999);
    assert_int_equal(l.at[1].value, UINT32_MAX);
    assert_int_equal(l.at[2].value, 7);
}

/* More tokens than the first guess has room for. */
static void many_marks(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    char text[4001];
    memset(text, '.', 4000);
    text[4000] = '\0';
    struct token_list l = cut(a, text);
    assert_int_equal(l.n, 4001);
    assert_int_equal(l.at[3999].end, 4000);
    assert_int_equal(cut(a, "").n, 0);
}

static void words_of_many_meanings(void **state)
{
    (void)state;
    static const struct word_row rows[] = {
        {"mars", 1, 3, LANGUAGE_SV}, {"å", 2, 0, 0},    {"mars", 3, 3, LANGUAGE_FR},
        {"september", 4, 9, 0},      {"mars", 5, 0, 0},
    };
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = text_document(a, SPAN("Mars å september marsch"), "sv");
    struct vocabulary *v = vocabulary_new(a);
    struct word_table *t = words_new(v, rows, sizeof rows / sizeof *rows);
    struct token_list l = tokens_cut(d, a, v);
    const struct word_row *row = words_find(t, &l.at[0], d->fold);
    assert_int_equal(row->meaning, 1);
    row = words_next(t, row);
    assert_int_equal(row->meaning, 3);
    row = words_next(t, row);
    assert_int_equal(row->meaning, 5);
    assert_null(words_next(t, row));
    assert_int_equal(words_find(t, &l.at[1], d->fold)->meaning, 2);
    assert_int_equal(words_find(t, &l.at[2], d->fold)->meaning, 4);
    assert_null(words_find(t, &l.at[3], d->fold));
}

static void masked_tokens_are_marks(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts facts = {0};
    struct document *d = text_document(a, SPAN("Anna 850312-1234 bor"), "sv");
    struct scan s = {
        .document = d, .arena = a, .tokens = tokens_cut(d, a, vocabulary_new(a)), .facts = &facts};
    scan_mask(&s, (struct range){5, 16});
    assert_string_equal(d->text, "Anna ******-**** bor\n");
    assert_int_equal(s.tokens.at[0].kind, TOKEN_WORD);
    assert_int_equal(s.tokens.at[1].kind, TOKEN_MARK);
    assert_int_equal(s.tokens.at[1].value, '*');
    assert_int_equal(s.tokens.at[2].value, '-');
    assert_int_equal(s.tokens.at[3].value, '*');
    assert_int_equal(s.tokens.at[4].kind, TOKEN_WORD);
}

static void names_of_types(void **state)
{
    (void)state;
    enum fact_type type = FACT_DATE;
    assert_string_equal(fact_type_text(FACT_CASE_NUMBER), "case-number");
    assert_true(fact_type_parse(SPAN("personal-number"), &type));
    assert_int_equal(type, FACT_PERSONAL_NUMBER);
    assert_int_equal(language_bit("nn"), LANGUAGE_NN);
    assert_int_equal(language_bit(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_tokens),        cmocka_unit_test(case_of_words),
        cmocka_unit_test(numbers_too_long),       cmocka_unit_test(many_marks),
        cmocka_unit_test(words_of_many_meanings), cmocka_unit_test(masked_tokens_are_marks),
        cmocka_unit_test(names_of_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
