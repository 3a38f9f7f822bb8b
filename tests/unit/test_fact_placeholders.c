/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/one_scanner.h"

static void assert_none(const char *text)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = scanner_facts(&scanner_placeholders, a, text, "sv");
    if (facts->list.n)
        print_error("%s: %.*s\n", text, SPAN_ARG(facts->list.at[0].raw));
    assert_int_equal(facts->list.n, 0);
}

static void assert_one(const char *text, enum placeholder_kind kind, const char *raw)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = scanner_facts(&scanner_placeholders, a, text, "sv");
    struct fact *f = fact_nth(facts, FACT_PLACEHOLDER, 0);
    if (!f || !span_is(f->raw, raw) || f->placeholder.kind != kind)
        print_error("%s: %zu facts, %.*s\n", text, facts->list.n,
                    SPAN_ARG(f ? f->raw : (struct span){0}));
    assert_int_equal(facts->list.n, 1);
    assert_true(span_is(f->raw, raw));
    assert_int_equal(f->placeholder.kind, kind);
}

#define ASSERT_NONE(...)                                                                           \
    do {                                                                                           \
        static const char *const texts[] = {__VA_ARGS__};                                          \
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)                                  \
            assert_none(texts[i]);                                                                 \
    } while (0)

static void brackets(void **state)
{
    (void)state;
    assert_one("mellan [namn] och", PLACEHOLDER_BRACKET, "[namn]");
    assert_one("org.nr [organisationsnummer]", PLACEHOLDER_BRACKET, "[organisationsnummer]");
    assert_one("[Kommunens namn]", PLACEHOLDER_BRACKET, "[Kommunens namn]");
    assert_one("<fyll i>", PLACEHOLDER_BRACKET, "<fyll i>");
    assert_one("<<Namn>>", PLACEHOLDER_BRACKET, "<<Namn>>");
    assert_one("{{name}}", PLACEHOLDER_BRACKET, "{{name}}");
    assert_one("{{ kund.ref }}", PLACEHOLDER_BRACKET, "{{ kund.ref }}");
    assert_one("«Förnamn»", PLACEHOLDER_BRACKET, "«Förnamn»");
    assert_one("[Insert the text here]", PLACEHOLDER_BRACKET, "[Insert the text here]");
    assert_one("[●]", PLACEHOLDER_BRACKET, "[●]");
    assert_one("[projektnamn]", PLACEHOLDER_BRACKET, "[projektnamn]");
}

static void brackets_of_other_things(void **state)
{
    (void)state;
    ASSERT_NONE("[email protected]", "[x] klart", "[ ] kvar", "[X]", "enligt [1]", "[2019]",
                "[sic]", "[...]", "[…]", "[SOU 2018:41]", "[namn](https://example.org)",
                "[namn][1]", "fält[namn]", "[den tilltalade]", "[the company]", "[t]he", "<title>",
                "<br>", "</name>", "<info@example.org>", "vector<name>", "[se bilaga 1]",
                "« Namn »", "«namn på en»", "[namn\nsom bryts]", "[]", "[", "{namn", "[hunden]",
                "[a] [b]");
}

static void brackets_of_programs(void **state)
{
    (void)state;
    ASSERT_NONE("läs lib/<name>.so först", "anropa med --user=<namn>", "append({number})",
                "{namn, datum}", "<number>.<number>", "$HOME/{namn}", "ld${name}_finish",
                "[name ...]", "[open(name)]", "<https://example.org/project>", "<os.name>",
                "tryck på <Enter>", "[filename]", "<username>", "[date]:587");
    assert_one("Copyright ${year} Norrvik", PLACEHOLDER_BRACKET, "{year}");
    assert_one("dnr 2024/<nummer>", PLACEHOLDER_BRACKET, "<nummer>");
    assert_one("(<namn>)", PLACEHOLDER_BRACKET, "<namn>");
    assert_one("<Firmenname>", PLACEHOLDER_BRACKET, "<Firmenname>");
    assert_one("Ort:<ort>, den", PLACEHOLDER_BRACKET, "<ort>");
}

/* A manual's brackets are its grammar; a form's ask for what forms ask for. */
static void brackets_of_manuals(void **state)
{
    (void)state;
#define SIX "{expr} och {list} eller {flag} samt {path}, {win} och {buf}"
    assert_none("sätt {name} till " SIX);
    assert_one("sätt {name} till {expr} och {list}", PLACEHOLDER_BRACKET, "{name}");
    assert_one("sätt [namn] till " SIX, PLACEHOLDER_BRACKET, "[namn]");
    assert_one("sätt {{name}} till " SIX, PLACEHOLDER_BRACKET, "{{name}}");
#undef SIX
}

