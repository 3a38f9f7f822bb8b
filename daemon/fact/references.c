/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/references.h"
#include "base/limits.h"
#include "fact/mark.h"

static void *prepare(struct vocabulary *v)
{
    return reference_words_prepare(v);
}

struct fact *reference_add(struct scan *s, enum reference_kind kind, uint32_t first, uint32_t last,
                           struct span value)
{
    struct range at = {scan_token(s, first)->start, scan_token(s, last)->end};
    struct fact *f = scan_add(s, FACT_REFERENCE, at);
    if (f) {
        f->reference.kind = kind;
        f->reference.value = arena_copy(s->arena, value);
    }
    return f;
}

bool begins_row(const struct scan *s, uint32_t i)
{
    const struct document *d = s->document;
    if (i == 0 || scan_token(s, i - 1)->kind >= TOKEN_BREAK)
        return true;
    uint32_t block = document_block_at(d, scan_token(s, i)->start);
    return block < d->blocks.n && d->blocks.at[block].text.start == scan_token(s, i)->start;
}

bool is_abbreviation_point(const struct scan *s, uint32_t i)
{
    enum { LONGEST = 4 };
    return i > 0 && mark_in(scan_token(s, i), ".") && token_glued(scan_token(s, i)) &&
           token_length(scan_token(s, i - 1)) <= LONGEST;
}

/* Most words are followed by another word in small letters, and refer to nothing: they are not
   even looked up. */
static bool may_refer(const struct scan *s, uint32_t i)
{
    const struct token *next = scan_token(s, i + 1);
    if (next->kind == TOKEN_WORD) {
        char first = s->document->fold[next->start];
        return token_length(next) <= 2 || (first == 'n' && token_length(next) == 6) ||
               next->flags & TOKEN_CAPS;
    }
    return next->kind == TOKEN_NUMBER || mark_in(next, "(.");
}

static uint32_t word_find(struct scan *s, const struct word_table *w, uint32_t i)
{
    if (!may_refer(s, i))
        return i;
    switch (reference_meaning(s, w, i)) {
    case MEANS_ANNEX:
        return annex_find(s, w, i);
    case MEANS_SECTION:
        return section_find(s, w, i, false);
    case MEANS_POINT:
        return section_find(s, w, i, true);
    case MEANS_AGREEMENT:
        return agreement_find(s, i);
    default:
        return i;
    }
}

static void find(struct scan *s, const void *prepared)
{
    enum { SECTION_SIGN = 0xa7 };
    const struct word_table *words = prepared;
    annex_lists_find(s, words);
    for (uint32_t i = 0; i < s->tokens.n && s->facts->limit == LIMIT_COUNT; i++) {
        const struct token *t = &s->tokens.at[i];
        if (t->tables & words->bit)
            i = word_find(s, words, i);
        else if (t->kind == TOKEN_MARK && t->value == SECTION_SIGN)
            i = section_find(s, words, i, false);
    }
}

const struct scanner scanner_references = {.name = "references", .prepare = prepare, .find = find};
