/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a daemon works by: its configuration and the packs that it names, loaded together, so that
   they are taken together or not at all. */
#pragma once

#include "base/digest.h"
#include "config/config.h"
#include "rule/judge.h"

struct settings_source {
    const char *config_file; /* NULL: none, a trial */
    char *const *folders;    /* instead of the configuration's roots */
    size_t folder_count;
    const char *const *packs; /* as behind --rules, for every root, instead of its own */
    size_t pack_count;
};

struct settings {
    struct arena *arena;
    struct config config;
    struct rules *rules;
    const struct pack_choice **choices; /* one per root */
};

/* NULL: diags tell every fault. */
struct settings *settings_load(const struct settings_source *source, struct diags *diags);

/* The last good ones, as they were kept in the state folder. NULL: there are none. */
struct settings *settings_load_kept(const char *state, struct diags *diags);

/* The state folder that a faulty configuration leaves unknown: as far as it can be read. */
const char *settings_state(struct arena *a, const struct settings_source *source);

void settings_free(struct settings *s);

/* The one that the configuration names, if it names one. */
enum language settings_language(const struct config *c, enum language otherwise);

/* All that a verdict in this root depends on beside the record and the time: rules, choice of
   packs, zone, version of the program. */
struct digest settings_judged_by(const struct settings *s, size_t root, const char *version);
