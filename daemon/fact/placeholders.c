/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/placeholders.h"
#include "base/limits.h"
#include "fact/mark.h"

static void *prepare(struct vocabulary *v)
{
    struct placeholder_words *w = ARENA_NEW(v->arena, struct placeholder_words);
    w->content = bracket_words_prepare(v);
    w->phrases = phrase_words_prepare(v);
    w->neighbour = letters_words_prepare(v);
    w->signature = line_words_prepare(v);
    return w;
}

enum block_kind placeholder_block(const struct scan *s, uint32_t i)
{
    uint32_t block = document_block_at(s->document, scan_token(s, i)->start);
    return block < s->document->blocks.n ? s->document->blocks.at[block].kind : BLOCK_PARAGRAPH;
}

uint32_t placeholder_add(struct scan *s, enum placeholder_kind kind, uint32_t first, uint32_t last)
{
    struct range at = {scan_token(s, first)->start, scan_token(s, last)->end};
    if (placeholder_block(s, first) == BLOCK_CODE)
        return last;
    struct fact *f = scan_add(s, FACT_PLACEHOLDER, at);
    if (f)
        f->placeholder.kind = kind;
    return last;
}

static uint32_t mark_find(struct scan *s, const struct placeholder_words *w, uint32_t i)
{
    switch (s->tokens.at[i].value) {
    case '[':
    case '<':
    case '{':
    case 0xab: /* « */
        return bracket_find(s, w, i);
    case '_':
    case '.':
    case 0x2026: /* ellipsis */
        return line_find(s, w, i);
    default:
        return i;
    }
}

/* Cheap and seldom true: a doubled letter at the front, or the X of "202X". */
static bool may_be_letters(const struct scan *s, const struct token *t)
{
    struct span word = scan_fold(s, t);
    if (word.n == 1)
        return word.at[0] == 'x' && token_glued(t);
    return word.at[0] == word.at[1] || span_starts(word, SPAN("åå"));
}

static bool may_begin_phrase(const struct token *t, const struct word_table *phrases)
{
    return token_length(t) == 1 || (t->tables & phrases->bit);
}

static uint32_t word_find(struct scan *s, const struct placeholder_words *w, uint32_t i)
{
    const struct token *t = scan_token(s, i);
    uint32_t last = may_be_letters(s, t) ? letters_find(s, w, i) : i;
    return last == i && may_begin_phrase(t, w->phrases) ? phrase_find(s, w, i) : last;
}

static void find(struct scan *s, const void *prepared)
{
    size_t from = s->facts->list.n;
    for (uint32_t i = 0; i < s->tokens.n && s->facts->limit == LIMIT_COUNT; i++) {
        uint8_t kind = s->tokens.at[i].kind;
        if (kind == TOKEN_MARK)
            i = mark_find(s, prepared, i);
        else if (kind == TOKEN_WORD)
            i = word_find(s, prepared, i);
    }
    brackets_drop_syntax(s, from);
}

const struct scanner scanner_placeholders = {
    .name = "placeholders", .prepare = prepare, .find = find};
