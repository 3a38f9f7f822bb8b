/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/shape.h"

#include "base/bisect.h"
#include "base/utf8.h"

enum { TITLE_BYTES = 200, TITLE_WORDS = 20, COLON_BYTES = 60, LISTED_BYTES = 62 };

// clang-format off
/* Swedish, English, German, Finnish, Norwegian, Danish and French; rising by bytes. */
static const char *const known_headings[] = {
    "activities", "aikataulu", "aktiviteter", "allekirjoitukset", "allmänt", "anlagen", "annexes",
    "ansvar", "ansvarsfördelning", "använda medel", "appendices", "attachments", "avtalsparter",
    "avtalstid", "avvikelser", "background", "baggrund", "bakgrund", "bakgrunn",
    "begriffsbestimmungen", "berichte", "beslut", "beslutsunderlag", "betalning",
    "betalningsvillkor", "bilag", "bilageförteckning", "bilagor", "budget", "conclusion",
    "conclusions", "confidentiality", "confidentialité", "contexte", "decision", "decisions",
    "definitioner", "definitions", "delaktighet", "delredovisning", "discussion", "diskussion",
    "durée", "définitions", "einleitung", "ekonomi", "ekonomisk redovisning", "ergebnisse",
    "ersättning", "evaluation", "executive summary", "fazit", "fees", "financement", "finansiering",
    "finanzierung", "formål", "fortsatt arbete", "fortsatt utveckling", "förslag till beslut",
    "føremål", "geltungsbereich", "general", "genomförande", "genomförda aktiviteter",
    "genomförda insatser", "giltighetstid", "governing law", "haftung", "hintergrund", "hävning",
    "implementation", "indledning", "inledning", "innledning", "innleiing", "insatser",
    "introduction", "johdanto", "johtopäätökset", "kommunikation", "konklusion", "konklusjon",
    "kontaktpersoner", "källor", "kündigung", "laufzeit", "liability", "liitteet", "methods",
    "metod", "motivering", "määritelmät", "mål", "målgrupp", "next steps", "notices", "objectifs",
    "objectives", "objet", "omfattning", "oppsigelse", "opsigelse", "organisation", "osapuolet",
    "parteien", "partene", "parter", "parterne", "parties", "parties contractantes", "payment",
    "personuppgifter", "policy", "pris", "priser", "präambel", "préambule", "purpose", "rahoitus",
    "raportointi", "rapportering", "recitals", "recommendations", "redovisning", "references",
    "referenser", "reporting", "responsibilities", "resultat", "resultat och effekter",
    "resultater", "results", "resumé", "résiliation", "résultats", "résumé", "samandrag",
    "sammanfattning", "sammendrag", "schedules", "schlussbestimmungen", "scope", "sekretess",
    "signaturer", "signatures", "slutredovisning", "slutsatser", "sopijapuolet", "spridning",
    "summary", "syfte", "syfte och mål", "tarkoitus", "tausta", "tavoitteet", "term",
    "term and termination", "termination", "the parties", "tidplan", "tiivistelmä", "timeline",
    "tulokset", "tvist", "tvister", "underskrift", "underskrifter", "undertecknande",
    "unterschriften", "uppföljning", "uppsägning", "utvärdering", "varighed", "varighet", "vedlegg",
    "vergütung", "vertragsparteien", "vertraulichkeit", "villkor", "voimassaolo", "yhteenveto",
    "yttrande", "ziele", "zusammenfassung", "zweck", "ändringar och tillägg", "ärendet", "övrigt",
    "økonomi",
};

static const char contents_headings[] =
    "|innehåll|innehållsförteckning|contents|table of contents|inhalt|inhaltsverzeichnis|sisällys"
    "|sisällysluettelo|innhold|innhald|indhold|indholdsfortegnelse|innholdsfortegnelse|sommaire"
    "|table des matières|";

static const char annex_headings[] =
    "|bilagor|bilageförteckning|bilagsförteckning|annexes|appendices|attachments|schedules|anlagen|anhänge"
    "|liitteet|vedlegg|bilag|";

/* Finite verbs by which a clause without a full stop gives itself away. */
static const char verbs[] =
    "|ska|skall|skulle|måste|bör|får|kan|är|har|hade|blir|gäller|ansvarar|innebär|finns|framgår|avser|upprättas"
    "|shall|must|will|may|should|can|is|are|has|have|was|were"
    "|muss|müssen|soll|sollen|wird|werden|kann|können|ist|sind|hat|haben|darf"
    "|skal|må|bør|er|har|blir|bliver|vil|kan"
    "|tulee|pitää|voi|on|ovat|saa|täytyy"
    "|doit|doivent|peut|peuvent|est|sont|sera|seront|a|ont|";

/* After these a verb makes no sentence: "Vad som ska redovisas". */
static const char question_words[] =
    "|vad|hur|vem|vilka|vilken|när|varför|som|vart|what|how|who|when|why|which|that|where|was|wie|wer|wann"
    "|warum|die|mitä|miten|kuka|milloin|hva|hvad|hvem|hvordan|når|que|qui|comment|quand|a|on|";

static const char month_or_unit[] =
    "|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb"
    "|mar|apr|jun|jul|aug|sep|okt|oct|nov|dec|january|february|march|may|june|july|august|october"
    "|januar|februar|märz|mai|dezember|janvier|février|avril|juin|juillet|août|septembre|octobre"
    "|novembre|décembre|desember|kr|kronor|sek|eur|euro|usd|nok|dkk|tkr|mkr|mnkr|msek|tsek|gbp|timmar|st"
    "|stycken|ex|exemplar|dagar|månader|år|procent|kommuner|personer|";
