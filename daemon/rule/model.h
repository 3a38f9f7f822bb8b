/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a loaded pack is made of. Everything is a const tree in the rule set's arena, type-checked
 * and resolved: a name that is used points to what it names, text to be found is a probe's index.
 */
#pragma once

#include "fact/fact.h"
#include "record/probe.h"
#include "rule/rules.h"
#include "yaml/schema.h"

/* Where something stands in a rule file: for diagnostics and `explain`. */
struct mark {
    const char *file;
    uint32_t line, column;
};

/* Probes are named by their handle until the table is sealed, by their index afterwards: the loader
   rewrites them. */
#define NO_PROBE UINT32_MAX

/* ---- values: what facts are and expressions yield ---- */

enum value_type {
    VALUE_NOTHING,
    VALUE_BOOL,
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_DATE,
    VALUE_PERIOD,
    VALUE_DURATION,
    VALUE_MONEY,
    VALUE_SECTION,
    VALUE_LIST_ITEM,  /* of `type: list` */
    VALUE_IDENTIFIER, /* case-number, orgnr, personal-number */
    VALUE_WORDED,     /* a number in words beside its figure */
    VALUE_PARTY,
    VALUE_SIGNATURE,
    VALUE_REFERENCE,
    VALUE_PLACEHOLDER,
    VALUE_PLACE, /* of {at} in messages only */
    VALUE_TYPES
};
const char *value_type_text(enum value_type t);

/* `it.checksum-ok`, `period.start`: a row per member, shared by type check, evaluation, messages
   and the manual. */
enum member_id {
    MEMBER_RAW,
    MEMBER_REPAIRED,
    MEMBER_DATE_YEAR,
    MEMBER_DATE_MONTH,
    MEMBER_DATE_DAY,
    MEMBER_DATE_WEEKDAY,
    MEMBER_DATE_COMPLETE,
    MEMBER_DATE_HAS_YEAR,
    MEMBER_DATE_IMPOSSIBLE,
    MEMBER_DATE_AMBIGUOUS,
    MEMBER_DATE_WEEKDAY_WRONG,
    MEMBER_DATE_DEADLINE,
    MEMBER_DATE_STRICT,
    MEMBER_DATE_ARRIVAL,
    MEMBER_DATE_RELATIVE,
    MEMBER_DATE_RECURS,
    MEMBER_DATE_STAMP,
    MEMBER_DATE_SIGNING,
    MEMBER_PERIOD_START,
    MEMBER_PERIOD_END,
    MEMBER_PERIOD_REVERSED,
    MEMBER_PERIOD_VAGUE,
    MEMBER_DURATION_COUNT,
    MEMBER_DURATION_UNIT,
    MEMBER_MONEY_AMOUNT,
    MEMBER_MONEY_CURRENCY,
    MEMBER_SECTION_NUMBER,
    MEMBER_SECTION_TITLE,
    MEMBER_SECTION_LEVEL,
    MEMBER_SECTION_WORDS,
    MEMBER_SECTION_ITEMS,
    MEMBER_SECTION_EMPTY,
    MEMBER_SECTION_GLUED,
    MEMBER_IDENTIFIER_VALUE,
    MEMBER_IDENTIFIER_VALID,
    MEMBER_IDENTIFIER_WHY,
    MEMBER_WORDED_WORDS,
    MEMBER_WORDED_FIGURE,
    MEMBER_WORDED_AGREES,
    MEMBER_PARTY_NAME,
    MEMBER_PARTY_ALIAS,
    MEMBER_PARTY_ORGNR,
    MEMBER_PARTY_ADDRESS,
    MEMBER_PARTY_TELEPHONE,
    MEMBER_SIGNATURE_PARTY,
    MEMBER_SIGNATURE_PLACE,
    MEMBER_SIGNATURE_DATE,
    MEMBER_SIGNATURE_NAME,
    MEMBER_SIGNATURE_ROLE,
    MEMBER_SIGNATURE_WHOLE_DATE,
    MEMBER_SIGNATURE_EMPTY,
    MEMBER_SIGNATURE_SUBSTITUTE,
    MEMBER_REFERENCE_KIND,
    MEMBER_REFERENCE_VALUE,
    MEMBER_REFERENCE_TITLE,
    MEMBER_REFERENCE_LISTED,
    MEMBER_PLACEHOLDER_KIND,
    MEMBER_ITEM_LABEL,
    MEMBER_ITEM_TEXT,
    MEMBER_PLACE_TEXT,
    MEMBER_PLACE_LINE,
    MEMBER_PLACE_PAGE
};
struct member {
    enum member_id id;
    enum value_type of; /* VALUE_NOTHING: of every value */
    const char *name;
    enum value_type type;
    const char *help;
};
extern const struct member members[];
extern const size_t member_count;
const struct member *member_find(enum value_type of, struct span name);

