/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/mark.h"
#include "fact/references.h"

// clang-format off
static const struct word_row reference_words[] = {
    {"bilaga", MEANS_ANNEX, 0, 0},      {"bilagan", MEANS_ANNEX, 0, 0},    {"bilagor", MEANS_ANNEX, 0, 0},
    {"bilagorna", MEANS_ANNEX, 0, 0},   {"bil", MEANS_ANNEX, 0, 0},        {"annex", MEANS_ANNEX, 0, 0},
    {"annexes", MEANS_ANNEX, 0, 0},     {"appendix", MEANS_ANNEX, 0, 0},   {"appendices", MEANS_ANNEX, 0, 0},
    {"attachment", MEANS_ANNEX, 0, 0},  {"schedule", MEANS_ANNEX, 0, LANGUAGE_EN},
    {"exhibit", MEANS_ANNEX, 0, 0},     {"vedlegg", MEANS_ANNEX, 0, 0},    {"bilag", MEANS_ANNEX, 0, 0},
    {"anlage", MEANS_ANNEX, 0, LANGUAGE_DE}, {"anlagen", MEANS_ANNEX, 0, LANGUAGE_DE},
    {"anhang", MEANS_ANNEX, 0, 0},      {"liite", MEANS_ANNEX, 0, 0},      {"liitteet", MEANS_ANNEX, 0, 0},
    {"liitteessä", MEANS_ANNEX, 0, 0},  {"annexe", MEANS_ANNEX, 0, 0},

    {"avsnitt", MEANS_SECTION, 0, 0},   {"avsnittet", MEANS_SECTION, 0, 0}, {"avsnitten", MEANS_SECTION, 0, 0},
    {"kapitel", MEANS_SECTION, 0, 0},   {"section", MEANS_SECTION, 0, 0},   {"sections", MEANS_SECTION, 0, 0},
    {"clause", MEANS_SECTION, 0, 0},    {"clauses", MEANS_SECTION, 0, 0},   {"abschnitt", MEANS_SECTION, 0, 0},
    {"avsnit", MEANS_SECTION, 0, 0},    {"kapittel", MEANS_SECTION, 0, 0},  {"kohdassa", MEANS_SECTION, 0, 0},
    {"punkt", MEANS_POINT, 0, 0},       {"punkten", MEANS_POINT, 0, 0},     {"punkterna", MEANS_POINT, 0, 0},
    {"pkt", MEANS_POINT, 0, 0},         {"ziffer", MEANS_POINT, 0, 0},
    {"paragraph", MEANS_POINT, 0, LANGUAGE_EN},

    {"överenskommelse", MEANS_AGREEMENT, 0, 0},   {"överenskommelsen", MEANS_AGREEMENT, 0, 0},
    {"överenskommelser", MEANS_AGREEMENT, 0, 0},  {"överenskommelserna", MEANS_AGREEMENT, 0, 0},
    {"överenskommelsens", MEANS_AGREEMENT, 0, 0}, {"avtal", MEANS_AGREEMENT, 0, 0},
    {"avtalet", MEANS_AGREEMENT, 0, 0},           {"avtalets", MEANS_AGREEMENT, 0, 0},
    {"tilläggsavtal", MEANS_AGREEMENT, 0, 0},     {"ramavtal", MEANS_AGREEMENT, 0, 0},
    {"ramavtalet", MEANS_AGREEMENT, 0, 0},        {"agreement", MEANS_AGREEMENT, 0, 0},
    {"agreements", MEANS_AGREEMENT, 0, 0},        {"avtale", MEANS_AGREEMENT, 0, 0},
    {"avtalen", MEANS_AGREEMENT, 0, 0},           {"aftale", MEANS_AGREEMENT, 0, 0},
    {"aftalen", MEANS_AGREEMENT, 0, 0},           {"sopimus", MEANS_AGREEMENT, 0, 0},
    {"vereinbarung", MEANS_AGREEMENT, 0, 0},      {"vertrag", MEANS_AGREEMENT, 0, 0},

    {"och", MEANS_AND, 0, 0},  {"samt", MEANS_AND, 0, 0},  {"and", MEANS_AND, 0, 0},  {"og", MEANS_AND, 0, 0},
    {"und", MEANS_AND, 0, 0},  {"et", MEANS_AND, 0, 0},    {"ja", MEANS_AND, 0, LANGUAGE_FI},
    {"eller", MEANS_AND, 0, 0}, {"or", MEANS_AND, 0, 0},
    {"nr", MEANS_NUMBER, 0, 0}, {"no", MEANS_NUMBER, 0, 0}, {"nummer", MEANS_NUMBER, 0, 0},

    {"i", MEANS_OF, 0, 0},     {"in", MEANS_OF, 0, 0},     {"of", MEANS_OF, 0, 0},    {"av", MEANS_OF, 0, 0},
    {"till", MEANS_OF, 0, 0},  {"to", MEANS_OF, 0, 0},     {"ur", MEANS_OF, 0, 0},    {"der", MEANS_OF, 0, 0},
    {"des", MEANS_OF, 0, 0},   {"im", MEANS_OF, 0, 0},     {"zu", MEANS_OF, 0, 0},    {"zur", MEANS_OF, 0, 0},
    {"til", MEANS_OF, 0, 0},   {"du", MEANS_OF, 0, 0},     {"de", MEANS_OF, 0, 0},    {"under", MEANS_OF, 0, 0},

    {"detta", MEANS_OWN, 0, 0},  {"denna", MEANS_OWN, 0, 0}, {"dessa", MEANS_OWN, 0, 0}, {"this", MEANS_OWN, 0, 0},
    {"these", MEANS_OWN, 0, 0},  {"dette", MEANS_OWN, 0, 0}, {"denne", MEANS_OWN, 0, 0}, {"dieser", MEANS_OWN, 0, 0},
    {"dieses", MEANS_OWN, 0, 0}, {"enlighet", MEANS_OWN, 0, 0}, {"accordance", MEANS_OWN, 0, 0},
    {"relation", MEANS_OWN, 0, 0}, {"respect", MEANS_OWN, 0, 0}, {"syfte", MEANS_OWN, 0, 0},
    {"tillämpliga", MEANS_OWN, 0, 0}, {"samband", MEANS_OWN, 0, 0}, {"följd", MEANS_OWN, 0, 0},

    {"lag", MEANS_ACT, 0, 0},         {"förordning", MEANS_ACT, 0, 0},  {"direktiv", MEANS_ACT, 0, 0},
    {"directive", MEANS_ACT, 0, 0},   {"regulation", MEANS_ACT, 0, 0},  {"act", MEANS_ACT, 0, 0},
    {"gdpr", MEANS_ACT, 0, 0},        {"treaty", MEANS_ACT, 0, 0},      {"eu", MEANS_ACT, 0, 0},
    {"kommissionens", MEANS_ACT, 0, 0}, {"verordnung", MEANS_ACT, 0, 0}, {"richtlinie", MEANS_ACT, 0, 0},
    {"forskrift", MEANS_ACT, 0, 0},   {"forordning", MEANS_ACT, 0, 0},  {"lov", MEANS_ACT, 0, 0},
    {"europaparlamentets", MEANS_ACT, 0, 0}, {"regleringsbrev", MEANS_ACT, 0, 0},
    {"föreskrifter", MEANS_ACT, 0, 0}, {"prop", MEANS_ACT, 0, 0},        {"propositionen", MEANS_ACT, 0, 0},
    {"bgb", MEANS_ACT, 0, 0},         {"code", MEANS_ACT, 0, LANGUAGE_EN},
    {"statutes", MEANS_ACT, 0, LANGUAGE_EN}, {"bylaws", MEANS_ACT, 0, LANGUAGE_EN},
    {"laws", MEANS_ACT, 0, LANGUAGE_EN}, {"rule", MEANS_ACT, 0, LANGUAGE_EN},
};
// clang-format on

