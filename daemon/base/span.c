/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/span.h"

int span_order(struct span a, struct span b)
{
    size_t shorter = a.n < b.n ? a.n : b.n;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    if (order)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct span span_trim(struct span a)
{
    while (a.n && is_blank(a.at[0])) {
        a.at++;
        a.n--;
    }
    while (a.n && is_blank(a.at[a.n - 1]))
        a.n--;
    return a;
}
