/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a single scanner finds in a literal, in the order in which it finds it. */
#pragma once

#include "base/limits.h"
#include "fact/scan.h"
#include "text_document.h"

static inline struct facts *scanner_facts_of(const struct scanner *scanner, struct document *d)
{
    struct facts *facts = ARENA_NEW(d->arena, struct facts);
    struct vocabulary *v = vocabulary_new(d->arena);
    const void *prepared = scanner->prepare ? scanner->prepare(v) : NULL;
    struct scan s = {
        .document = d,
        .arena = d->arena,
        .tokens = tokens_cut(d, d->arena, v),
        .language = language_bit(d->language),
        .facts = facts,
    };
    facts->limit = LIMIT_COUNT;
    scanner->find(&s, prepared);
    return facts;
}

static inline struct facts *scanner_facts(const struct scanner *scanner, struct arena *a,
                                          const char *text, const char *language)
{
    return scanner_facts_of(scanner, text_document(a, span_of(text), language));
}

/* The nth fact of the type, NULL if there are fewer. */
static inline struct fact *fact_nth(const struct facts *facts, enum fact_type type, size_t n)
{
    for (size_t i = 0; i < facts->list.n; i++)
        if (facts->list.at[i].type == type && n-- == 0)
            return &facts->list.at[i];
    return NULL;
}

static inline size_t fact_count(const struct facts *facts, enum fact_type type)
{
    size_t n = 0;
    while (fact_nth(facts, type, n))
        n++;
    return n;
}
