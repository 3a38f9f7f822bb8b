/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values in an expression: literals, parameters, groups, all, any, count, exists. */
#include "rule/parse.h"

static struct expression *parse_number(struct parsing *p)
{
    struct token first = p->token;
    struct literal value = {.type = VALUE_NUMBER, .number = first.number};
    parse_advance(p);
    if (p->token.kind == TOKEN_NAME) {
        enum duration_unit unit = unit_of_word(p->token.text);
        bool glued = p->token.start == first.end;
        if (unit == UNIT_NONE && glued) {
            parse_fail(p, &p->token, "rules.bad-duration", "'%.*s' is no unit of time",
                       SPAN_ARG(p->token.text))
                ->hint = "30d, 2 weeks, 3 months, 1 year, 5 workdays, 24h";
            return NULL;
        }
        if (unit != UNIT_NONE && first.number > UINT16_MAX) {
            parse_fail(p, &first, "rules.bad-duration", "this duration is too long");
            return NULL;
        }
        if (unit != UNIT_NONE) {
            value.type = VALUE_DURATION;
            value.duration = (struct duration){(uint32_t)first.number, (uint8_t)unit};
            parse_advance(p);
        }
    }
    return parse_make_literal(p, value, &first);
}

static const struct parameter *find_param(struct parsing *p, const struct token *t)
{
    struct pack *pack = p->l->pack;
    struct candidates names = {0};
    for (uint32_t i = 0; i < pack->param_count; i++)
        if (span_eq(pack->params[i].name, t->text)) {
            pack->params[i].used = true;
            return &pack->params[i];
        }
    for (uint32_t i = 0; i < pack->param_count; i++)
        load_candidate(p->l, &names, pack->params[i].name);
    parse_fail(p, t, "rules.unknown-param", "no parameter is called '%.*s'", SPAN_ARG(t->text))
        ->hint = load_hint(p->l, t->text, names.at, names.n, "parameters are defined under params");
    return NULL;
}

/* The parameter's value was checked when it was defined. */
static bool literal_of_param(const struct parameter *param, struct literal *ret)
{
    struct span text = param->value->text;
    struct lexer x = {.text = text};
    *ret = (struct literal){0};
    switch (param->type) {
    case PARAMETER_TEXT:
        ret->type = VALUE_TEXT;
        ret->text = text;
        return true;
    case PARAMETER_NUMBER:
        ret->type = VALUE_NUMBER;
        ret->number = lexer_next(&x).number;
        return true;
    case PARAMETER_DURATION:
        ret->type = VALUE_DURATION;
        return duration_of_text(text, &ret->duration);
    case PARAMETER_DATE:
        ret->type = VALUE_DATE;
        return date_of_text(text, &ret->date);
    case PARAMETER_BOOL:
        ret->type = VALUE_BOOL;
        ret->truth = span_is(text, "true");
        return true;
    case PARAMETER_DURATIONS:
    case PARAMETER_TEXTS:
        break;
    }
    return false;
}

static struct expression *parse_param(struct parsing *p)
{
    struct token t = p->token;
    struct literal value;
    parse_advance(p);
    const struct parameter *param = find_param(p, &t);
    if (!param)
        return NULL;
    if (!literal_of_param(param, &value)) {
        parse_fail(p, &t, "rules.wrong-type", "parameter '%.*s' is a list, and one value is wanted",
                   SPAN_ARG(t.text));
        return NULL;
    }
    return parse_make_literal(p, value, &t);
}

static struct expression *parse_group(struct parsing *p)
{
    parse_advance(p);
    struct expression *e = parse_or(p);
    if (e && p->token.kind != TOKEN_CLOSE)
        return parse_unexpected(p, "')'");
    if (e)
        parse_advance(p);
    return e;
}

