/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/store.h"

const char *seen_by_text(enum seen_by by); /* "scan", "watch" */
bool seen_by_parse(struct span s, enum seen_by *ret);

/* Of SIGHTING and SIGHTINGS; the path into the arena. */
void sighting_get(struct query *q, struct arena *a, struct sighting *ret);
