/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/labels.h"

enum { MEANS_NUMBER = LABEL_OTHER + 1, MEANS_FILLER };

/* How a word becomes a label. */
enum {
    ALONE,
    WITH_NUMBER, /* "org.nr", "case no": only before a word for number */
    IN_A_PAIR,   /* "person-" of "person-/organisationsnummer": only beside another label */
};

// clang-format off
static const struct word_row label_words[] = {
    {"organisationsnummer",     LABEL_ORGANISATION, ALONE, 0},
    {"organisationsnumret",     LABEL_ORGANISATION, ALONE, 0},
    {"organisationsnr",         LABEL_ORGANISATION, ALONE, 0},
    {"organisationsnummeret",   LABEL_ORGANISATION, ALONE, 0},
    {"organisasjonsnummer",     LABEL_ORGANISATION, ALONE, 0},
    {"orgnummer",               LABEL_ORGANISATION, ALONE, 0},
    {"orgnr",                   LABEL_ORGANISATION, ALONE, 0},
    {"orgno",                   LABEL_ORGANISATION, ALONE, 0},
    {"vat",                     LABEL_ORGANISATION, ALONE, 0},
    {"momsnr",                  LABEL_ORGANISATION, ALONE, 0},
    {"momsnummer",              LABEL_ORGANISATION, ALONE, 0},
    {"momsregistreringsnummer", LABEL_ORGANISATION, ALONE, 0},
    {"org",                     LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"organisation",            LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"organization",            LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"organisational",          LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"corporate",               LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"company",                 LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"registration",            LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"moms",                    LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"momsreg",                 LABEL_ORGANISATION, WITH_NUMBER, 0},
    {"organisations",           LABEL_ORGANISATION, IN_A_PAIR, 0},
    {"personnummer",            LABEL_PERSON, ALONE, 0},
    {"personnumret",            LABEL_PERSON, ALONE, 0},
    {"personnumren",            LABEL_PERSON, ALONE, 0},
    {"personnr",                LABEL_PERSON, ALONE, 0},
    {"persnr",                  LABEL_PERSON, ALONE, 0},
    {"pnr",                     LABEL_PERSON, ALONE, 0},
    {"samordningsnummer",       LABEL_PERSON, ALONE, 0},
    {"samordningsnumret",       LABEL_PERSON, ALONE, 0},
    {"samordningsnr",           LABEL_PERSON, ALONE, 0},
    {"interimspersonnummer",    LABEL_PERSON, ALONE, 0},
    {"fødselsnummer",           LABEL_PERSON, ALONE, 0},
    {"henkilötunnus",           LABEL_PERSON, ALONE, 0},
    {"cpr",                     LABEL_PERSON, ALONE, 0},
    {"ssn",                     LABEL_PERSON, ALONE, 0},
    {"pers",                    LABEL_PERSON, WITH_NUMBER, 0},
    {"personal",                LABEL_PERSON, WITH_NUMBER, LANGUAGE_EN},
    {"identity",                LABEL_PERSON, WITH_NUMBER, 0},
    {"security",                LABEL_PERSON, WITH_NUMBER, 0},
    {"civic",                   LABEL_PERSON, WITH_NUMBER, 0},
    {"coordination",            LABEL_PERSON, WITH_NUMBER, 0},
    {"co-ordination",           LABEL_PERSON, WITH_NUMBER, 0},
    {"person",                  LABEL_PERSON, IN_A_PAIR, 0},
    {"dnr",                     LABEL_CASE, ALONE, 0},
    {"dnro",                    LABEL_CASE, ALONE, 0},
    {"diarienr",                LABEL_CASE, ALONE, 0},
    {"diarienummer",            LABEL_CASE, ALONE, 0},
    {"diarienumret",            LABEL_CASE, ALONE, 0},
    {"diarienumren",            LABEL_CASE, ALONE, 0},
    {"diaarinumero",            LABEL_CASE, ALONE, 0},
    {"ärendenummer",            LABEL_CASE, ALONE, 0},
    {"ärendenumret",            LABEL_CASE, ALONE, 0},
    {"ärendenr",                LABEL_CASE, ALONE, 0},
    {"saksnummer",              LABEL_CASE, ALONE, 0},
    {"saksnr",                  LABEL_CASE, ALONE, 0},
    {"journalnummer",           LABEL_CASE, ALONE, 0},
    {"journalnr",               LABEL_CASE, ALONE, 0},
    {"aktenzeichen",            LABEL_CASE, ALONE, 0},
    {"geschäftszeichen",        LABEL_CASE, ALONE, 0},
    {"reg",                     LABEL_CASE, WITH_NUMBER, 0},
    {"ärende",                  LABEL_CASE, WITH_NUMBER, 0},
    {"beteckning",              LABEL_REFERENCE, ALONE, 0},
    {"referensnummer",          LABEL_REFERENCE, ALONE, 0},
    {"refnr",                   LABEL_REFERENCE, ALONE, 0},
    {"ref",                     LABEL_REFERENCE, ALONE, 0},
    {"reference",               LABEL_REFERENCE, ALONE, LANGUAGE_EN},
    {"case",                    LABEL_REFERENCE, WITH_NUMBER, 0},
    {"file",                    LABEL_REFERENCE, WITH_NUMBER, 0},
    {"telefon",                 LABEL_OTHER, ALONE, 0},
    {"telefonnummer",           LABEL_OTHER, ALONE, 0},
    {"tel",                     LABEL_OTHER, ALONE, 0},
    {"tfn",                     LABEL_OTHER, ALONE, 0},
    {"tlf",                     LABEL_OTHER, ALONE, 0},
    {"phone",                   LABEL_OTHER, ALONE, 0},
    {"telephone",               LABEL_OTHER, ALONE, 0},
    {"mobil",                   LABEL_OTHER, ALONE, 0},
    {"mobile",                  LABEL_OTHER, ALONE, 0},
    {"fax",                     LABEL_OTHER, ALONE, 0},
    {"växel",                   LABEL_OTHER, ALONE, 0},
    {"ring",                    LABEL_OTHER, ALONE, 0},
    {"bankgiro",                LABEL_OTHER, ALONE, 0},
    {"bg",                      LABEL_OTHER, ALONE, 0},
    {"plusgiro",                LABEL_OTHER, ALONE, 0},
    {"pg",                      LABEL_OTHER, ALONE, 0},
    {"konto",                   LABEL_OTHER, ALONE, 0},
    {"kontonr",                 LABEL_OTHER, ALONE, 0},
    {"kontonummer",             LABEL_OTHER, ALONE, 0},
    {"bankkonto",               LABEL_OTHER, ALONE, 0},
    {"clearingnummer",          LABEL_OTHER, ALONE, 0},
    {"account",                 LABEL_OTHER, ALONE, 0},
    {"ocr",                     LABEL_OTHER, ALONE, 0},
    {"iban",                    LABEL_OTHER, ALONE, 0},
    {"isbn",                    LABEL_OTHER, ALONE, 0},
    {"issn",                    LABEL_OTHER, ALONE, 0},
    {"fakturanummer",           LABEL_OTHER, ALONE, 0},
    {"fakturanr",               LABEL_OTHER, ALONE, 0},
    {"kundnummer",              LABEL_OTHER, ALONE, 0},
    {"kundnr",                  LABEL_OTHER, ALONE, 0},
    {"ordernummer",             LABEL_OTHER, ALONE, 0},
    {"artikelnummer",           LABEL_OTHER, ALONE, 0},
    {"serienummer",             LABEL_OTHER, ALONE, 0},
    {"invoice",                 LABEL_OTHER, WITH_NUMBER, 0},
    {"order",                   LABEL_OTHER, WITH_NUMBER, 0},
    {"gln",                     LABEL_OTHER, ALONE, 0},
    {"ean",                     LABEL_OTHER, ALONE, 0},
    {"tunnus",                  LABEL_OTHER, ALONE, 0},
    {"nr",                      MEANS_NUMBER, ALONE, 0},
    {"no",                      MEANS_NUMBER, ALONE, 0},
    {"nummer",                  MEANS_NUMBER, ALONE, 0},
    {"number",                  MEANS_NUMBER, ALONE, 0},
    {"numbers",                 MEANS_NUMBER, ALONE, 0},
    {"id",                      MEANS_NUMBER, ALONE, 0},
    {"identity",                MEANS_NUMBER, ALONE, 0},
    {"registration",            MEANS_NUMBER, ALONE, 0},
    {"security",                MEANS_NUMBER, ALONE, 0},
    {"är",                      MEANS_FILLER, ALONE, 0},
    {"is",                      MEANS_FILLER, ALONE, 0},
    {"eller",                   MEANS_FILLER, ALONE, 0},
    {"or",                      MEANS_FILLER, ALONE, 0},
    {"och",                     MEANS_FILLER, ALONE, 0},
    {"and",                     MEANS_FILLER, ALONE, 0},
};
// clang-format on

