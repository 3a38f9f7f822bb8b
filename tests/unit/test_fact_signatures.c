/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "../support/text_document.h"
#include "base/buf.h"
#include "fact/scan.h"
#include "format/format.h"

/*
 * A block is written "line party|place|date|name|role|substitute pairing", with "-" for a part that
 * it does not have, a letter for how each of the first five was paired (line, block, order), and
 * "empty" or "undated" behind it. The words of the layouts are made up.
 */
struct layout {
    const char *title, *text, *blocks;
    enum stage stage;
};

static void write_part(struct buf *b, const struct signature_part *p)
{
    if (p->text.n)
        buf_span(b, p->text);
    else
        buf_text(b, "-");
    buf_byte(b, '|');
}

static void write_block(struct buf *b, const struct fact *f)
{
    const struct signature_fact *s = &f->signature;
    const struct signature_part *parts[] = {&s->party, &s->place, &s->date, &s->name, &s->role};
    char day[DATE_TEXT];
    buf_printf(b, "%u ", f->place.line);
    for (int i = 0; i < 5; i++) {
        if (i == 2 && s->whole_date)
            buf_printf(b, "%s|", date_text(s->signed_on, day));
        else
            write_part(b, parts[i]);
    }
    if (s->substitute.text.n)
        buf_span(b, s->substitute.text);
    else
        buf_text(b, "-");
    buf_byte(b, ' ');
    for (int i = 0; i < 5; i++)
        buf_byte(b, parts[i]->text.n ? pairing_text(parts[i]->how)[0] : '-');
    buf_text(b, s->empty ? " empty" : s->whole_date ? "" : " undated");
    buf_byte(b, '\n');
}

static int compare(const struct layout *l, const char *reader, struct document *d)
{
    struct buf found _cleanup_buf_ = {0};
    struct facts facts;
    facts_find(d, lexicon_new(d->arena), &facts);
    for (size_t i = 0; i < facts.list.n; i++)
        if (facts.list.at[i].type == FACT_SIGNATURE)
            write_block(&found, &facts.list.at[i]);
    if (span_is(buf_peek(&found), l->blocks) && facts.stage == l->stage)
        return 0;
    print_error("%s (%s): expected %s\n%sbut found %s\n%.*s", l->title, reader,
                stage_text(l->stage), l->blocks, stage_text(facts.stage),
                SPAN_ARG(buf_peek(&found)));
    return 1;
}

/* Without headings, and as a file is read; a text that begins with "# " is Markdown. */
static int read_layout(const struct layout *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    size_t n = strlen(l->text);
    bool markdown = span_starts(span_of(l->text), SPAN("# "));
    int wrong = 0;
    if (!markdown)
        wrong = compare(l, "literal", text_document(a, span_of(l->text), "sv"));
    struct format_result file =
        format_read(a, arena_strdup(a, l->text), n, markdown ? FORMAT_MARKDOWN : FORMAT_TEXT);
    assert_int_equal(file.why, READABLE);
    return wrong + compare(l, "file", file.document);
}

#define PROSE                                                                                      \
    "Parterna ska samverka om elevernas läsning under avtalstiden och utvärdera insatserna "     \
    "tillsammans en gång varje termin på det sätt som de kommer överens om.\n\n"
#define COPIES                                                                                      \
    PROSE "Detta avtal har upprättats i två likalydande exemplar, varav parterna tagit var sitt." \
          "\n\n"

