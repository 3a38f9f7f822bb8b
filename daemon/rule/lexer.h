/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and signs of an expression. */
#pragma once

#include "fact/fact.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,   /* letters and digits of any script, '_', and '-' between them */
    TOKEN_NUMBER, /* number */
    TOKEN_DATE,   /* date */
    TOKEN_TEXT,   /* text is what stands between the quotes */
    TOKEN_PARAM,  /* text is the name behind '$' */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_DOT,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_EQ,
    TOKEN_NE,
    TOKEN_LT,
    TOKEN_LE,
    TOKEN_GT,
    TOKEN_GE,
    TOKEN_BAD /* problem, and what to do about it */
};

struct token {
    enum token_kind kind;
    struct span text;
    size_t start, end; /* bytes of the whole text */
    uint32_t column;   /* characters before it */
    int64_t number;
    struct date date;
    const char *id, *problem, *hint;
};

struct lexer {
    struct span text;
    size_t at;
    uint32_t column;
};

struct token lexer_next(struct lexer *lexer);

/* "d", "days", "3 months" without its number; UNIT_NONE if it is none. */
enum duration_unit unit_of_word(struct span word);

/* "30d" or "3 months", nothing else. */
bool duration_of_text(struct span text, struct duration *ret);

/* A whole day "2021-04-15" of the calendar. */
bool date_of_text(struct span text, struct date *ret);