static void leaders(void **state)
{
    (void)state;
    ASSERT_NONE("Contents..........|intro|", "CFLAGS............: -g", "|v|______|v|",
                "|......1 |");
    assert_one("Belopp: ............ kr", PLACEHOLDER_LINE, "............");
}

static void letters(void **state)
{
    (void)state;
    assert_one("org.nr XXXXXX-XXXX", PLACEHOLDER_LETTERS, "XXXXXX-XXXX");
    assert_one("org.nr xxxxxx-yyyy", PLACEHOLDER_LETTERS, "xxxxxx-yyyy");
    assert_one("XX-XX", PLACEHOLDER_LETTERS, "XX-XX");
    assert_one("den 1 maj 20XX.", PLACEHOLDER_LETTERS, "20XX");
    assert_one("under 202X", PLACEHOLDER_LETTERS, "202X");
    assert_one("under 202x", PLACEHOLDER_LETTERS, "202x");
    ASSERT_NONE("under 200x", "fyra AAAA poster");
    assert_one("20XX-XX-XX", PLACEHOLDER_LETTERS, "20XX-XX-XX");
    assert_one("2024-XX-XX", PLACEHOLDER_LETTERS, "2024-XX-XX");
    assert_one("telefon 08-XXX", PLACEHOLDER_LETTERS, "08-XXX");
    assert_one("högst XX kronor", PLACEHOLDER_LETTERS, "XX");
    assert_one("den XX maj", PLACEHOLDER_LETTERS, "XX");
    assert_one("XXX kommun", PLACEHOLDER_LETTERS, "XXX");
    assert_one("mellan XXXX och", PLACEHOLDER_LETTERS, "XXXX");
}

static void letters_of_other_things(void **state)
{
    (void)state;
    ASSERT_NONE("storlek XXL", "kapitel XX", "XX-talet", "bilaga XXX", "århundrade XX", "Exxon",
                "5xx", "4xx-5xx", "200x300 mm", "xxxx@example.org", "www.xxxx.se", "x", "aa",
                "Aaron", "xx", "MDCXX");
}

static void dates(void **state)
{
    (void)state;
    assert_one("den ÅÅÅÅ-MM-DD i", PLACEHOLDER_DATE, "ÅÅÅÅ-MM-DD");
    assert_one("YYYY-MM-DD", PLACEHOLDER_DATE, "YYYY-MM-DD");
    assert_one("Datum: åååå-mm-dd", PLACEHOLDER_DATE, "åååå-mm-dd");
    assert_one("DD/MM/YYYY", PLACEHOLDER_DATE, "DD/MM/YYYY");
    assert_one("TT.MM.JJJJ", PLACEHOLDER_DATE, "TT.MM.JJJJ");
    assert_one("ÅÅMMDD-XXXX", PLACEHOLDER_DATE, "ÅÅMMDD-XXXX");
    assert_one("i maj ÅÅÅÅ", PLACEHOLDER_DATE, "ÅÅÅÅ");
    ASSERT_NONE("Datum (ÅÅÅÅ-MM-DD): 2020-05-04", "anges i formatet ÅÅÅÅ-MM-DD", "åååå", "DD",
                "mm");
}

static void lines(void **state)
{
    (void)state;
    assert_one("gäller från ________ till", PLACEHOLDER_LINE, "________");
    assert_one("Belopp: ____", PLACEHOLDER_LINE, "____");
    assert_one("Belopp:\n__________", PLACEHOLDER_LINE, "__________");
    assert_one("Belopp: ..........", PLACEHOLDER_LINE, "..........");
    assert_one("Belopp: ……", PLACEHOLDER_LINE, "……");
    assert_one("Belopp: . . . . . . .", PLACEHOLDER_LINE, ". . . . . . .");
    assert_one("Gäller för år ______", PLACEHOLDER_LINE, "______");
    assert_one("Underskrift ______", PLACEHOLDER_SIGNATURE_LINE, "______");
    assert_one("Ort och datum: ______", PLACEHOLDER_SIGNATURE_LINE, "______");
    assert_one("För Exempel kommun ______", PLACEHOLDER_SIGNATURE_LINE, "______");
    assert_one("______________\nAnna Ek", PLACEHOLDER_SIGNATURE_LINE, "______________");
    assert_one("______________\n\nAnna Ek", PLACEHOLDER_SIGNATURE_LINE, "______________");
    assert_one("Namn:\n______________", PLACEHOLDER_SIGNATURE_LINE, "______________");
    assert_one("Avtalet har ingåtts av parterna den ____ med det namn som anges", PLACEHOLDER_LINE,
               "____");
    assert_one("Sekreterare ______________", PLACEHOLDER_SIGNATURE_LINE, "______________");
    assert_one("Justerande ……………………", PLACEHOLDER_SIGNATURE_LINE, "……………………");
    assert_one("den ____________ 20", PLACEHOLDER_LINE, "____________");
    ASSERT_NONE("Optioner ............ Fel! Bokmärket är inte definierat.",
                "Article 4 – Term ______________ 5", "Partners ____________________ 3");
    ASSERT_NONE("___", "foo____bar", ".....", "Bakgrund ........ 3", "han sade ...... och gick",
                "______________", "______________\n\nDetta är en lång rad som inte är ett namn.");
}