static const struct layout signed_layouts[] = {
    {"stacked, parts with blank lines between",
     COPIES "Malmö 2024-03-01\n\nLäsrådet i Malmö kommun\n\n\nEva Lind\n\n"
            "Lund 2024-03-04\n\nLunds kommun\n\n\nBo Ek\n",
     "5 Läsrådet i Malmö kommun|Malmö|2024-03-01|Eva Lind|-|- bllb-\n"
     "12 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- bllb-\n",
     STAGE_SIGNED},
    {"one block of lines each",
     COPIES "För Lunds kommun\nLund den 4 mars 2024\nBo Ek\nSkolchef\n\n"
            "För Nordljus AB\nUmeå den 7 mars 2024\nLena af Trolle\nVD\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|Skolchef|- llbbb\n"
     "10 Nordljus AB|Umeå|2024-03-07|Lena af Trolle|VD|- llbbb\n",
     STAGE_SIGNED},
    {"columns flattened",
     COPIES "Lund 2024-03-04\n\nUmeå 2024-03-07\n\nFör Lunds kommun\n\nFör Nordljus AB\n\n"
            "Bo Ek, skolchef\n\nLena Trolle (VD)\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|skolchef|- ollol\n"
     "7 Nordljus AB|Umeå|2024-03-07|Lena Trolle|VD|- ollol\n",
     STAGE_SIGNED},
    {"columns on one line",
     COPIES "För Lunds kommun                    För Nordljus AB\n"
            "Lund 2024-03-04                     Umeå 2024-03-07\n"
            "\n"
            "_______________________             _______________________\n"
            "Bo Ek                               Lena Trolle\n"
            "Skolchef                            VD\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|Skolchef|- llbbb\n"
     "5 Nordljus AB|Umeå|2024-03-07|Lena Trolle|VD|- llbbb\n",
     STAGE_SIGNED},
    {"columns with tabulators, one date for both",
     COPIES "Lund den 4 mars 2024\n\nLunds kommun\t\tNordljus AB\nBo Ek\t\tLena Trolle\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- bllb-\n"
     "5 Nordljus AB|Lund|2024-03-04|Lena Trolle|-|- bllb-\n",
     STAGE_SIGNED},
    {"a date not whole",
     COPIES "Lund 2024-03-04\n\nLunds kommun\n\nBo Ek\n\nUmeå 2024 -\n\nNordljus AB\n\nLena "
            "Trolle\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- bllb-\n"
     "11 Nordljus AB|Umeå|2024 -|Lena Trolle|-|- bllb- undated\n",
     STAGE_PARTLY_SIGNED},
    {"roles apart belong to nobody",
     COPIES "Lund 2024-03-04\n\nLunds kommun\n\nBo Ek\n\nUmeå 2024-03-05\n\nNordljus AB\n\nLena "
            "Trolle\n\nSkolchef\n\nVD\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- bllb-\n"
     "11 Nordljus AB|Umeå|2024-03-05|Lena Trolle|-|- bllb-\n",
     STAGE_SIGNED},
    {"names behind both parties",
     COPIES "Lund 2024-03-04\nLunds kommun\n\nUmeå 2024-03-05\nNordljus AB\n\nBo Ek\n\nLena "
            "Trolle\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- bllo-\n"
     "8 Nordljus AB|Umeå|2024-03-05|Lena Trolle|-|- bllo-\n",
     STAGE_SIGNED},
    {"two sign for one party",
     COPIES "Umeå 2024-03-05\nFör Nordljus AB\n\nBo Ek\nOrdförande\n\nLena Trolle\nVD\n",
     "5 Nordljus AB|Umeå|2024-03-05|Bo Ek|Ordförande|- bllob\n"
     "5 Nordljus AB|Umeå|2024-03-05|Lena Trolle|VD|- bllob\n",
     STAGE_SIGNED},
    {"a stamp beside the printed name",
     COPIES "Lund 2024-03-04\n\nLunds kommun\n\nBo Ek\nMIA ASK\nVikarierande\nskolchef\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|MIA ASK bllb-\n", STAGE_SIGNED},
    {"by warrant", COPIES "Lund 2024-03-04\nLunds kommun\nBo Ek\ne.u. Mia Ask\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|Mia Ask bllb-\n", STAGE_SIGNED},
    {"acting", COPIES "Lund 2024-03-04\nLunds kommun\nMia Ask, t.f. skolchef\n",
     "5 Lunds kommun|Lund|2024-03-04|Mia Ask|t.f. skolchef|Mia Ask bllbl\n", STAGE_SIGNED},
    {"the reviewer signs nothing",
     COPIES "Lund 2024-03-04\nLunds kommun\nBo Ek\n\nAvtalet har granskats av enhetschef\n\nMia "
            "Ask\n\nBilagor\n\nBilaga 1 Plan\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- bllb-\n", STAGE_SIGNED},
    {"labels before values",
     PROSE "Underskrifter\n\nFör Lunds kommun\nOrt och datum: Lund 2024-03-04\n"
           "Underskrift: ______________\nNamnförtydligande: Bo Ek\nTitel: Skolchef\n\n"
           "För Nordljus AB\nOrt och datum: Umeå 2024-03-07\nUnderskrift: ______________\n"
           "Namnförtydligande: Lena Trolle\nTitel: VD\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|Skolchef|- llbbb\n"
     "11 Nordljus AB|Umeå|2024-03-07|Lena Trolle|VD|- llbbb\n",
     STAGE_SIGNED},
    {"labels below values",
     PROSE "Underskrifter\n\nLund 2024-03-04\nOrt och datum\n\nBo Ek\nNamnförtydligande\n\n"
           "Skolchef\nTitel\n",
     "5 -|Lund|2024-03-04|Bo Ek|Skolchef|- -llbb\n", STAGE_SIGNED},
    {"English",
     PROSE "IN WITNESS WHEREOF the parties have signed.\n\n"
           "Signed for and on behalf of Northlight Ltd by:\nName: Jane Roe\nTitle: Managing "
           "Director\nDate: 4 March 2024\n\nFor and on behalf of Lund University\nName: Bo Ek\n"
           "Title: Dean\nDate: 7 March 2024\n",
     "5 Northlight Ltd|-|2024-03-04|Jane Roe|Managing Director|- l-bbb\n"
     "10 Lund University|-|2024-03-07|Bo Ek|Dean|- l-bbb\n",
     STAGE_SIGNED},
    {"German",
     PROSE "Unterschriften\n\nBerlin, den 4. März 2024\nFür die Nordlicht GmbH\nJan Roth\n"
           "Geschäftsführer\n",
     "5 Nordlicht GmbH|Berlin|2024-03-04|Jan Roth|Geschäftsführer|- bllbb\n", STAGE_SIGNED},
    {"Norwegian",
     PROSE "Avtalen er undertegnet i to eksemplarer.\n\nOslo, 4. mars 2024\nFor Vestby kommune\n"
           "Kari Berg\nOrdfører\n",
     "5 Vestby kommune|Oslo|2024-03-04|Kari Berg|Ordfører|- bllbb\n", STAGE_SIGNED},
    {"Finnish",
     PROSE "Allekirjoitukset\n\nTurku 4.3.2024\nTurun kaupungin puolesta\nAino Salo\nJohtaja\n",
     "5 Turun kaupungin|Turku|2024-03-04|Aino Salo|Johtaja|- bllbb\n", STAGE_SIGNED},
    {"electronic, one line",
     PROSE "Signerat av Eva Lind 2024-05-03 12:31:07 CET\nSignerat av Bo Ek 2024-05-04 08:02\n",
     "3 -|-|2024-05-03T12:31|Eva Lind|-|- --ll-\n4 -|-|2024-05-04T08:02|Bo Ek|-|- --ll-\n",
     STAGE_SIGNED},
    {"electronic, several lines",
     PROSE "Signed by:\nEva Lind\nSigned with BankID 2024-05-03 12:31\n",
     "3 -|-|2024-05-03T12:31|Eva Lind|-|- --bl-\n", STAGE_SIGNED},
    {"place and date, no word of signing", PROSE "Lund den 4 mars 2024\n\nBo Ek\nSkolchef\n",
     "3 -|Lund|2024-03-04|Bo Ek|Skolchef|- -llbb\n", STAGE_SIGNED},
    {"minutes with a date", PROSE "Vid protokollet\nMia Ask\n\nJusteras 2024-05-03\nBo Ek\n",
     "6 -|-|2024-05-03|Bo Ek|-|- --lb-\n", STAGE_SIGNED},
    {"parties without a date",
     COPIES "För Lunds kommun\n\nBo Ek\n\nFör Nordljus AB\n\nLena Trolle\n",
     "5 Lunds kommun|-|-|Bo Ek|-|- l--b- undated\n"
     "9 Nordljus AB|-|-|Lena Trolle|-|- l--b- undated\n",
     STAGE_PARTLY_SIGNED},
    {"the shape of a scanned agreement",
     COPIES "Lund 2024-03-04\n\nLäsverket\n\n\n\nEva Lind\n\nUmeå 2024 -03-07\n\nUmeå "
            "kommun\n\n\n\nBo Ek\nMIA ASK\nVikarierande\nSkolchef\n\nUndervisningsråd\n\n"
            "Skolchef\n\n \nLund 2024-03-04\n\nUmeå 2024 -\n\nFör Läsverket\n\nFör Umeå kommun"
            "\n\nPer Alm\nAvdelningschef\n\n\nLena Trolle Ek\nOrdförande skolnämnden\n\n"
            "Avtalet har granskats av enhetschef\n\nAda Berg\n\nBilagor\n\nBilaga 1 Plan för Bo "
            "Ek\n",
     "5 Läsverket|Lund|2024-03-04|Eva Lind|-|- bllb-\n"
     "13 Umeå kommun|Umeå|2024-03-07|Bo Ek|-|MIA ASK bllb-\n"
     "29 Läsverket|Lund|2024-03-04|Per Alm|Avdelningschef|- ollob\n"
     "31 Umeå kommun|Umeå|2024 -|Lena Trolle Ek|Ordförande skolnämnden|- ollob undated\n",
     STAGE_PARTLY_SIGNED},
    {"a name with its date",
     PROSE "Underskrifter\n\nEva Lind, rektor, 2024-03-04\nBo Ek, skolchef, 2024-03-05\n",
     "5 -|-|2024-03-04|Eva Lind|rektor|- --lll\n6 -|-|2024-03-05|Bo Ek|skolchef|- --lll\n",
     STAGE_SIGNED},
    {"parties named below their lines",
     COPIES "Ort: Lund                    Ort: Umeå\n"
            "Datum: 2024-03-04            Datum: 2024-03-07\n\n"
            "______________________       ______________________\n"
            "Beställare                   Leverantör\n"
            "Namn: Eva Lind               Namn: Bo Ek\n",
     "5 Beställare|Lund|2024-03-04|Eva Lind|-|- blbb-\n"
     "5 Leverantör|Umeå|2024-03-07|Bo Ek|-|- blbb-\n",
     STAGE_SIGNED},
    {"a table of two columns",
     "# Avtal\n\n" PROSE "## Underskrifter\n\n| | Lunds kommun | Nordljus AB |\n|---|---|---|\n"
     "| Ort och datum | Lund 2024-03-04 | Umeå 2024-03-07 |\n| Underskrift | | |\n"
     "| Namnförtydligande | Eva Lind | Bo Ek |\n| Titel | Skolchef | VD |\n",
     "7 Lunds kommun|Lund|2024-03-04|Eva Lind|Skolchef|- llbbb\n"
     "7 Nordljus AB|Umeå|2024-03-07|Bo Ek|VD|- llbbb\n",
     STAGE_SIGNED},
    {"a table of signers",
     "# Avtal\n\n" PROSE "## Underskrifter\n\n| Namn | Roll | Datum |\n|---|---|---|\n"
     "| Eva Lind | Skolchef | 2024-03-04 |\n| Bo Ek | VD | 2024-03-07 |\n",
     "9 -|-|2024-03-04|Eva Lind|Skolchef|- --lll\n10 -|-|2024-03-07|Bo Ek|VD|- --lll\n",
     STAGE_SIGNED},
    {"a line says it all",
     PROSE "Underskrifter\n\nBo Ek, skolchef, Lunds kommun\nLund 2024-03-04\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|skolchef|- llbll\n", STAGE_SIGNED},
    {"two columns of unlike rows",
     COPIES "SELLER:                       BUYER:\n"
            "HARBOR POINT LLC              BRIGHT MILLS, L.P.\n\n"
            "Name: Thomas Keller           Name: Jane Roe\n"
            "Title: Managing Member        Date: March 5, 2021\n"
            "Date: March 3, 2021\n",
     "5 SELLER|-|2021-03-03|Thomas Keller|Managing Member|- l-bbb\n"
     "5 BUYER|-|2021-03-05|Jane Roe|-|- l-bb-\n",
     STAGE_SIGNED},
    {"a company with a comma",
     COPIES "Acme Foods, Inc.\n\nName: Jane Roe\nTitle: President\nDate: March 3, 2021\n\n"
            "BRIGHT MILLS, L.P.\n\nName: Ann Poe\nTitle: Manager\nDate: March 5, 2021\n",
     "5 Acme Foods, Inc.|-|2021-03-03|Jane Roe|President|- l-bbb\n"
     "11 BRIGHT MILLS, L.P.|-|2021-03-05|Ann Poe|Manager|- l-bbb\n",
     STAGE_SIGNED},
};

