/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/mark.h"
#include "fact/references.h"

/* A document's title names the document itself. */
static bool is_own(const struct scan *s, struct span value)
{
    struct span title = s->document->title;
    for (size_t i = 0; value.n && i + value.n <= title.n; i++)
        if (memcmp(title.at + i, value.at, value.n) == 0 &&
            (i + value.n == title.n || title.at[i + value.n] == ')'))
            return true;
    return false;
}

/* "Överenskommelse (ÖK 1)": the short name in brackets. */
uint32_t agreement_find(struct scan *s, uint32_t i)
{
    const struct token *name = scan_token(s, i + 2), *number = scan_token(s, i + 3);
    if (!mark_in(scan_token(s, i + 1), "(") || name->kind != TOKEN_WORD ||
        !(name->flags & TOKEN_UPPER) || number->kind != TOKEN_NUMBER || token_length(number) > 4 ||
        !mark_in(scan_token(s, i + 4), ")"))
        return i;
    struct range at = {name->start, number->end};
    struct span value = document_span(s->document, at);
    if (!is_own(s, value))
        reference_add(s, REFERENCE_AGREEMENT, i, i + 4, value);
    return i + 4;
}
