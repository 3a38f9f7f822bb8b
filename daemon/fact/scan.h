/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the scanners share. The text is cut into tokens once; each scanner walks the tokens, looks
 * words up by their hash in tables of its own, and adds the facts it finds. A scanner is one file
 * and one row in scanners[] of facts.c; their order matters only where a comment there says so.
 */
#pragma once

#include "document/document.h"
#include "fact/fact.h"

enum token_kind {
    TOKEN_WORD,   /* letters; "fr.o.m." is three words and marks */
    TOKEN_NUMBER, /* ASCII digits */
    TOKEN_MARK,   /* one character that is neither */
    TOKEN_BREAK,  /* '\n' in the text: a meant line end */
    TOKEN_END     /* of a block, and after the last token of the text */
};

enum token_flag {
    TOKEN_SPACE = 1 << 0, /* a blank stands before it */
    TOKEN_UPPER = 1 << 1, /* a word that begins with a capital */
    TOKEN_CAPS = 1 << 2,  /* a word all in capitals, two letters or more */
};

struct token {
    uint32_t start, end; /* in the text */
    uint32_t value;      /* NUMBER: up to nine digits, else UINT32_MAX; WORD: its hash;
                            MARK: the code point */
    uint8_t kind, flags;
    uint16_t tables; /* WORD: bits of the word tables that may hold it */
};

struct token_list {
    struct token *at; /* at[n] is a TOKEN_END, so that at[i + 1] may always be looked at */
    uint32_t n;
};

/* Of all blocks but BLOCK_FURNITURE; labels of items and headings are tokens too. */
struct vocabulary;
struct token_list tokens_cut(const struct document *d, struct arena *a, const struct vocabulary *v);

/* Hash of a lower-case word, as in struct token. */
uint32_t word_hash(struct span folded);

/* What a word can mean to a scanner: many rows may share a word ("mars": Swedish, French ...). */
struct word_row {
    const char *word; /* lower case, NFC */
    uint16_t meaning; /* the scanner's own enum */
    int16_t value;
    uint16_t languages; /* bits of enum language_bit; 0: any */
};

enum language_bit {
    LANGUAGE_SV = 1 << 0,
    LANGUAGE_EN = 1 << 1,
    LANGUAGE_DE = 1 << 2,
    LANGUAGE_FI = 1 << 3,
    LANGUAGE_NB = 1 << 4,
    LANGUAGE_NN = 1 << 5,
    LANGUAGE_DA = 1 << 6,
    LANGUAGE_FR = 1 << 7,
};
uint16_t language_bit(const char *language); /* 0 for "" */

/*
 * Which tables hold a word whose hash ends like this: a token is looked up once for all scanners.
 * Two words may share a slot; a table's own slots then say that it does not hold the one. Tables
 * are made first, then tokens cut.
 */
enum { VOCABULARY_SLOTS = 1 << 13 };
struct vocabulary {
    struct arena *arena; /* that the tables lie in */
    unsigned count;      /* of tables */
    uint16_t tables[VOCABULARY_SLOTS];
};
struct vocabulary *vocabulary_new(struct arena *a);
static inline uint16_t vocabulary_tables(const struct vocabulary *v, uint32_t hash)
{
    return v->tables[hash % VOCABULARY_SLOTS];
}

struct word_table {
    const struct word_row *rows;
    uint16_t bit; /* in struct token's tables */

    /* words.c's own. */
    uint16_t *lengths; /* of the words */
    uint32_t *next;    /* per row: index + 1 of the next row for the same word, or 0 */
    struct word_slot *slots;
    uint32_t mask;
};
struct word_table *words_new(struct vocabulary *v, const struct word_row *rows, size_t count);

/* The first row for this word in table order, or NULL; words_next() gives the others. */
const struct word_row *words_look_up(const struct word_table *t, const struct token *word,
                                     const char *fold);
static inline const struct word_row *words_find(const struct word_table *t,
                                                const struct token *word, const char *fold)
{
    return word->tables & t->bit ? words_look_up(t, word, fold) : NULL;
}
const struct word_row *words_next(const struct word_table *t, const struct word_row *row);

/* One document being read. */
struct scan {
    struct document *document;
    const struct lexicon *lexicon;
    struct arena *arena; /* the document's */
    struct token_list tokens;
    uint16_t language; /* bit of the document's language, 0 if unclear */
    struct facts *facts;
};

static inline const struct token *scan_token(const struct scan *s, uint32_t i)
{
    return &s->tokens.at[i < s->tokens.n ? i : s->tokens.n];
}
static inline struct span scan_fold(const struct scan *s, const struct token *t)
{
    return (struct span){s->document->fold + t->start, t->end - t->start};
}
static inline struct span scan_span(const struct scan *s, const struct token *t)
{
    return (struct span){s->document->text + t->start, t->end - t->start};
}

/*
 * Adds a fact over [from, to) of the text with place, raw and sentence filled in; the scanner fills
 * the rest. NULL once the limit is reached (facts->limit tells); the scanner returns then.
 * The pointer is good until the next one is added.
 */
struct fact *scan_add(struct scan *s, enum fact_type type, struct range at);

/* Facts of one type found so far, in the order in which they were found (document order within
   one scanner). Start with *at = 0; NULL when there are no more. */
struct fact *scan_each(struct scan *s, enum fact_type type, uint32_t *at);

/* Masks [from, to) in the document and in the tokens, whose words and numbers there become marks
   '*': no later scanner can read them. */
void scan_mask(struct scan *s, struct range r);

/* One row per scanner; `prepare` builds its word tables into the lexicon, may be NULL. */
struct scanner {
    const char *name;
    void *(*prepare)(struct vocabulary *v);
    void (*find)(struct scan *s, const void *prepared);
};

extern const struct scanner scanner_identifiers; /* masks personal numbers: runs first */
extern const struct scanner scanner_dates;
extern const struct scanner scanner_periods; /* joins dates: after them */
extern const struct scanner scanner_numbers; /* words against figures, durations, amounts */
extern const struct scanner scanner_placeholders;
extern const struct scanner scanner_references;
extern const struct scanner scanner_parties;    /* uses organisation numbers */
extern const struct scanner scanner_signatures; /* uses dates and parties; tells the stage */
