/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/limits.h"
#include "base/names.h"

const char *limit_text(enum limit which)
{
    static const char *const names[] = {
#define X(name, text, value) [LIMIT_NAME_##name] = text,
        DOCUMENT_LIMITS(X) PROCESS_LIMITS(X)
#undef X
    };
    return names_text(names, LIMIT_COUNT, (unsigned)which);
}
