/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which packs speak about a file that a person names: those that the person names, else those of
   the configured root beneath which it lies, else every installed one about its kinds. */
#pragma once

#include "config/config.h"
#include "rule/rules.h"

struct choosing {
    struct rules *rules;
    const struct pack_choice *elsewhere; /* beneath no root */
    struct chosen_root {
        const char *path; /* without links */
        const struct pack_choice *choice;
    } * roots;
    size_t root_count;
};

/* Whether a file lies beneath one of the configuration's roots. */
bool config_covers(const struct config *c, const char *path);

/* c: NULL if no configuration counts. False: diags tell every fault. The rules are the caller's to
   free. */
bool choosing_load(struct arena *a, const struct config *c, const char *const *named, size_t count,
                   struct diags *diags, struct choosing *ret);

const struct pack_choice *choosing_of(const struct choosing *c, const char *path);
