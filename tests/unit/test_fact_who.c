/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/text_document.h"
#include "fact/who.h"
#include "fact/who_words.h"

typedef bool question(const struct who *w, const struct scan *s, struct tokens t);

static bool answer(question *ask, const char *line)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = text_document(a, span_of(line), "sv");
    struct vocabulary *v = vocabulary_new(a);
    const struct who *w = who_new(v);
    struct scan s = {.document = d, .arena = a, .tokens = tokens_cut(d, a, v)};
    return ask(w, &s, tokens_in(&s, (struct range){0, d->length}));
}

static void expect(question *ask, bool expected, const char *const *lines)
{
    for (; *lines; lines++)
        if (answer(ask, *lines) != expected)
            fail_msg("%s: expected %s", *lines, expected ? "yes" : "no");
}

static void persons(void **state)
{
    (void)state;
    expect(who_is_person, true,
           (const char *const[]){"Eva Lind", "Eva-Lena von Sydow", "ILSE ÅS", "Per af Geijer Alm",
                                 "E. Lind", "Sean O'Hara", "Dr. Jan Roth", "Åsa Öst", NULL});
    expect(who_is_person, false,
           (const char *const[]){"Eva", "eva lind", "Lunds kommun", "Nordljus AB", "Vice Rektor",
                                 "Bilaga Ett", "Eva Lind 2", "Med Vänlig Hälsning", "Best Regards",
                                 "Skolverket Solna", "A B C D E F", "Avtal Ett", NULL});
}

static void roles(void **state)
{
    (void)state;
    expect(who_is_role, true,
           (const char *const[]){"VD", "t.f. rektor", "Ordförande skolnämnden", "Project Manager",
                                 "Verkställande direktör", "Gymnasiedirektör", "Undervisningsråd",
                                 "Head of Unit", "Vikarierande", "Geschäftsführer", NULL});
    expect(who_is_role, false,
           (const char *const[]){"Eva Lind", "Lunds kommun", "Rektor har ordet", "Läsning", "2024",
                                 "Rektor ledde mötet om läsning.", "Verkställande", NULL});
}

static void bodies(void **state)
{
    (void)state;
    expect(who_is_body, true,
           (const char *const[]){"Lunds kommun", "Nordljus AB", "Läsverket", "Region Skåne",
                                 "Lund University", "Nordlicht GmbH", "Institutet för språk",
                                 "Turun kaupunki", "Skolnämnden", NULL});
    expect(who_is_body, false,
           (const char *const[]){"Eva Lind", "kommun", "Lund", "Rektor Lunds kommun",
                                 "Lunds kommun är stor", "Lunds kommun 2024", "Work as one", NULL});
}

static void substitutes(void **state)
{
    (void)state;
    expect(who_is_substitute, true,
           (const char *const[]){"t.f. rektor", "tf chef", "e.u. Bo Ek", "enligt fullmakt",
                                 "Vikarierande", "p.p. Bo Ek", "Acting Director", NULL});
    expect(who_is_substitute, false,
           (const char *const[]){"rektor", "Bo Ek", "E. U. Ek", "t.ex. Bo Ek", NULL});
}

static void one_row_a_word(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    const struct word_table *t = words_new(vocabulary_new(a), who_rows, who_rows_count);
    for (size_t i = 0; i < who_rows_count; i++)
        if (words_next(t, &who_rows[i]))
            fail_msg("%s stands twice", who_rows[i].word);
    assert_true(who_endings_count < UINT8_MAX);
    for (size_t i = 0; i < who_endings_count; i++)
        assert_true(who_endings[i].end.n >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons),     cmocka_unit_test(roles),          cmocka_unit_test(bodies),
        cmocka_unit_test(substitutes), cmocka_unit_test(one_row_a_word),
    };
    return cmocka_run_group_tests_name("fact who", tests, NULL, NULL);
}
