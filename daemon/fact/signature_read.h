/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that a line of a signature may hold, each read from a stretch of its tokens. Those that
   return bool leave the line as it was, or hold a part more, when they say no. */
#pragma once

#include "fact/mark.h"
#include "fact/signature_lines.h"

static inline bool line_mark(const struct sign_reader *r, uint32_t i, uint32_t mark)
{
    return token_is_mark(r->scan, i, mark);
}

static inline struct who_word line_word(const struct sign_reader *r, uint32_t i)
{
    return who_word(r->who, r->scan, i);
}

static inline const struct token *line_token(const struct sign_reader *r, uint32_t i)
{
    return scan_token(r->scan, i);
}

static inline bool line_upper(const struct sign_reader *r, uint32_t i)
{
    const struct token *t = line_token(r, i);
    return t->kind == TOKEN_WORD && (t->flags & TOKEN_UPPER);
}

enum { SIGN_PARTY_WORDS = 10 /* of a party's name */ };

/* Places and dates. */

/* The date within the tokens if there is just one, else NULL. */
const struct sign_date *sign_only_date(const struct sign_reader *r, struct tokens t);
void sign_set_date(const struct sign_date *d, struct sign_line *ret);

/* The tokens that begin before the offset, and the others. */
struct tokens sign_until(const struct sign_reader *r, struct tokens t, uint32_t offset);
struct tokens sign_after(const struct sign_reader *r, struct tokens t, uint32_t offset);

/* Behind a date: a time with its zone, or marks that begin another part of it. */
bool sign_is_time(const struct sign_reader *r, struct tokens t);

/* Place and date and nothing else; the date may be begun only, or still to be written. */
bool sign_read_place_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret);
bool sign_read_date(const struct sign_reader *r, struct tokens t, struct sign_line *ret);

/* Names, roles and parties. */

void sign_set_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret);
void sign_set_part(const struct sign_reader *r, struct tokens t, enum sign_part p,
                   struct sign_line *ret);

/* "Kjell Ek", and behind it ", rektor", "(VD)", ", Lunds kommun", ", 2024-03-04". */
bool sign_read_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret);

/* "Rektor Anna Berg", "e.u. Bo Ek". */
bool sign_read_role_name(const struct sign_reader *r, struct tokens t, struct sign_line *ret);

/* "För X", "For and on behalf of X", "Für die X", "X:n puolesta". */
bool sign_read_for(const struct sign_reader *r, struct tokens t, struct sign_line *ret);
bool sign_read_role(const struct sign_reader *r, struct tokens t, struct sign_line *ret);
bool sign_read_party(const struct sign_reader *r, struct tokens t, struct sign_line *ret);
