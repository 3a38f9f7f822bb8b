/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document and those beside it call themselves and their parts: found once, so that any
   number of references can be looked up. */
#pragma once

#include "rule/eval.h"

/* Sorted. */
struct name_list {
    struct span *at;
    size_t n;
};

struct listed_annex {
    struct span value, title; /* folded */
};

/* Another record of the case. */
struct neighbour {
    struct span title, file;  /* folded; the file's name with blanks for its marks */
    struct name_list annexes; /* "1" of "bilaga 1" in either */
};

struct name_index {
    struct name_list sections; /* numbers of headings and of clauses */
    bool numbered;             /* some heading has a number */
    struct name_list annexes;  /* that have a heading */
    struct listed_annex *listed;
    size_t listed_count;
    bool lists_annexes; /* some annex is listed elsewhere than where it begins */
    struct neighbour *neighbours;
    size_t neighbour_count;
};

struct name_index *names_of(struct judging *j);
bool names_have(const struct name_list *l, struct span name);
const struct listed_annex *names_listed(const struct name_index *x,
                                        struct span value); /* or NULL */

/* Whole words within a text, both folded. */
bool has_words(struct span text, struct span words);
