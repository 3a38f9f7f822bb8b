/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at everything outside the program that it needs, as the user that the daemon runs as, and
 * says what to do where something is missing. Nothing is changed; one line goes to the system log.
 */
#pragma once

#include "base/arena.h"
#include "outlet/health.h"

struct doctor_setup {
    const char *config_file; /* NULL: there is none */
    const char *version;
};

void doctor_look(struct arena *a, const struct doctor_setup *s, struct health_report *ret);
