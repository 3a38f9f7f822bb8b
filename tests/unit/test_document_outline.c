/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/shape.h"
#include "document_world.h"

#define BODY                                                                                       \
    "Parterna ska under avtalstiden samråda om hur arbetet fortskrider och vad som återstår.\n\n"
#define TEXT                                                                                       \
    "The parties shall consult each other on the progress of the work during the whole term.\n\n"

struct sample {
    const char *name;
    enum format format;
    const char *text, *title, *outline;
};

// clang-format off
static const struct sample samples[] = {
    {"numbers without a point, one glued, one gap", FORMAT_TEXT,
     "Överenskommelse om samverkan mellan Verket och Tuna kommun\n\n"
     "1 Parter\n\nVerket\nBox 12\n171 04 Solna\nTelefon: 08-52 73 32 00\n\n"
     "2 Handlingar\n\nHandlingarna gäller i den ordning som anges nedan.\n\n"
     "1. Tillägg till överenskommelsen\n2. Överenskommelsen\n\n"
     "3 Insatser\n\n3.1 Stöd\n\n3.1.1 Beskrivning\n\n" BODY "3.2Handledning\n\n" BODY
     "4.3 Tidplan för insatserna\n\n" BODY "5 Slutredovisning\n\n" BODY
     "Bilagor\n\nBilaga 1 Plan för arbetet",
     "Överenskommelse om samverkan mellan Verket och Tuna kommun",
     "1|1|Parter\n1|2|Handlingar\n1|3|Insatser\n2|3.1|Stöd\n3|3.1.1|Beskrivning\n2|3.2|Handledning\n"
     "2|4.3|Tidplan för insatserna\n1|5|Slutredovisning\n1||Bilagor\n"},

    {"numbers with a point, lists in the same style", FORMAT_TEXT,
     "AVTAL\n\n1. Bakgrund\n\n" BODY "2. Avtalshandlingar\n\nHandlingarna är:\n\n"
     "1. Avtalet\n2. Bilagorna\n3. Anbudet\n\n3. Avtalstid\n\n" BODY "4. Ersättning\n\n" BODY,
     "AVTAL", "1|1|Bakgrund\n1|2|Avtalshandlingar\n1|3|Avtalstid\n1|4|Ersättning\n"},

    {"a list that ends where the next chapter would go on", FORMAT_TEXT,
     "Samverkansavtal\n\n1. Syfte\n\n" BODY "2. Mål\n\nMålen är:\n\n1. Trygghet\n2. Studiero\n3. Likvärdighet\n"
     "4. Närvaro\n\n" BODY "3. Uppföljning\n\n" BODY,
     "Samverkansavtal", "1|1|Syfte\n1|2|Mål\n1|3|Uppföljning\n"},

    {"a number used twice", FORMAT_TEXT,
     "Handbok\n\n1 Inledning\n\n" BODY "2 Drift\n\n2.1 Tider\n\n" BODY "2.1 Platser\n\n" BODY
     "3 Arbete\n\n" BODY "3 Resor\n\n" BODY,
     "Handbok",
     "1|1|Inledning\n1|2|Drift\n2|2.1|Tider\n2|2.1|Platser\n1|3|Arbete\n1|3|Resor\n"},

    {"headings run into their text without a blank line", FORMAT_TEXT,
     "Hyresavtal för lokal\n\n1. Lokalen\nHyresvärden upplåter lokalen till hyresgästen från och med den dag som anges.\n"
     "2. Hyra\nHyran betalas kvartalsvis i förskott utan särskild anfordran från hyresvärden.\n"
     "3. Skick\nHyresgästen godtar lokalen i befintligt skick vid tillträdet.\n",
     "Hyresavtal för lokal", "1|1|Lokalen\n1|2|Hyra\n1|3|Skick\n"},

    {"minutes with paragraphs", FORMAT_TEXT,
     "Tuna kommun\n\nPROTOKOLL\n2021-03-04\n\n1 (3)\n\nUtbildningsnämnden\n\n"
     "§ 12 Godkännande av dagordningen\n\nNämnden godkänner dagordningen.\n\n"
     "§ 13 Ekonomisk rapport\n\nNämnden lägger rapporten till handlingarna.\n\n"
     "§ 14\nSvar på remiss\n\nNämnden antar förslaget till yttrande som sitt eget.\n",
     "PROTOKOLL", "1|12|Godkännande av dagordningen\n1|13|Ekonomisk rapport\n1|14|Svar på remiss\n"},

    {"by-laws", FORMAT_TEXT,
     "Stadgar för Tuna byalag\n\n1 § Namn\n\nFöreningens namn är Tuna byalag och den har sitt säte i Tuna.\n\n"
     "2 § Ändamål\n\n" BODY "3 § Medlemskap\n\n" BODY,
     "Stadgar för Tuna byalag", "1|1|Namn\n1|2|Ändamål\n1|3|Medlemskap\n"},

    {"law text has numbers and no headings", FORMAT_TEXT,
     "Reglemente för nämnden\n\n1 § Nämnden ska fullgöra kommunens uppgifter inom skolväsendet.\n\n"
     "2 § Nämnden ska följa det som fullmäktige har bestämt.\n\n",
     "Reglemente för nämnden", ""},

    {"report with contents by leaders", FORMAT_TEXT,
     "Slutrapport\n\nInnehåll\n\n1 Sammanfattning ........ 3\n2 Genomförande ........ 4\n2.1 Insatser ........ 5\n\n"
     "1 Sammanfattning\n\n" BODY "2 Genomförande\n\n2.1 Insatser\n\n" BODY,
     "Slutrapport", "1|1|Sammanfattning\n1|2|Genomförande\n2|2.1|Insatser\n"},

    {"report with contents by tabs", FORMAT_TEXT,
     "Delrapport 2021\n\nInnehållsförteckning\n1 Inledning\t2\n2 Metod\t3\n3 Resultat\t9\n\n"
     "1 Inledning\n\n" BODY "2 Metod\n\n" BODY "3 Resultat\n\n" BODY,
     "Delrapport 2021", "1|1|Inledning\n1|2|Metod\n1|3|Resultat\n"},

    {"report whose contents have no pages", FORMAT_TEXT,
     "Årsrapport\n\n1. Inledning\n2. Metod\n3. Resultat\n\n1. Inledning\n\n" BODY "2. Metod\n\n" BODY
     "3. Resultat\n\n" BODY,
     "Årsrapport", "1|1|Inledning\n1|2|Metod\n1|3|Resultat\n"},

    {"tender with requirements", FORMAT_TEXT,
     "Förfrågningsunderlag\n\n1 Allmän orientering\n\n" BODY "2 Krav på tjänsten\n\n"
     "2.1 Leverantören ska erbjuda support på svenska\n\n2.2 Systemet ska vara tillgängligt dygnet runt.\n\n"
     "2.3 Leverantören ska utbilda personalen\n\n3 Utvärdering\n\n" BODY,
     "Förfrågningsunderlag", "1|1|Allmän orientering\n1|2|Krav på tjänsten\n1|3|Utvärdering\n"},

    {"a list of short requirements", FORMAT_TEXT,
     "Anbud\n\n1 Bakgrund\n\n" BODY "2 Krav\n\n" "2.1 Support\n2.2 Utbildning\n2.3 Drift\n2.4 Säkerhet\n\n3 Pris\n\n" BODY,
     "Anbud", "1|1|Bakgrund\n1|2|Krav\n1|3|Pris\n"},

    {"letter", FORMAT_TEXT,
     "Tuna kommun\nStorgatan 1\n123 45 Tuna\n\n2021-05-06\nDnr 2021:44\n\nAnsökan om bidrag till lovskola\n\n"
     "Hej!\n\nTuna kommun ansöker om bidrag enligt förordningen för åren 2021 och 2022.\n\n"
     "Med vänlig hälsning\n\nAnna Berg\nRektor\n",
     "Ansökan om bidrag till lovskola", ""},

    {"policy with words for headings", FORMAT_TEXT,
     "Policy för resor\n\nInledning\n\n" BODY "Vem som omfattas\n\n" BODY "Syfte\n\n" BODY "Resor i tjänsten\n\n" BODY,
     "Policy för resor", "1||Inledning\n1||Vem som omfattas\n1||Syfte\n1||Resor i tjänsten\n"},

    {"capitals throughout", FORMAT_TEXT,
     "KÖPEKONTRAKT\n\nKÖPARE OCH SÄLJARE\n\n" BODY "KÖPESKILLING\n\n" BODY "TILLTRÄDE\n\n" BODY
     "Tuna 2021-01-02\n\nANNA BERG\n\nBERTIL DAHL\n",
     "KÖPEKONTRAKT", "1||KÖPARE OCH SÄLJARE\n1||KÖPESKILLING\n1||TILLTRÄDE\n"},

    {"underlined headings", FORMAT_TEXT,
     "Plan mot kränkningar\n====================\n\nVision\n------\n" BODY "Främjande\n---------\n" BODY,
     "Plan mot kränkningar", "1||Vision\n1||Främjande\n"},

    {"a heading behind the widest line, which is full only because it is the widest", FORMAT_TEXT,
     "Driftavtal\n\n1 Parter\nMellan Tuna kommun och leverantören har träffats följande avtal om drift.\n"
     "2 Kontakt\nKontakt sker per brev.\n"
     "3 Ordning mellan handlingarna, bilagorna och senare tillägg till dem alla\n"
     "3.1 Avtalet\nAvtalet gäller först.\n3.2 Bilagor\nBilagorna gäller sedan.\n",
     "Driftavtal",
     "1|1|Parter\n1|2|Kontakt\n1|3|Ordning mellan handlingarna, bilagorna och senare tillägg till dem alla\n"
     "2|3.1|Avtalet\n2|3.2|Bilagor\n"},

    {"paragraphs with letters", FORMAT_TEXT,
     "Förbundsordning\n\n§ 1 Namn\n\n" BODY "§ 2 a Organisation\n\n" BODY "§ 2 b Befogenheter\n\n" BODY
     "§ 3 Direktion\n\n" BODY,
     "Förbundsordning", "1|1|Namn\n1|2 a|Organisation\n1|2 b|Befogenheter\n1|3|Direktion\n"},

    {"a paragraph sign alone behind the widest line", FORMAT_TEXT,
     "Mustervertrag\n\n§ 1\nGegenstand\nDer Partner verkauft die Erzeugnisse des Hauses im eigenen Namen.\n"
     "§ 2\nGebiet\nDas Gebiet ist das Land Bremen.\n§ 3\nPflichten\nDer Partner wirbt.\n",
     "Mustervertrag", "1|1|Gegenstand\n1|2|Gebiet\n1|3|Pflichten\n"},

    {"contents with no more than a blank before the page", FORMAT_TEXT,
     "Handledning\n\nInnehåll\n1 Inledning 7\n2 Redovisning 9\n2.1 Varför? 9\n2.2 Hur? 10\n\n"
     "1 Inledning\n\n" BODY "2 Redovisning\n\n2.1 Varför?\n\n" BODY "2.2 Hur?\n\n" BODY,
     "Handledning", "1|1|Inledning\n1|2|Redovisning\n2|2.1|Varför?\n2|2.2|Hur?\n"},

    {"parties are numbered and go on", FORMAT_TEXT,
     "Anslutningsavtal\n\n1. Parter\n\nAvtalet har träffats mellan:\n\n"
     "1. Läsverket, org.nr 202100-0000, nedan kallat Verket, och\n2. Tuna kommun\n\n"
     "2. Inledning\n\n" BODY "3. Anslutning\n\n" BODY,
     "Anslutningsavtal", "1|1|Parter\n1|2|Inledning\n1|3|Anslutning\n"},

    {"English contract", FORMAT_TEXT,
     "SERVICE AGREEMENT\n\n1. DEFINITIONS\n\n1.1 Definitions\n\n" TEXT "1.2 Interpretation\n\n" TEXT
     "2. SERVICES\n\n2.1 The Supplier shall deliver the Services.\n\n2.2 The Customer shall pay the Fees.\n\n"
     "3. TERM\n\n" TEXT "SCHEDULE 1\n\nServices\n\n1. Scope\n\n" TEXT "2. Fees\n\n" TEXT,
     "SERVICE AGREEMENT",
     "1|1|DEFINITIONS\n2|1.1|Definitions\n2|1.2|Interpretation\n1|2|SERVICES\n1|3|TERM\n1|SCHEDULE 1|\n2|1|Scope\n2|2|Fees\n"},

    {"articles under chapters", FORMAT_TEXT,
     "Grant Agreement\n\nCHAPTER I\nGeneral\n\nArticle 1\nSubject\n\n" TEXT "Article 2\nAction\n\n" TEXT
     "CHAPTER II\nRights\n\nArticle 3\nGrant amount\n\n" TEXT,
     "Grant Agreement", "1|I|General\n2|1|Subject\n2|2|Action\n1|II|Rights\n2|3|Grant amount\n"},

    {"German contract", FORMAT_TEXT,
     "Kooperationsvertrag\n\n§ 1 Gegenstand\n\nDie Parteien werden bei der Entwicklung des Systems zusammenarbeiten.\n\n"
     "§ 2 Laufzeit\n\nDer Vertrag beginnt am\n1. Januar 2022 und endet am 31. Dezember 2023.\n\n"
     "§ 3 Kündigung\n\nDie Kündigung bedarf der Schriftform und ist zu begründen.\n\n",
     "Kooperationsvertrag", "1|1|Gegenstand\n1|2|Laufzeit\n1|3|Kündigung\n"},

    {"a dash parts the label from its title", FORMAT_TEXT,
     "Dienstvertrag\n\nArtikel 1 – Gegenstand\n\nDie Parteien werden bei der Entwicklung zusammenarbeiten.\n\n"
     "Artikel 2 - Laufzeit\n\nDer Vertrag beginnt am 1. Januar 2022 und endet am 31. Dezember 2023.\n\n"
     "§ 3 – Kündigung\n\nDie Kündigung bedarf der Schriftform und ist zu begründen.\n\n",
     "Dienstvertrag", "1|1|Gegenstand\n1|2|Laufzeit\n1|3|Kündigung\n"},

    {"English titles with words that are verbs elsewhere", FORMAT_TEXT,
     "Data Agreement\n\nSection 1. Definitions\n\n" TEXT "Section 2. Conditions on Rights Granted\n\n" TEXT
     "Section 3. Rights of a Party\n\n" TEXT,
     "Data Agreement", "1|1|Definitions\n1|2|Conditions on Rights Granted\n1|3|Rights of a Party\n"},

    {"Finnish contract", FORMAT_TEXT,
     "YHTEISTYÖSOPIMUS\n\n1. Osapuolet\n\nTämän sopimuksen osapuolet ovat Tuna ja Lahti.\n\n"
     "2. Sopimuksen kohde\n\nOsapuolet sopivat yhteistyöstä tässä sopimuksessa kerrotulla tavalla.\n\n"
     "3. Voimassaolo\n\nSopimus on voimassa toistaiseksi.\n\nLiitteet\n\nLiite 1 Suunnitelma\n",
     "YHTEISTYÖSOPIMUS", "1|1|Osapuolet\n1|2|Sopimuksen kohde\n1|3|Voimassaolo\n1||Liitteet\n"},

    {"letters for headings", FORMAT_TEXT,
     "Projektplan\n\nA. Bakgrund\n\n" BODY "B. Organisation\n\n" BODY "C. Budget\n\n" BODY "A. Svensson\n",
     "Projektplan", "1|A|Bakgrund\n1|B|Organisation\n1|C|Budget\n"},

    {"Roman figures above numbers", FORMAT_TEXT,
     "Utredning\n\nI. Allmänt\n\n1. Uppdraget\n\n" BODY "2. Arbetet\n\n" BODY "II. Förslag\n\n3. Lagtext\n\n" BODY,
     "Utredning", "1|I|Allmänt\n2|1|Uppdraget\n2|2|Arbetet\n1|II|Förslag\n2|3|Lagtext\n"},

    {"initials, dates, amounts, times", FORMAT_TEXT,
     "Intyg\n\nA. Berg\n\nB. Dahl\n\n12 Maj 2021\n\n15 MSEK\n\n3 Exemplar\n\n13.30 Lunch\n\n10.11.2022 Stockholm\n\n"
     "2 Main Street\n\n070-123 45 67\n",
     "Intyg", ""},

    {"annexes that are there", FORMAT_TEXT,
     "Avtal om drift\n\n1 Parter\n\n" BODY "2 Pris\n\n" BODY "Bilagor\n\nBilaga 1 Prislista\n\nBilaga 2 Karta\n\n\f"
     "Bilaga 1 Prislista\n\n" BODY "\fBilaga 2 Karta\n\n" BODY,
     "Avtal om drift", "1|1|Parter\n1|2|Pris\n1||Bilagor\n1|Bilaga 1|Prislista\n1|Bilaga 2|Karta\n"},

    {"page numbers and running heads", FORMAT_TEXT,
     "Verket Rapport 2021:3\n\nUtvärdering av lovskolan\n\n1 Inledning\n\n" BODY "1\n\fVerket Rapport 2021:3\n\n2 Metod\n\n" BODY
     "2\n\fVerket Rapport 2021:3\n\n3 Resultat\n\n" BODY "3\n\f",
     "Utvärdering av lovskolan", "1|1|Inledning\n1|2|Metod\n1|3|Resultat\n"},

    {"wrapped text whose lines begin with numbers", FORMAT_TEXT,
     "Beslut om statsbidrag\n\n1 Beslut\n\n"
     "Verket beslutar att betala ut bidraget till kommunen för perioden som börjar den\n"
     "15 Maj 2020 och som gäller enligt de villkor som har lämnats för arbetet under år\n"
     "2 Denna mening börjar på en ny rad av en slump och hör till samma stycke som den\n"
     "förra.\n\n2 Villkor\n\n" BODY,
     "Beslut om statsbidrag", "1|1|Beslut\n1|2|Villkor\n"},

    {"agenda", FORMAT_TEXT,
     "Kallelse till styrelsemöte\n\n1. Mötets öppnande\n2. Val av justerare\n3. Ekonomi\n4. Mötets avslutande\n",
     "Kallelse till styrelsemöte", ""},

    {"Markdown with hashes", FORMAT_MARKDOWN,
     "# Delredovisning 2021\n\nText.\n\n## Genomförda insatser\n\nText.\n\n### Handledning ###\n\n"
     "1. ett\n2. två\n\n## 2.1 Ekonomi\n\nText.\n",
     "Delredovisning 2021", "1||Genomförda insatser\n2||Handledning\n1|2.1|Ekonomi\n"},

    {"Markdown with underlines", FORMAT_MARKDOWN,
     "Slutrapport\n===========\n\nResultat\n--------\n\nText.\n\nEkonomi\n-------\n\nText som slutar med punkt.\n---\n\nMer.\n",
     "Slutrapport", "1||Resultat\n1||Ekonomi\n"},

    {"Markdown with front matter", FORMAT_MARKDOWN,
     "---\ntitle: 'Rapport om **läsning**'\ndate: 2021-02-03\n---\n\n# Bakgrund\n\nText.\n\n# Resultat\n\nText.\n",
     "Rapport om **läsning**", "1||Bakgrund\n1||Resultat\n"},

    {"Markdown that was text once", FORMAT_MARKDOWN,
     "Avtal om städning\n\n1\\. Parter\n\n" BODY "2\\. Pris\n\n" BODY "**Underskrifter**\n\nTuna 2021-03-04\n",
     "Avtal om städning", "1|1|Parter\n1|2|Pris\n1||Underskrifter\n"},

    {"Markdown where code and comments hold hashes", FORMAT_MARKDOWN,
     "# Handbok\n\n```\n# ingen rubrik\n```\n\n<!--\n# inte heller\n-->\n\n    # kod\n\n#hashtag\n\n## Rubrik\n\nText.\n\n## Andra\n\nText.\n",
     "Handbok", "1||Rubrik\n1||Andra\n"},
};
// clang-format on

