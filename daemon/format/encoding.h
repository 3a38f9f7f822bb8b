/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file → UTF-8. */
#pragma once

#include "format/format.h"

struct decoded {
    enum unreadable why;
    const char *detail;
    char *text; /* in the arena, NUL-terminated; valid UTF-8 without a byte order mark */
    size_t length;
};

struct decoded encoding_decode(struct arena *a, const char *bytes, size_t n);
