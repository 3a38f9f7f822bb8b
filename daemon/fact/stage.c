/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/stage.h"
#include "fact/who.h"

enum { TOP_LINES = 4, TOP_TOKENS = 24 };

/* As a line of its own, or first in the title: "UTKAST", "Mall för samverkansavtal", "Draft 2". */
static bool is_draft_word(struct span folded)
{
    static const struct span words[] = {
        SPAN("utkast"),  SPAN("draft"),  SPAN("mall"),     SPAN("udkast"),     SPAN("entwurf"),
        SPAN("luonnos"), SPAN("muster"), SPAN("template"), SPAN("avtalsmall"), SPAN("projet")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_eq(words[i], folded))
            return true;
    return false;
}

static bool line_says_draft(const struct scan *s, struct range at)
{
    struct tokens t = tokens_in(s, at);
    for (uint32_t i = t.from; i < t.to && i < t.from + TOP_TOKENS; i++) {
        const struct token *word = scan_token(s, i);
        if (word->kind == TOKEN_WORD && is_draft_word(scan_fold(s, word)) &&
            (i == t.from || (word->flags & TOKEN_CAPS)))
            return true;
    }
    return false;
}

static bool top_says_draft(const struct scan *s)
{
    const struct document *d = s->document;
    if (line_says_draft(s, d->title_range))
        return true;
    for (size_t i = 0; i < d->lines.n && i < TOP_LINES; i++)
        if (line_says_draft(s, d->lines.at[i].text))
            return true;
    return false;
}

enum stage stage_find(struct scan *s)
{
    uint32_t at = 0, blocks = 0, empty = 0, whole = 0;
    for (const struct fact *f; (f = scan_each(s, FACT_SIGNATURE, &at)); blocks++) {
        const struct signature_fact *b = &f->signature;
        empty += b->empty;
        whole += b->whole_date && (b->name.text.n || b->party.text.n);
    }
    if (top_says_draft(s))
        return STAGE_DRAFT;
    if (!blocks)
        return STAGE_NONE;
    if (empty == blocks)
        return STAGE_DRAFT;
    return whole == blocks ? STAGE_SIGNED : STAGE_PARTLY_SIGNED;
}
