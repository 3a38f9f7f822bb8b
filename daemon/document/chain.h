/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How numbered blocks count through a document. */
#pragma once

#include "base/arena.h"
#include "document/label.h"

/* A block that may be a numbered heading. */
struct candidate {
    uint32_t block;
    struct label label;
    bool body;     /* text follows before the next one of its depth */
    bool follows;  /* stands right behind the candidate before it, and counts on */
    uint32_t run;  /* how many stand so, this one with them */
    bool accepted; /* is a heading */
};

/* b is the next number after a, of the same form. */
bool chain_counts_on(const struct label *a, const struct label *b);

void chain_measure_runs(struct candidate *c, size_t n);

/* Room to search in, for stretches of at most that many candidates. */
struct chain_room;
struct chain_room *chain_room_new(struct arena *a, size_t candidates);

/* Accepts the chapters "1", "2" ... of a stretch of candidates; false if it has none. */
bool chain_numbers(struct chain_room *room, struct candidate *c, size_t n);

/* Accepts "A.", "B." ... or "I.", "II." ... */
bool chain_letters(struct chain_room *room, struct candidate *c, size_t n, enum label_kind kind);
