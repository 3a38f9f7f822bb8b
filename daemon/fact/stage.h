/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fact/scan.h"

/* How far the document has come, by its signature facts and by what its first lines call it. */
enum stage stage_find(struct scan *s);
