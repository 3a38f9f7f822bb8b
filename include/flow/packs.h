/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which packs are meant: the words behind --rules → folders to look in and packs to load. */
#pragma once

#include "config/config.h"
#include "rule/rules.h"

/*
 * named: each an id, a pack's folder, or a folder of packs; none: every pack of the installed
 * folders. A pack that another one uses is looked for beside it first, then where packs are
 * installed: /etc/duly/rules, the data folder, and rules/ of the source tree that the program
 * was built in. NULL if any is faulty or missing: diags tell all of it.
 */
struct rules *packs_load(struct arena *a, const char *const *named, size_t count,
                         struct diags *diags);

/*
 * All packs that any root names, and all there are if one names none, from the folders of the
 * configuration or, if it has none, where packs are installed. rules_choice() is not NULL for the
 * packs of any root. NULL after diagnosing: a missing pack at its root in the configuration.
 */
struct rules *packs_load_for(struct arena *a, const struct config *c, struct diags *diags);

/* The same from this one folder. */
struct rules *packs_load_from(struct arena *a, const char *folder, const struct config *c,
                              struct diags *diags);
