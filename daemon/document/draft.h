/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document while it is made. The format's lines are normalised as they come; document_finish()
 * then works in the order of finish.c, and each step there may use what the earlier ones left.
 */
#pragma once

#include "base/limits.h"
#include "document/build.h"
#include "document/label.h"

enum role {
    ROLE_TEXT,
    ROLE_FURNITURE,
    ROLE_CONTENTS,
    ROLE_UNDERLINE, /* "=====" under a heading */
};

/* What is known of a line beside struct line; same index. */
struct note {
    uint32_t gap;          /* offset in text behind its last tab or wide blank; 0 if it has none */
    uint16_t width, first; /* characters of the line, and of its first word */
    uint8_t role;
    bool meant;  /* its end is meant, says the format */
    bool runs;   /* comes again on later pages */
    bool joined; /* goes on with a word that the line before broke off */
};

/* A block as the format gave it; cut.c makes blocks of it. */
struct stanza {
    struct block_hint hint;
    uint32_t first_line, line_count;
};

/* Zero bytes behind fold: eight bytes may be looked at from any of it on. */
enum { FOLD_SPARE = 8 };

struct draft {
    struct document document; /* first: what the format holds is a pointer to this */
    char *source;
    size_t room; /* of text */

    /* The current line and run; normalise.c. */
    size_t shift;            /* source offset minus text offset in the current run */
    uint32_t run_text;       /* where the current run begins in text */
    bool run_over;           /* text that source does not have ended it */
    size_t line_from;        /* of the current line, in source */
    size_t line_to;          /* where its last stretch ends */
    struct place line_place; /* of line_from */
    uint32_t line_start;     /* in text */
    uint32_t line_gap;       /* as in struct note */
    bool line_fresh;         /* no run of this line yet */
    bool line_dropped;       /* nothing visible came with document_line() */

    VEC(struct stanza) stanzas;
    VEC(struct note) notes;
    VEC(struct label) labels; /* same index as document.blocks */
    uint32_t usual_width;     /* of full lines, see wrap.c */
    uint32_t title_block;     /* UINT32_MAX while there is none */
};

static inline struct draft *draft_of(struct document *d)
{
    return (struct draft *)d;
}

static inline struct span line_span(const struct draft *w, uint32_t line)
{
    return document_span(&w->document, w->document.lines.at[line].text);
}

/* A continuation byte of UTF-8. */
static inline bool byte_continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Where a block begins, with its label. */
static inline uint32_t block_start(const struct block *b)
{
    return b->label.end > b->label.start ? b->label.start : b->text.start;
}

/* Reaching a limit: what comes behind it is not read. */
static inline void draft_limit(struct draft *w, enum limit which)
{
    if (w->document.limit == LIMIT_COUNT)
        w->document.limit = which;
}

/* normalise.c: appends source [from, to), or other text that stands for it, to the current line. */
void normalise(struct draft *w, size_t from, size_t to);
void normalise_other(struct draft *w, struct span text, size_t source);
uint32_t columns_between(const char *source, size_t a, size_t b); /* bases in (a, b] */

/* The steps of document_finish(). */
void measure_lines(struct draft *w); /* wrap.c: widths of all lines, the usual width */
void join_word(struct draft *w);     /* wrap.c: the last line goes on with a broken word */
bool line_is_full(const struct draft *w, uint32_t line, uint32_t widest);
uint32_t widest_line(const struct draft *w, uint32_t first, uint32_t count);
void settle_line_ends(struct draft *w); /* wrap.c: soft or meant */
void mark_furniture(struct draft *w);   /* furniture.c */
void mark_contents(struct draft *w);    /* contents.c */
void mark_recurring(struct draft *w);   /* contents.c: lists of headings that come again later */
void cut_blocks(struct draft *w);       /* cut.c */
void fold_text(struct draft *w);        /* fold.c */
void guess_language(struct draft *w);   /* language.c */
void decide_outline(struct draft *w);   /* outline.c: headings and their levels */
void find_title(struct draft *w);       /* title.c */
void make_sections(struct draft *w);    /* section.c */
void find_sentences(struct draft *w);   /* sentence.c */
void count_words(struct draft *w);      /* section.c */