enum { REACH_TOKENS = 12, REACH_WORDS = 3 };

struct word_table *labels_prepare(struct vocabulary *v)
{
    return words_new(v, label_words, sizeof label_words / sizeof *label_words);
}

static bool means(const struct scan *s, const struct word_table *labels, const struct token *word,
                  uint16_t meaning)
{
    if (word->kind != TOKEN_WORD)
        return false;
    const struct word_row *row = words_find(labels, word, s->document->fold);
    for (; row; row = words_next(labels, row))
        if (row->meaning == meaning)
            return true;
    return false;
}

/* "org.nr", "org. nr", "org-nr": the word for number follows, with at most one mark between. */
static bool number_follows(const struct scan *s, const struct word_table *labels, uint32_t i)
{
    const struct token *next = scan_token(s, i + 1);
    if (next->kind == TOKEN_MARK && (next->value == '.' || next->value == '-'))
        next = scan_token(s, i + 2);
    return means(s, labels, next, MEANS_NUMBER);
}

/* The label that token i is by itself; halves of pairs only when `pair` is asked for. */
static enum label label_at(const struct scan *s, const struct word_table *labels, uint32_t i,
                           bool pair)
{
    const struct token *word = scan_token(s, i);
    const struct word_row *row = words_find(labels, word, s->document->fold);
    for (; row; row = words_next(labels, row)) {
        if (row->meaning > LABEL_OTHER)
            continue;
        if (row->value == ALONE || (row->value == IN_A_PAIR && pair) ||
            (row->value == WITH_NUMBER && (pair || number_follows(s, labels, i))))
            return (enum label)row->meaning;
    }
    return LABEL_NONE;
}

