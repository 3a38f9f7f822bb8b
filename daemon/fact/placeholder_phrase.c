/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "TBD", and what office programs write into fields that nobody has filled in. */
#include "fact/mark.h"
#include "fact/placeholders.h"

// clang-format off
static const struct {
    const char *text; /* lower case; the phrase is known by its first word */
    bool capitals;    /* only if written in capitals */
} phrases[] = {
    {"tbd", true},
    {"tbc", true},
    {"lorem ipsum", false},
    {"klicka här för att ange", false},
    {"klicka eller tryck här för att ange", false},
    {"klicka eller tryck för att ange", false},
    {"välj ett objekt", false},
    {"click here to enter text", false},
    {"click here to enter a date", false},
    {"click or tap here to enter text", false},
    {"click or tap to enter a date", false},
    {"choose an item", false},
    {"klikk her for å skrive", false},
    {"klikk eller trykk her for å skrive", false},
    {"velg et element", false},
    {"klik her for at angive", false},
    {"klik eller tryk her for at skrive", false},
    {"vælg et element", false},
    {"klicken sie hier, um text einzugeben", false},
    {"klicken oder tippen sie hier, um text einzugeben", false},
    {"wählen sie ein element aus", false},
    {"kirjoita tekstiä napsauttamalla", false},
    {"valitse kohde", false},
    {"cliquez ici pour entrer", false},
    {"cliquez ou appuyez ici pour entrer", false},
    {"choisissez un élément", false},
};
static const struct word_row first_words[] = {
    {"tbd", 0, 1, 0},     {"tbc", 1, 1, 0},     {"lorem", 2, 1, 0},     {"klicka", 3, 3, 0},
    {"välj", 6, 1, 0},    {"click", 7, 4, 0},   {"choose", 11, 1, 0},   {"klikk", 12, 2, 0},
    {"velg", 14, 1, 0},   {"klik", 15, 2, 0},   {"vælg", 17, 1, 0},     {"klicken", 18, 2, 0},
    {"wählen", 20, 1, 0}, {"kirjoita", 21, 1, 0}, {"valitse", 22, 1, 0}, {"cliquez", 23, 2, 0},
    {"choisissez", 25, 1, 0},
};
// clang-format on

struct word_table *phrase_words_prepare(struct vocabulary *v)
{
    return words_new(v, first_words, sizeof first_words / sizeof *first_words);
}

/* The last token before this end of text. */
static uint32_t last_before(const struct scan *s, uint32_t i, uint32_t end)
{
    while (scan_token(s, i + 1)->kind != TOKEN_END && scan_token(s, i + 1)->start < end)
        i++;
    return i;
}

/* "N.N." alone; "N.N. Ek" are initials. */
static uint32_t nobody_find(struct scan *s, uint32_t i)
{
    const struct token *n = scan_token(s, i), *second = scan_token(s, i + 2);
    const struct token *before = scan_token(s, i ? i - 1 : s->tokens.n);
    const struct token *after = scan_token(s, i + 4);
    if (!span_is(scan_span(s, n), "N") || second->kind != TOKEN_WORD ||
        !span_is(scan_span(s, second), "N") || !mark_in(scan_token(s, i + 1), ".") ||
        !mark_in(scan_token(s, i + 3), ".") || !token_glued(second) ||
        !token_glued(scan_token(s, i + 3)) || (i > 0 && token_glued(n) && mark_in(before, ".-")))
        return i;
    bool named = after->kind == TOKEN_WORD && (after->flags & TOKEN_UPPER);
    return named ? i : placeholder_add(s, PLACEHOLDER_WORDS, i, i + 3);
}

uint32_t phrase_find(struct scan *s, const struct placeholder_words *w, uint32_t i)
{
    const struct token *t = scan_token(s, i);
    if (token_length(t) == 1)
        return nobody_find(s, i);
    const struct word_row *row = words_find(w->phrases, t, s->document->fold);
    struct span rest = {s->document->fold + t->start, s->document->length - t->start};
    for (int16_t k = 0; row && k < row->value; k++) {
        const char *text = phrases[row->meaning + k].text;
        if (phrases[row->meaning + k].capitals && !(t->flags & TOKEN_CAPS))
            continue;
        if (span_starts(rest, span_of(text))) {
            uint32_t end = t->start + (uint32_t)strlen(text);
            return placeholder_add(s, PLACEHOLDER_WORDS, i, last_before(s, i, end));
        }
    }
    return i;
}
