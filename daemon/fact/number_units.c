/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/money.h"
#include "fact/numbers.h"

enum { NORDIC = LANGUAGE_NB | LANGUAGE_NN | LANGUAGE_DA };

// clang-format off
static const struct word_row unit_words[] = {
    {"timme",        MEANS_UNIT, UNIT_HOUR, 0},      {"timmar",       MEANS_UNIT, UNIT_HOUR, 0},
    {"timmars",      MEANS_UNIT, UNIT_HOUR, 0},      {"tim",          MEANS_UNIT, UNIT_HOUR, LANGUAGE_SV},
    {"hour",         MEANS_UNIT, UNIT_HOUR, 0},      {"hours",        MEANS_UNIT, UNIT_HOUR, 0},
    {"hrs",          MEANS_UNIT, UNIT_HOUR, 0},      {"stunde",       MEANS_UNIT, UNIT_HOUR, 0},
    {"stunden",      MEANS_UNIT, UNIT_HOUR, 0},      {"tuntia",       MEANS_UNIT, UNIT_HOUR, 0},
    {"time",         MEANS_UNIT, UNIT_HOUR, NORDIC}, {"timer",        MEANS_UNIT, UNIT_HOUR, NORDIC},
    {"timar",        MEANS_UNIT, UNIT_HOUR, 0},      {"heure",        MEANS_UNIT, UNIT_HOUR, 0},
    {"heures",       MEANS_UNIT, UNIT_HOUR, 0},
    {"dag",          MEANS_UNIT, UNIT_DAY, 0},       {"dagar",        MEANS_UNIT, UNIT_DAY, 0},
    {"dagars",       MEANS_UNIT, UNIT_DAY, 0},       {"dgr",          MEANS_UNIT, UNIT_DAY, 0},
    {"dygn",         MEANS_UNIT, UNIT_DAY, 0},       {"kalenderdagar", MEANS_UNIT, UNIT_DAY, 0},
    {"day",          MEANS_UNIT, UNIT_DAY, 0},       {"days",         MEANS_UNIT, UNIT_DAY, 0},
    {"tag",          MEANS_UNIT, UNIT_DAY, LANGUAGE_DE}, {"tage",     MEANS_UNIT, UNIT_DAY, 0},
    {"tagen",        MEANS_UNIT, UNIT_DAY, 0},       {"kalendertage", MEANS_UNIT, UNIT_DAY, 0},
    {"dager",        MEANS_UNIT, UNIT_DAY, 0},       {"dage",         MEANS_UNIT, UNIT_DAY, 0},
    {"dages",        MEANS_UNIT, UNIT_DAY, 0},       {"dagers",       MEANS_UNIT, UNIT_DAY, 0},
    {"døgn",         MEANS_UNIT, UNIT_DAY, 0},
    {"päivää",       MEANS_UNIT, UNIT_DAY, 0},       {"päivän",       MEANS_UNIT, UNIT_DAY, 0},
    {"jour",         MEANS_UNIT, UNIT_DAY, 0},       {"jours",        MEANS_UNIT, UNIT_DAY, 0},
    {"arbetsdag",    MEANS_UNIT, UNIT_WORKDAY, 0},   {"arbetsdagar",  MEANS_UNIT, UNIT_WORKDAY, 0},
    {"arbetsdagars", MEANS_UNIT, UNIT_WORKDAY, 0},   {"bankdag",      MEANS_UNIT, UNIT_WORKDAY, 0},
    {"bankdagar",    MEANS_UNIT, UNIT_WORKDAY, 0},   {"vardag",       MEANS_UNIT, UNIT_WORKDAY, 0},
    {"vardagar",     MEANS_UNIT, UNIT_WORKDAY, 0},   {"werktag",      MEANS_UNIT, UNIT_WORKDAY, 0},
    {"werktage",     MEANS_UNIT, UNIT_WORKDAY, 0},   {"werktagen",    MEANS_UNIT, UNIT_WORKDAY, 0},
    {"arbeitstage",  MEANS_UNIT, UNIT_WORKDAY, 0},   {"arbeitstagen", MEANS_UNIT, UNIT_WORKDAY, 0},
    {"virkedag",     MEANS_UNIT, UNIT_WORKDAY, 0},   {"virkedager",   MEANS_UNIT, UNIT_WORKDAY, 0},
    {"arbeidsdager", MEANS_UNIT, UNIT_WORKDAY, 0},   {"arbeidsdagar", MEANS_UNIT, UNIT_WORKDAY, 0},
    {"arbejdsdage",  MEANS_UNIT, UNIT_WORKDAY, 0},   {"hverdage",     MEANS_UNIT, UNIT_WORKDAY, 0},
    {"bankdage",     MEANS_UNIT, UNIT_WORKDAY, 0},   {"arkipäivää",   MEANS_UNIT, UNIT_WORKDAY, 0},
    {"työpäivää",    MEANS_UNIT, UNIT_WORKDAY, 0},
    {"vecka",        MEANS_UNIT, UNIT_WEEK, 0},      {"veckor",       MEANS_UNIT, UNIT_WEEK, 0},
    {"veckors",      MEANS_UNIT, UNIT_WEEK, 0},      {"week",         MEANS_UNIT, UNIT_WEEK, 0},
    {"weeks",        MEANS_UNIT, UNIT_WEEK, 0},      {"woche",        MEANS_UNIT, UNIT_WEEK, 0},
    {"wochen",       MEANS_UNIT, UNIT_WEEK, 0},      {"uke",          MEANS_UNIT, UNIT_WEEK, 0},
    {"uker",         MEANS_UNIT, UNIT_WEEK, 0},      {"veker",        MEANS_UNIT, UNIT_WEEK, 0},
    {"uge",          MEANS_UNIT, UNIT_WEEK, 0},      {"uger",         MEANS_UNIT, UNIT_WEEK, 0},
    {"viikkoa",      MEANS_UNIT, UNIT_WEEK, 0},      {"viikon",       MEANS_UNIT, UNIT_WEEK, 0},
    {"semaine",      MEANS_UNIT, UNIT_WEEK, 0},      {"semaines",     MEANS_UNIT, UNIT_WEEK, 0},
    {"månad",        MEANS_UNIT, UNIT_MONTH, 0},     {"månader",      MEANS_UNIT, UNIT_MONTH, 0},
    {"månaders",     MEANS_UNIT, UNIT_MONTH, 0},     {"mån",          MEANS_UNIT, UNIT_MONTH, LANGUAGE_SV},
    {"month",        MEANS_UNIT, UNIT_MONTH, 0},     {"months",       MEANS_UNIT, UNIT_MONTH, 0},
    {"monat",        MEANS_UNIT, UNIT_MONTH, 0},     {"monate",       MEANS_UNIT, UNIT_MONTH, 0},
    {"monaten",      MEANS_UNIT, UNIT_MONTH, 0},     {"måned",        MEANS_UNIT, UNIT_MONTH, 0},
    {"måneder",      MEANS_UNIT, UNIT_MONTH, 0},     {"måneders",     MEANS_UNIT, UNIT_MONTH, 0},
    {"månadar",      MEANS_UNIT, UNIT_MONTH, 0},     {"kuukautta",    MEANS_UNIT, UNIT_MONTH, 0},
    {"kuukauden",    MEANS_UNIT, UNIT_MONTH, 0},     {"mois",         MEANS_UNIT, UNIT_MONTH, 0},
    {"år",           MEANS_UNIT, UNIT_YEAR, 0},      {"års",          MEANS_UNIT, UNIT_YEAR, 0},
    {"year",         MEANS_UNIT, UNIT_YEAR, 0},      {"years",        MEANS_UNIT, UNIT_YEAR, 0},
    {"yrs",          MEANS_UNIT, UNIT_YEAR, 0},      {"jahr",         MEANS_UNIT, UNIT_YEAR, 0},
    {"jahre",        MEANS_UNIT, UNIT_YEAR, 0},      {"jahren",       MEANS_UNIT, UNIT_YEAR, 0},
    {"vuotta",       MEANS_UNIT, UNIT_YEAR, 0},      {"vuoden",       MEANS_UNIT, UNIT_YEAR, 0},
    {"an",           MEANS_UNIT, UNIT_YEAR, LANGUAGE_FR}, {"ans",     MEANS_UNIT, UNIT_YEAR, LANGUAGE_FR},
    {"années",       MEANS_UNIT, UNIT_YEAR, 0},

    /* Between number and unit, or behind it in French: which days are counted. */
    {"business",     MEANS_DAY_KIND, UNIT_WORKDAY, 0}, {"working",     MEANS_DAY_KIND, UNIT_WORKDAY, 0},
    {"banking",      MEANS_DAY_KIND, UNIT_WORKDAY, 0}, {"bank",        MEANS_DAY_KIND, UNIT_WORKDAY, 0},
    {"ouvrables",    MEANS_DAY_KIND, UNIT_WORKDAY, 0}, {"ouvrés",      MEANS_DAY_KIND, UNIT_WORKDAY, 0},
    {"calendar",     MEANS_DAY_KIND, UNIT_NONE, 0},    {"consecutive", MEANS_DAY_KIND, UNIT_NONE, 0},
    {"full",         MEANS_DAY_KIND, UNIT_NONE, 0},    {"hela",        MEANS_DAY_KIND, UNIT_NONE, 0},
    {"hele",         MEANS_DAY_KIND, UNIT_NONE, 0},    {"volle",       MEANS_DAY_KIND, UNIT_NONE, 0},

    {"tusen",        MEANS_SCALE, 3, 0},  {"thousand",     MEANS_SCALE, 3, 0},
    {"tusind",       MEANS_SCALE, 3, 0},  {"tausend",      MEANS_SCALE, 3, 0},
    {"miljon",       MEANS_SCALE, 6, 0},  {"miljoner",     MEANS_SCALE, 6, 0},
    {"million",      MEANS_SCALE, 6, 0},  {"millions",     MEANS_SCALE, 6, 0},
    {"millioner",    MEANS_SCALE, 6, 0},  {"millionen",    MEANS_SCALE, 6, 0},
    {"miljoonaa",    MEANS_SCALE, 6, 0},  {"mio",          MEANS_SCALE, 6, 0},
    {"mn",           MEANS_SCALE, 6, 0},  {"mill",         MEANS_SCALE, 6, 0},
    {"milj",         MEANS_SCALE, 6, 0},  {"miljard",      MEANS_SCALE, 9, 0},
    {"miljarder",    MEANS_SCALE, 9, 0},  {"milliarder",   MEANS_SCALE, 9, 0},
    {"milliarden",   MEANS_SCALE, 9, 0},  {"milliards",    MEANS_SCALE, 9, 0},
    {"mdr",          MEANS_SCALE, 9, 0},  {"billion",      MEANS_SCALE, 9, 0},
    {"bn",           MEANS_SCALE, 9, 0},

    {"kr",    MEANS_CURRENCY, CURRENCY_CROWN, 0},   {"kronor", MEANS_CURRENCY, CURRENCY_SEK, 0},
    {"krona", MEANS_CURRENCY, CURRENCY_SEK, 0},     {"kroner", MEANS_CURRENCY, CURRENCY_KRONER, 0},
    {"krone", MEANS_CURRENCY, CURRENCY_KRONER, 0},  {"öre",    MEANS_CURRENCY, CURRENCY_ORE, 0},
    {"tkr",   MEANS_CURRENCY, CURRENCY_TKR, 0},     {"kkr",    MEANS_CURRENCY, CURRENCY_TKR, 0},
    {"mkr",   MEANS_CURRENCY, CURRENCY_MKR, 0},     {"mnkr",   MEANS_CURRENCY, CURRENCY_MKR, 0},
    {"mdkr",  MEANS_CURRENCY, CURRENCY_MDKR, 0},    {"mdrkr",  MEANS_CURRENCY, CURRENCY_MDKR, 0},
    {"sek",   MEANS_CURRENCY, CURRENCY_SEK_CODE, 0}, {"tsek",  MEANS_CURRENCY, CURRENCY_TSEK, 0},
    {"ksek",  MEANS_CURRENCY, CURRENCY_TSEK, 0},    {"msek",   MEANS_CURRENCY, CURRENCY_MSEK, 0},
    {"nok",   MEANS_CURRENCY, CURRENCY_NOK, 0},     {"tnok",   MEANS_CURRENCY, CURRENCY_TNOK, 0},
    {"mnok",  MEANS_CURRENCY, CURRENCY_MNOK, 0},    {"dkk",    MEANS_CURRENCY, CURRENCY_DKK, 0},
    {"tdkk",  MEANS_CURRENCY, CURRENCY_TDKK, 0},    {"mdkk",   MEANS_CURRENCY, CURRENCY_MDKK, 0},
    {"eur",   MEANS_CURRENCY, CURRENCY_EUR, 0},     {"euro",   MEANS_CURRENCY, CURRENCY_EURO, 0},
    {"euros", MEANS_CURRENCY, CURRENCY_EURO, 0},    {"euroa",  MEANS_CURRENCY, CURRENCY_EURO, 0},
    {"teur",  MEANS_CURRENCY, CURRENCY_TEUR, 0},    {"keur",   MEANS_CURRENCY, CURRENCY_TEUR, 0},
    {"meur",  MEANS_CURRENCY, CURRENCY_MEUR, 0},    {"usd",    MEANS_CURRENCY, CURRENCY_USD, 0},
    {"dollar", MEANS_CURRENCY, CURRENCY_DOLLAR, 0}, {"dollars", MEANS_CURRENCY, CURRENCY_DOLLAR, 0},
    {"musd",  MEANS_CURRENCY, CURRENCY_MUSD, 0},    {"gbp",    MEANS_CURRENCY, CURRENCY_GBP, 0},
    {"chf",   MEANS_CURRENCY, CURRENCY_CHF, 0},
};
// clang-format on

struct word_table *number_units_prepare(struct vocabulary *v)
{
    return words_new(v, unit_words, sizeof unit_words / sizeof *unit_words);
}

const struct word_row *number_unit(const struct scan *s, const struct word_table *units, uint32_t i)
{
    const struct token *t = scan_token(s, i);
    if (t->kind != TOKEN_WORD)
        return NULL;
    const struct word_row *row = words_find(units, t, s->document->fold);
    return row && (row->languages == 0 || (row->languages & s->language)) ? row : NULL;
}
