/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/dates.h"

#define STRICT  (DATE_DEADLINE | DATE_STRICT)
#define ARRIVED (DATE_DEADLINE | DATE_ARRIVAL)

/* Finnish months in the cases that dates take. */
#define KUU(stem, n)                                                                               \
    {stem "kuu", SENSE_MONTH, n, 0}, {stem "kuun", SENSE_MONTH, n, 0},                             \
        {stem "kuuta", SENSE_MONTH, n, 0},                                                         \
    {                                                                                              \
        stem "kuussa", SENSE_MONTH, n, 0                                                           \
    }

/* Nordic weekdays with and without article. */
#define DAG(stem, n)                                                                               \
    {stem "dag", SENSE_WEEKDAY, n, 0},                                                             \
    {                                                                                              \
        stem "dagen", SENSE_WEEKDAY, n, 0                                                          \
    }

/* Finnish weekdays: "maanantai", "maanantaina". */
#define TAI(stem, n)                                                                               \
    {stem, SENSE_WEEKDAY, n, 0},                                                                   \
    {                                                                                              \
        stem "na", SENSE_WEEKDAY, n, 0                                                             \
    }

// clang-format off
const struct word_row date_rows[] = {
    {"", SENSE_NONE, 0, 0},

    {"januari", SENSE_MONTH, 1, 0},    {"january", SENSE_MONTH, 1, 0},   {"januar", SENSE_MONTH, 1, 0},
    {"jänner", SENSE_MONTH, 1, 0},     {"janvier", SENSE_MONTH, 1, 0},   {"janv", SENSE_MONTH, 1, 0},
    {"jan", SENSE_MONTH, 1, 0},
    {"februari", SENSE_MONTH, 2, 0},   {"february", SENSE_MONTH, 2, 0},  {"februar", SENSE_MONTH, 2, 0},
    {"février", SENSE_MONTH, 2, 0},    {"fevrier", SENSE_MONTH, 2, 0},   {"févr", SENSE_MONTH, 2, 0},
    {"feb", SENSE_MONTH, 2, 0},        {"febr", SENSE_MONTH, 2, 0},
    {"mars", SENSE_MONTH, 3, 0},       {"march", SENSE_MONTH_OR_WORD, 3, 0},
    {"marts", SENSE_MONTH, 3, 0},      {"märz", SENSE_MONTH, 3, 0},
    {"mar", SENSE_MONTH_OR_WORD, 3, 0},
    {"april", SENSE_MONTH, 4, 0},      {"avril", SENSE_MONTH, 4, 0},     {"apr", SENSE_MONTH, 4, 0},
    {"maj", SENSE_MONTH, 5, 0},        {"mai", SENSE_MONTH, 5, 0},       {"may", SENSE_MONTH_OR_WORD, 5, 0},
    {"juni", SENSE_MONTH, 6, 0},       {"june", SENSE_MONTH, 6, 0},      {"juin", SENSE_MONTH, 6, 0},
    {"jun", SENSE_MONTH, 6, 0},
    {"juli", SENSE_MONTH, 7, 0},       {"july", SENSE_MONTH, 7, 0},      {"juillet", SENSE_MONTH, 7, 0},
    {"juil", SENSE_MONTH, 7, 0},       {"jul", SENSE_MONTH_OR_WORD, 7, 0},
    {"augusti", SENSE_MONTH, 8, 0},    {"august", SENSE_MONTH, 8, 0},    {"août", SENSE_MONTH, 8, 0},
    {"aout", SENSE_MONTH, 8, 0},       {"aug", SENSE_MONTH, 8, 0},
    {"september", SENSE_MONTH, 9, 0},  {"septembre", SENSE_MONTH, 9, 0}, {"sep", SENSE_MONTH, 9, 0},
    {"sept", SENSE_MONTH_OR_WORD, 9, 0},
    {"oktober", SENSE_MONTH, 10, 0},   {"october", SENSE_MONTH, 10, 0},  {"octobre", SENSE_MONTH, 10, 0},
    {"okt", SENSE_MONTH, 10, 0},       {"oct", SENSE_MONTH, 10, 0},
    {"november", SENSE_MONTH, 11, 0},  {"novembre", SENSE_MONTH, 11, 0}, {"nov", SENSE_MONTH, 11, 0},
    {"december", SENSE_MONTH, 12, 0},  {"desember", SENSE_MONTH, 12, 0}, {"dezember", SENSE_MONTH, 12, 0},
    {"décembre", SENSE_MONTH, 12, 0},  {"decembre", SENSE_MONTH, 12, 0}, {"déc", SENSE_MONTH, 12, 0},
    {"dec", SENSE_MONTH, 12, 0},       {"des", SENSE_MONTH_OR_WORD, 12, 0},
    {"dez", SENSE_MONTH, 12, 0},
    KUU("tammi", 1),  KUU("helmi", 2),  KUU("maalis", 3), KUU("huhti", 4), KUU("touko", 5),
    KUU("kesä", 6),   KUU("heinä", 7),  KUU("elo", 8),    KUU("syys", 9),  KUU("loka", 10),
    KUU("marras", 11), KUU("joulu", 12),

    DAG("mån", 1),    DAG("tis", 2),    DAG("ons", 3),    DAG("tors", 4),  DAG("fre", 5),
    DAG("lör", 6),    DAG("sön", 7),    DAG("man", 1),    DAG("tirs", 2),  DAG("lør", 6),
    DAG("søn", 7),    DAG("tys", 2),    DAG("laur", 6),   DAG("sun", 7),
    {"mån", SENSE_WEEKDAY, 1, 0},       {"tis", SENSE_WEEKDAY, 2, 0},       {"ons", SENSE_WEEKDAY, 3, 0},
    {"tors", SENSE_WEEKDAY, 4, 0},      {"tor", SENSE_WEEKDAY, 4, 0},       {"fre", SENSE_WEEKDAY, 5, 0},       {"lör", SENSE_WEEKDAY, 6, 0},
    {"sön", SENSE_WEEKDAY, 7, 0},
    {"monday", SENSE_WEEKDAY, 1, 0},    {"tuesday", SENSE_WEEKDAY, 2, 0},   {"wednesday", SENSE_WEEKDAY, 3, 0},
    {"thursday", SENSE_WEEKDAY, 4, 0},  {"friday", SENSE_WEEKDAY, 5, 0},    {"saturday", SENSE_WEEKDAY, 6, 0},
    {"sunday", SENSE_WEEKDAY, 7, 0},    {"mon", SENSE_WEEKDAY, 1, 0},       {"tue", SENSE_WEEKDAY, 2, 0},
    {"wed", SENSE_WEEKDAY, 3, 0},       {"thu", SENSE_WEEKDAY, 4, 0},       {"fri", SENSE_WEEKDAY, 5, 0},
    {"sat", SENSE_WEEKDAY, 6, 0},       {"sun", SENSE_WEEKDAY, 7, 0},
    {"montag", SENSE_WEEKDAY, 1, 0},    {"dienstag", SENSE_WEEKDAY, 2, 0},  {"mittwoch", SENSE_WEEKDAY, 3, 0},
    {"donnerstag", SENSE_WEEKDAY, 4, 0}, {"freitag", SENSE_WEEKDAY, 5, 0},  {"samstag", SENSE_WEEKDAY, 6, 0},
    {"sonnabend", SENSE_WEEKDAY, 6, 0}, {"sonntag", SENSE_WEEKDAY, 7, 0},
    {"lundi", SENSE_WEEKDAY, 1, 0},     {"mardi", SENSE_WEEKDAY, 2, 0},     {"mercredi", SENSE_WEEKDAY, 3, 0},
    {"jeudi", SENSE_WEEKDAY, 4, 0},     {"vendredi", SENSE_WEEKDAY, 5, 0},  {"samedi", SENSE_WEEKDAY, 6, 0},
    {"dimanche", SENSE_WEEKDAY, 7, 0},
    TAI("maanantai", 1), TAI("tiistai", 2), TAI("keskiviikko", 3), TAI("torstai", 4),
    TAI("perjantai", 5), TAI("lauantai", 6), TAI("sunnuntai", 7),

    {"första", SENSE_ORDINAL, 1, 0},       {"förste", SENSE_ORDINAL, 1, 0},
    {"andra", SENSE_ORDINAL, 2, 0},        {"andre", SENSE_ORDINAL, 2, 0},
    {"tredje", SENSE_ORDINAL, 3, 0},       {"fjärde", SENSE_ORDINAL, 4, 0},
    {"femte", SENSE_ORDINAL, 5, 0},        {"sjätte", SENSE_ORDINAL, 6, 0},
    {"sjunde", SENSE_ORDINAL, 7, 0},       {"åttonde", SENSE_ORDINAL, 8, 0},
    {"nionde", SENSE_ORDINAL, 9, 0},       {"tionde", SENSE_ORDINAL, 10, 0},
    {"elfte", SENSE_ORDINAL, 11, 0},       {"tolfte", SENSE_ORDINAL, 12, 0},
    {"trettonde", SENSE_ORDINAL, 13, 0},   {"fjortonde", SENSE_ORDINAL, 14, 0},
    {"femtonde", SENSE_ORDINAL, 15, 0},    {"sextonde", SENSE_ORDINAL, 16, 0},
    {"sjuttonde", SENSE_ORDINAL, 17, 0},   {"artonde", SENSE_ORDINAL, 18, 0},
    {"nittonde", SENSE_ORDINAL, 19, 0},    {"tjugonde", SENSE_ORDINAL, 20, 0},
    {"tjugoförsta", SENSE_ORDINAL, 21, 0}, {"tjugoförste", SENSE_ORDINAL, 21, 0},
    {"tjugoandra", SENSE_ORDINAL, 22, 0},  {"tjugoandre", SENSE_ORDINAL, 22, 0},
    {"tjugotredje", SENSE_ORDINAL, 23, 0}, {"tjugofjärde", SENSE_ORDINAL, 24, 0},
    {"tjugofemte", SENSE_ORDINAL, 25, 0},  {"tjugosjätte", SENSE_ORDINAL, 26, 0},
    {"tjugosjunde", SENSE_ORDINAL, 27, 0}, {"tjugoåttonde", SENSE_ORDINAL, 28, 0},
    {"tjugonionde", SENSE_ORDINAL, 29, 0}, {"trettionde", SENSE_ORDINAL, 30, 0},
    {"trettioförsta", SENSE_ORDINAL, 31, 0}, {"trettioförste", SENSE_ORDINAL, 31, 0},
    {"first", SENSE_ORDINAL, 1, 0},        {"second", SENSE_ORDINAL, 2, 0},
    {"third", SENSE_ORDINAL, 3, 0},        {"fourth", SENSE_ORDINAL, 4, 0},
    {"fifth", SENSE_ORDINAL, 5, 0},        {"sixth", SENSE_ORDINAL, 6, 0},
    {"seventh", SENSE_ORDINAL, 7, 0},      {"eighth", SENSE_ORDINAL, 8, 0},
    {"ninth", SENSE_ORDINAL, 9, 0},        {"tenth", SENSE_ORDINAL, 10, 0},
    {"eleventh", SENSE_ORDINAL, 11, 0},    {"twelfth", SENSE_ORDINAL, 12, 0},
    {"thirteenth", SENSE_ORDINAL, 13, 0},  {"fourteenth", SENSE_ORDINAL, 14, 0},
    {"fifteenth", SENSE_ORDINAL, 15, 0},   {"sixteenth", SENSE_ORDINAL, 16, 0},
    {"seventeenth", SENSE_ORDINAL, 17, 0}, {"eighteenth", SENSE_ORDINAL, 18, 0},
    {"nineteenth", SENSE_ORDINAL, 19, 0},  {"twentieth", SENSE_ORDINAL, 20, 0},
    {"thirtieth", SENSE_ORDINAL, 30, 0},
    {"første", SENSE_ORDINAL, 1, 0},       {"fyrste", SENSE_ORDINAL, 1, 0},
    {"anden", SENSE_ORDINAL, 2, 0},        {"andet", SENSE_ORDINAL, 2, 0},
    {"fjerde", SENSE_ORDINAL, 4, 0},       {"erste", SENSE_ORDINAL, 1, 0},
    {"ersten", SENSE_ORDINAL, 1, 0},       {"erstes", SENSE_ORDINAL, 1, 0},
    {"zweite", SENSE_ORDINAL, 2, 0},       {"zweiten", SENSE_ORDINAL, 2, 0},
    {"dritte", SENSE_ORDINAL, 3, 0},       {"dritten", SENSE_ORDINAL, 3, 0},
    {"vierte", SENSE_ORDINAL, 4, 0},       {"vierten", SENSE_ORDINAL, 4, 0},
    {"premier", SENSE_ORDINAL, 1, 0},      {"deuxième", SENSE_ORDINAL, 2, 0},
    {"troisième", SENSE_ORDINAL, 3, 0},    {"quatrième", SENSE_ORDINAL, 4, 0},

    {"twenty", SENSE_TENS, 20, 0},  {"thirty", SENSE_TENS, 30, 0},  {"forty", SENSE_TENS, 40, 0},
    {"fifty", SENSE_TENS, 50, 0},   {"sixty", SENSE_TENS, 60, 0},   {"seventy", SENSE_TENS, 70, 0},
    {"eighty", SENSE_TENS, 80, 0},  {"ninety", SENSE_TENS, 90, 0},
    {"one", SENSE_CARDINAL, 1, 0},        {"two", SENSE_CARDINAL, 2, 0},       {"three", SENSE_CARDINAL, 3, 0},
    {"four", SENSE_CARDINAL, 4, 0},       {"five", SENSE_CARDINAL, 5, 0},      {"six", SENSE_CARDINAL, 6, 0},
    {"seven", SENSE_CARDINAL, 7, 0},      {"eight", SENSE_CARDINAL, 8, 0},     {"nine", SENSE_CARDINAL, 9, 0},
    {"ten", SENSE_CARDINAL, 10, 0},       {"eleven", SENSE_CARDINAL, 11, 0},   {"twelve", SENSE_CARDINAL, 12, 0},
    {"thirteen", SENSE_CARDINAL, 13, 0},  {"fourteen", SENSE_CARDINAL, 14, 0}, {"fifteen", SENSE_CARDINAL, 15, 0},
    {"sixteen", SENSE_CARDINAL, 16, 0},   {"seventeen", SENSE_CARDINAL, 17, 0}, {"eighteen", SENSE_CARDINAL, 18, 0},
    {"nineteen", SENSE_CARDINAL, 19, 0},  {"två", SENSE_CARDINAL, 2, 0},
    {"thousand", SENSE_THOUSAND, 1000, 0}, {"tusen", SENSE_THOUSAND, 1000, 0}, {"hundred", SENSE_THOUSAND, 100, 0},

    {"st", SENSE_SUFFIX, 0, 0}, {"nd", SENSE_SUFFIX, 0, 0}, {"rd", SENSE_SUFFIX, 0, 0}, {"th", SENSE_SUFFIX, 0, 0},
    {"a", SENSE_SUFFIX, 0, 0},  {"e", SENSE_SUFFIX, 0, 0},  {"er", SENSE_SUFFIX, 0, 0}, {"sta", SENSE_SUFFIX, 0, 0},
    {"dra", SENSE_SUFFIX, 0, 0}, {"dje", SENSE_SUFFIX, 0, 0}, {"de", SENSE_SUFFIX, 0, 0}, {"te", SENSE_SUFFIX, 0, 0},

    {"den", SENSE_DATE_THE, 0, 0}, {"le", SENSE_DATE_THE, 0, 0}, {"am", SENSE_DATE_THE, 0, 0},
    {"dem", SENSE_DATE_THE, 0, 0}, {"zum", SENSE_DATE_THE, 0, 0},
    {"the", SENSE_THE, 0, 0}, {"det", SENSE_THE, 0, 0}, {"der", SENSE_THE, 0, 0}, {"das", SENSE_THE, 0, 0},
    {"this", SENSE_THE, 0, 0},
    {"of", SENSE_OF, 0, 0},
    {"i", SENSE_IN, 0, 0}, {"in", SENSE_IN, 0, 0}, {"im", SENSE_IN, 0, 0}, {"av", SENSE_IN, 0, 0},
    {"day", SENSE_DAY, 0, 0}, {"dagen", SENSE_DAY, 0, 0}, {"dag", SENSE_DAY, 0, 0},
    {"päivänä", SENSE_DAY, 0, 0}, {"päivä", SENSE_DAY, 0, 0},
    {"vecka", SENSE_WEEK, 0, 0}, {"v", SENSE_WEEK, 0, 0}, {"week", SENSE_WEEK, 0, 0}, {"uke", SENSE_WEEK, 0, 0},
    {"veke", SENSE_WEEK, 0, 0}, {"uge", SENSE_WEEK, 0, 0}, {"kw", SENSE_WEEK, 0, 0},
    {"kalenderwoche", SENSE_WEEK, 0, 0}, {"viikko", SENSE_WEEK, 0, 0}, {"viikolla", SENSE_WEEK, 0, 0},
    {"semaine", SENSE_WEEK, 0, 0}, {"w", SENSE_WEEK, 0, 0},
    {"veckan", SENSE_WEEK_OF, 0, 0},
    {"kvartalet", SENSE_QUARTER, 0, 0}, {"kvartal", SENSE_QUARTER, 0, 0}, {"quarter", SENSE_QUARTER, 0, 0},
    {"quartal", SENSE_QUARTER, 0, 0}, {"quartals", SENSE_QUARTER, 0, 0}, {"trimestre", SENSE_QUARTER, 0, 0},
    {"neljännes", SENSE_QUARTER, 0, 0},
    {"q", SENSE_Q, 0, 0}, {"h", SENSE_H, 0, 0},
    {"halvåret", SENSE_HALF, 0, 0}, {"halvår", SENSE_HALF, 0, 0}, {"half", SENSE_HALF, 0, 0},
    {"halbjahr", SENSE_HALF, 0, 0}, {"semestre", SENSE_HALF, 0, 0},
    {"sista", SENSE_LAST, 0, 0}, {"last", SENSE_LAST, 0, 0}, {"siste", SENSE_LAST, 0, 0},
    {"sidste", SENSE_LAST, 0, 0}, {"letzten", SENSE_LAST, 0, 0},
    {"utgången", SENSE_END, 0, 0}, {"utgangen", SENSE_END, 0, 0}, {"end", SENSE_END, 0, 0},
    {"juldagen", SENSE_HOLIDAY, 1225, 0}, {"julafton", SENSE_HOLIDAY, 1224, 0},
    {"nyårsafton", SENSE_HOLIDAY, 1231, 0}, {"nyårsdagen", SENSE_HOLIDAY, 101, 0},
    {"nationaldagen", SENSE_HOLIDAY, 606, 0},
    {"år", SENSE_YEAR, 0, 0}, {"året", SENSE_YEAR, 0, 0}, {"åren", SENSE_YEAR, 0, 0}, {"year", SENSE_YEAR, 0, 0},
    {"years", SENSE_YEAR, 0, 0}, {"jahr", SENSE_YEAR, 0, 0}, {"jahre", SENSE_YEAR, 0, 0},
    {"jahren", SENSE_YEAR, 0, 0}, {"jahres", SENSE_YEAR, 0, 0}, {"årene", SENSE_YEAR, 0, 0},
    {"åra", SENSE_YEAR, 0, 0}, {"vuosi", SENSE_YEAR, 0, 0}, {"vuonna", SENSE_YEAR, 0, 0},
    {"vuosina", SENSE_YEAR, 0, 0}, {"vuoden", SENSE_YEAR, 0, 0}, {"année", SENSE_YEAR, 0, 0},
    {"années", SENSE_YEAR, 0, 0}, {"kalenderåret", SENSE_YEAR, 0, 0}, {"kalenderår", SENSE_YEAR, 0, 0},
    {"budgetåret", SENSE_YEAR, 0, 0}, {"budgetår", SENSE_YEAR, 0, 0},

    {"och", SENSE_AND, 0, 0}, {"and", SENSE_AND, 0, 0}, {"und", SENSE_AND, 0, 0}, {"et", SENSE_AND, 0, 0},
    {"ja", SENSE_AND, 0, 0}, {"og", SENSE_AND, 0, 0}, {"samt", SENSE_AND, 0, 0}, {"sowie", SENSE_AND, 0, 0},
    {"respektive", SENSE_AND, 0, 0}, {"resp", SENSE_AND, 0, 0}, {"eller", SENSE_AND, 1, 0},
    {"or", SENSE_AND, 1, 0}, {"oder", SENSE_AND, 1, 0}, {"tai", SENSE_AND, 1, 0}, {"ou", SENSE_AND, 1, 0},
    {"till", SENSE_TO, 0, 0}, {"to", SENSE_TO, 0, 0}, {"til", SENSE_TO, 0, 0}, {"bis", SENSE_TO, 0, 0},
    {"through", SENSE_TO, 1, 0}, {"until", SENSE_TO, 1, 0}, {"au", SENSE_TO, 0, 0}, {"tom", SENSE_TO, 1, 0},
    {"tills", SENSE_TO, 0, 0}, {"saakka", SENSE_TO, 0, 0}, {"asti", SENSE_TO, 0, 0},
    {"from", SENSE_FROM, 0, 0}, {"från", SENSE_FROM, 0, 0}, {"fra", SENSE_FROM, 0, 0},
    {"frå", SENSE_FROM, 0, 0}, {"fr", SENSE_FROM, 0, 0}, {"vom", SENSE_FROM, 0, 0},
    {"ab", SENSE_FROM, 0, 0}, {"du", SENSE_FROM, 0, 0}, {"sedan", SENSE_FROM, 0, 0},
    {"since", SENSE_FROM, 0, 0}, {"seit", SENSE_FROM, 0, 0}, {"alkaen", SENSE_FROM, 0, 0},
    {"fom", SENSE_FROM, 0, 0}, {"frem", SENSE_FROM, 0, 0},
    {"mellan", SENSE_BETWEEN, 0, 0}, {"between", SENSE_BETWEEN, 0, 0}, {"mellom", SENSE_BETWEEN, 0, 0},
    {"mellem", SENSE_BETWEEN, 0, 0}, {"zwischen", SENSE_BETWEEN, 0, 0}, {"entre", SENSE_BETWEEN, 0, 0},
    {"under", SENSE_UNDER, 0, 0}, {"during", SENSE_UNDER, 0, 0}, {"während", SENSE_UNDER, 0, 0},
    {"pendant", SENSE_UNDER, 0, 0}, {"aikana", SENSE_UNDER, 0, 0},
    {"perioden", SENSE_PERIOD, 0, 0}, {"period", SENSE_PERIOD, 0, 0}, {"tiden", SENSE_PERIOD, 0, 0},
    {"tidsperioden", SENSE_PERIOD, 0, 0}, {"avtalsperioden", SENSE_PERIOD, 0, 0},
    {"projektperioden", SENSE_PERIOD, 0, 0}, {"projekttiden", SENSE_PERIOD, 0, 0},
    {"zeitraum", SENSE_PERIOD, 0, 0}, {"période", SENSE_PERIOD, 0, 0},
    {"med", SENSE_WITH, 0, 0}, {"including", SENSE_WITH, 0, 0}, {"up", SENSE_WITH, 0, 0},
    {"o", SENSE_LETTER, 0, 0}, {"m", SENSE_LETTER, 0, 0}, {"t", SENSE_T, 0, 0},
    {"höstterminen", SENSE_TERM, 0, 0}, {"vårterminen", SENSE_TERM, 0, 0}, {"hösten", SENSE_TERM, 0, 0},
    {"våren", SENSE_TERM, 0, 0}, {"sommaren", SENSE_TERM, 0, 0}, {"vintern", SENSE_TERM, 0, 0},
    {"ht", SENSE_TERM, 0, 0}, {"vt", SENSE_TERM, 0, 0}, {"läsåret", SENSE_TERM, 0, 0},
    {"autumn", SENSE_TERM, 0, 0}, {"spring", SENSE_TERM, 0, 0}, {"summer", SENSE_TERM, 0, 0},
    {"winter", SENSE_TERM, 0, 0}, {"høsten", SENSE_TERM, 0, 0},
    {"sommeren", SENSE_TERM, 0, 0}, {"herbst", SENSE_TERM, 0, 0}, {"frühjahr", SENSE_TERM, 0, 0},

    {"senast", SENSE_DEADLINE, DATE_DEADLINE, 0},       {"senest", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"seinast", SENSE_DEADLINE, DATE_DEADLINE, 0},      {"spätestens", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"viimeistään", SENSE_DEADLINE, DATE_DEADLINE, 0},  {"innen", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"inden", SENSE_DEADLINE, DATE_DEADLINE, 0},        {"by", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"due", SENSE_DEADLINE, DATE_DEADLINE, 0},          {"deadline", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"tard", SENSE_DEADLINE, DATE_DEADLINE, 0},         {"anbudsdag", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"ansökningsdag", SENSE_DEADLINE, DATE_DEADLINE, 0}, {"svarsdag", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"förfallodatum", SENSE_DEADLINE, DATE_DEADLINE, 0}, {"förfallodag", SENSE_DEADLINE, DATE_DEADLINE, 0},
    {"före", SENSE_DEADLINE, STRICT, 0},    {"before", SENSE_DEADLINE, STRICT, 0},
    {"innan", SENSE_DEADLINE, DATE_DEADLINE, LANGUAGE_NN},
    {"innan", SENSE_DEADLINE, STRICT, 0},   {"avant", SENSE_DEADLINE, STRICT, 0},
    {"vor", SENSE_DEADLINE, STRICT, 0},     {"før", SENSE_DEADLINE, STRICT, 0},
    {"ennen", SENSE_DEADLINE, STRICT, 0},
    {"than", SENSE_THAN, 0, 0}, {"än", SENSE_THAN, 0, 0}, {"enn", SENSE_THAN, 0, 0}, {"als", SENSE_THAN, 0, 0},
    {"later", SENSE_LATER, 0, 0}, {"senare", SENSE_LATER, 0, 0}, {"senere", SENSE_LATER, 0, 0},
    {"später", SENSE_LATER, 0, 0}, {"seinare", SENSE_LATER, 0, 0},
    {"latest", SENSE_LATEST, 0, 0}, {"mennessä", SENSE_LATEST, 0, 0},
    {"tillhanda", SENSE_ARRIVAL, ARRIVED, 0}, {"tilhende", SENSE_ARRIVAL, ARRIVED, 0},
    {"perillä", SENSE_RECEIVED, 0, 0},
    {"inkommit", SENSE_RECEIVED, 0, 0}, {"inkomma", SENSE_RECEIVED, 0, 0}, {"inkommen", SENSE_RECEIVED, 0, 0},
    {"inkommet", SENSE_RECEIVED, 0, 0}, {"inkommer", SENSE_RECEIVED, 0, 0}, {"mottagen", SENSE_RECEIVED, 0, 0},
    {"mottaget", SENSE_RECEIVED, 0, 0}, {"received", SENSE_RECEIVED, 0, 0}, {"mottatt", SENSE_RECEIVED, 0, 0},
    {"modtaget", SENSE_RECEIVED, 0, 0}, {"eingegangen", SENSE_RECEIVED, 0, 0},
    {"eingehen", SENSE_RECEIVED, 0, 0}, {"saapua", SENSE_RECEIVED, 0, 0}, {"parvenir", SENSE_RECEIVED, 0, 0},
    {"reçu", SENSE_RECEIVED, 0, 0}, {"reçue", SENSE_RECEIVED, 0, 0},

    {"varje", SENSE_EACH, 1, 0}, {"each", SENSE_EACH, 1, 0}, {"every", SENSE_EACH, 1, 0},
    {"vart", SENSE_EACH, 1, 0}, {"hvert", SENSE_EACH, 1, 0}, {"kvart", SENSE_EACH, 1, 0},
    {"jedes", SENSE_EACH, 1, 0}, {"chaque", SENSE_EACH, 1, 0}, {"joka", SENSE_EACH, 1, 0},
    {"årligen", SENSE_YEARLY, 1, 0}, {"annually", SENSE_YEARLY, 1, 0}, {"yearly", SENSE_YEARLY, 1, 0},
    {"årleg", SENSE_YEARLY, 1, 0}, {"årligt", SENSE_YEARLY, 1, 0}, {"jährlich", SENSE_YEARLY, 1, 0},
    {"vuosittain", SENSE_YEARLY, 1, 0},
    {"vartannat", SENSE_ALTERNATE, 2, 0}, {"vartannet", SENSE_ALTERNATE, 2, 0},
    {"därefter", SENSE_THEN, 0, 0}, {"thereafter", SENSE_THEN, 0, 0}, {"deretter", SENSE_THEN, 0, 0},
    {"derefter", SENSE_THEN, 0, 0}, {"danach", SENSE_THEN, 0, 0},
    {"början", SENSE_BEGIN, 0, 0}, {"start", SENSE_BEGIN, 0, 0}, {"starting", SENSE_BEGIN, 0, 0},
    {"beginning", SENSE_BEGIN, 0, 0}, {"commencing", SENSE_BEGIN, 0, 0},
    {"påföljande", SENSE_NEXT, 0, 0}, {"följande", SENSE_NEXT, 0, 0}, {"nästkommande", SENSE_NEXT, 0, 0},
    {"nästa", SENSE_NEXT, 0, 0}, {"samma", SENSE_NEXT, 0, 0}, {"innevarande", SENSE_NEXT, 0, 0},
    {"following", SENSE_NEXT, 0, 0}, {"next", SENSE_NEXT, 0, 0}, {"same", SENSE_NEXT, 0, 0},
    {"folgenden", SENSE_NEXT, 0, 0}, {"følgende", SENSE_NEXT, 0, 0}, {"påfølgende", SENSE_NEXT, 0, 0},
    {"neste", SENSE_NEXT, 0, 0}, {"seuraavan", SENSE_NEXT, 0, 0},
    {"efter", SENSE_AFTER, 0, 0}, {"därpå", SENSE_AFTER, 0, 0}, {"after", SENSE_AFTER, 0, 0},
    {"etter", SENSE_AFTER, 0, 0},
    {"kl", SENSE_TIME, 0, 0}, {"klockan", SENSE_TIME, 0, 0}, {"at", SENSE_TIME, 1, 0}, {"um", SENSE_TIME, 1, 0},
    {"klo", SENSE_TIME, 0, 0}, {"klokken", SENSE_TIME, 0, 0}, {"à", SENSE_TIME, 1, 0},
    {"p", SENSE_HOUR, 12, 0}, {"pm", SENSE_HOUR, 12, 0}, {"uhr", SENSE_HOUR, 0, 0},
    {"on", SENSE_ON, 0, 0}, {"är", SENSE_ON, 0, 0}, {"is", SENSE_ON, 0, 0}, {"be", SENSE_ON, 0, 0},
    {"close", SENSE_ON, 0, 0}, {"business", SENSE_ON, 0, 0}, {"ist", SENSE_ON, 0, 0},
    {"datum", SENSE_DATE, 0, 0}, {"date", SENSE_DATE, 0, 0}, {"dated", SENSE_DATE, 0, 0},
    {"dato", SENSE_DATE, 0, 0}, {"päivämäärä", SENSE_DATE, 0, 0}, {"päiväys", SENSE_DATE, 0, 0},
    {"inkom", SENSE_DATE, 0, 0}, {"daterad", SENSE_DATE, 0, 0}, {"daterat", SENSE_DATE, 0, 0},
    {"beslutsdatum", SENSE_DATE, 0, 0}, {"startdatum", SENSE_DATE, 0, 0}, {"slutdatum", SENSE_DATE, 0, 0},

    {"kr", SENSE_UNIT, 0, 0}, {"kronor", SENSE_UNIT, 0, 0}, {"sek", SENSE_UNIT, 0, 0}, {"eur", SENSE_UNIT, 0, 0},
    {"euro", SENSE_UNIT, 0, 0}, {"usd", SENSE_UNIT, 0, 0}, {"dollars", SENSE_UNIT, 0, 0},
    {"personer", SENSE_UNIT, 0, 0}, {"people", SENSE_UNIT, 0, 0}, {"persons", SENSE_UNIT, 0, 0},
    {"elever", SENSE_UNIT, 0, 0}, {"deltagare", SENSE_UNIT, 0, 0}, {"invånare", SENSE_UNIT, 0, 0},
    {"timmar", SENSE_UNIT, 0, 0}, {"hours", SENSE_UNIT, 0, 0}, {"meter", SENSE_UNIT, 0, 0},
    {"km", SENSE_UNIT, 0, 0}, {"kvm", SENSE_UNIT, 0, 0}, {"tkr", SENSE_UNIT, 0, 0}, {"mnkr", SENSE_UNIT, 0, 0},
    {"kg", SENSE_UNIT, 0, 0}, {"ton", SENSE_UNIT, 0, 0}, {"stycken", SENSE_UNIT, 0, 0},
    {"ord", SENSE_UNIT, 0, 0}, {"words", SENSE_UNIT, 0, 0}, {"procent", SENSE_UNIT, 0, 0},
    {"percent", SENSE_UNIT, 0, 0}, {"miljoner", SENSE_UNIT, 0, 0}, {"million", SENSE_UNIT, 0, 0},
    {"hektar", SENSE_UNIT, 0, 0}, {"exemplar", SENSE_UNIT, 0, 0}, {"tecken", SENSE_UNIT, 0, 0},
    {"bilaga", SENSE_NUMBERED, 0, 0}, {"nr", SENSE_NUMBERED, 0, 0}, {"nummer", SENSE_NUMBERED, 0, 0},
    {"punkt", SENSE_NUMBERED, 0, 0}, {"kap", SENSE_NUMBERED, 0, 0}, {"kapitel", SENSE_NUMBERED, 0, 0},
    {"avsnitt", SENSE_NUMBERED, 0, 0}, {"sida", SENSE_NUMBERED, 0, 0}, {"sid", SENSE_NUMBERED, 0, 0},
    {"section", SENSE_NUMBERED, 0, 0}, {"clause", SENSE_NUMBERED, 0, 0}, {"article", SENSE_NUMBERED, 0, 0},
    {"page", SENSE_NUMBERED, 0, 0}, {"no", SENSE_NUMBERED, 0, 0}, {"annex", SENSE_NUMBERED, 0, 0},
    {"issn", SENSE_NUMBERED, 0, 0}, {"isbn", SENSE_NUMBERED, 0, 0}, {"bankgiro", SENSE_NUMBERED, 0, 0},
    {"bg", SENSE_NUMBERED, 0, 0}, {"plusgiro", SENSE_NUMBERED, 0, 0}, {"tel", SENSE_NUMBERED, 0, 0},
    {"telefon", SENSE_NUMBERED, 0, 0}, {"dnr", SENSE_NUMBERED, 0, 0}, {"sfs", SENSE_NUMBERED, 0, 0},
    {"prop", SENSE_NUMBERED, 0, 0}, {"version", SENSE_NUMBERED, 0, 0}, {"diarienummer", SENSE_NUMBERED, 0, 0},
    {"fax", SENSE_NUMBERED, 0, 0}, {"phone", SENSE_NUMBERED, 0, 0}, {"telephone", SENSE_NUMBERED, 0, 0},
    {"box", SENSE_NUMBERED, 0, 0}, {"bet", SENSE_NUMBERED, 0, 0}, {"rum", SENSE_NUMBERED, 0, 0},
    {"room", SENSE_NUMBERED, 0, 0}, {"kostnadsställe", SENSE_NUMBERED, 0, 0}, {"konto", SENSE_NUMBERED, 0, 0},
    {"fastighet", SENSE_NUMBERED, 0, 0}, {"paragraf", SENSE_NUMBERED, 0, 0},
};
// clang-format on

const size_t date_row_count = sizeof date_rows / sizeof *date_rows;

/* Of several rows for a word the one of the document's language, else the one of any language. */
static const struct word_row *row_for(const struct word_table *words, const struct word_row *row,
                                      uint16_t language)
{
    const struct word_row *any = NULL;
    for (; row; row = words_next(words, row)) {
        if (row->languages & language)
            return row;
        if (!row->languages && !any)
            any = row;
    }
    return any;
}

const uint16_t *date_senses(struct scan *s, const struct word_table *words)
{
    uint16_t *senses = ARENA_ARRAY(s->arena, (size_t)s->tokens.n + 1, uint16_t);
    for (uint32_t i = 0; i < s->tokens.n; i++) {
        const struct token *t = &s->tokens.at[i];
        if (t->kind != TOKEN_WORD)
            continue;
        const struct word_row *row = words_find(words, t, s->document->fold);
        if (row)
            row = row_for(words, row, s->language);
        if (row)
            senses[i] = (uint16_t)(row - date_rows);
    }
    return senses;
}
