/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a root is not looked at. A pattern without a slash is one of a name, in whatever folder;
 * one with a slash within is one of the path beneath the root. One that ends in a slash takes
 * folders only. With a folder all goes that is in it.
 */
#pragma once

#include "base/arena.h"

struct exclude {
    struct span pattern;
    bool folders_only;
    bool of_path;
};

struct excludes {
    struct exclude *at;
    size_t n;
    bool of_paths; /* of one at least */
};

struct excludes excludes_new(struct arena *a, const char *const *patterns, size_t n);

/* Is this one taken? What it lies in is not asked for; its name is the path's end. */
bool excludes_take(const struct excludes *e, struct span path, bool is_folder);

/* Is it taken, or a folder that it lies in? */
bool excludes_take_any(const struct excludes *e, struct span path, bool is_folder);
