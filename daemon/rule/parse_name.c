/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in an expression: variables, facts, members, roles. */
#include "rule/parse.h"

static void unknown_name(struct parsing *p, const struct token *at)
{
    struct arena *a = p->l->diags->arena;
    const struct kind *k = p->l->kind;
    struct candidates names = {0};
    for (const struct variable *v = p->variables; v; v = v->outer)
        load_candidate(p->l, &names, v->name);
    for (uint32_t i = 0; k && i < k->fact_count; i++)
        load_candidate(p->l, &names, k->facts[i].name);
    for (size_t i = 0; i < builtin_count; i++)
        load_candidate(p->l, &names, span_of(builtins[i].name));
    load_candidate(p->l, &names, SPAN("now"));
    const char *near = suggest(at->text, names.at, names.n);
    struct diag *d =
        parse_fail(p, at, "rules.unknown-fact", "no fact is called '%.*s'", SPAN_ARG(at->text));
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
            struct expression *e = parse_make(p, OP_IT, v->type, t);
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
    struct expression *e = parse_make(p, many ? OP_EACH : OP_FACT, f ? f->type : b->type, t);
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
        return parse_unexpected(p, "'.' and a fact of the document");
    parse_advance(p);
    if (p->token.kind != TOKEN_NAME)
        return parse_unexpected(p, "a fact of the document");
    const struct fact_definition *f = kind_fact(k, p->token.text);
    if (!f) {
        struct candidates names = {0};
        for (uint32_t i = 0; i < k->fact_count; i++)
            load_candidate(p->l, &names, k->facts[i].name);
        parse_fail(p, &p->token, "rules.unknown-fact", "kind '%.*s' has no fact '%.*s'",
                   SPAN_ARG(k->id), SPAN_ARG(p->token.text))
            ->hint = load_hint(p->l, p->token.text, names.at, names.n,
                               "facts are defined under facts, for each kind");
        return NULL;
    }
    parse_advance(p);
    struct expression *e = parse_make(p, OP_DOC, f->type, first);
    e->fact = f;
    return e;
}

static struct expression *parse_name(struct parsing *p)
{
    struct token t = p->token;
    parse_advance(p);
    struct expression *e = name_variable(p, &t);
    if (!e && span_is(t.text, "now"))
        return parse_make(p, OP_NOW, VALUE_DATE, &t);
    if (!e && p->l->scope && p->l->scope->doc && span_is(t.text, "doc"))
        return parse_doc(p, &t);
    if (!e)
        e = name_scoped(p, &t);
    if (!e)
        e = name_fact(p, &t);
    if (!e && span_is(t.text, "it"))
        parse_fail(p, &t, "rules.no-it", "'it' is nothing here")->hint =
            "it is a value of 'each', which this does not have";
    else if (!e && word_is_reserved(t.text))
        parse_fail(p, &t, "rules.syntax", "'%.*s' stands where a value is wanted",
                   SPAN_ARG(t.text));
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
    parse_fail(p, at, "rules.unknown-member", "%s has no '%.*s'", value_in_words(p->l, of),
               SPAN_ARG(at->text))
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

struct expression *parse_path(struct parsing *p)
{
    struct token first = p->token;
    struct expression *e = parse_name(p);
    uint32_t depth = p->depth;
    while (e && p->token.kind == TOKEN_DOT) {
        parse_advance(p);
        struct token t = p->token;
        if (t.kind != TOKEN_NAME)
            return parse_unexpected(p, "a name after '.'");
        parse_advance(p);
        bool of_fact = e->op == OP_EACH || e->op == OP_FACT;
        const struct role *role = of_fact ? find_role(e->fact, t.text) : NULL;
        const struct member *m = member_find(e->type, t.text);
        if (!parse_deeper(p) || (!role && !parse_single(p, &first, e)))
            return NULL;
        if (!role && !m) {
            unknown_member(p, &t, e->type);
            return NULL;
        }
        struct expression *of = e;
        e = parse_make(p, role ? OP_ROLE : OP_MEMBER, role ? VALUE_PARTY : m->type, &first);
        e->left = role ? NULL : of;
        e->fact = role ? of->fact : NULL;
        e->role = role;
        e->member = role ? NULL : m;
    }
    p->depth = depth;
    return e;
}
