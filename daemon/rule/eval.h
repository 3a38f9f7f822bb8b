/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record being judged: values, facts by position, expressions, and what checks report. */
#pragma once

#include "rule/judge.h"
#include "rule/model.h"

/* ---- why something is not known, or not asked ---- */

enum reason_code {
    REASON_NONE,
    REASON_NOT_FOUND,
    REASON_NO_SECTION,
    REASON_NO_WORDS,
    REASON_TOO_FEW,
    REASON_CANDIDATES,
    REASON_NOT_STATED,
    REASON_LIMIT,
    REASON_NOT_WHOLE,
    REASON_NO_YEAR,
    REASON_IMPOSSIBLE,
    REASON_AMBIGUOUS,
    REASON_RECURS,
    REASON_NOT_EXACT,
    REASON_VAGUE,
    REASON_REVERSED,
    REASON_CURRENCIES,
    REASON_UNITS,
    REASON_WORKDAYS,
    REASON_OVERFLOW,
    REASON_NOT_PAIRED,
    REASON_NO_SIGNATURE,
    REASON_OTHER_DOCUMENT,
    REASON_NO_NUMBERS,
    REASON_NO_ANNEX_LIST,
    REASON_UNREAD,
    REASON_STALE,
    REASON_OTHER_KIND,
    REASON_OTHER_STAGE,
    REASON_CASE,
    REASON_ARCHIVE,
    REASON_INHIBITED,
    REASON_CODES
};
struct reason {
    enum reason_code code;
    struct span what;              /* the fact, section, limit ... that it is about; may be empty */
    const struct selection *among; /* CANDIDATES: which; else NULL */
    struct span what_sv;           /* in Swedish, where it is a word of ours; else empty */
};
/* One phrase in the language, without a full stop; empty for REASON_NONE. */
struct span reason_text(struct arena *a, struct reason r, enum language l);

/* ---- values ---- */

/* Where a value or a fault stands; zero, with NO_QUOTE, for what was computed. */
struct where {
    struct place place;
    struct range at;
    struct span text; /* as in the file */
    uint32_t quote;
};
#define NOWHERE ((struct where){.quote = NO_QUOTE})

struct value {
    enum value_type type; /* VALUE_NOTHING: unknown, and why tells */
    struct reason why;
    struct where where;
    bool repaired;
    bool is_part;            /* of the rule's subject, with a place of its own */
    const struct fact *fact; /* that it was taken from, or NULL */
    union {
        bool truth;
        int64_t number;
        struct span text;
        struct date_fact date;
        struct period_fact period;
        struct duration duration;
        struct money_fact money;
        const struct identifier_fact *identifier;
        const struct number_fact *worded;
        const struct party_fact *party;
        const struct signature_fact *signature;
        const struct reference_fact *reference;
        const struct placeholder_fact *placeholder;
        const struct record_section *section;
        const struct record_item *item;
    };
};

struct value value_unknown(enum reason_code code, struct span what);
struct value value_because(struct reason why);
struct value value_bool(bool truth);
struct value value_number(int64_t number);
struct value value_text(struct span text);
struct value value_of_fact(const struct record *r, uint32_t index);
struct value value_of_section(const struct record *r, uint32_t index);
struct value value_of_item(const struct record *r, uint32_t index);
struct value value_of_hit(const struct hit *h);

/* Total order of values of one type; 0: they say the same. */
int value_order(const struct value *a, const struct value *b);

/* Normal form: what keys, anchors and messages call it. */
struct span value_print(struct arena *a, const struct value *v, enum language l);

/* What can hold between two values, as far as is known: bits. 0: they cannot be compared, and *why
   tells. More than one bit: not known which ("2021-03" against "2021-03-15"). */
enum relation { RELATION_LESS = 1, RELATION_EQUAL = 2, RELATION_GREATER = 4, RELATION_OTHER = 8 };
unsigned value_compare(struct arena *a, const struct value *left, const struct value *right,
                       struct reason *why);

/* left, a date or a period, lies in the period right: true, false or unknown. */
struct value value_within(const struct value *left, const struct value *right);

/* A date and a duration, or two numbers. */
struct value value_sum(const struct value *left, const struct value *right, bool minus);

/* ---- facts by position ---- */

/* Parts of the text, rising and apart; n == 0 with all: everything. */
struct region {
    bool all;
    struct range *at;
    uint32_t n;
};
/* The sections whose title begins with one of the names, subsections included. */
struct region region_of_sections(struct arena *a, const struct record *r, const struct span *names,
                                 size_t count);
bool region_holds(const struct region *g, struct range at);
/* Its first character is a letter or a digit. */
bool starts_word(struct span s);
bool section_is_named(const struct record_section *s, const struct span *names, size_t count);

/* Every statement of a fact, and the distinct values among them; of a built-in collection every
   statement is a value of its own, since two may say the same and only one be faulty. */
struct selection {
    struct span name;
    struct value *all; /* in document order */
    uint32_t all_count;
    struct value *values; /* the first statement of each value, in document order */
    uint32_t count;
    struct reason breach; /* too few or too many values, or a limit */
    bool cut;             /* there may be more: breach is the limit */
    bool used;            /* a rule asked for it */
};