/* ---- facts of a kind: named, typed, by position ---- */

struct role {
    struct span name;   /* "principal" */
    struct span folded; /* name or alias of the party */
    uint32_t probe;     /* ... or words in whose line or sentence it stands */
};

struct fact_definition {
    struct mark mark;
    struct span name;
    enum value_type type;
    enum fact_type fact;    /* which built-in facts it is taken from; FACT_TYPES: none
                               (number, text, section, list) */
    enum reference_kind of; /* reference */
    bool of_given;
    uint32_t title_probe; /* `title: re:...`, also NO_PROBE */
    /* Scalar types: a value in the same sentence as a hit, the nearest one and those of its list;
       in the same block for a table's row. Parties, signatures, sections and lists: everything
       behind the first hit (before: ahead of the last). Behind means: ends after the hit and does
       not begin before it, since "senast den" and "den 15 april" share a word. */
    uint32_t after_probe, before_probe;
    uint32_t pattern_probe; /* `re: ...` */
    struct span_list in;    /* leading words of the section, folded; its aliases follow */
    bool path;              /* from the file's path: `path: re:` is not offered; see manual */
    uint32_t least, most;   /* want: distinct values; most UINT32_MAX: many */
    struct role *roles;
    uint32_t role_count;
};

/* What every document has, of whatever kind: collections ("dates", "sections", "orgnrs") and
   single values about the document itself ("stage", "format"). A row each. */
enum builtin_id {
    BUILTIN_FACTS, /* all facts of type `fact` */
    BUILTIN_SECTIONS,
    BUILTIN_ITEMS,
    BUILTIN_STAGE,
    BUILTIN_FORMAT,
    BUILTIN_LANGUAGE,
    BUILTIN_TITLE,
    BUILTIN_WORDS,
    BUILTIN_LINES,
    BUILTIN_PAGES
};
struct builtin {
    enum builtin_id id;
    const char *name;
    enum value_type type;
    enum fact_type fact; /* FACT_TYPES unless BUILTIN_FACTS */
    bool single;         /* one value (OP_FACT), no collection (OP_EACH) */
    const char *help;
};
extern const struct builtin builtins[];
extern const size_t builtin_count;
const struct builtin *builtin_find(struct span name); /* or NULL */

/* A section that is asked for: leading words of its title, each with its alternatives. */
struct section_name {
    struct span text;    /* as written */
    struct span *folded; /* itself, then its alternatives */
    uint32_t n;
};

/* ---- kinds ---- */

enum evidence_type {
    EVIDENCE_ALL,
    EVIDENCE_ANY,
    EVIDENCE_NONE,
    EVIDENCE_TITLE,
    EVIDENCE_HEADING,
    EVIDENCE_TEXT,
    EVIDENCE_PATH,
    EVIDENCE_FORMAT,
    EVIDENCE_PROPERTY
};

struct evidence {
    enum evidence_type type;
    struct mark mark;
    struct span text;       /* as written, for explain */
    uint32_t probe;         /* TITLE, HEADING, TEXT */
    enum format format;     /* FORMAT */
    struct evidence *parts; /* ALL, ANY, NONE */
    uint32_t count;
};

/* "{dnr}/ÖK{number}" */
struct template_part {
    struct span literal; /* if fact is NULL */
    const struct fact_definition *fact;
};
struct template
{
    struct template_part *parts;
    uint32_t count; /* 0: not given */
};

struct kind {
    const struct pack *pack;
    struct mark mark;
    struct span id, title;
    struct evidence match;
    struct template key, record_case;
    struct fact_definition *facts;
    uint32_t fact_count;
    struct span_list renditions;
    const struct kind *amends;
    struct span_list amends_facts;
};
const struct fact_definition *kind_fact(const struct kind *k, struct span name); /* or NULL */