/* exists PATH, count PATH; with or without parentheses. */
static struct expression *parse_about(struct parsing *p, enum operator op, enum value_type type)
{
    struct token first = p->token;
    parse_advance(p);
    bool group = p->token.kind == TOKEN_OPEN;
    if (group)
        parse_advance(p);
    if (p->token.kind != TOKEN_NAME)
        return parse_unexpected(p, "the name of a fact");
    struct token at = p->token;
    struct expression *of = parse_path(p);
    if (!of)
        return NULL;
    if (op == OP_COUNT && of->op == OP_FACT && of->fact)
        of->op = OP_EACH;
    if (op == OP_COUNT && of->op != OP_EACH) {
        parse_fail(p, &at, "rules.wrong-type",
                   "count() counts the values of a fact, and '%.*s' is one", SPAN_ARG(of->source));
        return NULL;
    }
    if (group && p->token.kind != TOKEN_CLOSE)
        return parse_unexpected(p, "')'");
    if (group)
        parse_advance(p);
    return parse_make_pair(p, op, type, &first, of, NULL);
}

struct expression *parse_collection(struct parsing *p)
{
    struct token at = p->token;
    if (at.kind != TOKEN_NAME)
        return parse_unexpected(p, "a fact with many values");
    struct expression *of = parse_path(p);
    if (of && of->op == OP_FACT && of->fact)
        of->op = OP_EACH;
    if (of && of->op != OP_EACH) {
        parse_fail(p, &at, "rules.wrong-type",
                   "'%.*s' is one %s, and a fact with many values is wanted", SPAN_ARG(of->source),
                   value_type_text(of->type));
        return NULL;
    }
    return of;
}

/* Nothing shadows. */
static bool name_is_free(struct parsing *p, const struct token *t)
{
    bool taken = word_is_reserved(t->text) || builtin_find(t->text) ||
                 (p->l->kind && kind_fact(p->l->kind, t->text));
    for (const struct variable *v = p->variables; v; v = v->outer)
        taken |= span_eq(v->name, t->text);
    if (taken)
        parse_fail(p, t, "rules.shadows", "'%.*s' means something else already", SPAN_ARG(t->text))
            ->hint = "choose a name of its own, such as x";
    return !taken;
}

/* all x in xs where CONDITION */
static struct expression *parse_quantifier(struct parsing *p, enum operator op)
{
    struct token first = p->token;
    parse_advance(p);
    struct variable v = {.name = p->token.text, .outer = p->variables};
    if (p->token.kind != TOKEN_NAME)
        return parse_unexpected(p, "a name for each value");
    if (!name_is_free(p, &p->token))
        return NULL;
    parse_advance(p);
    if (!parse_take_word(p, "in"))
        return parse_unexpected(p, "'in'");
    struct expression *of = parse_collection(p);
    if (!of)
        return NULL;
    if (!parse_take_word(p, "where"))
        return parse_unexpected(p, "'where' and a condition");
    v.type = of->type;
    p->variables = &v;
    struct token at = p->token;
    struct expression *condition = parse_or(p);
    p->variables = v.outer;
    if (!condition || !parse_typed(p, &at, condition, VALUE_BOOL, "where"))
        return NULL;
    return parse_make_pair(p, op, VALUE_BOOL, &first, of, condition);
}

static struct expression *parse_word(struct parsing *p)
{
    struct token t = p->token;
    if (parse_at_word(p, "true") || parse_at_word(p, "false")) {
        parse_advance(p);
        return parse_make_literal(
            p, (struct literal){.type = VALUE_BOOL, .truth = span_is(t.text, "true")}, &t);
    }
    if (parse_at_word(p, "exists"))
        return parse_about(p, OP_EXISTS, VALUE_BOOL);
    if (parse_at_word(p, "count"))
        return parse_about(p, OP_COUNT, VALUE_NUMBER);
    if (parse_at_word(p, "all"))
        return parse_quantifier(p, OP_ALL);
    if (parse_at_word(p, "any"))
        return parse_quantifier(p, OP_ANY);
    return parse_path(p);
}

struct expression *parse_value(struct parsing *p)
{
    struct token t = p->token;
    switch (t.kind) {
    case TOKEN_NUMBER:
        return parse_number(p);
    case TOKEN_DATE:
        parse_advance(p);
        return parse_make_literal(p, (struct literal){.type = VALUE_DATE, .date = t.date}, &t);
    case TOKEN_TEXT:
        parse_advance(p);
        return parse_make_literal(p, (struct literal){.type = VALUE_TEXT, .text = t.text}, &t);
    case TOKEN_PARAM:
        return parse_param(p);
    case TOKEN_OPEN:
        return parse_group(p);
    case TOKEN_NAME:
        return parse_word(p);
    default:
        return parse_unexpected(p, "a value");
    }
}
