/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/store.h"

/* Of FINDING_COLUMNS; texts into the arena. */
void finding_get(struct query *q, struct arena *a, struct finding *ret);