/* ---- expressions ---- */

enum operator{
    OP_LITERAL, /* value */
    OP_IT,      /* the subject of `each`, or the variable of all/any */
    OP_FACT,    /* a fact of the kind or a single built-in, one value or unknown */
    OP_EACH,    /* a fact or built-in collection, all values: in count, all, any, exists, in */
    OP_ROLE,    /* the party that has a role in a fact: fact, role */
    OP_DOC,     /* a fact of the document that would fulfil an obligation: fact */
    OP_NOW,     /* today, as a date */
    OP_MEMBER,  /* left . member */
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_WITHIN,
    OP_BEFORE,
    OP_NOT_BEFORE,
    OP_AFTER,
    OP_NOT_AFTER,
    OP_IN,
    OP_AND,
    OP_OR,
    OP_NOT,
    OP_EXISTS,
    OP_COUNT,
    OP_ALL,
    OP_ANY, /* left: collection, right: condition on `it` */
    OP_PLUS,
    OP_MINUS
};

struct literal {
    enum value_type type; /* BOOL, NUMBER, TEXT, DATE, DURATION */
    bool truth;
    int64_t number;
    struct span text;
    struct date date;
    struct duration duration;
};

struct expression {
    enum operator op;
    enum value_type type; /* of its result, settled when loaded */
    uint32_t column;      /* in the rule file, of its first character */
    struct span source;   /* its words, for explain */
    struct literal literal;
    const struct fact_definition *fact;
    const struct builtin *builtin;
    const struct role *role;
    const struct member *member;
    uint32_t depth; /* of OP_IT: 0 is the innermost all/any, counting outwards */
    struct expression *left, *right;
};

/* ---- rules ---- */

struct message_part {
    struct span literal;            /* if expression is NULL and special is 0 */
    const struct expression *value; /* {fact}, {it.orgnr.raw} */
    enum {
        SPECIAL_NONE,
        SPECIAL_AT,
        SPECIAL_MISSING,
        SPECIAL_VALUES,
        SPECIAL_COUNT,
        SPECIAL_DUE,
        SPECIAL_DAYS
    } special;                   /* {at}, {missing}, {values}, ...: given by the check */
    const struct member *member; /* of a special: {at.text} */
    bool raw;                    /* {fact.raw}: as in the file */
};
struct message_template {
    struct message_part *parts;
    uint32_t count;
};

enum missing { MISSING_UNKNOWN, MISSING_FAIL, MISSING_SKIP };

struct check_type;

/* How a pack that uses the rule's pack wants it: in force where that pack is chosen. */
struct adapted {
    const struct pack *by;
    bool off;
    enum severity severity; /* unless off */
};

struct rule {
    const struct pack *pack;
    struct mark mark;
    struct span id;
    const struct kind *kind; /* NULL: `for: any`, documents of every kind and of none */
    uint8_t stages;          /* bit per enum stage; 0: all */
    const struct fact_definition *each_fact;
    const struct builtin *each_builtin; /* at most one of the two; neither: the record itself */
    const struct expression *where;     /* of `each`: which subjects; NULL: all */
    enum severity severity;             /* before it is adapted */
    const struct adapted *adapted;
    uint32_t adapted_count;
    enum missing missing;
    bool has_effective;
    civil_day effective_from;
    enum severity effective_before;
    const struct check_type *check;
    const void *params; /* the check's own, made by its load() */
    struct message_template message_en, message_sv;
    struct span ref, doc;
    struct span inhibited_by; /* id of another rule, or empty */
};

/* ---- packs ---- */

enum roll { ROLL_NONE, ROLL_NEXT_WORKDAY, ROLL_PREVIOUS_WORKDAY };
enum calendar { CALENDAR_NONE, CALENDAR_SE, CALENDAR_EU };

/* What may show when a document was received, from strong to weak. */
enum evidence_of_receipt {
    RECEIVED_STAMP,
    RECEIVED_FIRST_SEEN,
    RECEIVED_DOCUMENT_DATE,
    RECEIVED_FILE_TIME,
    RECEIVED_COUNT
};

/* A document that would settle a duty: of a kind, with a condition on it ("doc.dnr == dnr"). */
struct wanted_document {
    const struct kind *kind;
    const struct expression *where; /* NULL: any of the kind */
};

