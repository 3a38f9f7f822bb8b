/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many strings looked for in one walk over a text (A. V. Aho, M. J. Corasick: Efficient string
 * matching, CACM 18:6, 1975). Linear in the text, however many strings there are.
 */
#pragma once

#include "base/arena.h"

struct automaton;

/* The needles must be different, not empty, and UTF-8 (the classes of bytes count on less than 256
   of them being in use). Their order gives their numbers. */
struct automaton *automaton_new(struct arena *a, const struct span *needles, uint32_t count);

/* Called for every occurrence, in order of its end; of two that end together the longer is first.
 */
typedef void (*needle_sink)(void *arg, uint32_t needle, uint32_t end);
void automaton_run(const struct automaton *m, struct span text, needle_sink sink, void *arg);
