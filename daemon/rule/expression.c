/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * or      := and ("or" and)*
 * and     := not ("and" not)*
 * not     := "not" not | relation
 * relation:= sum (("==" | "<" ... | "within" | "in" | ["not"] "before" | "after") sum)?
 * sum     := value (("+" | "-") value)*
 * value   := literal | "$" name | "(" or ")" | ("all" | "any") name "in" path "where" or
 *          | "exists" path | "count" path | path
 * path    := name ("." name)*
 *
 * Types are settled on the way: every function returns a typed expression or NULL, having
 * diagnosed the first fault. Depth is counted in links of a chain too, since each makes the tree
 * one level deeper.
 */
#include "rule/parse.h"

static bool check_sum(struct parsing *p, const struct token *sign, const struct expression *left,
                      const struct expression *right)
{
    if (!parse_single(p, sign, left) || !parse_single(p, sign, right))
        return false;
    bool ok = (left->type == VALUE_DATE && right->type == VALUE_DURATION) ||
              (left->type == VALUE_NUMBER && right->type == VALUE_NUMBER);
    if (!ok)
        parse_fail(p, sign, "rules.wrong-type", "%s '%.*s' %s means nothing",
                   value_in_words(p->l, left->type), SPAN_ARG(sign->text),
                   value_in_words(p->l, right->type))
            ->hint = "a date and a duration (period.end + 30d), or two numbers";
    return ok;
}

static struct expression *parse_sum(struct parsing *p)
{
    struct token first = p->token;
    uint32_t depth = p->depth;
    struct expression *left = parse_value(p);
    while (left && (p->token.kind == TOKEN_PLUS || p->token.kind == TOKEN_MINUS)) {
        struct token sign = p->token;
        parse_advance(p);
        struct expression *right = parse_deeper(p) ? parse_value(p) : NULL;
        if (!right || !check_sum(p, &sign, left, right))
            return NULL;
        left = parse_make_pair(p, sign.kind == TOKEN_PLUS ? OP_PLUS : OP_MINUS, left->type, &first,
                               left, right);
    }
    p->depth = depth;
    return left;
}

enum relation_wants { WANTS_EQUAL, WANTS_ORDER, WANTS_DATES, WANTS_PERIOD, WANTS_COLLECTION };

struct relation_row {
    enum token_kind kind; /* TOKEN_NAME: word */
    const char *word;
    bool negated; /* behind "not" */
    enum operator op;
    enum relation_wants wants;
};

// clang-format off
static const struct relation_row relations[] = {
    {TOKEN_EQ,   NULL,     false, OP_EQ,         WANTS_EQUAL},
    {TOKEN_NE,   NULL,     false, OP_NE,         WANTS_EQUAL},
    {TOKEN_LT,   NULL,     false, OP_LT,         WANTS_ORDER},
    {TOKEN_LE,   NULL,     false, OP_LE,         WANTS_ORDER},
    {TOKEN_GT,   NULL,     false, OP_GT,         WANTS_ORDER},
    {TOKEN_GE,   NULL,     false, OP_GE,         WANTS_ORDER},
    {TOKEN_NAME, "before", false, OP_BEFORE,     WANTS_DATES},
    {TOKEN_NAME, "after",  false, OP_AFTER,      WANTS_DATES},
    {TOKEN_NAME, "before", true,  OP_NOT_BEFORE, WANTS_DATES},
    {TOKEN_NAME, "after",  true,  OP_NOT_AFTER,  WANTS_DATES},
    {TOKEN_NAME, "within", false, OP_WITHIN,     WANTS_PERIOD},
    {TOKEN_NAME, "in",     false, OP_IN,         WANTS_COLLECTION},
};
// clang-format on

static const struct relation_row *find_relation(const struct token *t, bool negated)
{
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (relations[i].kind == t->kind && relations[i].negated == negated &&
            (t->kind != TOKEN_NAME || span_is(t->text, relations[i].word)))
            return &relations[i];
    return NULL;
}

static bool is_one_of(enum value_type t, const enum value_type *types, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (types[i] == t)
            return true;
    return false;
}
#define IS_ONE_OF(t, ...)                                                                          \
    is_one_of((t), (const enum value_type[]){__VA_ARGS__},                                         \
              sizeof((const enum value_type[]){__VA_ARGS__}) / sizeof(enum value_type))

static bool comparable(enum value_type a, enum value_type b)
{
    if ((a == VALUE_TEXT && b == VALUE_IDENTIFIER) || (a == VALUE_IDENTIFIER && b == VALUE_TEXT))
        return true;
    return a == b && IS_ONE_OF(a, VALUE_BOOL, VALUE_NUMBER, VALUE_TEXT, VALUE_DATE, VALUE_PERIOD,
                               VALUE_DURATION, VALUE_MONEY, VALUE_IDENTIFIER, VALUE_WORDED,
                               VALUE_PARTY, VALUE_REFERENCE);
}

