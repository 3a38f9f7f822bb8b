/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/span.h"

/* "**" any folders, "*" and "?" within one, ignoring case. Never worse than pattern times path
   times path. */
bool glob_matches(struct span pattern, struct span path);