/* "person-/organisationsnummer", "organisationsnummer eller personnummer": both names before one
   number. `found` stands at token i. */
static enum label with_its_pair(const struct scan *s, const struct word_table *labels, uint32_t i,
                                enum label found)
{
    if (found != LABEL_ORGANISATION && found != LABEL_PERSON)
        return found;
    for (uint32_t k = i; k-- > 0 && i - k <= 5;) {
        const struct token *t = scan_token(s, k);
        if (t->kind == TOKEN_MARK && t->value != '*')
            continue;
        if (t->kind != TOKEN_WORD)
            break;
        enum label other = label_at(s, labels, k, true);
        if (other != found && (other == LABEL_ORGANISATION || other == LABEL_PERSON))
            return LABEL_EITHER;
        if (!means(s, labels, t, MEANS_FILLER) && !means(s, labels, t, MEANS_NUMBER))
            break;
    }
    return found;
}

struct label_found label_before(const struct scan *s, const struct word_table *labels, uint32_t i)
{
    struct label_found none = {LABEL_NONE, 0};
    bool line_before = false;
    uint32_t words = 0;
    for (uint32_t k = i; k-- > 0 && i - k <= REACH_TOKENS;) {
        const struct token *t = scan_token(s, k);
        if (t->kind == TOKEN_BREAK || t->kind == TOKEN_END) {
            if (k + 1 != i)
                return none;
            line_before = true;
        } else if (t->kind == TOKEN_NUMBER || (t->kind == TOKEN_MARK && t->value == '*')) {
            return none;
        } else if (t->kind == TOKEN_WORD) {
            enum label label = label_at(s, labels, k, false);
            if (label != LABEL_NONE)
                return (struct label_found){with_its_pair(s, labels, k, label), words};
            if (!means(s, labels, t, MEANS_NUMBER) && !means(s, labels, t, MEANS_FILLER) &&
                (++words > REACH_WORDS || line_before))
                return none;
        }
    }
    return none;
}

bool label_is_case(const struct scan *s, const struct word_table *labels, const struct token *word)
{
    return means(s, labels, word, LABEL_CASE) || means(s, labels, word, LABEL_REFERENCE);
}
