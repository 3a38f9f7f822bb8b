/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said about a value, and what every document has. */
#include "base/names.h"
#include "rule/model.h"

// clang-format off
const struct member members[] = {
    {MEMBER_RAW,      VALUE_NOTHING, "raw",      VALUE_TEXT, "as written in the file"},
    {MEMBER_REPAIRED, VALUE_NOTHING, "repaired", VALUE_BOOL, "its spelling was mended: 2020 -06-23"},

    {MEMBER_DATE_YEAR,          VALUE_DATE, "year",          VALUE_NUMBER, "unknown if none is written"},
    {MEMBER_DATE_MONTH,         VALUE_DATE, "month",         VALUE_NUMBER, "1-12; unknown for a mere year"},
    {MEMBER_DATE_DAY,           VALUE_DATE, "day",           VALUE_NUMBER, "of the month, 1-31"},
    {MEMBER_DATE_WEEKDAY,       VALUE_DATE, "weekday",       VALUE_NUMBER, "1 Monday to 7 Sunday, by the calendar"},
    {MEMBER_DATE_COMPLETE,      VALUE_DATE, "complete",      VALUE_BOOL,   "whole: false for 'Stockholm 2020 -'"},
    {MEMBER_DATE_HAS_YEAR,      VALUE_DATE, "has-year",      VALUE_BOOL,   "a year is written or shared"},
    {MEMBER_DATE_IMPOSSIBLE,    VALUE_DATE, "impossible",    VALUE_BOOL,   "no day of the calendar: 31 november"},
    {MEMBER_DATE_AMBIGUOUS,     VALUE_DATE, "ambiguous",     VALUE_BOOL,   "has two readings: 3/4/21"},
    {MEMBER_DATE_WEEKDAY_WRONG, VALUE_DATE, "weekday-wrong", VALUE_BOOL,   "the weekday beside it is another"},
    {MEMBER_DATE_DEADLINE,      VALUE_DATE, "deadline",      VALUE_BOOL,   "its words make it one: senast, no later than"},
    {MEMBER_DATE_STRICT,        VALUE_DATE, "strict",        VALUE_BOOL,   "the day itself is too late: before"},
    {MEMBER_DATE_ARRIVAL,       VALUE_DATE, "arrival",       VALUE_BOOL,   "by then it must have arrived: tillhanda"},
    {MEMBER_DATE_RELATIVE,      VALUE_DATE, "relative",      VALUE_BOOL,   "counted from an event: the following year"},
    {MEMBER_DATE_RECURS,        VALUE_DATE, "recurs",        VALUE_BOOL,   "comes again: every year"},
    {MEMBER_DATE_STAMP,         VALUE_DATE, "stamp",         VALUE_BOOL,   "a registry's: Inkom 2021-04-14"},
    {MEMBER_DATE_SIGNING,       VALUE_DATE, "signing",       VALUE_BOOL,   "stands in a signature block"},

    {MEMBER_PERIOD_START,    VALUE_PERIOD, "start",    VALUE_DATE, "first day; unknown if open"},
    {MEMBER_PERIOD_END,      VALUE_PERIOD, "end",      VALUE_DATE, "last day, inclusive; unknown if open"},
    {MEMBER_PERIOD_REVERSED, VALUE_PERIOD, "reversed", VALUE_BOOL, "ends before it begins"},
    {MEMBER_PERIOD_VAGUE,    VALUE_PERIOD, "vague",    VALUE_BOOL, "an end has no civil day: the autumn term"},

    {MEMBER_DURATION_COUNT, VALUE_DURATION, "count", VALUE_NUMBER, "how many of its unit"},
    {MEMBER_DURATION_UNIT,  VALUE_DURATION, "unit",  VALUE_TEXT,   "hour, day, workday, week, month or year"},

    {MEMBER_MONEY_AMOUNT,   VALUE_MONEY, "amount",   VALUE_NUMBER, "whole units of the currency, rounded down"},
    {MEMBER_MONEY_CURRENCY, VALUE_MONEY, "currency", VALUE_TEXT,   "ISO 4217: SEK, EUR"},

    {MEMBER_SECTION_NUMBER, VALUE_SECTION, "number", VALUE_TEXT,   "5.2; unknown if it has none"},
    {MEMBER_SECTION_TITLE,  VALUE_SECTION, "title",  VALUE_TEXT,   "without the number"},
    {MEMBER_SECTION_LEVEL,  VALUE_SECTION, "level",  VALUE_NUMBER, "1 is the outermost"},
    {MEMBER_SECTION_WORDS,  VALUE_SECTION, "words",  VALUE_NUMBER, "in it and its subsections"},
    {MEMBER_SECTION_ITEMS,  VALUE_SECTION, "items",  VALUE_NUMBER, "of lists, in it and its subsections"},
    {MEMBER_SECTION_EMPTY,  VALUE_SECTION, "empty",  VALUE_BOOL,   "holds no words"},
    {MEMBER_SECTION_GLUED,  VALUE_SECTION, "glued",  VALUE_BOOL,   "no blank behind the number: 5.2Handledning"},

    {MEMBER_IDENTIFIER_VALUE, VALUE_IDENTIFIER, "value", VALUE_TEXT, "in its normal form"},
    {MEMBER_IDENTIFIER_VALID, VALUE_IDENTIFIER, "valid", VALUE_BOOL, "form and check digit are right"},
    {MEMBER_IDENTIFIER_WHY,   VALUE_IDENTIFIER, "why",   VALUE_TEXT, "what is wrong with it: checksum, length ..."},

    {MEMBER_WORDED_WORDS,  VALUE_WORDED, "words",  VALUE_NUMBER, "the number in words: två (2)"},
    {MEMBER_WORDED_FIGURE, VALUE_WORDED, "figure", VALUE_NUMBER, "the number in figures"},
    {MEMBER_WORDED_AGREES, VALUE_WORDED, "agrees", VALUE_BOOL,   "both are the same number"},

    {MEMBER_PARTY_NAME,      VALUE_PARTY, "name",      VALUE_TEXT,       "as the agreement names it"},
    {MEMBER_PARTY_ALIAS,     VALUE_PARTY, "alias",     VALUE_TEXT,       "nedan kallad ..."},
    {MEMBER_PARTY_ORGNR,     VALUE_PARTY, "orgnr",     VALUE_IDENTIFIER, "its organisation number"},
    {MEMBER_PARTY_ADDRESS,   VALUE_PARTY, "address",   VALUE_TEXT,       "its postal address"},
    {MEMBER_PARTY_TELEPHONE, VALUE_PARTY, "telephone", VALUE_TEXT,       "its telephone number"},

    {MEMBER_SIGNATURE_PARTY,      VALUE_SIGNATURE, "party",      VALUE_TEXT, "for whom it is signed"},
    {MEMBER_SIGNATURE_PLACE,      VALUE_SIGNATURE, "place",      VALUE_TEXT, "where it was signed"},
    {MEMBER_SIGNATURE_DATE,       VALUE_SIGNATURE, "date",       VALUE_DATE, "when; unknown if not whole"},
    {MEMBER_SIGNATURE_NAME,       VALUE_SIGNATURE, "name",       VALUE_TEXT, "the printed name"},
    {MEMBER_SIGNATURE_ROLE,       VALUE_SIGNATURE, "role",       VALUE_TEXT, "the signer's title"},
    {MEMBER_SIGNATURE_WHOLE_DATE, VALUE_SIGNATURE, "whole-date", VALUE_BOOL, "its date has year, month and day"},
    {MEMBER_SIGNATURE_EMPTY,      VALUE_SIGNATURE, "empty",      VALUE_BOOL, "all its lines are still to be filled in"},
    {MEMBER_SIGNATURE_SUBSTITUTE, VALUE_SIGNATURE, "substitute", VALUE_TEXT, "who signed beside the printed name"},

    {MEMBER_REFERENCE_KIND,   VALUE_REFERENCE, "kind",   VALUE_TEXT, "annex, section or agreement"},
    {MEMBER_REFERENCE_VALUE,  VALUE_REFERENCE, "value",  VALUE_TEXT, "1, 5.2, ÖK 1"},
    {MEMBER_REFERENCE_TITLE,  VALUE_REFERENCE, "title",  VALUE_TEXT, "of an annex that is listed"},
    {MEMBER_REFERENCE_LISTED, VALUE_REFERENCE, "listed", VALUE_BOOL, "stands in the list of annexes"},

    {MEMBER_PLACEHOLDER_KIND, VALUE_PLACEHOLDER, "kind", VALUE_TEXT, "bracket, letters, line, signature-line, date or words"},

    {MEMBER_ITEM_LABEL, VALUE_LIST_ITEM, "label", VALUE_TEXT, "a), 1., -"},
    {MEMBER_ITEM_TEXT,  VALUE_LIST_ITEM, "text",  VALUE_TEXT, "without its label"},

    {MEMBER_PLACE_TEXT, VALUE_PLACE, "text", VALUE_TEXT,   "the words there"},
    {MEMBER_PLACE_LINE, VALUE_PLACE, "line", VALUE_NUMBER, "of the file"},
    {MEMBER_PLACE_PAGE, VALUE_PLACE, "page", VALUE_NUMBER, "of a format that has pages"},
};

