/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/shape.h"

#include "base/utf8.h"

enum { TITLE_BYTES = 200, TITLE_WORDS = 20, COLON_BYTES = 60, LISTED_BYTES = 62 };

// clang-format off
static const char known_headings[] =
    /* sv */ "|parter|avtalsparter|bakgrund|inledning|syfte|mål|syfte och mål|sammanfattning|omfattning"
    "|definitioner|avtalstid|giltighetstid|ekonomi|ekonomisk redovisning|finansiering|ansvar"
    "|genomförande|resultat|resultat och effekter|metod|diskussion|slutsatser|uppföljning"
    "|utvärdering|redovisning|slutredovisning|delredovisning|tidplan|organisation|sekretess|tvist"
    "|tvister|uppsägning|hävning|ändringar och tillägg|övrigt|underskrift|underskrifter"
    "|undertecknande|signaturer|bilagor|bilageförteckning|referenser|källor|personuppgifter"
    "|ersättning|betalning|betalningsvillkor|pris|priser|villkor|allmänt|målgrupp|aktiviteter"
    "|genomförda aktiviteter|genomförda insatser|avvikelser|spridning|fortsatt arbete"
    "|fortsatt utveckling|använda medel|beslut|ärendet|yttrande|förslag till beslut|beslutsunderlag|motivering"
    "|kontaktpersoner|ansvarsfördelning|kommunikation|insatser|delaktighet"
    /* en */ "|parties|the parties|background|introduction|purpose|scope|definitions|term|term and termination"
    "|summary|executive summary|objectives|methods|results|discussion|conclusion|conclusions"
    "|recommendations|references|signatures|annexes|appendices|attachments|schedules|recitals|confidentiality"
    "|payment|fees|liability|governing law|termination|notices|general|activities|budget|timeline"
    "|responsibilities|reporting|evaluation|next steps|decision|decisions|policy|implementation"
    /* de */ "|parteien|vertragsparteien|präambel|einleitung|hintergrund|zweck|zusammenfassung|geltungsbereich"
    "|begriffsbestimmungen|laufzeit|vergütung|haftung|kündigung|vertraulichkeit|schlussbestimmungen"
    "|unterschriften|anlagen|ergebnisse|finanzierung|berichte|ziele|fazit"
    /* fi */ "|osapuolet|sopijapuolet|tausta|johdanto|tarkoitus|tavoitteet|tiivistelmä|määritelmät"
    "|voimassaolo|tulokset|rahoitus|raportointi|allekirjoitukset|liitteet|yhteenveto|aikataulu|johtopäätökset"
    /* nb, nn, da */ "|partene|parterne|bakgrunn|baggrund|innledning|indledning|formål|sammendrag|resumé|varighet"
    "|varighed|økonomi|finansiering|rapportering|oppsigelse|opsigelse|underskrifter|vedlegg|bilag"
    "|resultater|konklusjon|konklusion|samandrag|innleiing|føremål"
    /* fr */ "|parties contractantes|contexte|objet|préambule|durée|résumé|définitions|résultats|financement"
    "|résiliation|annexes|confidentialité|conclusions|objectifs|";

static const char contents_headings[] =
    "|innehåll|innehållsförteckning|contents|table of contents|inhalt|inhaltsverzeichnis|sisällys"
    "|sisällysluettelo|innhold|innhald|indhold|indholdsfortegnelse|innholdsfortegnelse|sommaire"
    "|table des matières|";

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
    return shape_listed(known_headings, without_colon(fold));
}

bool shape_is_contents_heading(struct span fold)
{
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

/* Four words or more with a finite verb, unless a question or relative word opens them. */
static bool runs_as_sentence(struct span fold)
{
    struct span rest = fold, before = next_word(&rest);
    if (shape_words(fold) < 4 || shape_listed(question_words, before))
        return false;
    for (struct span word; (word = next_word(&rest)).n; before = word)
        if (shape_listed(verbs, word) && !shape_listed(question_words, before))
            return true;
    return false;
}

bool shape_is_month_or_unit(struct span fold)
{
    struct span rest = fold;
    return shape_listed(month_or_unit, next_word(&rest));
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
    return !stops_inside(text) && !runs_as_sentence(fold);
}
