/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that read Markdown. */
#pragma once

#include "format/inline.h"
#include "format/lines.h"

enum { CODE_INDENT = 4 };

struct markdown {
    struct document *d;
    struct span s;
    struct line_reader reader;
    struct cuts cuts;
    VEC(struct source_line) lines; /* of the paragraph being read, without container marks */
    bool after_blank, in_list, full;
};

/* What a line begins, when nothing is open. */
enum begins {
    BEGINS_TEXT,
    BEGINS_NOTHING,
    BEGINS_HEADING,
    BEGINS_FENCE,
    BEGINS_RULE,
    BEGINS_ITEM,
    BEGINS_COMMENT,
    BEGINS_DEFINITION
};

/* The byte at i, NUL at the end of the line. */
char md_at(const struct markdown *m, size_t i, size_t end);

/* Behind the blanks at i. */
size_t md_skip_blanks(const struct markdown *m, size_t i, size_t end);

/* How often the byte at i stands there in a row. */
size_t md_run_of(const struct markdown *m, size_t i, size_t end);

/* Columns that the line is indented by; a tab counts for four. */
size_t md_indent(const struct markdown *m, const struct source_line *l);

/* Moves the start of the line, and its column with it. */
void md_move_start(const struct markdown *m, struct source_line *l, size_t to);

/* Takes off the marks of block quotes. */
void md_enter_quotes(const struct markdown *m, struct source_line *l);

enum begins md_what_begins(const struct markdown *m, const struct source_line *l);

/* Reads the front matter if there is any. */
void md_read_front_matter(struct markdown *m);