static bool related(enum relation_wants wants, enum value_type a, enum value_type b)
{
    switch (wants) {
    case WANTS_EQUAL:
    case WANTS_COLLECTION:
        return comparable(a, b);
    case WANTS_ORDER:
        return a == b && IS_ONE_OF(a, VALUE_NUMBER, VALUE_DATE, VALUE_DURATION, VALUE_MONEY);
    case WANTS_DATES:
        return a == VALUE_DATE && b == VALUE_DATE;
    case WANTS_PERIOD:
        return (a == VALUE_DATE || a == VALUE_PERIOD) && b == VALUE_PERIOD;
    }
    return false;
}

static const char *relation_hint(enum relation_wants wants)
{
    switch (wants) {
    case WANTS_ORDER:
        return "numbers, dates, durations and amounts have an order";
    case WANTS_DATES:
        return "two dates: period.start, it.date, 2021-04-15, now + 30d";
    case WANTS_PERIOD:
        return "a date or a period within a period";
    case WANTS_EQUAL:
    case WANTS_COLLECTION:
        break;
    }
    return "both sides must be of one type: a member may be meant, such as .value or .title";
}

static struct expression *parse_relation(struct parsing *p)
{
    struct token first = p->token;
    struct expression *left = parse_sum(p);
    if (!left)
        return NULL;
    struct lexer ahead = p->lexer;
    struct token sign = p->token;
    bool negated = parse_at_word(p, "not");
    const struct token second = negated ? lexer_next(&ahead) : sign;
    const struct relation_row *row = find_relation(&second, negated);
    if (!row)
        return left;
    parse_advance(p);
    if (negated)
        parse_advance(p);
    struct token at = p->token;
    bool collection = row->wants == WANTS_COLLECTION;
    struct expression *right = collection ? parse_collection(p) : parse_sum(p);
    if (!right || !parse_single(p, &first, left) || (!collection && !parse_single(p, &at, right)))
        return NULL;
    if (!related(row->wants, left->type, right->type)) {
        parse_fail(p, &sign, "rules.wrong-type", "%s and %s cannot be related so",
                   value_in_words(p->l, left->type), value_in_words(p->l, right->type))
            ->hint = relation_hint(row->wants);
        return NULL;
    }
    return parse_make_pair(p, row->op, VALUE_BOOL, &first, left, right);
}

static struct expression *parse_not(struct parsing *p)
{
    struct token first = p->token;
    if (!parse_deeper(p))
        return NULL;
    struct expression *e;
    if (parse_take_word(p, "not")) {
        struct token at = p->token;
        struct expression *of = parse_not(p);
        if (!of || !parse_typed(p, &at, of, VALUE_BOOL, "not"))
            return NULL;
        e = parse_make_pair(p, OP_NOT, VALUE_BOOL, &first, of, NULL);
    } else {
        e = parse_relation(p);
    }
    p->depth--;
    return e;
}

/* A chain of one joining word. */
static struct expression *parse_chain(struct parsing *p, const char *word, enum operator op,
                                      struct expression *(*parse_link)(struct parsing *))
{
    struct token first = p->token;
    uint32_t depth = p->depth;
    struct expression *left = parse_link(p);
    while (left && parse_take_word(p, word)) {
        struct token at = p->token;
        if (!parse_typed(p, &first, left, VALUE_BOOL, word) || !parse_deeper(p))
            return NULL;
        struct expression *right = parse_link(p);
        if (!right || !parse_typed(p, &at, right, VALUE_BOOL, word))
            return NULL;
        left = parse_make_pair(p, op, VALUE_BOOL, &first, left, right);
    }
    p->depth = depth;
    return left;
}

static struct expression *parse_and(struct parsing *p)
{
    return parse_chain(p, "and", OP_AND, parse_not);
}

struct expression *parse_or(struct parsing *p)
{
    return parse_chain(p, "or", OP_OR, parse_and);
}

/* ---- whole expressions ---- */

static struct expression *parse_all(struct parsing *p)
{
    parse_advance(p);
    struct expression *e = parse_or(p);
    if (e && p->token.kind != TOKEN_END)
        return parse_unexpected(p, "an operator or the end");
    return e;
}

const struct expression *expression_of(struct loader *l, const struct yaml_node *node,
                                       enum value_type it)
{
    const struct variable subject = {.name = SPAN("it"), .type = it};
    struct parsing p = {
        .l = l,
        .node = node,
        .lexer = {.text = node->text},
        .variables = it == VALUE_NOTHING ? NULL : &subject,
    };
    return parse_all(&p);
}

const struct expression *load_expression(struct loader *l, const struct yaml_node *node,
                                         enum value_type wanted, enum value_type it)
{
    if (!load_is_text(l, node, "an expression"))
        return NULL;
    const struct expression *e = expression_of(l, node, it);
    if (e && e->op == OP_EACH) {
        load_error(l, node, "rules.many-values", "'%.*s' has many values where one is wanted",
                   SPAN_ARG(e->source))
            ->hint = "say which: any x in ... where x ...";
        return NULL;
    }
    if (e && wanted != VALUE_NOTHING && e->type != wanted) {
        load_error(l, node, "rules.wrong-type", "this is %s, and %s is wanted",
                   value_in_words(l, e->type), value_in_words(l, wanted));
        return NULL;
    }
    return e;
}