const struct builtin builtins[] = {
    {BUILTIN_FACTS, "dates",            VALUE_DATE,        FACT_DATE,            false, "every date"},
    {BUILTIN_FACTS, "periods",          VALUE_PERIOD,      FACT_PERIOD,          false, "every period"},
    {BUILTIN_FACTS, "durations",        VALUE_DURATION,    FACT_DURATION,        false, "every duration"},
    {BUILTIN_FACTS, "numbers",          VALUE_WORDED,      FACT_NUMBER,          false, "every number in words beside its figure"},
    {BUILTIN_FACTS, "amounts",          VALUE_MONEY,       FACT_MONEY,           false, "every amount of money"},
    {BUILTIN_FACTS, "orgnrs",           VALUE_IDENTIFIER,  FACT_ORGNR,           false, "every organisation number"},
    {BUILTIN_FACTS, "personal-numbers", VALUE_IDENTIFIER,  FACT_PERSONAL_NUMBER, false, "every personal number: only where it stands"},
    {BUILTIN_FACTS, "case-numbers",     VALUE_IDENTIFIER,  FACT_CASE_NUMBER,     false, "every registration number"},
    {BUILTIN_FACTS, "parties",          VALUE_PARTY,       FACT_PARTY,           false, "every party"},
    {BUILTIN_FACTS, "references",       VALUE_REFERENCE,   FACT_REFERENCE,       false, "every annex, section and agreement named"},
    {BUILTIN_FACTS, "signatures",       VALUE_SIGNATURE,   FACT_SIGNATURE,       false, "every signature block"},
    {BUILTIN_FACTS, "placeholders",     VALUE_PLACEHOLDER, FACT_PLACEHOLDER,     false, "everything that is left to be filled in"},
    {BUILTIN_SECTIONS, "sections",      VALUE_SECTION,     FACT_TYPES,           false, "every section"},
    {BUILTIN_ITEMS,    "items",         VALUE_LIST_ITEM,   FACT_TYPES,           false, "every item of a list"},
    {BUILTIN_STAGE,    "stage",         VALUE_TEXT,        FACT_TYPES,           true,  "draft, partly-signed, signed or none"},
    {BUILTIN_FORMAT,   "format",        VALUE_TEXT,        FACT_TYPES,           true,  "text, markdown, docx, odt or pdf"},
    {BUILTIN_LANGUAGE, "language",      VALUE_TEXT,        FACT_TYPES,           true,  "sv, en, de ...; unknown if unclear"},
    {BUILTIN_TITLE,    "title",         VALUE_TEXT,        FACT_TYPES,           true,  "of the document; unknown if it has none"},
    {BUILTIN_WORDS,    "words",         VALUE_NUMBER,      FACT_TYPES,           true,  "of the document"},
    {BUILTIN_LINES,    "lines",         VALUE_NUMBER,      FACT_TYPES,           true,  "of the document"},
    {BUILTIN_PAGES,    "pages",         VALUE_NUMBER,      FACT_TYPES,           true,  "of the document; unknown where the format has none"},
};
// clang-format on

