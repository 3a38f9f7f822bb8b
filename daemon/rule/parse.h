/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An expression while it is parsed: private to the parser's files. */
#pragma once

#include "rule/expression.h"
#include "rule/lexer.h"

struct variable {
    struct span name;
    enum value_type type;
    const struct variable *outer;
};

struct parsing {
    struct loader *l;
    const struct yaml_node *node;
    struct lexer lexer;
    struct token token, previous;
    const struct variable *variables; /* innermost first */
    uint32_t depth;
};

/* ---- tokens ---- */

void parse_advance(struct parsing *p);
bool parse_at_word(const struct parsing *p, const char *word);
bool parse_take_word(struct parsing *p, const char *word);

/* One level more; false after diagnosing that there are too many. */
bool parse_deeper(struct parsing *p);

/* ---- faults ---- */

struct diag *parse_fail(struct parsing *p, const struct token *at, const char *id,
                        const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Diagnoses the present token; NULL. */
struct expression *parse_unexpected(struct parsing *p, const char *wanted);

/* One value and not a collection; the same and of a type, for `what`. Diagnosed if not. */
bool parse_single(struct parsing *p, const struct token *at, const struct expression *e);
bool parse_typed(struct parsing *p, const struct token *at, const struct expression *e,
                 enum value_type type, const char *what);

/* "a date", "an identifier", "true or false" */
const char *value_in_words(const struct loader *l, enum value_type t);

/* ---- nodes; their source runs from the first token to the previous one ---- */

struct expression *parse_make(struct parsing *p, enum operator op, enum value_type type,
                              const struct token *first);
struct expression *parse_make_pair(struct parsing *p, enum operator op, enum value_type type,
                                   const struct token *first, struct expression *left,
                                   struct expression *right);
struct expression *parse_make_literal(struct parsing *p, struct literal value,
                                      const struct token *first);

/* ---- grammar ---- */

struct expression *parse_or(struct parsing *p);
struct expression *parse_value(struct parsing *p);
struct expression *parse_collection(struct parsing *p); /* a fact with many values */
struct expression *parse_path(struct parsing *p);
