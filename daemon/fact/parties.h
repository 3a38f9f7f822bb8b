/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parties while they are read, before they become facts. */
#pragma once

#include "fact/who.h"

struct party {
    struct range at; /* name and, on the same line, what it is called below */
    struct range name, alias, telephone;
    struct span orgnr;
    struct span address; /* its lines joined */
    bool evident;        /* something beside the name shows that it is a party */
};

struct party_number {
    struct range at;
    struct span value;
};

struct party_reader {
    struct scan *scan;
    const struct who *who;
    VEC(struct party_number) numbers; /* organisation numbers, in document order */
    VEC(struct party) list;
};

/* A name from the first token on: "Lunds kommun", "Institutet för språk"; empty if none is there.
 */
struct tokens party_name(const struct party_reader *r, struct tokens t);

/* "nedan kallad Leverantören", "(the "Supplier")" beginning at this token. Returns the token behind
   it, or `from` if there is none. */
uint32_t party_alias(const struct party_reader *r, struct tokens t, struct range *ret);

bool party_is_and(const struct party_reader *r, uint32_t token);

/* The first organisation number within the range, or an empty span. */
struct span party_orgnr(const struct party_reader *r, struct range within);

/* The section that lists the parties; its heading is the line of tokens t. */
void party_section_read(struct party_reader *r, struct tokens heading);

/* What follows "mellan" at this token: adds two parties or more, or none. */
void party_phrase_read(struct party_reader *r, uint32_t between, bool title);
