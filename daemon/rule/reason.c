/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/eval.h"

/* '%' stands for what the reason is about. */
// clang-format off
static const struct { const char *en, *sv; } phrases[] = {
    [REASON_NONE]           = {"", ""},
    [REASON_NOT_FOUND]      = {"% was not found", "% hittades inte"},
    [REASON_NO_SECTION]     = {"there is no section \"%\"", "avsnittet ”%” finns inte"},
    [REASON_NO_WORDS]       = {"the words for % were not found", "orden för % hittades inte"},
    [REASON_TOO_FEW]        = {"% has fewer values than wanted", "% har färre värden än väntat"},
    [REASON_CANDIDATES]     = {"% has more than one candidate", "% har mer än en kandidat"},
    [REASON_NOT_STATED]     = {"% is not stated", "% anges inte"},
    [REASON_LIMIT]          = {"limit: %", "gräns: %"},
    [REASON_NOT_WHOLE]      = {"the date \"%\" is not whole", "datumet ”%” är inte helt"},
    [REASON_NO_YEAR]        = {"the date \"%\" has no year", "datumet ”%” saknar år"},
    [REASON_IMPOSSIBLE]     = {"there is no such day as \"%\"", "dagen ”%” finns inte"},
    [REASON_AMBIGUOUS]      = {"\"%\" can be read in two ways", "”%” kan läsas på två sätt"},
    [REASON_RECURS]         = {"\"%\" comes again", "”%” återkommer"},
    [REASON_NOT_EXACT]      = {"\"%\" is not exact enough", "”%” är inte exakt nog"},
    [REASON_VAGUE]          = {"\"%\" has no civil day as its end", "”%” slutar inte på en bestämd dag"},
    [REASON_REVERSED]       = {"\"%\" ends before it begins", "”%” slutar innan den börjar"},
    [REASON_CURRENCIES]     = {"the amounts are in different currencies", "beloppen är i olika valutor"},
    [REASON_UNITS]          = {"the two cannot be compared", "de två kan inte jämföras"},
    [REASON_WORKDAYS]       = {"working days need a calendar", "arbetsdagar kräver en kalender"},
    [REASON_OVERFLOW]       = {"the number is too large", "talet är för stort"},
    [REASON_NOT_PAIRED]     = {"% cannot be paired with its signature", "% kan inte föras till sin underskrift"},
    [REASON_NO_SIGNATURE]   = {"no signature block was found", "ingen underskrift hittades"},
    [REASON_OTHER_DOCUMENT] = {"it speaks of another document", "det gäller en annan handling"},
    [REASON_NO_NUMBERS]     = {"the document does not number its sections",
                               "dokumentet numrerar inte sina avsnitt"},
    [REASON_NO_ANNEX_LIST]  = {"the document has no list of annexes",
                               "dokumentet har ingen bilageförteckning"},
    [REASON_UNREAD]         = {"the document could not be read", "handlingen kunde inte läsas"},
    [REASON_STALE]          = {"the document is to be read again for changed rules",
                               "handlingen ska läsas om för ändrade regler"},
    [REASON_OTHER_KIND]     = {"it is for another kind of document", "den gäller ett annat slags handling"},
    [REASON_OTHER_STAGE]    = {"it is not for the stage %", "den gäller inte stadiet %"},
    [REASON_CASE]           = {"the case's other documents are not loaded", "ärendets andra handlingar är inte inlästa"},
    [REASON_ARCHIVE]        = {"the archive is not loaded", "arkivet är inte inläst"},
    [REASON_INHIBITED]      = {"% has failed", "% är inte uppfylld"},
};
// clang-format on
_Static_assert(sizeof phrases / sizeof *phrases == REASON_CODES, "a reason has no words");

struct span reason_text(struct arena *a, struct reason r, enum language l)
{
    const char *phrase = l == LANGUAGE_SWEDISH ? phrases[r.code].sv : phrases[r.code].en;
    const char *gap = strchr(phrase, '%');
    if (!gap)
        return span_of(phrase);
    struct span what = l == LANGUAGE_SWEDISH && r.what_sv.n ? r.what_sv : r.what;
    return span_of(
        arena_printf(a, "%.*s%.*s%s", (int)(gap - phrase), phrase, SPAN_ARG(what), gap + 1));
}
