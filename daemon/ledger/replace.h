/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is written anew is there whole, old or new, whenever the machine stops. */
#pragma once

#include "base/span.h"

struct replacement {
    int folder, fd; /* valid while name is set */
    const char *name;
    char temporary[64];
};

/* 0, or a negative errno. The name must outlive the replacement. Zeroed before the beginning. */
int replacement_begin(struct replacement *r, const char *folder, const char *name);
int replacement_add(struct replacement *r, struct span s);
int replacement_end(struct replacement *r);

/* What was not brought to its end is forgotten. */
void replacement_done(struct replacement *r);
#define _cleanup_replacement_ __attribute__((cleanup(replacement_done)))
