/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/span.h"

/* All of it, however many calls that takes. 0, or a negative errno. */
int write_whole(int fd, struct span s);
