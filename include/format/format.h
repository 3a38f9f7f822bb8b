/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file → document. Linked into readers only. */
#pragma once

#include "document/document.h"

enum unreadable {
    READABLE,
    UNREADABLE_BINARY,   /* not text at all */
    UNREADABLE_ENCODING, /* text in no encoding that is read */
    UNREADABLE_LIMIT,    /* a limit of base/limits.h; its name is the detail */
    UNREADABLE_COUNT
};

struct format_result {
    enum unreadable why;
    const char *detail;        /* static string or in the arena; never NULL */
    struct document *document; /* NULL unless READABLE */
};

/* bytes may be overwritten; hint is the main process's guess from the file's name. */
struct format_result format_read(struct arena *a, char *bytes, size_t n, enum format hint);
