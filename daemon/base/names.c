/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/names.h"

const char *names_text(const char *const *names, size_t count, unsigned index)
{
    return index < count && names[index] ? names[index] : "?";
}

int names_find(const char *const *names, size_t count, struct span s)
{
    for (size_t i = 0; i < count; i++)
        if (names[i] && span_is(s, names[i]))
            return (int)i;
    return -1;
}