static bool holds(const struct sample *s)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_bytes(a, s->format, span_of(s->text));
    assert_non_null(d);
    const char *title = text_of(a, d->title), *outline = outline_of(d);
    if (strcmp(title, s->title) != 0 || strcmp(outline, s->outline) != 0)
        print_error("%s\n  title: %s\n  want:  %s\n%s--- want\n%s--- blocks\n%s", s->name, title,
                    s->title, outline, s->outline, blocks_of(d));
    return strcmp(title, s->title) == 0 && strcmp(outline, s->outline) == 0;
}

static void test_samples(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        failed += !holds(&samples[i]);
    assert_int_equal(failed, 0);
}

/* Every line end of every sample may be CRLF without a change. */
static void test_crlf(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf b _cleanup_buf_ = {0};
        for (const char *p = samples[i].text; *p; p++)
            buf_add(&b, *p == '\n' ? "\r\n" : p, *p == '\n' ? 2 : 1);
        struct sample crlf = samples[i];
        crlf.text = b.at;
        failed += !holds(&crlf);
    }
    assert_int_equal(failed, 0);
}

static void test_known_headings(void **state)
{
    static const char *const words[] = {"aikataulu",
                                        "annexes",
                                        "ansvar",
                                        "bakgrund",
                                        "bakgrunn",
                                        "bilagor",
                                        "budget",
                                        "contexte",
                                        "definitions",
                                        "durée",
                                        "ekonomi",
                                        "fazit",
                                        "formål",
                                        "genomförande",
                                        "haftung",
                                        "inledning",
                                        "johdanto",
                                        "kündigung",
                                        "laufzeit",
                                        "liitteet",
                                        "mål",
                                        "målgrupp",
                                        "notices",
                                        "objet",
                                        "osapuolet",
                                        "parter",
                                        "parties",
                                        "präambel",
                                        "recitals",
                                        "résumé",
                                        "sekretess",
                                        "syfte",
                                        "tausta",
                                        "tidplan",
                                        "underskrifter",
                                        "uppsägning",
                                        "utvärdering",
                                        "vedlegg",
                                        "villkor",
                                        "yttrande",
                                        "zweck",
                                        "zusammenfassung",
                                        "ändringar och tillägg",
                                        "ärendet",
                                        "økonomi",
                                        "övrigt",
                                        "parter:"};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!shape_is_known_heading(span_of(words[i])))
            fail_msg("%s", words[i]);
    assert_false(shape_is_known_heading(SPAN("skolverket")));
    assert_false(shape_is_known_heading(SPAN("")));
    assert_false(shape_is_known_heading(SPAN("parte")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_samples), cmocka_unit_test(test_crlf),
                                       cmocka_unit_test(test_known_headings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
