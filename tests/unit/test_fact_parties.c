/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/text_document.h"
#include "base/buf.h"
#include "fact/scan.h"
#include "format/format.h"

/* A party is written "line name|alias|number|address|telephone", "-" for what it does not have. */
struct layout {
    const char *title, *text, *parties;
};

static void write_part(struct buf *b, struct span s)
{
    if (s.n)
        buf_span(b, s);
    else
        buf_byte(b, '-');
}

static void write_party(struct buf *b, const struct fact *f)
{
    const struct party_fact *p = &f->party;
    const struct span parts[] = {p->name, p->alias, p->orgnr, p->address, p->telephone};
    buf_printf(b, "%u ", f->place.line);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (i)
            buf_byte(b, '|');
        write_part(b, parts[i]);
    }
    buf_byte(b, '\n');
}

static int compare(const struct layout *l, const char *reader, struct document *d)
{
    struct buf found _cleanup_buf_ = {0};
    struct facts facts;
    facts_find(d, lexicon_new(d->arena), &facts);
    for (size_t i = 0; i < facts.list.n; i++)
        if (facts.list.at[i].type == FACT_PARTY)
            write_party(&found, &facts.list.at[i]);
    if (span_is(buf_peek(&found), l->parties))
        return 0;
    print_error("%s (%s): expected\n%sbut found\n%.*s", l->title, reader, l->parties,
                SPAN_ARG(buf_peek(&found)));
    return 1;
}

/* Without headings, and as a file is read. */
static int read_layout(const struct layout *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    size_t n = strlen(l->text);
    int wrong = compare(l, "literal", text_document(a, span_of(l->text), "sv"));
    struct format_result file = format_read(a, arena_strdup(a, l->text), n, FORMAT_TEXT);
    assert_int_equal(file.why, READABLE);
    return wrong + compare(l, "file", file.document);
}

static void check(const struct layout *layouts, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++)
        wrong += read_layout(&layouts[i]);
    assert_int_equal(wrong, 0);
}
#define CHECK(layouts) check((layouts), sizeof(layouts) / sizeof *(layouts))

