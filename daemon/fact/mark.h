/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fact/scan.h"

/* Whether the token is one of these ASCII marks. */
static inline bool mark_in(const struct token *t, const char *marks)
{
    return t->kind == TOKEN_MARK && t->value > 0 && t->value < 128 && strchr(marks, (int)t->value);
}

/* Nothing stands between the token and the one before it. */
static inline bool token_glued(const struct token *t)
{
    return !(t->flags & TOKEN_SPACE);
}

static inline uint32_t token_length(const struct token *t)
{
    return t->end - t->start;
}
