/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record that holds one of everything: for packing, for the pool, for whoever shows records. */
#pragma once

#include "record/record.h"

enum { SAMPLE_PROBES = 5 };

struct record sample_record(struct arena *a);