/* 212000-1124, 556036-0793 and 202100-2932 have right check digits. */
static const struct layout sections[] = {
    {"blocks of an address",
     "Avtal om läsning\n\n1 Parter\n\nNordljus AB\nStorgatan 4\n903 26 Umeå\nTelefon: 090-12 34 56 "
     "(vx)\nOrg.nr: 556036-0793\nDnr: 2024:12\n\nLunds kommun (nedan kallad Beställaren)\n"
     "Box 41, 221 00 Lund\nOrganisationsnummer: 212000-1124\n\n2 Bakgrund\n\nKommunen har tidigare "
     "prövat läsning.\n",
     "5 Nordljus AB|-|556036-0793|Storgatan 4, 903 26 Umeå|090-12 34 56\n"
     "12 Lunds kommun|Beställaren|212000-1124|Box 41, 221 00 Lund|-\n"},
    {"labels",
     "Avtalsparter\n\nBeställare: Lunds kommun\nAdress: Box 41, 221 00 Lund\nOrg.nr 212000-1124\n\n"
     "Leverantör: Nordljus AB\nAdress: Storgatan 4, 903 26 Umeå\nOrg.nr 556036-0793\n\n"
     "Bakgrund\n\nKommunen har tidigare prövat läsning.\n",
     "3 Lunds kommun|Beställare|212000-1124|Box 41, 221 00 Lund|-\n"
     "7 Nordljus AB|Leverantör|556036-0793|Storgatan 4, 903 26 Umeå|-\n"},
    {"numbered list, number on the same line",
     "Parter\n\n1) Lunds kommun, org.nr 212000-1124\n2) Nordljus AB, org.nr 556036-0793\n",
     "3 Lunds kommun|-|212000-1124|-|-\n4 Nordljus AB|-|556036-0793|-|-\n"},
    {"label on a line of its own",
     "Parterna\n\nBeställare:\nLunds kommun\nBox 41\n221 00 Lund\n\nLeverantör:\nNordljus AB\n"
     "Storgatan 4\n903 26 Umeå\n",
     "4 Lunds kommun|Beställare|-|Box 41, 221 00 Lund|-\n"
     "9 Nordljus AB|Leverantör|-|Storgatan 4, 903 26 Umeå|-\n"},
    {"joined by och",
     "Parter\n\nLunds kommun, 212000-1124\n\noch\n\nNordljus AB, 556036-0793, nedan kallat "
     "Bolaget\n",
     "3 Lunds kommun|-|212000-1124|-|-\n7 Nordljus AB|Bolaget|556036-0793|-|-\n"},
    {"running text in the section",
     "Parter\n\nMellan Lunds kommun, org.nr 212000-1124, nedan kallad Kommunen, och Nordljus AB, "
     "org.nr 556036-0793, nedan kallat Bolaget, har träffats följande avtal.\n",
     "3 Lunds kommun|Kommunen|212000-1124|-|-\n3 Nordljus AB|Bolaget|556036-0793|-|-\n"},
    {"Part 1, Part 2",
     "Avtalsparter\n\nPart 1: Lunds kommun\nOrg.nr: 212000-1124\nPart 2: Nordljus AB\nOrg.nr: "
     "556036-0793\n",
     "3 Lunds kommun|-|212000-1124|-|-\n5 Nordljus AB|-|556036-0793|-|-\n"},
    {"English",
     "Agreement\n\nParties\n\nNorthlight Ltd (the \"Supplier\")\n4 High Street\nTelephone: 020 "
     "7946 0000\n\nLund University (\"Customer\")\nBox 117, 221 00 Lund\n\nBackground\n\nThe "
     "Customer is a university.\n",
     "5 Northlight Ltd|Supplier|-|4 High Street|020 7946 0000\n"
     "9 Lund University|Customer|-|Box 117, 221 00 Lund|-\n"},
    {"German",
     "Vertragsparteien\n\nNordlicht GmbH\nHauptstraße 4\n10115 Berlin\nTel: 030 123456\n\n"
     "Stadt Essen (im Folgenden „Auftraggeber“ genannt)\nRathaus 1\n45127 Essen\n",
     "3 Nordlicht GmbH|-|-|Hauptstraße 4, 10115 Berlin|030 123456\n"
     "8 Stadt Essen|Auftraggeber|-|Rathaus 1, 45127 Essen|-\n"},
    {"a contact is no party",
     "Parter\n\nLunds kommun\n212000-1124\nKontaktperson: Eva Lind\n\nNordljus AB\n556036-0793\n"
     "Kontaktperson: Bo Ek\nE-post: bo.ek@nordljus.example\n",
     "3 Lunds kommun|-|212000-1124|-|-\n7 Nordljus AB|-|556036-0793|-|-\n"},
    {"a long name",
     "Parter\n\nMyndigheten för ungdoms- och läsfrågor (nedan Myndigheten)\nBox 5\n111 22 Stad\n\n"
     "Föreningen Läslust i Skåne\nLillgatan 2\n222 22 Lund\n",
     "3 Myndigheten för ungdoms- och läsfrågor|Myndigheten|-|Box 5, 111 22 Stad|-\n"
     "7 Föreningen Läslust i Skåne|-|-|Lillgatan 2, 222 22 Lund|-\n"},
};