static void several_lines_on_a_row(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts =
        scanner_facts(&scanner_placeholders, a, "Ort: ______ Belopp: ______\n", "sv");
    assert_int_equal(facts->list.n, 2);
    assert_int_equal(facts->list.at[0].placeholder.kind, PLACEHOLDER_SIGNATURE_LINE);
    assert_int_equal(facts->list.at[1].placeholder.kind, PLACEHOLDER_LINE);
    facts = scanner_facts(&scanner_placeholders, a,
                          "Justerande ______________________ ______________________\n", "sv");
    assert_int_equal(facts->list.n, 2);
    assert_int_equal(facts->list.at[1].placeholder.kind, PLACEHOLDER_SIGNATURE_LINE);
}

/* "____    ____" above two names. */
static void lines_side_by_side(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts =
        scanner_facts(&scanner_placeholders, a,
                      "____________      ____________\nNorrvik Bygg AB   Bo Ek\n", "sv");
    assert_int_equal(facts->list.n, 2);
    assert_int_equal(facts->list.at[0].placeholder.kind, PLACEHOLDER_SIGNATURE_LINE);
    assert_int_equal(facts->list.at[1].placeholder.kind, PLACEHOLDER_SIGNATURE_LINE);
    facts = scanner_facts(&scanner_placeholders, a, "Avtalet omfattar:\n______ ______\n", "sv");
    assert_int_equal(facts->list.n, 2);
    assert_int_equal(facts->list.at[0].placeholder.kind, PLACEHOLDER_LINE);
    assert_int_equal(facts->list.at[1].placeholder.kind, PLACEHOLDER_LINE);
}

static void phrases(void **state)
{
    (void)state;
    assert_one("Startdag: TBD", PLACEHOLDER_WORDS, "TBD");
    assert_one("[TBC]", PLACEHOLDER_WORDS, "TBC");
    assert_one("Lorem ipsum dolor", PLACEHOLDER_WORDS, "Lorem ipsum");
    assert_one("Klicka här för att ange text.", PLACEHOLDER_WORDS, "Klicka här för att ange");
    assert_one("Click or tap here to enter text.", PLACEHOLDER_WORDS,
               "Click or tap here to enter text");
    assert_one("Klicken Sie hier, um Text einzugeben.", PLACEHOLDER_WORDS,
               "Klicken Sie hier, um Text einzugeben");
    assert_one("Kontakt: N.N.", PLACEHOLDER_WORDS, "N.N.");
    ASSERT_NONE("tbd", "Klicka här för att ansöka", "Click here", "N.N. Ek", "A.N.N. är", "N N",
                "Choose wisely");
}

static void code_is_left_alone(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = text_document(a, SPAN("{{name}} [namn] ____ TBD"), "sv");
    d->blocks.at[0].kind = BLOCK_CODE;
    assert_int_equal(scanner_facts_of(&scanner_placeholders, d)->list.n, 0);
    d->blocks.at[0].kind = BLOCK_PARAGRAPH;
    assert_int_equal(scanner_facts_of(&scanner_placeholders, d)->list.n, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets),
        cmocka_unit_test(brackets_of_other_things),
        cmocka_unit_test(brackets_of_programs),
        cmocka_unit_test(brackets_of_manuals),
        cmocka_unit_test(leaders),
        cmocka_unit_test(letters),
        cmocka_unit_test(letters_of_other_things),
        cmocka_unit_test(dates),
        cmocka_unit_test(lines),
        cmocka_unit_test(several_lines_on_a_row),
        cmocka_unit_test(lines_side_by_side),
        cmocka_unit_test(phrases),
        cmocka_unit_test(code_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
