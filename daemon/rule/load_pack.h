/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule set while it is loaded: packs and what they use, each once. */
#pragma once

#include "base/buf.h"
#include "rule/load_files.h"
#include "rule/load_parts.h"

enum progress { LOADING, LOADED, FAULTY };

struct loaded {
    struct span name; /* as it was asked for */
    struct pack *pack;
    enum progress progress;
};

/* `use: - {pack: x, rules: {id: off}}`: a rule of another pack, adapted. */
struct adaptation {
    struct mark mark;
    const struct pack *by;
    const struct pack *of;
    struct span rule;
    bool off;
    enum severity severity; /* unless off */
};

struct loading {
    struct loader l;
    const struct shelf *shelf;
    VEC(struct loaded) packs;
    VEC(struct adaptation) adaptations;
    struct buf content; /* names and digests of all files, in order */
};

/* A pack and all that it uses; NULL after diagnosing. at: where it was asked for, or NULL. */
struct pack *load_pack(struct loading *all, struct span name, const struct yaml_node *at);

/* Loads what `use` names into l.pack->uses. */
void load_uses(struct loading *all, const char *file, const struct yaml_node *node);

/* Gives each rule the adaptations that packs make of it. */
void adapt_rules(struct loading *all);
