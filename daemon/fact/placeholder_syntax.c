/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Manuals write "<name>" and "{number}" for what a reader puts in, and mean to leave it so. Two
 * things tell them from a template: the bracket is a part of something longer ("lib/<name>.so",
 * "--user={name}", "{a, b}"), or the document has many such brackets that ask for nothing a form
 * asks for ("<path>", "{expr}").
 */
#include "fact/mark.h"
#include "fact/placeholders.h"

enum { LEAST_OTHERS = 6, OTHERS_FOR_ONE = 2, MOST_NAME_TOKENS = 8, MARKS = 2 };

static bool is_glued_word(const struct token *t)
{
    return token_glued(t) && (t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER);
}

static bool leads_in(const struct scan *s, uint32_t open)
{
    if (open == 0 || !token_glued(scan_token(s, open)))
        return false;
    const struct token *mark = scan_token(s, open - 1);
    if (mark_in(mark, "\\=_@#&|~+*`"))
        return true;
    return mark_in(mark, "/.") && open > 1 && token_glued(mark) &&
           !(scan_token(s, open - 2)->kind == TOKEN_NUMBER);
}

static bool leads_on(const struct scan *s, uint32_t close)
{
    const struct token *mark = scan_token(s, close + 1), *next = scan_token(s, close + 2);
    if (!token_glued(mark))
        return false;
    if (mark_in(mark, "\\=_@#&|~*`"))
        return true;
    bool more = is_glued_word(next) || (token_glued(next) && mark_in(next, "<{["));
    return mark_in(mark, "/.:-") && more;
}

/* "$name", "f({name})": a mark of programs before the bracket, and more of it beside. */
static bool is_in_program(const struct scan *s, uint32_t open, uint32_t close)
{
    if (open == 0 || !token_glued(scan_token(s, open)))
        return false;
    const struct token *mark = scan_token(s, open - 1), *after = scan_token(s, close + 1);
    if (mark_in(mark, "("))
        return open > 1 && token_glued(mark) && scan_token(s, open - 2)->kind == TOKEN_WORD;
    return mark_in(mark, "$") && ((open > 1 && token_glued(mark)) || is_glued_word(after) ||
                                  (token_glued(after) && mark_in(after, "/-")));
}

/* "f(name)", "a, b", "name ...", "http://", "os.path". */
static bool holds_syntax(const struct scan *s, const struct bracket *b)
{
    for (uint32_t k = b->first + 1; k <= b->last; k++) {
        const struct token *t = scan_token(s, k), *next = scan_token(s, k + 1);
        bool glued = token_glued(t), twice = k < b->last && token_glued(next);
        if ((mark_in(t, "(") && glued) || (mark_in(t, ",") && b->mark == '{'))
            return true;
        if ((mark_in(t, ".") && twice && mark_in(next, ".")) ||
            (mark_in(t, "/") && twice && mark_in(next, "/")))
            return true;
        if (b->mark == '<' && mark_in(t, ".") && glued && is_glued_word(next))
            return true;
    }
    return false;
}

bool bracket_is_syntax(const struct scan *s, const struct bracket *b)
{
    if (b->doubled)
        return false;
    bool square = b->mark == '[';
    return holds_syntax(s, b) || is_in_program(s, b->open, b->close) ||
           (!square && leads_in(s, b->open)) || leads_on(s, b->close);
}

/* The close of "<some-name>", or 0: words joined by blanks, '-' or '_'. */
static uint32_t name_end(const struct scan *s, uint32_t open)
{
    const char *close = scan_token(s, open)->value == '<' ? ">" : "}";
    if (scan_token(s, open + 1)->kind != TOKEN_WORD)
        return 0;
    for (uint32_t k = open + 2; k <= open + MOST_NAME_TOKENS; k++) {
        const struct token *t = scan_token(s, k);
        if (mark_in(t, close))
            return k;
        if (t->kind != TOKEN_WORD && t->kind != TOKEN_NUMBER && !mark_in(t, "-_"))
            return 0;
    }
    return 0;
}

static unsigned which_mark(const struct scan *s, const struct fact *f)
{
    char c = s->document->text[f->at.start];
    bool single = f->type == FACT_PLACEHOLDER && f->placeholder.kind == PLACEHOLDER_BRACKET &&
                  s->document->text[f->at.start + 1] != c;
    return single && c == '<' ? 0 : single && c == '{' ? 1 : MARKS;
}

static void count_names(const struct scan *s, uint32_t ret[MARKS])
{
    for (uint32_t i = 0; i < s->tokens.n; i++) {
        const struct token *t = scan_token(s, i);
        if (t->kind == TOKEN_MARK && (t->value == '<' || t->value == '{'))
            ret[t->value == '{'] += name_end(s, i) != 0;
    }
}

void brackets_drop_syntax(struct scan *s, size_t from)
{
    uint32_t asking[MARKS + 1] = {0}, names[MARKS] = {0};
    size_t kept = from;
    for (size_t i = from; i < s->facts->list.n; i++)
        asking[which_mark(s, &s->facts->list.at[i])]++;
    if (asking[0] + asking[1] == 0)
        return;
    count_names(s, names);
    for (size_t i = from; i < s->facts->list.n; i++) {
        unsigned mark = which_mark(s, &s->facts->list.at[i]);
        bool syntax = mark < MARKS && names[mark] >= asking[mark] + LEAST_OTHERS &&
                      names[mark] >= asking[mark] * (1 + OTHERS_FOR_ONE);
        if (!syntax)
            s->facts->list.at[kept++] = s->facts->list.at[i];
    }
    s->facts->list.n = kept;
}
