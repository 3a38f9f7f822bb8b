/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "../support/one_scanner.h"
#include "../support/tsv.h"

static struct facts *find(struct arena *a, const char *text)
{
    return scanner_facts(&scanner_identifiers, a, text, "sv");
}

static bool value_is(const struct fact *f, const char *value)
{
    return span_is(f->identifier.value, value);
}

static bool holds_a_digit(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] >= '0' && s.at[i] <= '9')
            return true;
    return false;
}

static struct fact *only(struct arena *a, const char *text, enum fact_type type)
{
    struct facts *facts = find(a, text);
    if (facts->list.n != 1 || facts->list.at[0].type != type) {
        print_error("%s: %zu facts\n", text, facts->list.n);
        return NULL;
    }
    return &facts->list.at[0];
}

/* No fact, and every digit still there. */
static void assert_nothing(const char *text)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = find(a, text);
    if (facts->list.n)
        print_error("%s: a %s\n", text, fact_type_text(facts->list.at[0].type));
    assert_int_equal(facts->list.n, 0);
}

static void assert_orgnr(const char *text, const char *value, enum identifier_fault fault)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct fact *f = only(a, text, FACT_ORGNR);
    assert_non_null(f);
    if (!value_is(f, value) || f->identifier.fault != fault)
        print_error("%s: %.*s, fault %u\n", text, SPAN_ARG(f->identifier.value),
                    f->identifier.fault);
    assert_true(value_is(f, value));
    assert_int_equal(f->identifier.fault, fault);
    assert_int_equal(f->identifier.valid, fault == FAULT_NONE);
}

/* `text` holds no digit but those of the number. */
static void assert_masked(const char *text, bool valid)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = text_document(a, span_of(text), "sv");
    struct facts *facts = scanner_facts_of(&scanner_identifiers, d);
    if (facts->list.n != 1 || holds_a_digit(d->source))
        print_error("%s: %zu facts, %.*s\n", text, facts->list.n, SPAN_ARG(d->source));
    assert_int_equal(facts->list.n, 1);
    struct fact *f = &facts->list.at[0];
    assert_int_equal(f->type, FACT_PERSONAL_NUMBER);
    assert_int_equal(f->identifier.valid, valid);
    assert_int_equal(f->identifier.value.n, 0);
    assert_int_equal(f->raw.n, 0);
    assert_false(holds_a_digit(span_of(d->text)));
    assert_false(holds_a_digit(span_of(d->fold)));
    assert_false(holds_a_digit(d->source));
}

static const char *after(const char *label, const char *text, char out[static 256])
{
    snprintf(out, 256, "%s: %s", label, text);
    return out;
}

static enum identifier_fault fault_named(const char *reason)
{
    return strcmp(reason, "length") == 0        ? FAULT_LENGTH
           : strcmp(reason, "checksum") == 0    ? FAULT_CHECKSUM
           : strcmp(reason, "form") == 0        ? FAULT_FORM
           : strcmp(reason, "placeholder") == 0 ? FAULT_PLACEHOLDER
                                                : FAULT_NONE;
}

/* The normal form a line of the table should get: all its digits, with the prefix 16 or the suffix
   01 of twelve taken off. */
static void expected_form(const char *text, char out[static 32])
{
    char digits[32];
    size_t n = 0;
    for (const char *p = text; *p; p++)
        if (*p >= '0' && *p <= '9')
            digits[n++] = *p;
    digits[n] = '\0';
    const char *ten = n == 12 && strncmp(text, "SE", 2) != 0 ? digits + 2 : digits;
    snprintf(out, 32, "%.6s-%.4s", ten, ten + 6);
}

static void organisation_line(const char *text, const char *verdict, const char *reason)
{
    char labelled[256], form[32];
    enum identifier_fault fault = fault_named(reason);
    after("Organisationsnummer", text, labelled);
    expected_form(text, form);
    if (strcmp(reason, "length") == 0)
        assert_orgnr(labelled, text, FAULT_LENGTH);
    else if (strcmp(reason, "placeholder") == 0 && text[0] != '0')
        assert_nothing(labelled);
    else
        assert_orgnr(labelled, form, strcmp(verdict, "valid") == 0 ? FAULT_NONE : fault);
    if (strcmp(verdict, "valid") == 0)
        assert_orgnr(text, form, FAULT_NONE);
}

static bool is_person(const char *reason)
{
    static const char *const reasons[] = {"personnummer", "samordningsnummer", "interim", "format"};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strcmp(reasons[i], reason) == 0)
            return true;
    return false;
}

static void organisation_numbers_of_the_table(void **state)
{
    (void)state;
    struct tsv t = {.file = fopen("tests/data/orgnr.tsv", "r")};
    size_t lines[3] = {0};
    char labelled[256];
    assert_non_null(t.file);
    while (tsv_next(&t)) {
        const char *text = t.column[0], *verdict = t.column[1], *reason = t.column[2];
        bool person = is_person(reason);
        if (strcmp(verdict, "not-orgnr") == 0) {
            struct arena *a _cleanup_arena_ = arena_new();
            struct facts *facts = find(a, text);
            assert_int_equal(fact_count(facts, FACT_ORGNR), 0);
            assert_int_equal(fact_count(facts, FACT_PERSONAL_NUMBER), 0);
            lines[0]++;
        } else if (person) {
            bool right = strcmp(verdict, "valid") == 0 || strcmp(reason, "format") == 0;
            assert_masked(after("Personnummer", text, labelled), right);
            assert_masked(after("Samordningsnummer", text, labelled), right);
            if (right)
                assert_masked(text, true);
            if (right && strcmp(reason, "interim") != 0)
                assert_masked(after("Organisationsnummer", text, labelled), true);
            lines[1]++;
        } else {
            organisation_line(text, verdict, reason);
            lines[2]++;
        }
    }
    assert_int_equal(lines[0], 10);
    assert_int_equal(lines[1], 34);
    assert_int_equal(lines[2], 52);
}

