/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <limits.h>
#include <stdbool.h>

/* Where a helper program is: as given, else beside our own executable (a build folder), else in the
   libexec folder. 0, or a negative errno. */
int program_find(const char *given, const char *name, char path[static PATH_MAX]);