// clang-format on

bool shape_listed(const char *list, struct span word)
{
    char probe[LISTED_BYTES + 3] = "|";
    if (!word.n || word.n > LISTED_BYTES || memchr(word.at, '|', word.n))
        return false;
    memcpy(probe + 1, word.at, word.n);
    probe[word.n + 1] = '|';
    probe[word.n + 2] = '\0';
    return strstr(list, probe) != NULL;
}

static struct span without_colon(struct span s)
{
    return s.n && s.at[s.n - 1] == ':' ? span_cut(s, 0, s.n - 1) : s;
}

bool shape_is_known_heading(struct span fold)
{
    struct span s = without_colon(fold);
    size_t n = sizeof known_headings / sizeof *known_headings;
    size_t found = FIRST_NOT(i, n, span_order(span_of(known_headings[i]), s) < 0);
    return found < n && span_is(s, known_headings[found]);
}

bool shape_is_annex_heading(struct span fold)
{
    return shape_listed(annex_headings, without_colon(fold));
}

bool shape_is_contents_heading(struct span fold)
{
    if (fold.n > 32 || !fold.n || !strchr("icts", fold.at[0]))
        return false;
    return shape_listed(contents_headings, without_colon(fold));
}

uint32_t shape_words(struct span text)
{
    uint32_t words = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        words += text.at[i] == ' ' || text.at[i] == '\n';
    return words;
}

bool shape_is_capitals(struct span text)
{
    uint32_t letters = 0;
    for (size_t i = 0, n; i < text.n; i += n) {
        int32_t c = utf8_decode(span_cut(text, i, text.n), &n);
        if (utf8_is_lower(c))
            return false;
        letters += utf8_is_letter(c);
    }
    return letters >= 4;
}

bool shape_is_sentence(struct span text)
{
    return text.n && strchr(".!;,", text.at[text.n - 1]) != NULL;
}

/* A full stop between two sentences: behind a word of three letters or more, before a capital. */
static bool stops_inside(struct span text)
{
    size_t word = 0, n;
    for (size_t i = 0; i + 2 < text.n; i++) {
        char c = text.at[i];
        if (c == '.' && text.at[i + 1] == ' ' && word >= 3 &&
            utf8_is_upper(utf8_decode(span_cut(text, i + 2, text.n), &n)))
            return true;
        word = c == ' ' || c == '.' ? 0 : word + 1;
    }
    return false;
}

static struct span next_word(struct span *rest)
{
    while (rest->n && (*rest->at == ' ' || *rest->at == '\n'))
        *rest = span_cut(*rest, 1, rest->n);
    size_t n = 0;
    while (n < rest->n && rest->at[n] != ' ' && rest->at[n] != '\n')
        n++;
    struct span word = span_cut(*rest, 0, n);
    *rest = span_cut(*rest, n, rest->n);
    while (word.n && strchr(",:;()\"", word.at[word.n - 1]))
        word.n--;
    return word;
}

static bool is_ascii(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] >= 0x80)
            return false;
    return true;
}

/* Finnish "on" and French "a" are no verbs in English: "Conditions on Rights of a Party". */
static bool is_verb(struct span word, bool ascii)
{
    return shape_listed(verbs, word) && !(ascii && (span_is(word, "on") || span_is(word, "a")));
}

/* Four words or more with a finite verb, unless a question or relative word opens them. */
static bool runs_as_sentence(struct span fold)
{
    struct span rest = fold, before = next_word(&rest);
    if (shape_words(fold) < 4 || shape_listed(question_words, before))
        return false;
    bool ascii = is_ascii(fold);
    for (struct span word; (word = next_word(&rest)).n; before = word)
        if (is_verb(word, ascii) && !shape_listed(question_words, before))
            return true;
    return false;
}

bool shape_is_month_or_unit(struct span fold)
{
    struct span rest = fold;
    return shape_listed(month_or_unit, next_word(&rest));
}

/* "Nämnden, nedan kallad part, och": more is to come. */
static bool breaks_off(struct span fold)
{
    static const char joints[] = "|och|eller|samt|and|or|und|oder|og|ja|sekä|et|ou|";
    size_t start = fold.n;
    while (start && fold.at[start - 1] != ' ' && fold.at[start - 1] != '\n')
        start--;
    return start && shape_listed(joints, span_cut(fold, start, fold.n));
}

static bool holds(struct span s, const char *what)
{
    return memmem(s.at, s.n, what, strlen(what)) != NULL;
}

bool shape_is_title(struct span text, struct span fold)
{
    size_t n;
    if (!text.n || text.n > TITLE_BYTES || shape_words(text) > TITLE_WORDS)
        return false;
    if (!utf8_is_upper(utf8_decode(text, &n)))
        return false;
    bool shortened = text.n > 4 && memcmp(text.at + text.n - 4, "m.m.", 4) == 0;
    if (shape_is_sentence(text) && !shortened)
        return false;
    if (text.at[text.n - 1] == ':' && text.n > COLON_BYTES)
        return false;
    if (shape_is_month_or_unit(fold))
        return false;
    if (holds(text, "__") || holds(text, "..") || holds(text, "@") || holds(text, "http"))
        return false;
    return !stops_inside(text) && !breaks_off(fold) && !runs_as_sentence(fold);
}
