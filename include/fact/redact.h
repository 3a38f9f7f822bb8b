/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal numbers in short texts that no reader has seen: names of files and folders. */
#pragma once

#include "base/arena.h"

/* A copy in which every digit of what may be a personal or co-ordination number is '*'. Stricter
   than reading: a date-like number with four digits behind it is enough, whatever its check digit. */
struct span redact_path(struct arena *a, struct span path);
