/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rule set: the packs in force, loaded, type-checked and bound to one probe table. It is
 * read-only once loaded; a faulty pack is not in it, and every fault of it is in the diagnostics.
 */
#pragma once

#include "base/diag.h"
#include "finding/finding.h"
#include "record/probe.h"
#include "yaml/yaml.h"

struct rules; /* private structs of the level: daemon/rule/model.h */
struct pack;
struct kind;
struct rule;
struct pack_choice;

struct rules_source {
    const char *const *folders; /* where packs are looked for by id: FOLDER/<id>/pack.yaml */
    size_t folder_count;
    const char *const *packs; /* ids, or folders: with a '/' */
    size_t pack_count;
    bool apart; /* they are chosen from (rules_choice): two of them may adapt a rule in two ways, if
                   no choice holds both */
};

/* NULL if any pack is faulty: diags tell all faults of all of them. The set owns its arena. */
struct rules *rules_load(const struct rules_source *s, struct diags *diags);
void rules_free(struct rules *r);

/* Every pack found in the folders, by id: what `duly check` loads when nobody names packs. */
size_t rules_installed(struct arena *a, const char *const *folders, size_t n,
                       const char *const **ret_ids);

const struct probe_table *rules_probes(const struct rules *r);

/* Changes whenever any text of any pack changes. */
struct digest rules_digest(const struct rules *r);

/* For listings and explain. */
size_t rules_packs(const struct rules *r, const struct pack *const **ret);
struct span pack_id(const struct pack *p);
struct span pack_version(const struct pack *p);
struct span kind_id(const struct kind *k);

/* A file of a pack, byte for byte as it was loaded. */
struct rules_file {
    struct span pack; /* id */
    const char *name; /* without folder */
    struct span bytes;
};
size_t rules_files(const struct rules *r, const struct rules_file **ret);

/*
 * Which packs of a set speak about a folder's documents: those with these ids and what they use,
 * about all of them; without ids each about the documents of its kinds, "general" about all. NULL
 * if an id is not in the set, or if what is chosen adapts a rule in two ways. Where a choice is
 * wanted, NULL stands for every pack about everything.
 */
const struct pack_choice *rules_choice(struct arena *a, const struct rules *r,
                                       const char *const *ids, size_t n);
struct digest pack_choice_digest(const struct pack_choice *c);

/* Whether a pack speaks about documents of this kind (NULL: of none). */
bool pack_in_force(const struct pack_choice *c, const struct pack *p, const struct kind *k);
