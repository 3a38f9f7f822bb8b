/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What words say about who: persons, offices and bodies, and the labels of a form that asks for
 * them. Parties and signatures read by the same tables.
 */
#pragma once

#include "fact/scan.h"

enum who_meaning {
    WHO_ROLE = 1 << 0,       /* "chef", "Director" */
    WHO_MODIFIER = 1 << 1,   /* beside a role, none alone: "biträdande", "senior" */
    WHO_SUBSTITUTE = 1 << 2, /* acts in another's stead: "vikarierande", "tf" */
    WHO_BODY = 1 << 3,       /* what an organisation's name holds: "kommun", "AB" */
    WHO_PARTICLE = 1 << 4,   /* in a person's name: "von", "af" */
    WHO_FOR = 1 << 5,        /* on whose behalf: "för", "behalf" */
    WHO_NEVER = 1 << 6,      /* in no person's name, though it may begin with a capital */
    WHO_VERB = 1 << 7,       /* makes a sentence of a line */
    WHO_TITLE = 1 << 8,      /* before a person's name: "Dr" */
    WHO_OPENING = 1 << 9,    /* before signatures: "likalydande", "Underskrifter" */
    WHO_CLOSING = 1 << 10,   /* after them: "Bilagor", "Kopia" */
    WHO_REVIEWER = 1 << 11,  /* has looked at it, does not sign: "granskats" */
    WHO_PARTIES = 1 << 12,   /* "parter", as a heading */
    WHO_AGREEMENT = 1 << 13, /* what a document is: "avtal", "kontrakt" */
    WHO_REPORT = 1 << 14,    /* ... or is instead: "rapport", "protokoll" */
    WHO_ALIAS = 1 << 15,     /* before another name for a party: "kallad", "hereinafter" */
};

enum who_asks {
    ASKS_PLACE = 1 << 0,
    ASKS_DATE = 1 << 1,
    ASKS_SIGN = 1 << 2, /* "Underskrift": a hand signs there */
    ASKS_NAME = 1 << 3,
    ASKS_ROLE = 1 << 4,
    ASKS_PARTY = 1 << 5,
    ASKS_SIGNED = 1 << 6,  /* "Signerat av", "Signed by" */
    ASKS_MINUTES = 1 << 7, /* "Vid protokollet", "Justeras" */
    ASKS_FILLER = 1 << 8,  /* only between others: "och", "in block letters" */
    ASKS_TELEPHONE = 1 << 9,
    ASKS_ORGNR = 1 << 10,
    ASKS_ADDRESS = 1 << 11,
    ASKS_OTHER = 1 << 12,   /* "E-post", "Dnr": neither name nor address */
    ASKS_PARTIES = 1 << 13, /* two names or more follow: "mellan", "between" */
    ASKS_COPIES = 1 << 14,  /* with WHO_OPENING: in running text too, "två likalydande exemplar" */
};

struct who_word {
    uint16_t is;    /* enum who_meaning */
    uint16_t label; /* enum who_asks */
};

struct who;
struct who *who_new(struct vocabulary *v);

/* Of the token, which may be of any kind. */
struct who_word who_word(const struct who *w, const struct scan *s, uint32_t token);

/* The same without looking at endings of compounds: cheaper, for walks over all words. */
struct who_word who_word_listed(const struct who *w, const struct scan *s, uint32_t token);

/* Only of words that are WHO_OPENING, all of which have this bit among their tables. */
struct who_word who_word_opening(const struct who *w, const struct scan *s, uint32_t token);
uint16_t who_opening_bit(const struct who *w);

/* Tokens from (included) to (not included), and how many there are. */
struct tokens {
    uint32_t from, to;
};
static inline uint32_t tokens_n(struct tokens t)
{
    return t.to > t.from ? t.to - t.from : 0;
}
struct range tokens_range(const struct scan *s, struct tokens t); /* without blanks at its ends */
bool token_is_mark(const struct scan *s, uint32_t token, uint32_t mark);

/* The tokens that begin in the range, without line ends. */
struct tokens tokens_in(const struct scan *s, struct range r);

/* Two to five words with capitals, as a person's name has them: "Eva-Lena von Sydow". */
bool who_is_person(const struct who *w, const struct scan *s, struct tokens t);

/* An office, perhaps with where: "t.f. rektor", "Ordförande Utbildningsnämnden". */
bool who_is_role(const struct who *w, const struct scan *s, struct tokens t);

/* An organisation by its words: "Umeå universitet", "Nordljus AB". */
bool who_is_body(const struct who *w, const struct scan *s, struct tokens t);

/* Somebody stands in for somebody: "vikarierande", "t.f.", "enligt fullmakt", "e.u.", "p.p." */
bool who_is_substitute(const struct who *w, const struct scan *s, struct tokens t);
