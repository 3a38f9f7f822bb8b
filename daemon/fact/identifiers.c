/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/identifiers.h"

static void *identifiers_prepare(struct vocabulary *v)
{
    struct identifier_words *words = ARENA_NEW(v->arena, struct identifier_words);
    words->labels = labels_prepare(v);
    words->never = case_numbers_prepare(v);
    return words;
}

static void identifiers_find(struct scan *s, const void *prepared)
{
    personal_numbers_find(s, prepared);
    organisation_numbers_find(s, prepared);
    case_numbers_find(s, prepared);
}

const struct scanner scanner_identifiers = {
    .name = "identifiers",
    .prepare = identifiers_prepare,
    .find = identifiers_find,
};