static const struct layout forms[] = {
    {"a form",
     COPIES "För Lunds kommun\n\nOrt och datum: ____________________\n\nUnderskrift "
            "____________________\n\nNamnförtydligande\n\n"
            "För Nordljus AB\n\nOrt och datum: ____________________\n\nUnderskrift "
            "____________________\n\nNamnförtydligande\n",
     "5 Lunds kommun|-|-|-|-|- l---- empty\n13 Nordljus AB|-|-|-|-|- l---- empty\n", STAGE_DRAFT},
    {"a form in columns",
     COPIES "Ort och datum                  Ort och datum\n"
            "__________________             __________________\n\n"
            "För Lunds kommun               För Nordljus AB\n\n"
            "__________________             __________________\n"
            "Bo Ek                          Lena Trolle\n",
     "5 Lunds kommun|-|-|Bo Ek|-|- b--b- empty\n5 Nordljus AB|-|-|Lena Trolle|-|- b--b- empty\n",
     STAGE_DRAFT},
    {"labels below lines",
     COPIES "______________________\nOrt och datum\n\n______________________\nUnderskrift\n\n"
            "______________________\nNamnförtydligande\n",
     "5 -|-|-|-|-|- ----- empty\n", STAGE_DRAFT},
    {"a year printed in the form",
     COPIES "Lund den ____ ____________ 2024\n\nLunds kommun\n\n______________________\nBo Ek\n",
     "5 Lunds kommun|Lund|-|Bo Ek|-|- bl-b- empty\n", STAGE_DRAFT},
    {"one has signed",
     COPIES "För Lunds kommun\nOrt och datum: Lund 2024-03-04\nBo Ek\n\n"
            "För Nordljus AB\nOrt och datum: ______________\nLena Trolle\n",
     "5 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- llbb-\n"
     "9 Nordljus AB|-|-|Lena Trolle|-|- l--b- empty\n",
     STAGE_PARTLY_SIGNED},
    {"says that it is a draft", "UTKAST\n\n" COPIES "Lund 2024-03-04\nLunds kommun\nBo Ek\n",
     "7 Lunds kommun|Lund|2024-03-04|Bo Ek|-|- bllb-\n", STAGE_DRAFT},
    {"three, the third below the columns",
     COPIES "Lunds kommun\t\t\tUmeå kommun\n\nOrt:____________\t\tOrt:____________\n\n"
            "Datum:__________\t\tDatum:__________\n\n"
            "________________\t\t________________\nUnderskrift\t\t\tUnderskrift\n\n"
            "________________\t\t________________\nNamnförtydligande\t\tNamnförtydligande\n\n"
            "Nordljus AB\n\nOrt:____________\n\nDatum:__________\n\n________________\n"
            "Underskrift\n\n________________\nNamnförtydligande\n",
     "5 Lunds kommun|-|-|-|-|- l---- empty\n5 Umeå kommun|-|-|-|-|- l---- empty\n"
     "17 Nordljus AB|-|-|-|-|- l---- empty\n",
     STAGE_DRAFT},
    {"an empty table",
     "# Avtal\n\n" PROSE "## Underskrifter\n\n| Lunds kommun | Nordljus AB |\n|---|---|\n"
     "| Ort och datum: ____________ | Ort och datum: ____________ |\n"
     "| Namnförtydligande: ____________ | Namnförtydligande: ____________ |\n",
     "7 Lunds kommun|-|-|-|-|- l---- empty\n7 Nordljus AB|-|-|-|-|- l---- empty\n", STAGE_DRAFT},
    {"English form",
     PROSE "SIGNATURES\n\nThe Supplier\nSignature: ______________\nName: ______________\nTitle: "
           "______________\nDate: ______________\n\nThe Customer\nSignature: ______________\nName: "
           "______________\nTitle: ______________\nDate: ______________\n",
     "5 The Supplier|-|-|-|-|- l---- empty\n11 The Customer|-|-|-|-|- l---- empty\n", STAGE_DRAFT},
    {"parties only", COPIES "För Lunds kommun\n\n\n\nFör Nordljus AB\n\n\n",
     "5 Lunds kommun|-|-|-|-|- l---- empty\n9 Nordljus AB|-|-|-|-|- l---- empty\n", STAGE_DRAFT},
};

