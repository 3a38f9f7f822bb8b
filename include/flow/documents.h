/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that a command line means, in one order for every run. */
#pragma once

#include "base/arena.h"
#include "document/document.h"

struct document_file {
    const char *path; /* as named, or beneath the folder that was named; "-" is standard input */
    enum format hint;
    const char *error; /* NULL, or why it is not even opened: said, never passed over */
};

struct document_list {
    struct arena *arena;
    VEC(struct document_file) files; /* by path, each once */
    uint32_t ignored;                /* files whose names are no documents' */
    const char *nothing;             /* the first path that names nothing, or NULL */
};

/* A named file is a document whatever its name; of a folder those with a document's name, hidden
   ones left out. */
void documents_find(char *const *paths, int count, struct document_list *ret);