static const struct layout phrases[] = {
    {"mellan ... och, with numbers and aliases",
     "Samarbetsavtal\n\nDetta avtal har träffats mellan Lunds kommun (org.nr 212000-1124), nedan "
     "kallad Kommunen, och Nordljus AB (org.nr 556036-0793), nedan kallat Bolaget.\n",
     "3 Lunds kommun|Kommunen|212000-1124|-|-\n3 Nordljus AB|Bolaget|556036-0793|-|-\n"},
    {"between, the Supplier",
     "Service Agreement\n\nThis agreement is made between Northlight Ltd, a company registered in "
     "England and Wales (the \"Supplier\") and Lund University (hereinafter referred to as the "
     "\"Customer\").\n",
     "3 Northlight Ltd|Supplier|-|-|-\n3 Lund University|Customer|-|-|-\n"},
    {"i det följande, härefter",
     "Avtal\n\nMellan Lunds kommun, i det följande kallad Beställaren, och Nordljus AB, härefter "
     "benämnt Utföraren, träffas följande avtal.\n",
     "3 Lunds kommun|Beställaren|-|-|-\n3 Nordljus AB|Utföraren|-|-|-\n"},
    {"three",
     "Överenskommelse\n\nMellan Lunds kommun, Umeå universitet och Nordljus AB har följande "
     "överenskommelse träffats.\n",
     "3 Lunds kommun|-|-|-|-\n3 Umeå universitet|-|-|-|-\n3 Nordljus AB|-|-|-|-\n"},
    {"over several blocks",
     "Agreement\n\nbetween:\n\n(1) Northlight Ltd (the \"Supplier\"); and\n\n(2) Lund University "
     "(the \"Customer\").\n\nThe parties agree.\n",
     "5 Northlight Ltd|Supplier|-|-|-\n7 Lund University|Customer|-|-|-\n"},
    {"the title alone",
     "Överenskommelse om läsning mellan Läsverket och Lunds kommun avseende skolan\n\nParterna ska "
     "läsa.\n",
     "1 Läsverket|-|-|-|-\n1 Lunds kommun|-|-|-|-\n"},
    {"å ena sidan",
     "Avtal\n\nMellan Lunds kommun, 212000-1124, å ena sidan och Nordljus AB, 556036-0793, å andra "
     "sidan gäller följande avtal.\n",
     "3 Lunds kommun|-|212000-1124|-|-\n3 Nordljus AB|-|556036-0793|-|-\n"},
    {"Norwegian",
     "Avtale\n\nAvtale mellom Vestby kommune, heretter kalt Oppdragsgiver, og Nordlys AS, heretter "
     "kalt Leverandøren.\n",
     "3 Vestby kommune|Oppdragsgiver|-|-|-\n3 Nordlys AS|Leverandøren|-|-|-\n"},
    {"the section beats the title",
     "Avtal mellan Umeå kommun och Nordljus AB\n\nParter\n\nLunds kommun\n212000-1124\n\nNordljus "
     "AB\n556036-0793\n",
     "5 Lunds kommun|-|212000-1124|-|-\n8 Nordljus AB|-|556036-0793|-|-\n"},
};

static const struct layout none[] = {
    {"minutes",
     "Protokoll\n\nSamverkan mellan Lunds kommun (212000-1124) och Nordljus AB "
     "diskuterades. Parterna är nöjda.\n",
     ""},
    {"a letter",
     "Lunds kommun\nBox 41\n221 00 Lund\n\nHej!\n\nTack för mötet mellan Eva Lind och Bo "
     "Ek.\n\nMed "
     "vänlig hälsning\nEva Lind\n",
     ""},
    {"a report on an agreement",
     "Delrapport\n\nEnligt överenskommelsen mellan Läsverket (202100-2932) och Lunds kommun, nedan "
     "kallad Huvudmannen, ska en delrapport lämnas.\n",
     ""},
    {"a report's title",
     "Slutrapport om samverkan mellan Läsverket och Lunds kommun\n\nArbetet har gått bra.\n", ""},
    {"mellan without parties",
     "Avtal\n\nSamarbetet mellan skola och hem ska stärkas. Tiden mellan Jul och Nyår räknas "
     "inte.\n",
     ""},
    {"parterna in a sentence", "Avtal\n\nParterna ska mötas två gånger.\n\nLunds kommun leder.\n",
     ""},
    {"between two days", "Agreement\n\nThe work is done between Monday and Friday.\n", ""},
    {"nothing", "", ""},
};

static void listed_in_a_section(void **state)
{
    (void)state;
    CHECK(sections);
}

static void named_in_running_text(void **state)
{
    (void)state;
    CHECK(phrases);
}

static void no_parties(void **state)
{
    (void)state;
    CHECK(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listed_in_a_section),
        cmocka_unit_test(named_in_running_text),
        cmocka_unit_test(no_parties),
    };
    return cmocka_run_group_tests_name("fact parties", tests, NULL, NULL);
}
