/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "document/build.h"
#include "document_world.h"

struct pair {
    const char *source, *text;
};

static void check_pairs(const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *a _cleanup_arena_ = arena_new();
        struct document *d = read_text(a, pairs[i].source);
        assert_non_null(d);
        assert_string_equal(d->text, pairs[i].text);
        assert_int_equal(strlen(d->text), d->length);
        assert_int_equal(strlen(d->fold), d->length);
    }
}
#define CHECK_PAIRS(pairs) check_pairs((pairs), sizeof(pairs) / sizeof *(pairs))

// clang-format off
static const struct pair normalised[] = {
    {"", ""},
    {"\n \n\t\n", ""},
    {"  a \t b\xc2\xa0\xc2\xa0" "c  ", "a b c\n"},
    {"a\xe2\x80\x89" "b\xe3\x80\x80" "c\xe2\x80\xa8" "d", "a b c d\n"},
    {"2020\xe2\x80\x93" "2021 \xe2\x80\x94 \xe2\x88\x92" "5 a\xe2\x80\x91" "b", "2020-2021 - -5 a-b\n"},
    {"sko\xc2\xadla\xe2\x80\x8b nu\xef\xbb\xbf", "skola nu\n"},
    {"fo\xcc\x88r A\xcc\x8ars", "f\xc3\xb6r \xc3\x85rs\n"},
    {"q\xcc\x87\xcc\xa3", "q\xcc\xa3\xcc\x87\n"}, /* canonical order of marks */
    {"\xe2\x84\xab \xe2\x84\xa6", "\xc3\x85 \xce\xa9\n"},
    {"A\r\nB\rC\n", "A\nB\nC\n"},
    {"ett\n\ntv\xc3\xa5\n \ntre", "ett\ntv\xc3\xa5\ntre\n"},
};

static const struct pair joined[] = {
    {"Den som inte har fullgjort sina åtaganden enligt avtalet ska åter-\nbetala hela det bidrag som betalats ut.",
     "Den som inte har fullgjort sina åtaganden enligt avtalet ska återbetala hela det bidrag som betalats ut.\n"},
    {"kommunens IT-\nsystem", "kommunens IT-system\n"},
    {"via e-\npost", "via e-post\n"},
    {"Skol-\noch fritidsverksamhet", "Skol- och fritidsverksamhet\n"},
    {"Nord-\nSyd", "Nord-\nSyd\n"},
    {"under 2020-\n2021", "under 2020-\n2021\n"},
    {"perioden -\nslut", "perioden - slut\n"},
    {"sam\xc2\xad\nverkan", "samverkan\n"},
    {"åter-\n\nbetala", "åter-\nbetala\n"},
};

static const struct pair line_ends[] = {
    /* wrapped: all lines but the last are full */
    {"Huvudmannen ska senast den 15 april 2021 och den 15\n"
     "oktober 2021 ge in skriftliga delredovisningar till\n"
     "verket enligt den mall som verket tillhandahåller.\n",
     "Huvudmannen ska senast den 15 april 2021 och den 15 "
     "oktober 2021 ge in skriftliga delredovisningar till "
     "verket enligt den mall som verket tillhandahåller.\n"},
    /* an address, whose widest line is always full */
    {"Tuna kommun (nedan kallad Huvudmannen)\nBox 12, 123 45 Tuna\nTelefon: 08-508 33 000 (vx)\nOrganisationsnummer: 1\n",
     "Tuna kommun (nedan kallad Huvudmannen)\nBox 12, 123 45 Tuna\nTelefon: 08-508 33 000 (vx)\nOrganisationsnummer: 1\n"},
    /* a narrow line that goes on in lower case */
    {"senast den 15\napril 2021", "senast den 15 april 2021\n"},
    {"Anna Berg\nRektor", "Anna Berg\nRektor\n"},
};
// clang-format on

static void test_normalised(void **state)
{
    (void)state;
    CHECK_PAIRS(normalised);
}

static void test_broken_words(void **state)
{
    (void)state;
    CHECK_PAIRS(joined);
}

static void test_line_ends(void **state)
{
    (void)state;
    CHECK_PAIRS(line_ends);
}

/* Addresses stay lines beside paragraphs that are one long line each, as converters write them. */
static void test_unwrapped_text(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_text(
        a, "Verket har i beslut den 9 juni 2020 beslutat om inom vilka områden som insatserna ska "
           "genomföras under den tid som samverkan pågår mellan parterna enligt avtalet.\n\n"
           "Tuna kommun (nedan kallad Huvudmannen i avtalet)\nBox 12, 123 45 Tuna\n"
           "Telefon: 08-508 33 000 (vx)\nOrganisationsnummer: 212000-0142\n");
    (void)state;
    assert_non_null(
        strstr(d->text, "avtalet)\nBox 12, 123 45 Tuna\nTelefon: 08-508 33 000 (vx)\n"));
}

static void test_fold(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_text(a, "ÅÄÖ ÉÜ × ÐÞ Ÿ ABCDEFGHIJ @[`{ ДОМ \xc4\xb0 \xe1\xba\x9e ẞ");
    (void)state;
    assert_string_equal(d->fold, "åäö éü × ðþ ÿ abcdefghij @[`{ дом \xc4\xb0 \xe1\xba\x9e ẞ\n");
}

static void assert_sentences(const char *text, const char *const *want)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_text(a, text);
    size_t i = 0;
    for (; want[i]; i++) {
        assert_true(i < d->sentences.n);
        struct span s = {d->text + d->sentences.at[i], strlen(want[i])};
        if (!span_is(s, want[i]))
            fail_msg("sentence %zu is '%.*s', not '%s'", i, 40, s.at, want[i]);
    }
    assert_int_equal(d->sentences.n, i);
}
#define SENTENCES(text, ...) assert_sentences((text), (const char *const[]){__VA_ARGS__, NULL})

