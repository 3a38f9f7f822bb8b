/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file per mechanism. Each returns 0 or a negative errno. */
#pragma once

#ifndef DULY_SANITIZED
#define DULY_SANITIZED 0
#endif

/* Makes us the first to go when memory runs out: our death is one document, the daemon's is all.
   Comes before jail_privileges(), after which our own score is not ours to write. */
int jail_score(void);

int jail_privileges(void);
int jail_limits(void);
int jail_landlock(void);
int jail_seccomp(void);
