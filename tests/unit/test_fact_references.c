/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "../support/one_scanner.h"

static struct facts *find(struct arena *a, const char *text, const char *language)
{
    return scanner_facts(&scanner_references, a, text, language);
}

/* "annex 1, section 5.2": all that the text refers to; listed ones with '*'. */
static void assert_references(const char *text, const char *language, const char *expected)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = find(a, text, language);
    char all[512] = "";
    for (size_t i = 0; i < facts->list.n; i++) {
        const struct reference_fact *r = &facts->list.at[i].reference;
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, "%s%s %.*s%s", n ? ", " : "",
                 reference_kind_text(r->kind), SPAN_ARG(r->value), r->listed ? "*" : "");
    }
    assert_string_equal(all, expected);
}

static void assert_listed(const char *text, const char *value, const char *title)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct fact *f = fact_nth(find(a, text, "sv"), FACT_REFERENCE, 0);
    assert_non_null(f);
    assert_true(f->reference.listed);
    assert_true(span_is(f->reference.value, value));
    if (!span_is(f->reference.title, title))
        print_error("%s: %.*s\n", text, SPAN_ARG(f->reference.title));
    assert_true(span_is(f->reference.title, title));
}

static void annexes(void **state)
{
    (void)state;
    assert_references("likvärdigheten, se bilaga 1.", "sv", "annex 1");
    assert_references("enligt bilagor 1-3 och", "sv", "annex 1, annex 2, annex 3");
    assert_references("bilagorna 1, 2 och 4", "sv", "annex 1, annex 2, annex 4");
    assert_references("bilaga 1a", "sv", "annex 1a");
    assert_references("i bilaga nr 2 anges", "sv", "annex 2");
    assert_references("bil. 3", "sv", "annex 3");
    assert_references("see Annex A and", "en", "annex A");
    assert_references("Appendix 2 of this Agreement applies", "en", "annex 2");
    assert_references("in Annexes I and II", "en", "annex I, annex II");
    assert_references("siehe Anlage 2", "de", "annex 2");
    assert_references("vedlegg 1", "nb", "annex 1");
    assert_references("liitteessä 1", "fi", "annex 1");
    assert_references("bilaga 2 till detta avtal", "sv", "annex 2");
}

static void no_annexes(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "bilaga 1 till förordningen (2010:1)",
        "Annex I to Regulation (EU) 2016/679",
        "bilaga i avtalet",
        "bilagan",
        "bilaga",
        "bilaga 2020",
        "bilaga 1 till skollagen",
        "Anlage 2",
        "bilaga 12km",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_references(texts[i], "sv", "");
}

static void listed_annexes(void **state)
{
    (void)state;
    assert_listed("Bilaga 1 Tidplan för Exempelskolan", "1", "Tidplan för Exempelskolan");
    assert_listed("Bilaga 1: Tidplan", "1", "Tidplan");
    assert_listed("Bilaga A – Tidplan", "A", "Tidplan");
    assert_listed("Bilaga 1", "1", "");
    assert_listed("Bilaga 1 Tidplan ........ 7", "1", "Tidplan");
    assert_references("Bilaga 1 ska fyllas i.", "sv", "annex 1");
    assert_references("Bilaga 1 Tidplan gäller före avtalet.", "sv", "annex 1");
    assert_references("enligt vad som sägs i\nbilaga 1", "sv", "annex 1");
    assert_references("Bilaga 1, som gäller", "sv", "annex 1");
    assert_references("Bilagor\nBilaga 1: Plan\n[Bilaga 2: Budget, vid behov]\n", "sv",
                      "annex 1*, annex 2*");
    assert_references("Bilagor\nBilaga 1 Tidplan\nBilaga 2 Budget\n", "sv", "annex 1*, annex 2*");
}

/* A document with one section over everything behind its first line. */
static struct document *with_section(struct arena *a, const char *text)
{
    struct document *d = text_document(a, span_of(text), "sv");
    uint32_t end = d->lines.at[0].text.end;
    *VEC_ADD(a, &d->sections) = (struct section){
        .title = {d->text, end},
        .heading = {0, end},
        .body = {end + 1, d->length},
        .whole = {end + 1, d->length},
    };
    return d;
}

static void lists_of_annexes(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = with_section(a, "Bilagor\n\nTidplan (bilaga 1)\n\n2. Budget\n");
    struct block *item = &d->blocks.at[2];
    item->kind = BLOCK_ITEM;
    item->label = (struct range){item->text.start, item->text.start + 2};
    item->text.start += 3;
    struct facts *facts = scanner_facts_of(&scanner_references, d);
    assert_int_equal(facts->list.n, 2);
    const struct reference_fact *budget = &facts->list.at[0].reference;
    const struct reference_fact *plan = &facts->list.at[1].reference;
    assert_true(span_is(plan->value, "1"));
    assert_true(span_is(plan->title, "Tidplan"));
    assert_true(plan->listed);
    assert_true(span_is(budget->value, "2"));
    assert_true(span_is(budget->title, "Budget"));
    assert_true(budget->listed);
}

