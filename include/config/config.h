/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The daemon's settings (duly.yaml(5)). Everything has a default. */
#pragma once

#include "base/diag.h"

enum config_poll { POLL_AUTO, POLL_NEVER, POLL_ALWAYS };

struct config_root {
    const char *path;         /* absolute, without a final '/' */
    const char *const *packs; /* ids; none: every installed pack, by kind */
    size_t pack_count;
    const char *const *exclude; /* globs on paths beneath the root; ** crosses folders */
    size_t exclude_count;
    enum config_poll poll; /* AUTO: where the file system announces nothing */
    uint32_t poll_seconds; /* between two looks */
    uint32_t line, column; /* where it stands in the file */
};

enum config_body { BODY_CEE, BODY_JSON, BODY_TEXT };

struct config {
    const char *file;  /* as it was named; NULL: all defaults */
    struct span bytes; /* of the file */
    const struct config_root *roots;
    size_t root_count;
    const char *const *rules; /* folders where packs are looked for; none: the installed ones */
    size_t rules_count;
    const char *waivers;  /* folder */
    const char *zone;     /* of tzdata */
    const char *language; /* "sv", "en"; NULL: by the locale */
    const char *state, *run;
    struct {
        const char *socket;
        bool journal; /* natively: `socket` is the journal's own */
        int facility; /* RFC 5424 6.2.1 */
        enum config_body body;
    } syslog;
    struct {
        uint32_t undated; /* seconds between reminders of findings without a due date; 0: none */
    } reminders;
    uint32_t retention; /* seconds */
    struct {
        uint32_t file_size;   /* bytes, at most LIMIT_FILE_BYTES */
        uint32_t cpu_seconds; /* of a reader, for one document */
    } limits;
};

/* What holds without a file: no roots, paths from $STATE_DIRECTORY and $RUNTIME_DIRECTORY where the
   service manager set them. */
struct config config_default(struct arena *a);

/*
 * False after diagnosing all faults. Relative paths and ~ are relative to the file. What a later
 * version will use (reports, privacy) is accepted with a warning that it has no effect yet.
 */
bool config_read(struct arena *a, const char *file, struct span bytes, struct config *ret,
                 struct diags *diags);

/* The same from a file; a missing one is diagnosed as config.missing. */
bool config_load(struct arena *a, const char *file, struct config *ret, struct diags *diags);