static void labels_of_organisations(void **state)
{
    (void)state;
    assert_orgnr("org.nr 769612-4455", "769612-4455", FAULT_CHECKSUM);
    assert_orgnr("Org. nr: 7696124455", "769612-4455", FAULT_CHECKSUM);
    assert_orgnr("orgnr 202100 4186", "202100-4186", FAULT_CHECKSUM);
    assert_orgnr("org no. 21200-2916", "21200-2916", FAULT_LENGTH);
    assert_orgnr("VAT no SE202100418501", "202100-4185", FAULT_NONE);
    assert_orgnr("VAT: SE 202100-4185 01", "202100-4185", FAULT_NONE);
    assert_orgnr("Organisationsnummer\n202100-4185", "202100-4185", FAULT_NONE);
    assert_orgnr("(organisationsnummer 202100-4185).", "202100-4185", FAULT_NONE);
    assert_orgnr("person-/organisationsnummer 556036-0793", "556036-0793", FAULT_NONE);
    assert_orgnr("organisations-/personnummer 769612-4455", "769612-4455", FAULT_CHECKSUM);
    assert_orgnr("personnummer 556036-0793", "556036-0793", FAULT_NONE);
    assert_orgnr("organisationsnummer 222222-2222", "222222-2222", FAULT_PLACEHOLDER);
    assert_orgnr("Example AB, 769612-4455, Storgatan", "769612-4455", FAULT_CHECKSUM);
    assert_orgnr("202100 - 4185", "202100-4185", FAULT_NONE);
}

static void numbers_of_other_things(void **state)
{
    (void)state;
    assert_nothing("21200-2916");
    assert_nothing("7696124455");
    assert_nothing("Bankgiro 5560360793");
    assert_nothing("OCR: 5560360793");
    assert_nothing("+46556036-0793");
    assert_nothing("0850833000");
    assert_nothing("345678-2020");
    assert_nothing("A5560360793");
    assert_nothing("5560360793-12");
    assert_nothing("telefon 070-123 45 67");
    assert_nothing("981 243 000 kronor");
    assert_nothing("2020-05-15-2022-08-31");
    assert_nothing("2020-05-15-2026"); /* its check digit would be right */
    assert_nothing("556036-0793/12");
    assert_nothing("556036-0793:1");
    assert_nothing("personnummer ska anges\n8211059955");
    assert_nothing("commit cfa8211059954e4");
    assert_nothing("8211059954ab");
    assert_nothing("skapad 8211059954.527");
    assert_nothing("värdet 1.8211059954");
    assert_nothing("20200515-20220831");
    assert_nothing("2020-05-25 - 2022-08-31");
    assert_nothing("Personnummer anges i bilaga 3, se avsnitt 2.1");
    assert_nothing("Personnummer sparas till 2024-01-31");
}

static void personal_numbers_anywhere(void **state)
{
    (void)state;
    assert_masked("Bo Ek (821105-9954) har", true);
    assert_masked("821105 - 9954", true);
    assert_masked("821105 -9954", true);
    assert_masked("821105-\n9954", true);
    assert_masked("821105 9954", true);
    assert_masked("821105–9954", true);
    assert_masked("1982-11-05-9954", true);
    assert_masked("SE821105995401", true);
    assert_masked("150916-0006", false);
    assert_masked("avtal_198211059954.pdf", true);
    assert_masked("nr8211059954", true);
    assert_masked("har 8211059954.", true);
    assert_masked("Organisationsnummer: 821105-9954", true);
}

static void personal_numbers_by_label(void **state)
{
    (void)state;
    assert_masked("personnummer 821105-9955", false);
    assert_masked("Personnummer\n8211059955", false);
    assert_masked("pers.nr. 82110-9954", false);
    assert_masked("pnr 820005-9955", false);
    assert_masked("personal identity number: 821105-9955", false);
    assert_masked("organisations-/personnummer 821105-9955", false);
    assert_masked("org.nr 821105-9955", false);
    assert_masked("henkilötunnus 131052-308T", false);
}

/* The letter of a Finnish number goes too. */
static void a_letter_at_the_end(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = text_document(a, SPAN("henkilötunnus 131052-308T, ok"), "fi");
    scanner_facts_of(&scanner_identifiers, d);
    assert_null(strchr(d->text, 'T'));
    assert_non_null(strstr(d->text, ", ok"));
}

static void masked_numbers_are_no_tokens(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts *facts = find(a, "Dnr 821105-9954 och 2019:830\n\n821105-9954\n\nDnr 2019:830");
    assert_int_equal(facts->list.n, 3);
    assert_int_equal(fact_count(facts, FACT_PERSONAL_NUMBER), 2);
    assert_true(value_is(fact_nth(facts, FACT_CASE_NUMBER, 0), "2019:830"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(organisation_numbers_of_the_table),
        cmocka_unit_test(labels_of_organisations),
        cmocka_unit_test(numbers_of_other_things),
        cmocka_unit_test(personal_numbers_anywhere),
        cmocka_unit_test(personal_numbers_by_label),
        cmocka_unit_test(a_letter_at_the_end),
        cmocka_unit_test(masked_numbers_are_no_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
