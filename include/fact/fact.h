/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts: typed values found in a document, each with its place and its raw text. One flat array per
 * document, in document order; the type says which member of the union holds.
 */
#pragma once

#include "base/arena.h"
#include "base/civil.h"
#include "base/place.h"
#include "document/document.h"

enum fact_type {
    FACT_DATE,
    FACT_PERIOD,
    FACT_DURATION,
    FACT_NUMBER, /* a number in words beside its figure: "två (2)" */
    FACT_MONEY,
    FACT_ORGNR,
    FACT_PERSONAL_NUMBER, /* raw and value are empty; the text under it is masked */
    FACT_CASE_NUMBER,     /* registration number, dnr */
    FACT_PARTY,
    FACT_REFERENCE,
    FACT_SIGNATURE,
    FACT_PLACEHOLDER, /* "[namn]", "XX-XX", "____", "ÅÅÅÅ-MM-DD", "TBD" */
    FACT_TYPES
};
const char *fact_type_text(enum fact_type t); /* "date", "period", ... as in rules and JSON */
bool fact_type_parse(struct span s, enum fact_type *ret);

enum date_precision {
    DATE_NONE, /* no value: impossible, or not whole */
    DATE_YEAR,
    DATE_HALF,    /* part is 1-2 */
    DATE_QUARTER, /* part is 1-4 */
    DATE_MONTH,
    DATE_WEEK, /* part is the ISO week, year the ISO year */
    DATE_DAY,
    DATE_MINUTE
};

struct date {
    int16_t year; /* 0: not given ("18 februari") */
    uint8_t precision, part, month, day, hour, minute;
};

/* "varje år från och med 2021": every `every` years from first to last (0: open). */
struct recurrence {
    uint8_t every; /* years; 0: does not recur */
    int16_t first, last;
};

enum date_flag {
    DATE_INCOMPLETE = 1 << 0,    /* "Stockholm 2020 -", "2021-04-": begun, not whole */
    DATE_IMPOSSIBLE = 1 << 1,    /* "31 november 2025" */
    DATE_AMBIGUOUS = 1 << 2,     /* "3/4/21"; value is what its language prefers */
    DATE_WRONG_WEEKDAY = 1 << 3, /* the weekday written beside it is another */
    DATE_DEADLINE = 1 << 4,      /* "senast", "no later than", "inkommit före" */
    DATE_STRICT = 1 << 5,        /* ... and the day itself is too late: "före", "avant le" */
    DATE_RELATIVE = 1 << 6,      /* "påföljande år": needs an event */
    DATE_SHARES_YEAR = 1 << 7,   /* the year stands with a later date of the same list */
    DATE_ARRIVAL = 1 << 8,       /* must have arrived by then: "tillhanda", "inkommit" */
    DATE_STAMP = 1 << 9,         /* a registry's stamp: "Inkom 2021-04-14" */
};

struct date_fact {
    struct date value;
    struct date other; /* the second reading of an ambiguous one */
    struct recurrence recurs;
    uint8_t weekday; /* as written beside it, 1-7; 0 if none */
    uint16_t flags;
    uint32_t list; /* dates behind one phrase, or joined by "och", share a number > 0 */
};

enum duration_unit {
    UNIT_NONE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WORKDAY,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_YEAR
};
const char *duration_unit_text(enum duration_unit u);

struct duration {
    uint32_t count;
    uint8_t unit;
};

enum period_flag {
    PERIOD_REVERSED = 1 << 0, /* ends before it begins */
    PERIOD_VAGUE = 1 << 1,    /* "höstterminen 2012": an end without a civil day */
};

struct period_fact {
    struct date start, end; /* both inclusive; DATE_NONE is open */
    uint8_t flags;
};

struct number_fact {
    int64_t words, figure; /* the number in words, and in figures; they ought to agree */
};

struct money_fact {
    int64_t hundredths; /* of the currency's unit, multipliers (tkr, mnkr) worked out */
    char currency[4];   /* ISO 4217 */
};

enum identifier_fault {
    FAULT_NONE,
    FAULT_CHECKSUM,
    FAULT_LENGTH,
    FAULT_FORM,
    FAULT_PLACEHOLDER,      /* "XXXXXX-XXXX", "000000-0000" */
    FAULT_DIGIT_FOR_LETTER, /* "12019/01968/D" */
    FAULT_DATE_BEFORE,      /* "Diarienummer: 2025-09-25 U2024/02207" */
    FAULT_COUNT
};
const char *identifier_fault_text(enum identifier_fault f); /* "", "checksum", "length", ... */

