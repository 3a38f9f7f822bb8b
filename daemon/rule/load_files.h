/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where packs lie: in folders on disk, or in memory for tests. */
#pragma once

#include "rule/load.h"

struct pack_file {
    const char *name; /* for diagnostics: FOLDER/pack.yaml */
    struct span bytes;
};
struct pack_files {
    const char *folder; /* of the pack */
    struct pack_file *at;
    size_t n;
};

/* A source of packs. Texts, if given, stand for folders. */
struct pack_text {
    const char *pack, *file;
    struct span bytes;
};
struct shelf {
    const char *const *folders;
    size_t folder_count;
    const struct pack_text *texts;
    size_t text_count;
    bool apart; /* see struct rules_source */
};

enum found { FOUND, FOUND_NOT, FOUND_FAULTY };

/* FOUND_FAULTY: a file could not be read, and that is diagnosed. */
enum found shelf_find(const struct shelf *s, struct arena *a, struct span pack, struct diags *diags,
                      struct pack_files *ret);

/* The files of one folder whose names are wanted, pack.yaml first, the others by name. */
enum found pack_folder_read(struct arena *a, const char *folder, bool (*wanted)(const char *name),
                            struct diags *diags, struct pack_files *ret);
bool is_test_file(const char *name); /* NAME.test.yaml */

/* Two names of one folder. */
bool folder_is_same(const char *a, const char *b);

/* Ids of all packs, sorted, each once. */
size_t shelf_ids(const struct shelf *s, struct arena *a, const char *const **ret);

struct rules *rules_load_shelf(const struct shelf *s, const char *const *packs, size_t count,
                               struct diags *diags);