static const struct layout no_signatures[] = {
    {"a letter", PROSE "Med vänlig hälsning\n\nEva Lind\nHandläggare\n", "", STAGE_NONE},
    {"the head of a letter",
     "Lund 2024-03-04\n\nLunds kommun\nBox 12\n221 00 Lund\n\nEva Lind\nHandläggare\n\n" PROSE
         PROSE,
     "", STAGE_NONE},
    {"the cover of a report",
     "Delrapport om läsning\n\nDatum: 2024-03-04\nNamn: Eva Lind\nTitel: Projektledare\n"
     "Lunds kommun\n\n" PROSE,
     "", STAGE_NONE},
    {"minutes without a date", PROSE "Vid protokollet\nMia Ask\n\nJusteras\nBo Ek\n", "",
     STAGE_NONE},
    {"minutes that tell who was there, who approves them and when they are shown",
     "Tuna kommun PROTOKOLL 2013-01-09\nBeslutande Bo Ek, ordförande\nMia Ask\nAda Berg, ersättare "
     "för Per Alm\nUtses att justera Mia Ask\nUnderskrifter\nSekreterare Lena Trolle\nOrdförande "
     "Bo Ek\nJusterande Mia Ask\nANSLAG\nOrgan Tuna kommunstyrelse\nAnslaget sätts upp 2013-01-17\n"
     "Underskrift\n\n" PROSE,
     "", STAGE_NONE},
    {"a foreword of a month", PROSE "Lund i juni 2014\n\nEva Lind\n\nSakkunniga\n\nBo Ek\n\n" PROSE,
     "", STAGE_NONE},
    {"signing is spoken of",
     PROSE "Ändringar ska göras skriftligen och undertecknas av behöriga företrädare för båda "
           "parter för att gälla mellan dem under avtalstiden.\n\nLunds kommun\n\n"
           "Kommunen ansvarar för lokaler.\n\nEva Lind\n\n" PROSE,
     "", STAGE_NONE},
    {"a list of meetings",
     PROSE
     "Möten\n\nLund 2024-03-04\nUmeå 2024-03-07\nMalmö 2024-04-02\n\n" PROSE PROSE PROSE PROSE,
     "", STAGE_NONE},
    {"För begins a sentence",
     PROSE "För Lunds kommun gäller särskilda regler.\n\nFör Eva Lind är det nytt.\n\n" PROSE, "",
     STAGE_NONE},
    {"names and roles of a group",
     PROSE "Projektgrupp\n\nEva Lind, projektledare\nBo Ek, rektor\nMia Ask, handläggare\n\n" PROSE,
     "", STAGE_NONE},
    {"lines to write on",
     PROSE "Svar: ______________________\n\nKommentar ______________________\n", "", STAGE_NONE},
    {"a table of a plan",
     "# Rapport\n\n" PROSE "| Ansvarig | Datum | Plats |\n|---|---|---|\n"
     "| Eva Lind | 2024-03-04 | Lund |\n| Bo Ek | 2024-03-07 | Umeå |\n",
     "", STAGE_NONE},
    {"a document said to be signed",
     "Rapport\n\n" PROSE "Avtalet undertecknades 2024-03-04 i Lund.\n\nEva Lind ledde "
     "arbetet.\n\n" PROSE "Malmö 2024-05-06\n\n" PROSE PROSE PROSE PROSE,
     "", STAGE_NONE},
    {"the distribution of copies", PROSE "Kopia till:\n\nLunds kommun\nEva Lind\nUmeå 2024-03-04\n",
     "", STAGE_NONE},
    {"signatures of functions",
     "Manual\n\n" PROSE "Signatures\n\nopen(path)\nclose(fd)\n\nUsed\nfor TCP servers\nfor UDP "
     "clients\n\nVersion 2024-03-04\n",
     "", STAGE_NONE},
    {"a list of changes",
     PROSE "    Signed-off-by: Eva Lind <eva@example.org>\n\nchange 4711\nAuthor: Bo Ek "
           "<bo@example.org>\nDate:   Fri May 24 22:24:55 2013 -0700\n\n    Count the rows "
           "from one\n\n    Signed-off-by: Eva Lind <eva@example.org>\n",
     "", STAGE_NONE},
    {"a label alone", PROSE "Underskrift\n\nDen ska vara läslig.\n\n" PROSE, "", STAGE_NONE},
    {"dates of a plan", PROSE "Start 2024-03-04\n\nSlut 2024-06-04\n", "", STAGE_NONE},
};

static void check(const struct layout *layouts, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++)
        wrong += read_layout(&layouts[i]);
    assert_int_equal(wrong, 0);
}
#define CHECK(layouts) check((layouts), sizeof(layouts) / sizeof *(layouts))

static void signed_blocks(void **state)
{
    (void)state;
    CHECK(signed_layouts);
}

static void empty_forms(void **state)
{
    (void)state;
    CHECK(forms);
}

static void nothing_signed(void **state)
{
    (void)state;
    CHECK(no_signatures);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signed_blocks),
        cmocka_unit_test(empty_forms),
        cmocka_unit_test(nothing_signed),
    };
    return cmocka_run_group_tests_name("fact signatures", tests, NULL, NULL);
}