static void test_sentences(void **state)
{
    (void)state;
    SENTENCES("En mening. En till! Är det en tredje? Ja.", "En mening", "En till", "Är", "Ja");
    SENTENCES("Det gäller t.ex. Skolverket, bl.a. Tuna och fr.o.m. Juni.", "Det");
    SENTENCES("Mötet hålls kl. 9.00 i Tuna. Se nr. 5 och dnr. U2019.", "Mötet", "Se nr");
    SENTENCES("Avtalet tecknas av A. Svensson och B.C. Dahl. Slut.", "Avtalet", "Slut");
    SENTENCES("Se avsnitt 5.2. Detta gäller till 2022. Därefter inte.", "Se", "Därefter");
    SENTENCES("Han sa \"nej.\" Sedan gick han (kl. 8.) Slut.", "Han", "Sedan", "Slut");
    SENTENCES("Rad ett\nRad två. Tre", "Rad ett", "Rad två", "Tre");
    SENTENCES("Der Vertrag endet am 5. Dezember und ist von der Firma nicht mit dem Haus.", "Der");
    SENTENCES("Text slutar här.\n\n1. Punkt. Mer", "Text", "1.", "Mer");
}

static void assert_language(const char *want, const char *text)
{
    struct arena *a _cleanup_arena_ = arena_new();
    assert_string_equal(read_text(a, text)->language, want);
}

static void test_language(void **state)
{
    (void)state;
    assert_language(
        "sv", "Kommunen ska enligt avtalet redovisa hur medlen har använts och vad som återstår.");
    assert_language("en",
                    "The parties shall report on the use of the funds and what is left of them.");
    assert_language(
        "de", "Der Vertrag wird von den Parteien geschlossen und ist nicht mit dem Amt zu ändern.");
    assert_language(
        "fi",
        "Osapuolet sopivat että sopimus on voimassa ja se voidaan irtisanoa, kuten myös tämä.");
    assert_language("nb", "Partene er enige om at avtalen ikke kan endres etter når det blir sagt "
                          "opp fra en av dem, mellom jul og påske, og jeg også.");
    assert_language("nn", "Partane er einige om at avtalen ikkje kan endrast, og dei har eit "
                          "ansvar frå no av, kva det no vert.");
    assert_language("da", "Parterne er enige om at aftalen ikke kan ændres af en part, hvad der "
                          "bliver sagt mellem dem.");
    assert_language("fr", "Les parties sont convenues que le présent accord ne peut pas être "
                          "modifié par une des parties.");
    assert_language("", "X Y Z 1 2 3");
}

static void test_counts(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d =
        read_text(a, "Avtal om drift\n\n1 Ett\n\nTvå ord.\n\n1.1 Under\n\nTre små ord:\n\n- ett\n"
                     "- två ord\n\n2 Andra\n\nFyra.\n");
    (void)state;
    assert_int_equal(d->sections.n, 3);
    assert_int_equal(d->sections.at[0].words, 8);
    assert_int_equal(d->sections.at[0].items, 2);
    assert_int_equal(d->sections.at[1].words, 6);
    assert_int_equal(d->sections.at[2].words, 1);
    assert_string_equal(
        blocks_of(d),
        "heading [] Avtal om drift\nheading [1] Ett\ntext [] Två ord.\nheading [1.1] Under\n"
        "text [] Tre små ord:\nitem [-] ett\nitem [-] två ord\nheading [2] Andra\ntext [] Fyra.\n");
    struct span body = document_span(d, d->sections.at[0].body);
    assert_string_equal(text_of(a, body), "Två ord.\n");
}

/* What the format computes and source does not hold. */
static void test_computed_label(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    char source[] = "Parter\nText som h\xc3\xb6r till.";
    struct document *d = document_new(a, FORMAT_DOCX, source, sizeof source - 1);
    (void)state;
    document_block(d, (struct block_hint){BLOCK_HEADING, true, 1, SPAN("5.2")});
    document_line(d, 0, 6, (struct place){1, 1, 0});
    document_block(d, (struct block_hint){0});
    document_line(d, 7, 26, (struct place){2, 1, 0});
    document_finish(d);
    assert_string_equal(outline_of(d), "1|5.2|Parter\n");
    assert_string_equal(d->text, "5.2 Parter\nText som h\xc3\xb6r till.\n");
    assert_int_equal(document_place(d, 2).column, 1);
    assert_int_equal(document_place(d, 6).column, 3);
    assert_string_equal(text_of(a, document_raw(d, (struct range){4, 10})), "Parter");
    assert_int_equal(document_raw(d, (struct range){0, 3}).n, 0);
}

static void test_limits(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    char source[] = "a b";
    struct document *d = document_new(a, FORMAT_TEXT, source, 3);
    bool more = true;
    (void)state;
    for (uint32_t i = 0; i < LIMIT_BLOCKS + 10 && more; i++) {
        document_block(d, (struct block_hint){0});
        more = document_line(d, 0, 1, (struct place){i + 1, 1, 0});
    }
    document_finish(d);
    assert_int_equal(d->limit, LIMIT_NAME_BLOCKS);
    assert_int_equal(d->blocks.n, LIMIT_BLOCKS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normalised),     cmocka_unit_test(test_broken_words),
        cmocka_unit_test(test_line_ends),      cmocka_unit_test(test_unwrapped_text),
        cmocka_unit_test(test_fold),           cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_language),       cmocka_unit_test(test_counts),
        cmocka_unit_test(test_computed_label), cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
