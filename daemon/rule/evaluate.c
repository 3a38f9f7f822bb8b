/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions in Kleene's three-valued logic: what is not known stays unknown unless the rest
 * decides, and "not unknown" is unknown. Types were checked when the rule was loaded. The depth of
 * a tree is bounded by LIMIT_EXPRESSION_DEPTH.
 */
#include "base/clock.h"
#include "rule/eval.h"

static bool is_true(const struct value *v)
{
    return v->type == VALUE_BOOL && v->truth;
}

static bool is_false(const struct value *v)
{
    return v->type == VALUE_BOOL && !v->truth;
}

static void trace(struct judging *j, const struct value *v)
{
    if (j->tracing && v->where.text.n > 0)
        *VEC_ADD(j->arena, &j->trace) = *v;
}

/* False once a rule has taken more steps than any ought to. */
static bool take_steps(struct judging *j, uint32_t n)
{
    bool enough = n <= LIMIT_EXPRESSION_STEPS && j->steps <= LIMIT_EXPRESSION_STEPS - n;
    j->steps = enough ? j->steps + n : LIMIT_EXPRESSION_STEPS;
    return enough;
}

static struct value out_of_steps(void)
{
    return value_unknown(REASON_LIMIT, span_of(limit_text(LIMIT_NAME_EXPRESSION_STEPS)));
}

/* ---- leaves ---- */

static struct value literal_value(const struct literal *l)
{
    struct value v = {.type = l->type, .where = NOWHERE};
    switch (l->type) {
    case VALUE_BOOL:
        v.truth = l->truth;
        break;
    case VALUE_NUMBER:
        v.number = l->number;
        break;
    case VALUE_DATE:
        v.date = (struct date_fact){.value = l->date};
        break;
    case VALUE_DURATION:
        v.duration = l->duration;
        break;
    default:
        v.text = l->text;
        break;
    }
    return v;
}

/* Whoever asks for today is asked again tomorrow. */
static struct value today(struct judging *j)
{
    instant tomorrow = clock_day_start(j->now.day + 1);
    if (tomorrow < j->next_change)
        j->next_change = tomorrow;
    struct civil c = civil_from_day(j->now.day);
    struct value v = {.type = VALUE_DATE, .where = NOWHERE};
    v.date.value = (struct date){.year = (int16_t)c.year,
                                 .precision = DATE_DAY,
                                 .month = (uint8_t)c.month,
                                 .day = (uint8_t)c.day};
    return v;
}

static struct value text_or_unknown(struct span text, const char *name)
{
    return text.n ? value_text(text) : value_unknown(REASON_NOT_STATED, span_of(name));
}

static struct value title_value(const struct record *r)
{
    struct value v = text_or_unknown(r->title, "title");
    v.where = (struct where){r->title_place, r->title_range, r->title, r->title_quote};
    return v;
}

static struct value single_builtin(const struct judging *j, const struct builtin *b)
{
    const struct record *r = j->record;
    switch (b->id) {
    case BUILTIN_STAGE:
        return value_text(span_of(stage_text(r->stage)));
    case BUILTIN_FORMAT:
        return value_text(span_of(format_text(r->format)));
    case BUILTIN_LANGUAGE:
        return text_or_unknown((struct span){r->language, strnlen(r->language, sizeof r->language)},
                               b->name);
    case BUILTIN_TITLE:
        return title_value(r);
    case BUILTIN_WORDS:
        return value_number(r->words);
    case BUILTIN_LINES:
        return value_number(r->lines);
    case BUILTIN_PAGES:
        return r->pages ? value_number(r->pages)
                        : value_unknown(REASON_NOT_STATED, span_of(b->name));
    default:
        return value_unknown(REASON_CANDIDATES, span_of(b->name));
    }
}

static struct value variable(const struct scope *scope, uint32_t depth)
{
    for (; scope && depth > 0; depth--)
        scope = scope->outer;
    return scope && scope->it ? *scope->it : value_unknown(REASON_NOT_FOUND, SPAN("it"));
}

/* The facts an expression names: one value ... */
static struct value fact_value(struct judging *j, const struct expression *e)
{
    struct value v =
        e->fact ? selection_value(select_fact(j, e->fact)) : single_builtin(j, e->builtin);
    trace(j, &v);
    return v;
}

/* ... or all of them. */
struct selection *evaluate_collection(struct judging *j, const struct expression *e)
{
    if (e->fact && (e->op == OP_EACH || e->op == OP_FACT))
        return select_fact(j, e->fact);
    if (e->builtin && !e->builtin->single)
        return select_builtin(j, e->builtin);
    return NULL;
}

/* ---- logic ---- */

static struct value negated(struct value v)
{
    return v.type == VALUE_BOOL ? value_bool(!v.truth) : v;
}

/* `and` looks for false, `or` for true; what decides need not be known on the other side. */
static struct value joined(struct judging *j, const struct expression *e, const struct scope *scope,
                           bool decides)
{
    struct value left = evaluate(j, e->left, scope);
    if (left.type == VALUE_BOOL && left.truth == decides)
        return left;
    struct value right = evaluate(j, e->right, scope);
    if (right.type == VALUE_BOOL && right.truth == decides)
        return right;
    return left.type == VALUE_BOOL ? right : left;
}

/* `all` is false with the first false, `any` true with the first true. */
static struct value quantified(struct judging *j, const struct expression *e,
                               const struct scope *scope, bool decides)
{
    const struct selection *s = evaluate_collection(j, e->left);
    if (!s)
        return value_unknown(REASON_NOT_FOUND, e->left->source);
    struct value rest = value_bool(!decides);
    for (uint32_t i = 0; i < s->count; i++) {
        struct scope inner = {&s->values[i], scope};
        struct value v = evaluate(j, e->right, &inner);
        if (decides ? is_true(&v) : is_false(&v)) {
            trace(j, &s->values[i]);
            return v;
        }
        if (v.type == VALUE_NOTHING && rest.type == VALUE_BOOL)
            rest = v;
        if (j->steps == LIMIT_EXPRESSION_STEPS)
            return out_of_steps();
    }
    if (s->breach.code != REASON_NONE && rest.type == VALUE_BOOL)
        return value_because(s->breach);
    return rest;
}

