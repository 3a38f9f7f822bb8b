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
#include "rule/expression.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "rule/lexer.h"

struct variable {
    struct span name;
    enum value_type type;
    const struct variable *outer;
};

struct parsing {
    struct loader *l;
    const struct yaml_node *node;
    struct lexer lexer;
    struct token token, previous;
    const struct variable *variables; /* innermost first */
    uint32_t depth;
};

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

static struct diag *fail(struct parsing *p, const struct token *at, const char *id,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));
static struct diag *fail(struct parsing *p, const struct token *at, const char *id,
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

static void advance(struct parsing *p)
{
    p->previous = p->token;
    p->token = lexer_next(&p->lexer);
}

static bool at_word(const struct parsing *p, const char *word)
{
    return p->token.kind == TOKEN_NAME && span_is(p->token.text, word);
}

static bool take_word(struct parsing *p, const char *word)
{
    bool there = at_word(p, word);
    if (there)
        advance(p);
    return there;
}

static bool deeper(struct parsing *p)
{
    if (++p->depth <= LIMIT_EXPRESSION_DEPTH)
        return true;
    fail(p, &p->token, "rules.expression-depth", "this expression is deeper than %u (limit: %s)",
         (unsigned)LIMIT_EXPRESSION_DEPTH, limit_text(LIMIT_NAME_EXPRESSION_DEPTH))
        ->hint = "split it into several rules";
    return false;
}

static struct expression *unexpected(struct parsing *p, const char *wanted)
{
    const struct token *t = &p->token;
    if (t->kind == TOKEN_BAD)
        fail(p, t, t->id, "%s", t->problem)->hint = t->hint;
    else if (t->kind == TOKEN_END)
        fail(p, t, "rules.syntax", "the expression ends where %s is wanted", wanted);
    else
        fail(p, t, "rules.syntax", "'%.*s' stands where %s is wanted", SPAN_ARG(t->text), wanted);
    return NULL;
}

/* ---- making nodes ---- */

static struct expression *make(struct parsing *p, enum operator op, enum value_type type,
                               const struct token *first)
{
    struct expression *e = ARENA_NEW(p->l->arena, struct expression);
    *e = (struct expression){.op = op, .type = type};
    e->column = column_of(p, first);
    e->source = span_cut(p->lexer.text, first->start, p->previous.end);
    return e;
}

static struct expression *make_pair(struct parsing *p, enum operator op, enum value_type type,
                                    const struct token *first, struct expression *left,
                                    struct expression *right)
{
    struct expression *e = make(p, op, type, first);
    e->left = left;
    e->right = right;
    return e;
}

static struct expression *make_literal(struct parsing *p, struct literal value,
                                       const struct token *first)
{
    struct expression *e = make(p, OP_LITERAL, value.type, first);
    e->literal = value;
    return e;
}

static bool is_many(const struct expression *e)
{
    return e->op == OP_EACH;
}

/* One value is wanted, and a collection was named. */
static bool single(struct parsing *p, const struct token *at, const struct expression *e)
{
    if (!is_many(e))
        return true;
    fail(p, at, "rules.many-values", "'%.*s' has many values where one is wanted",
         SPAN_ARG(e->source))
        ->hint =
        arena_printf(p->l->diags->arena, "say which: any x in %.*s where x ...; or count(%.*s)",
                     SPAN_ARG(e->source), SPAN_ARG(e->source));
    return false;
}

/* "a date", "an identifier", "true or false" */
static const char *a_value(const struct loader *l, enum value_type t)
{
    const char *text = value_type_text(t);
    const char *article = t == VALUE_BOOL || t == VALUE_TEXT ? ""
                          : strchr("aeiou", text[0])         ? "an "
                                                             : "a ";
    return arena_printf(l->diags->arena, "%s%s", article, text);
}

static bool typed(struct parsing *p, const struct token *at, const struct expression *e,
                  enum value_type type, const char *what)
{
    if (!single(p, at, e))
        return false;
    if (e->type == type)
        return true;
    fail(p, at, "rules.wrong-type", "'%s' wants %s, and '%.*s' is %s", what, a_value(p->l, type),
         SPAN_ARG(e->source), a_value(p->l, e->type));
    return false;
}

/* ---- names ---- */

static void add_candidate(struct arena *a, const char **list, size_t *n, struct span name)
{
    list[(*n)++] = arena_copy(a, name).at;
}

static void unknown_name(struct parsing *p, const struct token *at)
{
    struct arena *a = p->l->diags->arena;
    const struct kind *k = p->l->kind;
    size_t n = 0, count = builtin_count + (k ? k->fact_count : 0) + 1;
    for (const struct variable *v = p->variables; v; v = v->outer)
        count++;
    const char **names = ARENA_ARRAY(a, count, const char *);
    for (const struct variable *v = p->variables; v; v = v->outer)
        add_candidate(a, names, &n, v->name);
    for (uint32_t i = 0; k && i < k->fact_count; i++)
        add_candidate(a, names, &n, k->facts[i].name);
    for (size_t i = 0; i < builtin_count; i++)
        names[n++] = builtins[i].name;
    names[n++] = "now";
    const char *near = suggest(at->text, names, n);
    struct diag *d =
        fail(p, at, "rules.unknown-fact", "no fact is called '%.*s'", SPAN_ARG(at->text));
    if (near)
        d->hint = arena_printf(a, "did you mean '%s'?", near);
    else if (memchr(at->text.at, '-', at->text.n))
        d->hint = "a '-' between letters is part of a name: for minus, put blanks around it";
    else if (k)
        d->hint = arena_printf(a, "facts of kind '%.*s' are defined under facts", SPAN_ARG(k->id));
    else
        d->hint = "a rule for any document can use dates, periods, sections ... (duly-rules(5))";
}

static struct expression *name_variable(struct parsing *p, const struct token *t)
{
    uint32_t depth = 0;
    for (const struct variable *v = p->variables; v; v = v->outer, depth++)
        if (span_eq(v->name, t->text)) {
            struct expression *e = make(p, OP_IT, v->type, t);
            e->depth = depth;
            return e;
        }
    return NULL;
}

static struct expression *name_fact(struct parsing *p, const struct token *t)
{
    const struct fact_definition *f = p->l->kind ? kind_fact(p->l->kind, t->text) : NULL;
    const struct builtin *b = f ? NULL : builtin_find(t->text);
    bool many = f ? f->most > 1 : b && !b->single;
    if (!f && !b)
        return NULL;
    struct expression *e = make(p, many ? OP_EACH : OP_FACT, f ? f->type : b->type, t);
    e->fact = f;
    e->builtin = b;
    return e;
}

static struct expression *name_scoped(struct parsing *p, const struct token *t)
{
    const struct expression_scope *s = p->l->scope;
    for (size_t i = 0; s && i < s->count; i++)
        if (span_is(t->text, s->names[i].name)) {
            struct expression *e = ARENA_NEW(p->l->arena, struct expression);
            *e = *s->names[i].value;
            e->source = t->text;
            return e;
        }
    return NULL;
}

/* doc.FACT: of the document that would fulfil the obligation. */
static struct expression *parse_doc(struct parsing *p, const struct token *first)
{
    const struct kind *k = p->l->scope->doc;
    if (p->token.kind != TOKEN_DOT)
        return unexpected(p, "'.' and a fact of the document");
    advance(p);
    if (p->token.kind != TOKEN_NAME)
        return unexpected(p, "a fact of the document");
    const struct fact_definition *f = kind_fact(k, p->token.text);
    if (!f) {
        const char **names = ARENA_ARRAY(p->l->diags->arena, k->fact_count, const char *);
        for (uint32_t i = 0; i < k->fact_count; i++)
            names[i] = arena_copy(p->l->diags->arena, k->facts[i].name).at;
        const char *near = suggest(p->token.text, names, k->fact_count);
        fail(p, &p->token, "rules.unknown-fact", "kind '%.*s' has no fact '%.*s'", SPAN_ARG(k->id),
             SPAN_ARG(p->token.text))
            ->hint = near ? arena_printf(p->l->diags->arena, "did you mean '%s'?", near) : NULL;
        return NULL;
    }
    advance(p);
    struct expression *e = make(p, OP_DOC, f->type, first);
    e->fact = f;
    return e;
}

static struct expression *parse_name(struct parsing *p)
{
    struct token t = p->token;
    advance(p);
    struct expression *e = name_variable(p, &t);
    if (!e && span_is(t.text, "now"))
        return make(p, OP_NOW, VALUE_DATE, &t);
    if (!e && p->l->scope && p->l->scope->doc && span_is(t.text, "doc"))
        return parse_doc(p, &t);
    if (!e)
        e = name_scoped(p, &t);
    if (!e)
        e = name_fact(p, &t);
    if (!e && span_is(t.text, "it"))
        fail(p, &t, "rules.no-it", "'it' is nothing here")->hint =
            "it is a value of 'each', which this does not have";
    else if (!e && word_is_reserved(t.text))
        fail(p, &t, "rules.syntax", "'%.*s' stands where a value is wanted", SPAN_ARG(t.text));
    else if (!e)
        unknown_name(p, &t);
    return e;
}

static void unknown_member(struct parsing *p, const struct token *at, enum value_type of)
{
    struct arena *a = p->l->diags->arena;
    const char **names = ARENA_ARRAY(a, member_count, const char *);
    const char *all = "";
    size_t n = 0;
    for (size_t i = 0; i < member_count; i++)
        if (members[i].of == of || members[i].of == VALUE_NOTHING) {
            all = arena_printf(a, "%s%s%s", all, n ? ", " : "", members[i].name);
            names[n++] = members[i].name;
        }
    const char *near = suggest(at->text, names, n);
    fail(p, at, "rules.unknown-member", "%s has no '%.*s'", a_value(p->l, of), SPAN_ARG(at->text))
        ->hint =
        near ? arena_printf(a, "did you mean '%s'?", near) : arena_printf(a, "it has %s", all);
}

static const struct role *find_role(const struct fact_definition *f, struct span name)
{
    for (uint32_t i = 0; f && i < f->role_count; i++)
        if (span_eq(f->roles[i].name, name))
            return &f->roles[i];
    return NULL;
}

static struct expression *parse_path(struct parsing *p)
{
    struct token first = p->token;
    struct expression *e = parse_name(p);
    uint32_t depth = p->depth;
    while (e && p->token.kind == TOKEN_DOT) {
        advance(p);
        struct token t = p->token;
        if (t.kind != TOKEN_NAME)
            return unexpected(p, "a name after '.'");
        advance(p);
        bool of_fact = e->op == OP_EACH || e->op == OP_FACT;
        const struct role *role = of_fact ? find_role(e->fact, t.text) : NULL;
        const struct member *m = member_find(e->type, t.text);
        if (!deeper(p) || (!role && !single(p, &first, e)))
            return NULL;
        if (!role && !m) {
            unknown_member(p, &t, e->type);
            return NULL;
        }
        struct expression *of = e;
        e = make(p, role ? OP_ROLE : OP_MEMBER, role ? VALUE_PARTY : m->type, &first);
        e->left = role ? NULL : of;
        e->fact = role ? of->fact : NULL;
        e->role = role;
        e->member = role ? NULL : m;
    }
    p->depth = depth;
    return e;
}

/* ---- values ---- */

static struct expression *parse_or(struct parsing *p);

static struct expression *parse_number(struct parsing *p)
{
    struct token first = p->token;
    struct literal value = {.type = VALUE_NUMBER, .number = first.number};
    advance(p);
    if (p->token.kind == TOKEN_NAME) {
        enum duration_unit unit = unit_of_word(p->token.text);
        bool glued = p->token.start == first.end;
        if (unit == UNIT_NONE && glued) {
            fail(p, &p->token, "rules.bad-duration", "'%.*s' is no unit of time",
                 SPAN_ARG(p->token.text))
                ->hint = "30d, 2 weeks, 3 months, 1 year, 5 workdays, 24h";
            return NULL;
        }
        if (unit != UNIT_NONE && first.number > UINT16_MAX) {
            fail(p, &first, "rules.bad-duration", "this duration is too long");
            return NULL;
        }
        if (unit != UNIT_NONE) {
            value.type = VALUE_DURATION;
            value.duration = (struct duration){(uint32_t)first.number, (uint8_t)unit};
            advance(p);
        }
    }
    return make_literal(p, value, &first);
}

static const struct parameter *find_param(struct parsing *p, const struct token *t)
{
    struct pack *pack = p->l->pack;
    const char **names = ARENA_ARRAY(p->l->diags->arena, pack->param_count, const char *);
    for (uint32_t i = 0; i < pack->param_count; i++) {
        names[i] = arena_copy(p->l->diags->arena, pack->params[i].name).at;
        if (span_eq(pack->params[i].name, t->text)) {
            pack->params[i].used = true;
            return &pack->params[i];
        }
    }
    const char *near = suggest(t->text, names, pack->param_count);
    fail(p, t, "rules.unknown-param", "no parameter is called '%.*s'", SPAN_ARG(t->text))->hint =
        near ? arena_printf(p->l->diags->arena, "did you mean '$%s'?", near)
             : "parameters are defined under params";
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
    advance(p);
    const struct parameter *param = find_param(p, &t);
    if (!param)
        return NULL;
    if (!literal_of_param(param, &value)) {
        fail(p, &t, "rules.wrong-type", "parameter '%.*s' is a list, and one value is wanted",
             SPAN_ARG(t.text));
        return NULL;
    }
    return make_literal(p, value, &t);
}

static struct expression *parse_group(struct parsing *p)
{
    advance(p);
    struct expression *e = parse_or(p);
    if (e && p->token.kind != TOKEN_CLOSE)
        return unexpected(p, "')'");
    if (e)
        advance(p);
    return e;
}

/* exists PATH, count PATH; with or without parentheses. */
static struct expression *parse_about(struct parsing *p, enum operator op, enum value_type type)
{
    struct token first = p->token;
    advance(p);
    bool group = p->token.kind == TOKEN_OPEN;
    if (group)
        advance(p);
    if (p->token.kind != TOKEN_NAME)
        return unexpected(p, "the name of a fact");
    struct token at = p->token;
    struct expression *of = parse_path(p);
    if (!of)
        return NULL;
    if (op == OP_COUNT && of->op == OP_FACT && of->fact)
        of->op = OP_EACH;
    if (op == OP_COUNT && of->op != OP_EACH) {
        fail(p, &at, "rules.wrong-type", "count() counts the values of a fact, and '%.*s' is one",
             SPAN_ARG(of->source));
        return NULL;
    }
    if (group && p->token.kind != TOKEN_CLOSE)
        return unexpected(p, "')'");
    if (group)
        advance(p);
    return make_pair(p, op, type, &first, of, NULL);
}

static struct expression *parse_collection(struct parsing *p)
{
    struct token at = p->token;
    if (at.kind != TOKEN_NAME)
        return unexpected(p, "a fact with many values");
    struct expression *of = parse_path(p);
    if (of && of->op == OP_FACT && of->fact)
        of->op = OP_EACH;
    if (of && of->op != OP_EACH) {
        fail(p, &at, "rules.wrong-type", "'%.*s' is one %s, and a fact with many values is wanted",
             SPAN_ARG(of->source), value_type_text(of->type));
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
        fail(p, t, "rules.shadows", "'%.*s' means something else already", SPAN_ARG(t->text))
            ->hint = "choose a name of its own, such as x";
    return !taken;
}

/* all x in xs where CONDITION */
static struct expression *parse_quantifier(struct parsing *p, enum operator op)
{
    struct token first = p->token;
    advance(p);
    struct variable v = {.name = p->token.text, .outer = p->variables};
    if (p->token.kind != TOKEN_NAME)
        return unexpected(p, "a name for each value");
    if (!name_is_free(p, &p->token))
        return NULL;
    advance(p);
    if (!take_word(p, "in"))
        return unexpected(p, "'in'");
    struct expression *of = parse_collection(p);
    if (!of)
        return NULL;
    if (!take_word(p, "where"))
        return unexpected(p, "'where' and a condition");
    v.type = of->type;
    p->variables = &v;
    struct token at = p->token;
    struct expression *condition = parse_or(p);
    p->variables = v.outer;
    if (!condition || !typed(p, &at, condition, VALUE_BOOL, "where"))
        return NULL;
    return make_pair(p, op, VALUE_BOOL, &first, of, condition);
}

static struct expression *parse_word(struct parsing *p)
{
    struct token t = p->token;
    if (at_word(p, "true") || at_word(p, "false")) {
        advance(p);
        return make_literal(
            p, (struct literal){.type = VALUE_BOOL, .truth = span_is(t.text, "true")}, &t);
    }
    if (at_word(p, "exists"))
        return parse_about(p, OP_EXISTS, VALUE_BOOL);
    if (at_word(p, "count"))
        return parse_about(p, OP_COUNT, VALUE_NUMBER);
    if (at_word(p, "all"))
        return parse_quantifier(p, OP_ALL);
    if (at_word(p, "any"))
        return parse_quantifier(p, OP_ANY);
    return parse_path(p);
}

static struct expression *parse_value(struct parsing *p)
{
    struct token t = p->token;
    switch (t.kind) {
    case TOKEN_NUMBER:
        return parse_number(p);
    case TOKEN_DATE:
        advance(p);
        return make_literal(p, (struct literal){.type = VALUE_DATE, .date = t.date}, &t);
    case TOKEN_TEXT:
        advance(p);
        return make_literal(p, (struct literal){.type = VALUE_TEXT, .text = t.text}, &t);
    case TOKEN_PARAM:
        return parse_param(p);
    case TOKEN_OPEN:
        return parse_group(p);
    case TOKEN_NAME:
        return parse_word(p);
    default:
        return unexpected(p, "a value");
    }
}

/* ---- operators ---- */

static bool check_sum(struct parsing *p, const struct token *sign, const struct expression *left,
                      const struct expression *right)
{
    if (!single(p, sign, left) || !single(p, sign, right))
        return false;
    bool ok = (left->type == VALUE_DATE && right->type == VALUE_DURATION) ||
              (left->type == VALUE_NUMBER && right->type == VALUE_NUMBER);
    if (!ok)
        fail(p, sign, "rules.wrong-type", "%s '%.*s' %s means nothing", a_value(p->l, left->type),
             SPAN_ARG(sign->text), a_value(p->l, right->type))
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
        advance(p);
        struct expression *right = deeper(p) ? parse_value(p) : NULL;
        if (!right || !check_sum(p, &sign, left, right))
            return NULL;
        left = make_pair(p, sign.kind == TOKEN_PLUS ? OP_PLUS : OP_MINUS, left->type, &first, left,
                         right);
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
    bool negated = at_word(p, "not");
    const struct token second = negated ? lexer_next(&ahead) : sign;
    const struct relation_row *row = find_relation(&second, negated);
    if (!row)
        return left;
    advance(p);
    if (negated)
        advance(p);
    struct token at = p->token;
    bool collection = row->wants == WANTS_COLLECTION;
    struct expression *right = collection ? parse_collection(p) : parse_sum(p);
    if (!right || !single(p, &first, left) || (!collection && !single(p, &at, right)))
        return NULL;
    if (!related(row->wants, left->type, right->type)) {
        fail(p, &sign, "rules.wrong-type", "%s and %s cannot be related so",
             a_value(p->l, left->type), a_value(p->l, right->type))
            ->hint = relation_hint(row->wants);
        return NULL;
    }
    return make_pair(p, row->op, VALUE_BOOL, &first, left, right);
}

static struct expression *parse_not(struct parsing *p)
{
    struct token first = p->token;
    if (!deeper(p))
        return NULL;
    struct expression *e;
    if (take_word(p, "not")) {
        struct token at = p->token;
        struct expression *of = parse_not(p);
        if (!of || !typed(p, &at, of, VALUE_BOOL, "not"))
            return NULL;
        e = make_pair(p, OP_NOT, VALUE_BOOL, &first, of, NULL);
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
    while (left && take_word(p, word)) {
        struct token at = p->token;
        if (!typed(p, &first, left, VALUE_BOOL, word) || !deeper(p))
            return NULL;
        struct expression *right = parse_link(p);
        if (!right || !typed(p, &at, right, VALUE_BOOL, word))
            return NULL;
        left = make_pair(p, op, VALUE_BOOL, &first, left, right);
    }
    p->depth = depth;
    return left;
}

static struct expression *parse_and(struct parsing *p)
{
    return parse_chain(p, "and", OP_AND, parse_not);
}

static struct expression *parse_or(struct parsing *p)
{
    return parse_chain(p, "or", OP_OR, parse_and);
}

/* ---- whole expressions ---- */

static struct expression *parse_all(struct parsing *p)
{
    advance(p);
    struct expression *e = parse_or(p);
    if (e && p->token.kind != TOKEN_END)
        return unexpected(p, "an operator or the end");
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
    if (e && is_many(e)) {
        load_error(l, node, "rules.many-values", "'%.*s' has many values where one is wanted",
                   SPAN_ARG(e->source))
            ->hint = "say which: any x in ... where x ...";
        return NULL;
    }
    if (e && wanted != VALUE_NOTHING && e->type != wanted) {
        load_error(l, node, "rules.wrong-type", "this is %s, and %s is wanted", a_value(l, e->type),
                   a_value(l, wanted));
        return NULL;
    }
    return e;
}