/* The order of documents, "3. Bilaga 1", lists no annex. */
static void a_rank_is_no_list(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = with_section(a, "Handlingar\n\n3. Bilaga 1\n\n4. Bilaga 2 Budget\n");
    for (size_t i = 1; i <= 2; i++) {
        struct block *item = &d->blocks.at[i];
        item->kind = BLOCK_ITEM;
        item->label = (struct range){item->text.start, item->text.start + 2};
        item->text.start += 3;
    }
    struct facts *facts = scanner_facts_of(&scanner_references, d);
    assert_int_equal(facts->list.n, 2);
    assert_false(facts->list.at[0].reference.listed);
    assert_true(facts->list.at[1].reference.listed);
    memcpy(d->text, "Bilagor   ", 10);
    memcpy(d->fold, "bilagor   ", 10);
    d->sections.at[0].title.n = 7;
    facts = scanner_facts_of(&scanner_references, d);
    assert_true(facts->list.at[0].reference.listed);
}

static void a_table_of_annexes(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = text_document(a, SPAN("Bilaga 1\nTidplan"), "sv");
    d->blocks.at[0].kind = BLOCK_ROW;
    struct fact *f = fact_nth(scanner_facts_of(&scanner_references, d), FACT_REFERENCE, 0);
    assert_non_null(f);
    assert_true(f->reference.listed);
    assert_true(span_is(f->reference.title, "Tidplan"));
}

static void sections(void **state)
{
    (void)state;
    assert_references("se avsnitt 5.2", "sv", "section 5.2");
    assert_references("enligt punkt 4.1 ovan", "sv", "section 4.1");
    assert_references("as set out in section 3.2.", "en", "section 3.2");
    assert_references("enligt § 5 ska", "sv", "section 5");
    assert_references("enligt §§ 5 och 6 ska", "sv", "section 5, section 6");
    assert_references("avsnitten 3-5 gäller", "sv", "section 3, section 5");
    assert_references("se avsnitt 5.1, 5.2 och 5.3", "sv", "section 5.1, section 5.2, section 5.3");
    assert_references("clause 7 of this Agreement", "en", "section 7");
    assert_references("avsnitt 3 i denna överenskommelse", "sv", "section 3");
    assert_references("Section 3.2 applies", "en", "section 3.2");
}

static void no_sections(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "5 § förvaltningslagen",
        "enligt förvaltningslagen § 5",
        "föreningens stadgar, stadgarna § 12 och 13,",
        "enligt 3 kap. 2 § skollagen",
        "artikel 6 GDPR",
        "§ 5 förvaltningslagen",
        "avsnitt 4 i handledningen",
        "KS § 65",
        "fastställd den 17 december 2002, § 253, ändrad den 16 mars 2004, § 75.",
        "KS § 65/2019",
        "punkt 3 i listan",
        "punkt 3 ovan",
        "Avsnitt 5 Ekonomi",
        "Section 3. Payment",
        "§ 5 Uppsägning",
        "avsnitt 2020",
        "section 5 of the Act",
        "fler avsnitt. 171 04 Solna",
        "inga bilagor. 3 dagar",
        "avsnitt",
        "§",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_references(texts[i], "sv", "");
    assert_references("nach § 5 Abs. 2 BGB", "de", "");
    assert_references("etter kommuneloven § 27, og", "nb", "");
    assert_references("helsepersonellovens § 10 a om", "nb", "");
    assert_references("efter sundhedslovens § 140", "da", "");
    assert_references("folkehelseloven § 2-5 og 6-3 om", "nb", "");
}

static void statutes_cited_in_english(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "under 9 U.S.C. §§ 1-16 and 28 C.F.R. Part 35",
        "see Rev. Code § 59.18",
        "the By-laws, Section 7.2, as amended",
        "arbitrated by Rule § 16",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_references(texts[i], "en", "");
    assert_references("as in the order form, Section 7.2, above", "en", "section 7.2");
}

static void agreements(void **state)
{
    (void)state;
    assert_references("I Överenskommelse (ÖK 1) den", "sv", "agreement ÖK 1");
    assert_references("överenskommelsen (ök 1)", "sv", "");
    assert_references("överenskommelse (2 st)", "sv", "");
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d =
        text_document(a, SPAN("Överenskommelse (ÖK 2)\n\nEnligt överenskommelse (ÖK 1)"), "sv");
    d->title = document_span(d, d->blocks.at[0].text);
    struct facts *facts = scanner_facts_of(&scanner_references, d);
    assert_int_equal(facts->list.n, 1);
    assert_true(span_is(facts->list.at[0].reference.value, "ÖK 1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(annexes),
        cmocka_unit_test(no_annexes),
        cmocka_unit_test(listed_annexes),
        cmocka_unit_test(lists_of_annexes),
        cmocka_unit_test(a_table_of_annexes),
        cmocka_unit_test(a_rank_is_no_list),
        cmocka_unit_test(sections),
        cmocka_unit_test(no_sections),
        cmocka_unit_test(statutes_cited_in_english),
        cmocka_unit_test(agreements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