/* How statutes are called: "förvaltningslagen", "dataskyddsförordningen", "brottsbalken". */
static const char *const act_endings[] = {
    "lagen",           "lagens",           "förordningen", "förordningens",
    "balken",          "balkens",          "direktivet",   "direktivets",
    "loven",           "lovens",           "forskriften",  "forskriftens",
    "bekendtgørelsen", "bekendtgørelsens", "gesetz",       "gesetzes",
    "stadgarna",       "stadgarnas",       "stadgan",      "stadgans",
};

struct word_table *reference_words_prepare(struct vocabulary *v)
{
    return words_new(v, reference_words, sizeof reference_words / sizeof *reference_words);
}

static bool ends_like_an_act(struct span word)
{
    for (size_t i = 0; i < sizeof act_endings / sizeof *act_endings; i++) {
        size_t n = strlen(act_endings[i]);
        if (word.n >= n && memcmp(word.at + word.n - n, act_endings[i], n) == 0)
            return true;
    }
    return false;
}

uint16_t reference_meaning(const struct scan *s, const struct word_table *w, uint32_t i)
{
    const struct token *t = scan_token(s, i);
    if (t->kind != TOKEN_WORD)
        return 0;
    const struct word_row *row = words_find(w, t, s->document->fold);
    return row && (row->languages == 0 || (row->languages & s->language)) ? row->meaning : 0;
}

bool names_act(const struct scan *s, const struct word_table *w, uint32_t i)
{
    const struct token *t = scan_token(s, i);
    return t->kind == TOKEN_WORD &&
           (reference_meaning(s, w, i) == MEANS_ACT || ends_like_an_act(scan_fold(s, t)));
}

bool names_another(const struct scan *s, const struct word_table *w, uint32_t i, bool any)
{
    enum { REACH = 3 };
    if (names_act(s, w, i))
        return true;
    if (reference_meaning(s, w, i) != MEANS_OF)
        return false;
    for (uint32_t k = i + 1; k <= i + REACH && scan_token(s, k)->kind != TOKEN_END; k++) {
        uint16_t meaning = reference_meaning(s, w, k);
        if (meaning == MEANS_OWN || meaning == MEANS_AGREEMENT)
            return false;
        if (names_act(s, w, k))
            return true;
    }
    return any;
}