struct identifier_fact { /* ORGNR, PERSONAL_NUMBER, CASE_NUMBER */
    struct span value;   /* normal form: "202100-4185", "7.4.2-2019:830" */
    struct span same;    /* CASE_NUMBER: equal for two ways to write the same one (zero padding) */
    bool valid;          /* check digit and form */
    enum identifier_fault fault;
};

struct party_fact {
    struct span name, alias; /* alias: "nedan kallad Huvudmannen" → "Huvudmannen" */
    struct span orgnr;       /* normal form, or empty */
    struct span address, telephone;
};

enum reference_kind { REFERENCE_ANNEX, REFERENCE_SECTION, REFERENCE_AGREEMENT };
const char *reference_kind_text(enum reference_kind k);

struct reference_fact {
    enum reference_kind kind;
    struct span value; /* "1", "5.2", "ÖK 1" */
    struct span title; /* of a listed annex: "Åtgärdsplan Midsommarkransens gymnasium" */
    bool listed;       /* stands in the list of annexes, not in running text */
};

/* How a part of a signature came to its block; from strong to weak. A role is never PAIRED_ORDER.
 */
enum pairing { PAIRED_NOT, PAIRED_LINE, PAIRED_BLOCK, PAIRED_ORDER };
const char *pairing_text(enum pairing p);

struct signature_part {
    struct span text; /* empty if the block has none */
    struct range at;
    struct place place;
    enum pairing how;
};

struct signature_fact {
    struct signature_part party, place, date, name, role;
    struct date signed_on; /* DATE_NONE while date is empty or not whole */
    bool whole_date;
    bool empty; /* all its lines are still to be filled in: "Ort och datum: ____" */
    struct signature_part substitute; /* who signed in another's stead: beside the printed name
                                         ("ILANA HART"), or the name itself ("Eva Lind, t.f.
                                         rektor"); or empty */
};

enum placeholder_kind {
    PLACEHOLDER_BRACKET,        /* "[namn]", "<fyll i>", "{{name}}", "«Namn»" */
    PLACEHOLDER_LETTERS,        /* "XXXXXX-XXXX", "20XX" */
    PLACEHOLDER_LINE,           /* "______" */
    PLACEHOLDER_SIGNATURE_LINE, /* ... in a signature block: no fault of a template */
    PLACEHOLDER_DATE,           /* "ÅÅÅÅ-MM-DD" */
    PLACEHOLDER_WORDS,          /* "TBD", "Klicka här för att ange text" */
    PLACEHOLDER_KINDS
};
const char *placeholder_kind_text(enum placeholder_kind k); /* "bracket", "letters", ... */

struct placeholder_fact {
    enum placeholder_kind kind;
};

struct fact {
    enum fact_type type;
    bool repaired; /* the value was mended: "2020 -06-23" */
    struct range at;
    struct place place;
    struct span raw;   /* as in the file; copied into the arena */
    uint32_t sentence; /* index; facts and hits in one sentence share it */
    uint32_t block;    /* index of the block that it begins in */
    union {
        struct date_fact date;
        struct period_fact period;
        struct duration duration;
        struct number_fact number;
        struct money_fact money;
        struct identifier_fact identifier;
        struct party_fact party;
        struct reference_fact reference;
        struct signature_fact signature;
        struct placeholder_fact placeholder;
    };
};

enum stage {
    STAGE_NONE,  /* holds no signature block */
    STAGE_DRAFT, /* all signature lines are still empty, or it says that it is one */
    STAGE_PARTLY_SIGNED,
    STAGE_SIGNED
};
const char *stage_text(enum stage s);

struct facts {
    VEC(struct fact) list; /* in document order */
    enum stage stage;
    unsigned limit; /* LIMIT_COUNT, or LIMIT_NAME_FACTS when there were more */
};

/* Word tables and the like, built once per process, read-only afterwards. */
struct lexicon;
struct lexicon *lexicon_new(struct arena *a);

/*
 * Finds all facts. Masks personal numbers in the document first, so nothing read from it later
 * holds one. Everything returned lives in the document's arena.
 */
void facts_find(struct document *d, const struct lexicon *lexicon, struct facts *ret);

/* First and last day that a date of any precision covers; false without a year or a value. */
bool date_days(struct date d, civil_day *ret_first, civil_day *ret_last);

/* ISO 8601 as in interfaces.md: "2022-08-31", "2021-03", "2021-Q3", "2021-H1", "2021-W23",
   "--02-18", "2021-04-15T16:00"; "" for DATE_NONE. */
enum { DATE_TEXT = 20 };
char *date_text(struct date d, char text[DATE_TEXT]); /* returns text */
