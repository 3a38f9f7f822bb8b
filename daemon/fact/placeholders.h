/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a template leaves to be filled in. Each finder looks at one token, adds what begins or lies
 * there and returns the last token of it, or the token itself if there is nothing. A false alarm
 * costs more trust than a miss: what can well be something else is no placeholder.
 */
#pragma once

#include "fact/scan.h"

struct placeholder_words {
    struct word_table *content;   /* of brackets */
    struct word_table *phrases;   /* "TBD", "Klicka här ..." */
    struct word_table *neighbour; /* beside "XX" */
    struct word_table *signature; /* before a line to sign on */
};

struct word_table *bracket_words_prepare(struct vocabulary *v);
struct word_table *phrase_words_prepare(struct vocabulary *v);
struct word_table *letters_words_prepare(struct vocabulary *v);
struct word_table *line_words_prepare(struct vocabulary *v);

uint32_t bracket_find(struct scan *s, const struct placeholder_words *w, uint32_t i);
uint32_t phrase_find(struct scan *s, const struct placeholder_words *w, uint32_t i);
uint32_t letters_find(struct scan *s, const struct placeholder_words *w, uint32_t i);
uint32_t line_find(struct scan *s, const struct placeholder_words *w, uint32_t i);

/* Tokens [first, last] between the brackets. */
struct bracket {
    uint32_t open, first, last, close;
    uint32_t mark;
    bool doubled;
};

/* A part of something longer that is written for machines or in a manual. */
bool bracket_is_syntax(const struct scan *s, const struct bracket *b);

/* Of the facts from `from` on: single brackets of a document that uses them as a manual does. */
void brackets_drop_syntax(struct scan *s, size_t from);

/* Adds the tokens [first, last] unless they are code; returns last. */
uint32_t placeholder_add(struct scan *s, enum placeholder_kind kind, uint32_t first, uint32_t last);

/* The kind of the block around the token. */
enum block_kind placeholder_block(const struct scan *s, uint32_t i);
