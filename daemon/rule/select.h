/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts by position: what the parts of select.c share. */
#pragma once

#include "rule/eval.h"

enum { AFTER = 1 << 0, BEFORE = 1 << 1 };

struct candidate {
    struct range at;
    uint32_t index; /* in the record's facts, sections or items */
    uint32_t sentence, block;
    uint32_t list; /* dates behind one phrase share one; 0: none */
    uint8_t marks;
};

struct selecting {
    struct arena *arena;
    const struct record *record;
    const struct fact_definition *definition;
    struct region region;
    struct candidate *at;
    uint32_t n;
    struct selection *ret;
};

/* What a candidate says. */
struct value candidate_value(const struct selecting *s, const struct candidate *c);

/* The first candidate that begins at or behind an offset. */
uint32_t first_candidate(const struct selecting *s, uint32_t offset);

/* Marks the candidates that a hit's words mean: AFTER them or BEFORE them. */
void mark_beside(struct selecting *s, uint32_t probe, uint8_t which);

/* Takes what a pattern's group took. */
void keep_matches(struct selecting *s, uint32_t probe);

/* The first reason stands. */
void select_breach(struct selecting *s, enum reason_code code, struct span what);

/* A probe whose hits are not all there makes what was found uncertain. */
void select_overrun(struct selecting *s, uint32_t probe);

void select_keep(struct selecting *s, struct value v);