/* ---- judging ---- */

/* The party that has a role, looked for once. */
struct found_role {
    const struct role *role;
    struct value value;
};

struct subject {
    const struct value *it;
    uint32_t index;
};

struct judging {
    struct arena *arena;
    const struct rules *rules;
    const struct case_file *file;
    size_t index; /* in the case */
    const struct filed *filed;
    const struct record *record;
    struct classified classified;
    const struct lookup *lookup;
    struct moment now;
    instant next_change;

    struct selection **facts;    /* by index in the kind, made when asked for */
    struct selection **builtins; /* by index in builtins[] */
    struct name_index *names;    /* what references may refer to: names.h */
    const struct value **orgnrs; /* of the document, by number then place */
    uint32_t orgnr_count;
    VEC(struct found_role) roles;

    /* The rule and subject of the moment. */
    const struct rule *rule;
    struct subject subject;
    struct outcome *outcome;
    bool told;               /* the check has reported something of this subject */
    uint32_t reported;       /* findings of this rule */
    uint32_t steps;          /* of its expressions: no hostile document makes a loop of loops */
    VEC(struct value) trace; /* facts that the expression used, while tracing */
    bool tracing;

    struct outcome *outcomes; /* one per rule in rules->order; without a rule: not judged yet */
    VEC(struct finding) findings;
    VEC(struct asked) asked;
};

/* What a rule is about: one value of `each`, or the record (it is NULL). */

/* Never NULL. A fact that a rule asked for is marked as used: its breach is that rule's to tell. */
struct selection *select_fact(struct judging *j, const struct fact_definition *d);
struct selection *select_quietly(struct judging *j, const struct fact_definition *d);
struct selection *select_builtin(struct judging *j, const struct builtin *b);

/* The one value of a fact, or unknown. */
struct value selection_value(const struct selection *s);

/* The variables of all/any and the subject of `each`, innermost first. */
struct scope {
    const struct value *it;
    const struct scope *outer;
};
struct value evaluate(struct judging *j, const struct expression *e, const struct scope *scope);
/* All values that an expression names; NULL if it names no collection. */
struct selection *evaluate_collection(struct judging *j, const struct expression *e);
struct value evaluate_member(struct judging *j, const struct value *of, enum member_id m);
struct value evaluate_role(struct judging *j, const struct fact_definition *d,
                           const struct role *role);

/* ---- what a check says of one subject ---- */

struct check_result {
    enum verdict verdict;   /* FAIL, UNKNOWN or NOT_APPLICABLE; nothing is reported for a pass */
    enum severity severity; /* if severity_given: instead of the rule's (spelling: notice) */
    bool severity_given;
    struct reason why;              /* for UNKNOWN and NOT_APPLICABLE */
    struct message missing, values; /* {missing}, {values} */
    uint64_t count;                 /* {count} */
    const struct message *message;  /* instead of the rule's; or NULL */
    const struct where *where;      /* NULL: the subject's own place */
    struct span anchor;             /* what tells this fault from the rule's others; never a line;
                                       empty: the subject's value */
    struct span defect;             /* ... and from other checks' of the same name; may be empty */
    const struct value *related;    /* other places that show it */
    uint32_t related_count;
};
void judge_report(struct judging *j, const struct check_result *r);

/* Reports UNKNOWN because of a value that is not known, or a selection in breach. */
void judge_unknown(struct judging *j, struct reason why, struct span anchor);

/* The message of the rule in force, for one result. */
struct message message_render(struct judging *j, const struct check_result *r);

/* The kind's evidence, three-valued; explain asks for each part. */
struct value evidence_holds(const struct rules *rules, const struct evidence *e,
                            const struct filed *f);
struct span template_fill(struct judging *j, const struct template *t);

/* A record that could not be read, or was read with another probe table, whose numbers mean other
   texts: nothing can be told from it, not even its kind. */
bool is_read(const struct rules *rules, const struct filed *f);

/* A kind whose pack is not chosen does not exist for the record. */
bool kind_is_known(const struct judging *j, const struct kind *k);

/* Fills in all but what a rule needs: enough for facts by position. */
void judging_begin(struct judging *j, struct arena *a, const struct rules *rules,
                   const struct case_file *c, size_t index);

/* The outcome of a rule, judged if it was not; an inhibiting rule comes before the inhibited. */
const struct outcome *judge_rule(struct judging *j, size_t rule);
/* Whether it speaks about the record, by its kind and by the choice of packs. */
bool rule_is_for(const struct judging *j, const struct rule *rule);

/* What the program itself says of a document: unreadable, ambiguous, a fact that is not as wanted.
 */
void judge_document(struct judging *j);
void judge_facts(struct judging *j);

/* Other places that show it, each in its own words. */
void finding_relate(struct judging *j, struct finding *f, const struct value *v, uint32_t n);

/* The rest of a finding: file, quote, kind, case, key, fingerprint. */
void finding_complete(struct judging *j, struct finding *f, const struct where *w);
