/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How dates are read. dates.c walks the tokens; a form (date_forms.c, date_numeric.c, date_parts.c)
 * reads one expression and adds what it found; date_lists.c follows what is joined to it ("och den
 * ...", "varje år"); date_context.c looks around it ("senast", "måndagen").
 */
#pragma once

#include "fact/scan.h"

enum date_meaning {
    SENSE_NONE,
    SENSE_MONTH,
    SENSE_MONTH_OR_WORD, /* "may", "march": a month only where nothing else fits */
    SENSE_WEEKDAY,
    SENSE_ORDINAL,   /* "tredje", "third" */
    SENSE_TENS,      /* "twenty" of "twenty-first" */
    SENSE_CARDINAL,  /* "two" of "two thousand and eighteen" */
    SENSE_THOUSAND,  /* and "hundred": the value */
    SENSE_SUFFIX,    /* "15:e", "1st" */
    SENSE_DATE_THE,  /* "den", "le", "am": a date follows */
    SENSE_THE,       /* "the", "det": anything may follow */
    SENSE_OF,        /* "1st of March" */
    SENSE_IN,        /* "sista dagen i mars" */
    SENSE_DAY,       /* "day" of "1st day of March" */
    SENSE_WEEK,      /* "vecka" */
    SENSE_WEEK_OF,   /* "första veckan i oktober" */
    SENSE_QUARTER,   /* "kvartalet" */
    SENSE_Q,         /* "Q1" */
    SENSE_HALF,      /* "halvåret" */
    SENSE_H,         /* "H1" */
    SENSE_LAST,      /* "sista" */
    SENSE_END,       /* "utgången" */
    SENSE_HOLIDAY,   /* value is month * 100 + day */
    SENSE_YEAR,      /* "år", "åren" */
    SENSE_AND,       /* joins a list */
    SENSE_TO,        /* joins a period */
    SENSE_FROM,      /* begins a period */
    SENSE_BETWEEN,   /* "mellan": then AND joins a period */
    SENSE_UNDER,     /* "under 2021" */
    SENSE_PERIOD,    /* "perioden" */
    SENSE_WITH,      /* "med" of "till och med" */
    SENSE_LETTER,    /* "o", "m" of "t.o.m." */
    SENSE_T,         /* "t" of "t.o.m." and of ISO 8601 times */
    SENSE_TERM,      /* "höstterminen": a time without civil days */
    SENSE_DEADLINE,  /* value is flags of enum date_flag */
    SENSE_THAN,      /* "no later than": deadline if LATER stands before it */
    SENSE_LATER,     /* "later" */
    SENSE_LATEST,    /* "at the latest", "mennessä": behind the date */
    SENSE_ARRIVAL,   /* "tillhanda": also a deadline directly before a date */
    SENSE_RECEIVED,  /* "inkommit" */
    SENSE_EACH,      /* "varje" år */
    SENSE_YEARLY,    /* "årligen" */
    SENSE_ALTERNATE, /* "vartannat" år */
    SENSE_THEN,      /* "därefter" */
    SENSE_BEGIN,     /* "med början" */
    SENSE_NEXT,      /* "påföljande" år */
    SENSE_AFTER,     /* året "efter" */
    SENSE_TIME,      /* "kl" */
    SENSE_HOUR,      /* "p", "a" of "p.m."; "h", "Uhr" */
    SENSE_ON,        /* "on", "är": stands between a deadline and its date */
    SENSE_DATE,      /* "datum": a date follows */
    SENSE_UNIT,      /* "kronor": the number before it is no year */
    SENSE_NUMBERED,  /* "bilaga", "nr": the number behind it is no day and no year */
};

extern const struct word_row date_rows[];
extern const size_t date_row_count;

struct reader {
    struct scan *scan;
    const uint16_t *senses; /* per token: its row of date_rows; 0 is SENSE_NONE */
    uint32_t ended;         /* the token behind the last date */
    uint32_t lists;         /* numbers given to lists so far */
};

const uint16_t *date_senses(struct scan *s, const struct word_table *words);

static inline const struct token *token(const struct reader *r, uint32_t i)
{
    return scan_token(r->scan, i);
}
static inline uint16_t sense(const struct reader *r, uint32_t i)
{
    return i < r->scan->tokens.n ? date_rows[r->senses[i]].meaning : SENSE_NONE;
}
static inline int sense_value(const struct reader *r, uint32_t i)
{
    return i < r->scan->tokens.n ? date_rows[r->senses[i]].value : 0;
}
static inline bool is_mark(const struct reader *r, uint32_t i, uint32_t c)
{
    return token(r, i)->kind == TOKEN_MARK && token(r, i)->value == c;
}
static inline bool is_number(const struct reader *r, uint32_t i)
{
    return token(r, i)->kind == TOKEN_NUMBER;
}
static inline bool is_glued(const struct reader *r, uint32_t i)
{
    return !(token(r, i)->flags & TOKEN_SPACE);
}
static inline uint32_t digits(const struct reader *r, uint32_t i)
{
    return is_number(r, i) ? token(r, i)->end - token(r, i)->start : 0;
}
/* i may be 0: what stands before the first token is an end. */
static inline bool is_line_end(const struct reader *r, uint32_t i)
{
    return token(r, i)->kind == TOKEN_BREAK || token(r, i)->kind == TOKEN_END;
}
static inline bool is_month(const struct reader *r, uint32_t i)
{
    return sense(r, i) == SENSE_MONTH || sense(r, i) == SENSE_MONTH_OR_WORD;
}

struct reading {
    uint32_t from, to; /* tokens [from, to) */
    struct date value, other;
    uint16_t flags;
    bool repaired;
};

enum join { JOIN_NONE, JOIN_LIST, JOIN_RANGE };

/* Adds the date as a fact, joined to the fact before it. */
struct fact *date_add(struct reader *r, const struct reading *d, enum join join);

/* Forms: each returns the token behind the expression at token i after it has added it, else i. */
uint32_t date_read(struct reader *r, uint32_t i, enum join join);        /* tries all of them */
uint32_t date_numeric(struct reader *r, uint32_t i, enum join join);     /* "2020-06-09" */
uint32_t date_day_first(struct reader *r, uint32_t i, enum join join);   /* "15 maj 2020" */
uint32_t date_month_first(struct reader *r, uint32_t i, enum join join); /* "May 15, 2020" */
uint32_t date_part(struct reader *r, uint32_t i, enum join join);        /* quarters, weeks ... */
uint32_t date_year(struct reader *r, uint32_t i, enum join join);        /* "under 2020-2025" */
uint32_t date_term(struct reader *r, uint32_t i, enum join join);        /* "höstterminen 2012" */
uint32_t date_unfinished(struct reader *r, uint32_t i, enum join join);  /* "Stockholm 2020 -" */

/* What stands at token i behind the facts from index first on and says in which years they fall;
   date is the token where they begin. Returns the token behind it, or i. */
uint32_t date_recurrence(struct reader *r, uint32_t i, uint32_t first, uint32_t date);

/* The date at token i, and all that is joined to it. Returns the token behind it, or i. */
uint32_t date_phrase(struct reader *r, uint32_t i);

/* Days that share a month: "1, 8 och 15", "1-12". */
enum { DAYS_MOST = 12 };

struct day {
    uint32_t from, to;
    uint8_t value;
    bool ordinal, word, torn;
    enum join join; /* to the day before it */
};

struct days {
    struct day at[DAYS_MOST];
    uint32_t n;
};

uint32_t days_at(const struct reader *r, uint32_t i, struct days *ret);
bool days_agree(const struct reader *r, const struct days *days);
enum join days_joined_by(const struct reader *r, uint32_t i);

/* Parts. Each returns the token behind what it read, or i. */
uint32_t date_year_at(const struct reader *r, uint32_t i, int *ret_year); /* "2021" */
uint32_t date_year_words(const struct reader *r, uint32_t i, int *ret_year);
uint32_t date_time_at(const struct reader *r, uint32_t i, struct date *d); /* ", kl. 16.00" */
void date_time_before(const struct reader *r, uint32_t i, struct date *d);

/* Nothing is glued to it that would make it part of a longer number: "7.4.2-2019". */
bool date_left_free(const struct reader *r, uint32_t from);
bool date_right_free(const struct reader *r, uint32_t to);

/* The words before it, or its standing alone on its line, say that it is a date. */
bool date_is_sure(const struct reader *r, uint32_t from, uint32_t to);
bool date_is_line(const struct reader *r, uint32_t from, uint32_t to);

/* The weekday beside tokens [from, to), 1-7, or 0. */
uint8_t date_weekday(const struct reader *r, uint32_t from, uint32_t to);

/* DATE_DEADLINE, DATE_STRICT, DATE_ARRIVAL by the words around tokens [from, to). */
uint16_t date_deadline(const struct reader *r, uint32_t from, uint32_t to);

/* A day of the calendar, of any year if year is 0. */
bool date_possible(struct date d);
int date_full_year(int two_digits);
