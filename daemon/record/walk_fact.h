/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fact/fact.h"
#include "record/walk.h"

enum { FACT_LEAST_BYTES = 12 }; /* type, repaired, range, place, raw, sentence, block, a value */

void walk_fact(struct walk *w, struct fact *f);
