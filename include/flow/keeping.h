/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last good configuration and packs, kept in the state folder, so that a slip of the pen before
 * a reboot does not leave the archive unwatched:
 *     good/duly.yaml   as it was read
 *     good/file        the name that it was read under, which its relative paths begin from
 *     good/packs/ID/   the files of each pack as they were loaded
 * Whenever the machine stops, there is a whole set: the one before or the new one.
 */
#pragma once

#include "flow/settings.h"

/* 0, or a negative errno: the set before is there still. Settings without a file are not kept. */
int keep_good(const char *state, const struct settings *s);

/* False, or NULL: none is kept, or it cannot be used any more; diags tell. */
bool config_load_kept(struct arena *a, const char *state, struct config *ret, struct diags *diags);
struct rules *packs_load_kept(struct arena *a, const char *state, const struct config *c,
                              struct diags *diags);