const size_t member_count = sizeof members / sizeof *members;
const size_t builtin_count = sizeof builtins / sizeof *builtins;

static const char *const value_type_names[VALUE_TYPES] = {
    [VALUE_NOTHING] = "nothing",
    [VALUE_BOOL] = "true or false",
    [VALUE_NUMBER] = "number",
    [VALUE_TEXT] = "text",
    [VALUE_DATE] = "date",
    [VALUE_PERIOD] = "period",
    [VALUE_DURATION] = "duration",
    [VALUE_MONEY] = "amount of money",
    [VALUE_SECTION] = "section",
    [VALUE_LIST_ITEM] = "list item",
    [VALUE_IDENTIFIER] = "identifier",
    [VALUE_WORDED] = "number in words and figures",
    [VALUE_PARTY] = "party",
    [VALUE_SIGNATURE] = "signature",
    [VALUE_REFERENCE] = "reference",
    [VALUE_PLACEHOLDER] = "placeholder",
    [VALUE_PLACE] = "place",
};

const char *value_type_text(enum value_type t)
{
    return names_text(value_type_names, VALUE_TYPES, (unsigned)t);
}

const struct member *member_find(enum value_type of, struct span name)
{
    for (size_t i = 0; i < member_count; i++)
        if ((members[i].of == of || members[i].of == VALUE_NOTHING) &&
            span_is(name, members[i].name))
            return &members[i];
    return NULL;
}

const struct builtin *builtin_find(struct span name)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (span_is(name, builtins[i].name))
            return &builtins[i];
    return NULL;
}
