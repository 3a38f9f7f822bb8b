/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enum and its words, both ways, from one array; no word is spelt anywhere else. */
#pragma once

#include "base/span.h"

/*
 * In the header:  const char *severity_text(enum severity v);  bool severity_parse(struct span,
 * enum severity *); In the .c:      static const char *const severity_names[] = {[SEVERITY_INFO] =
 * "info", ...}; NAMES(severity, severity_names, enum severity)
 */
#define NAMES(prefix, array, type)                                                                 \
    const char *prefix##_text(type v)                                                              \
    {                                                                                              \
        return names_text((array), sizeof(array) / sizeof *(array), (unsigned)v);                  \
    }                                                                                              \
    bool prefix##_parse(struct span s, type *ret)                                                  \
    {                                                                                              \
        int found = names_find((array), sizeof(array) / sizeof *(array), s);                       \
        if (found >= 0)                                                                            \
            *ret = (type)found;                                                                    \
        return found >= 0;                                                                         \
    }

const char *names_text(const char *const *names, size_t count, unsigned index); /* "?" if none */
int names_find(const char *const *names, size_t count, struct span s);          /* -1 if none */
