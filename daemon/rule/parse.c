/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of the parser needs: tokens, faults, nodes. */
#include "rule/parse.h"

#include "base/limits.h"
#include "base/utf8.h"

static const char *const reserved[] = {"and",   "or",     "not",   "in",   "within", "before",
                                       "after", "exists", "count", "all",  "any",    "where",
                                       "now",   "it",     "doc",   "true", "false"};

bool word_is_reserved(struct span word)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (span_is(word, reserved[i]))
            return true;
    return false;
}

uint32_t column_in(const struct yaml_node *node, size_t byte)
{
    if (!node->verbatim)
        return node->column;
    return node->column + node->quoted + (uint32_t)utf8_count(span_cut(node->text, 0, byte));
}

struct yaml_node node_part(const struct yaml_node *node, size_t start, size_t end)
{
    struct yaml_node part = *node;
    part.column = column_in(node, start);
    part.text = span_cut(node->text, start, end);
    if (part.verbatim)
        part.quoted = false;
    return part;
}

static uint32_t column_of(const struct parsing *p, const struct token *t)
{
    const struct yaml_node *n = p->node;
    return n->verbatim ? n->column + n->quoted + t->column : n->column;
}

struct diag *parse_fail(struct parsing *p, const struct token *at, const char *id,
                        const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(p->l->diags->arena, format, args);
    va_end(args);
    struct yaml_node where = *p->node;
    where.column = column_of(p, at);
    return load_error(p->l, &where, id, "%s", text);
}

void parse_advance(struct parsing *p)
{
    p->previous = p->token;
    p->token = lexer_next(&p->lexer);
}

bool parse_at_word(const struct parsing *p, const char *word)
{
    return p->token.kind == TOKEN_NAME && span_is(p->token.text, word);
}

bool parse_take_word(struct parsing *p, const char *word)
{
    bool there = parse_at_word(p, word);
    if (there)
        parse_advance(p);
    return there;
}

bool parse_deeper(struct parsing *p)
{
    if (++p->depth <= LIMIT_EXPRESSION_DEPTH)
        return true;
    parse_fail(p, &p->token, "rules.expression-depth",
               "this expression is deeper than %u (limit: %s)", (unsigned)LIMIT_EXPRESSION_DEPTH,
               limit_text(LIMIT_NAME_EXPRESSION_DEPTH))
        ->hint = "split it into several rules";
    return false;
}

struct expression *parse_unexpected(struct parsing *p, const char *wanted)
{
    const struct token *t = &p->token;
    if (t->kind == TOKEN_BAD)
        parse_fail(p, t, t->id, "%s", t->problem)->hint = t->hint;
    else if (t->kind == TOKEN_END)
        parse_fail(p, t, "rules.syntax", "the expression ends where %s is wanted", wanted);
    else
        parse_fail(p, t, "rules.syntax", "'%.*s' stands where %s is wanted", SPAN_ARG(t->text),
                   wanted);
    return NULL;
}

/* ---- making nodes ---- */

struct expression *parse_make(struct parsing *p, enum operator op, enum value_type type,
                              const struct token *first)
{
    struct expression *e = ARENA_NEW(p->l->arena, struct expression);
    *e = (struct expression){.op = op, .type = type};
    e->column = column_of(p, first);
    e->source = span_cut(p->lexer.text, first->start, p->previous.end);
    return e;
}

struct expression *parse_make_pair(struct parsing *p, enum operator op, enum value_type type,
                                   const struct token *first, struct expression *left,
                                   struct expression *right)
{
    struct expression *e = parse_make(p, op, type, first);
    e->left = left;
    e->right = right;
    return e;
}

struct expression *parse_make_literal(struct parsing *p, struct literal value,
                                      const struct token *first)
{
    struct expression *e = parse_make(p, OP_LITERAL, value.type, first);
    e->literal = value;
    return e;
}

/* One value is wanted, and a collection was named. */
bool parse_single(struct parsing *p, const struct token *at, const struct expression *e)
{
    if (e->op != OP_EACH)
        return true;
    parse_fail(p, at, "rules.many-values", "'%.*s' has many values where one is wanted",
               SPAN_ARG(e->source))
        ->hint =
        arena_printf(p->l->diags->arena, "say which: any x in %.*s where x ...; or count(%.*s)",
                     SPAN_ARG(e->source), SPAN_ARG(e->source));
    return false;
}

/* "a date", "an identifier", "true or false" */
const char *value_in_words(const struct loader *l, enum value_type t)
{
    const char *text = value_type_text(t);
    const char *article = t == VALUE_BOOL || t == VALUE_TEXT ? ""
                          : strchr("aeiou", text[0])         ? "an "
                                                             : "a ";
    return arena_printf(l->diags->arena, "%s%s", article, text);
}

bool parse_typed(struct parsing *p, const struct token *at, const struct expression *e,
                 enum value_type type, const char *what)
{
    if (!parse_single(p, at, e))
        return false;
    if (e->type == type)
        return true;
    parse_fail(p, at, "rules.wrong-type", "'%s' wants %s, and '%.*s' is %s", what,
               value_in_words(p->l, type), SPAN_ARG(e->source), value_in_words(p->l, e->type));
    return false;
}