/* "it.substitute" of the rule's own subject: shown where that part stands. */
static bool is_part_of_subject(const struct expression *e, const struct scope *scope)
{
    return e->op == OP_MEMBER && e->left->op == OP_IT && scope && !scope->outer;
}

/* Never unknown but where a limit cut short what was read. */
static struct value exists(struct judging *j, const struct expression *e, const struct scope *scope)
{
    const struct selection *s = evaluate_collection(j, e);
    if (s && s->count > 0)
        trace(j, &s->values[0]);
    if (s && s->count == 0 && s->cut)
        return value_because(s->breach);
    if (s)
        return value_bool(s->count > 0);
    struct value v = evaluate(j, e, scope);
    v.is_part = is_part_of_subject(e, scope);
    if (v.is_part && v.type != VALUE_NOTHING)
        trace(j, &v);
    return v.why.code == REASON_LIMIT ? v : value_bool(v.type != VALUE_NOTHING);
}

static struct value counted(struct judging *j, const struct expression *e,
                            const struct scope *scope)
{
    const struct selection *s = evaluate_collection(j, e);
    if (s && s->cut)
        return value_because(s->breach);
    if (s)
        return value_number(s->count);
    struct value v = evaluate(j, e, scope);
    return value_number(v.type != VALUE_NOTHING);
}

/* ---- comparison ---- */

/* True if nothing but the wanted relations is possible, false if none of them is. */
static struct value relates(struct judging *j, const struct value *left, const struct value *right,
                            unsigned wanted)
{
    struct reason why = {0};
    unsigned possible = value_compare(j->arena, left, right, &why);
    if (possible == 0 || ((possible & wanted) && (possible & ~wanted)))
        return value_because(why);
    return value_bool(possible & wanted);
}

static unsigned wanted_relations(enum operator op)
{
    switch (op) {
    case OP_EQ:
        return RELATION_EQUAL;
    case OP_NE:
        return RELATION_LESS | RELATION_GREATER | RELATION_OTHER;
    case OP_LE:
        return RELATION_LESS | RELATION_EQUAL;
    case OP_GE:
        return RELATION_GREATER | RELATION_EQUAL;
    case OP_LT:
    case OP_BEFORE:
        return RELATION_LESS;
    case OP_NOT_BEFORE:
        return RELATION_GREATER | RELATION_EQUAL | RELATION_OTHER;
    case OP_NOT_AFTER:
        return RELATION_LESS | RELATION_EQUAL | RELATION_OTHER;
    default: /* OP_GT, OP_AFTER */
        return RELATION_GREATER;
    }
}

static struct value is_in(struct judging *j, const struct expression *e, const struct scope *scope)
{
    struct value left = evaluate(j, e->left, scope), rest = value_bool(false);
    const struct selection *s = evaluate_collection(j, e->right);
    if (left.type == VALUE_NOTHING || !s)
        return left.type == VALUE_NOTHING ? left : rest;
    if (!take_steps(j, s->count))
        return out_of_steps();
    for (uint32_t i = 0; i < s->count; i++) {
        struct value v = relates(j, &left, &s->values[i], RELATION_EQUAL);
        if (is_true(&v))
            return v;
        if (v.type == VALUE_NOTHING)
            rest = v;
    }
    if (s->breach.code != REASON_NONE && rest.type == VALUE_BOOL)
        return value_because(s->breach);
    return rest;
}

static struct value compared(struct judging *j, const struct expression *e,
                             const struct scope *scope)
{
    struct value left = evaluate(j, e->left, scope), right = evaluate(j, e->right, scope);
    switch (e->op) {
    case OP_WITHIN:
        return value_within(&left, &right);
    case OP_PLUS:
    case OP_MINUS:
        return value_sum(&left, &right, e->op == OP_MINUS);
    default:
        return relates(j, &left, &right, wanted_relations(e->op));
    }
}

static struct value member_value(struct judging *j, const struct expression *e,
                                 const struct scope *scope)
{
    struct value of = evaluate(j, e->left, scope);
    return evaluate_member(j, &of, e->member->id);
}

struct value evaluate(struct judging *j, const struct expression *e, const struct scope *scope)
{
    if (!take_steps(j, 1))
        return out_of_steps();
    switch (e->op) {
    case OP_LITERAL:
        return literal_value(&e->literal);
    case OP_IT:
        return variable(scope, e->depth);
    case OP_FACT:
    case OP_EACH:
        return fact_value(j, e);
    case OP_ROLE:
        return evaluate_role(j, e->fact, e->role);
    case OP_DOC:
        return value_unknown(REASON_OTHER_DOCUMENT, e->source);
    case OP_NOW:
        return today(j);
    case OP_MEMBER:
        return member_value(j, e, scope);
    case OP_IN:
        return is_in(j, e, scope);
    case OP_AND:
        return joined(j, e, scope, false);
    case OP_OR:
        return joined(j, e, scope, true);
    case OP_NOT:
        return negated(evaluate(j, e->left, scope));
    case OP_EXISTS:
        return exists(j, e->left, scope);
    case OP_COUNT:
        return counted(j, e->left, scope);
    case OP_ALL:
        return quantified(j, e, scope, false);
    case OP_ANY:
        return quantified(j, e, scope, true);
    default:
        return compared(j, e, scope);
    }
}