/* Something owed: loaded and type-checked. All expressions speak of the record that creates it;
   `it` is the value of `each`. */
struct obligation {
    const struct pack *pack;
    struct mark mark;
    struct span id;
    const struct kind *from;
    const struct fact_definition *each; /* NULL: one duty for the record */
    const struct expression *where;     /* which of each; NULL: all */
    const struct expression *bearer, *to;
    const struct expression *due, *opens; /* dates; due NULL: undated */
    int16_t at;                           /* minute of the due day; -1: its end */
    struct {
        struct duration step; /* UNIT_NONE: does not recur */
        const struct expression *from, *until;
        uint32_t times; /* 0: not bounded by a number */
    } every;
    enum roll roll;
    enum calendar calendar;
    struct wanted_document fulfilled_by; /* kind NULL: nothing fulfils it */
    enum evidence_of_receipt received[RECEIVED_COUNT];
    uint32_t received_count;
    struct {
        struct section_name *sections;
        uint32_t section_count;
        const struct fact_definition **facts; /* of the fulfilling kind */
        uint32_t fact_count;
    } content;
    struct duration *remind; /* how long before due */
    uint32_t remind_count;
    struct {
        enum severity severity;
        struct duration escalate_after; /* from the first late day; UNIT_NONE: never */
        enum severity escalate_severity;
    } late;
    const struct expression *cancelled_if;
    struct wanted_document superseded_by;
    struct {
        struct span id; /* the next duty; empty if there is none */
        const struct obligation *obligation;
        struct duration after; /* from the day of fulfilment; UNIT_NONE: by its own date */
    } then;
    struct message_template message_en, message_sv;
    struct span ref, doc;
};

struct parameter {
    struct mark mark;
    struct span name, doc;
    enum {
        PARAMETER_TEXT,
        PARAMETER_NUMBER,
        PARAMETER_DURATION,
        PARAMETER_DURATIONS,
        PARAMETER_DATE,
        PARAMETER_BOOL,
        PARAMETER_TEXTS
    } type;
    const struct yaml_node *value;
    bool used;
};

struct pack {
    const char *folder;
    uint32_t number; /* in rules->packs */
    const struct pack **uses;
    uint32_t use_count;
    struct span id, version, title, language, owner;
    struct kind *kinds;
    uint32_t kind_count;
    struct rule *rules; /* one per kind for a rule that names several */
    uint32_t rule_count;
    struct obligation *obligations;
    uint32_t obligation_count;
    struct parameter *params;
    uint32_t param_count;
};

struct rules {
    struct arena *arena;
    VEC(const struct pack *) packs;
    VEC(const struct kind *) kinds; /* of all packs, by id */
    VEC(const struct rule *) order; /* all rules, by pack then id */
    VEC(struct rules_file) files;   /* as they were loaded */
    struct probe_table probes;
    struct digest probe_digest; /* of probes, once sealed */
    struct digest digest;
};

/* ---- choices: choice.c. A choice that is NULL holds everything. ---- */

struct pack_choice {
    bool by_kind;
    const bool *holds; /* by the packs' numbers; NULL by kind: all */
    struct digest digest;
};
bool choice_holds(const struct pack_choice *c, const struct pack *p);
/* Adapted to "off". */
bool rule_is_off(const struct pack_choice *c, const struct rule *r);
enum severity rule_severity(const struct pack_choice *c, const struct rule *r);

/* ---- loading: what a check's load() may use (load.h has the rest) ---- */

struct loader;

/* ---- checks ---- */

struct judging; /* one record being judged: eval.h */
struct subject;

/*
 * A check is one file and one row. load() reads its value in the rule (`check: {name: VALUE,
 * ...}`), diagnosing every fault; judge() reports none (pass), one or many results.
 */
struct check_type {
    const char *name;
    const char *help;
    /* Keys that may stand beside the check's own name. */
    const char *const *keys;
    size_t key_count;
    /* node: the mapping under `check`. Returns params, or NULL after diagnosing. */
    const void *(*load)(struct loader *l, struct rule *r, const struct yaml_node *check);
    void (*judge)(struct judging *j, const struct rule *r, const struct subject *s);
    uint32_t specials; /* bits 1 << SPECIAL_x that it fills for messages */
};
extern const struct check_type *const check_types[];
extern const size_t check_type_count;
