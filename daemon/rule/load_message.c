/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: "{it} is not within {period}", its placeholders checked. */
#include "rule/expression.h"
#include "rule/load_parts.h"

#include "base/utf8.h"

static const char *const special_names[] = {
    [SPECIAL_AT] = "at",       [SPECIAL_MISSING] = "missing", [SPECIAL_VALUES] = "values",
    [SPECIAL_COUNT] = "count", [SPECIAL_DUE] = "due",         [SPECIAL_DAYS] = "days",
};
enum { SPECIALS = sizeof special_names / sizeof *special_names };

struct composing {
    struct loader *l;
    struct yaml_node rest; /* what is not read yet, with its column */
    const struct message_scope *scope;
    VEC(struct message_part) parts;
};

static void move(struct composing *c, size_t bytes)
{
    struct span passed = span_cut(c->rest.text, 0, bytes);
    if (c->rest.verbatim)
        c->rest.column += (uint32_t)utf8_count(passed);
    c->rest.text = span_cut(c->rest.text, bytes, c->rest.text.n);
}

static void add_literal(struct composing *c, size_t bytes)
{
    if (bytes)
        VEC_ADD(c->l->arena, &c->parts)->literal = span_cut(c->rest.text, 0, bytes);
    move(c, bytes);
}

static unsigned find_special(struct span name)
{
    for (unsigned i = 1; i < SPECIALS; i++)
        if (span_is(name, special_names[i]))
            return i;
    return SPECIAL_NONE;
}

static bool place_member(struct composing *c, const struct yaml_node *name,
                         struct message_part *ret)
{
    ret->member = member_find(VALUE_PLACE, name->text);
    if (!ret->member)
        load_error(c->l, name, "rules.unknown-member", "a place has no '%.*s'",
                   SPAN_ARG(name->text))
            ->hint = "{at}, {at.text}, {at.line} or {at.page}";
    return ret->member;
}

/* {at.text}, {missing}: given by the check. False: no special at all. */
static bool read_special(struct composing *c, const struct yaml_node *inside,
                         struct message_part *ret, bool *ret_ok)
{
    const char *dot = memchr(inside->text.at, '.', inside->text.n);
    size_t n = dot ? (size_t)(dot - inside->text.at) : inside->text.n;
    unsigned special = find_special(span_cut(inside->text, 0, n));
    bool given = special && (c->scope->specials & 1u << special);
    struct yaml_node member = node_part(inside, n + 1, inside->text.n);
    if (!given)
        return false;
    ret->special = special;
    *ret_ok = true;
    if (dot && special == SPECIAL_AT) {
        *ret_ok = place_member(c, &member, ret);
    } else if (dot) {
        load_error(c->l, &member, "rules.unknown-member", "'%s' has no members",
                   special_names[special]);
        *ret_ok = false;
    }
    return true;
}

/* The check does not say this, though another one would. */
static bool is_foreign_special(struct composing *c, const struct yaml_node *inside)
{
    const struct kind *k = c->l->kind;
    if (!find_special(inside->text) || (k && kind_fact(k, inside->text)))
        return false;
    load_error(c->l, inside, "rules.placeholder", "'{%.*s}' is not given here",
               SPAN_ARG(inside->text))
        ->hint = c->scope->what;
    return true;
}

static bool read_placeholder(struct composing *c, const struct yaml_node *inside)
{
    struct message_part part = {.special = SPECIAL_NONE};
    bool ok;
    if (!read_special(c, inside, &part, &ok)) {
        if (is_foreign_special(c, inside))
            return false;
        const struct expression *e = expression_of(c->l, inside, c->scope->it);
        if (!e)
            return false;
        part.raw = e->op == OP_MEMBER && e->member->id == MEMBER_RAW;
        part.value = part.raw ? e->left : e;
        ok = true;
    }
    *VEC_ADD(c->l->arena, &c->parts) = part;
    return ok;
}

static bool compose_braces(struct composing *c)
{
    const char *close = memchr(c->rest.text.at, '}', c->rest.text.n);
    size_t n = close ? (size_t)(close - c->rest.text.at) : 0;
    if (n < 2) {
        load_error(c->l, &c->rest, "rules.placeholder",
                   close ? "'{}' names nothing" : "'{' without its '}'")
            ->hint = "a brace itself is written '{{' or '}}'";
        move(c, close ? 2 : c->rest.text.n);
        return false;
    }
    struct yaml_node inside = node_part(&c->rest, 1, n);
    bool ok = read_placeholder(c, &inside);
    move(c, n + 1);
    return ok;
}

static bool compose(struct composing *c)
{
    bool ok = true;
    while (c->rest.text.n) {
        size_t n = 0;
        while (n < c->rest.text.n && c->rest.text.at[n] != '{' && c->rest.text.at[n] != '}')
            n++;
        bool twice = n + 1 < c->rest.text.n && c->rest.text.at[n] == c->rest.text.at[n + 1];
        add_literal(c, n + twice);
        if (twice) {
            move(c, 1);
        } else if (c->rest.text.n && c->rest.text.at[0] == '}') {
            load_error(c->l, &c->rest, "rules.placeholder", "'}' without its '{'")->hint =
                "a brace itself is written '{{' or '}}'";
            move(c, 1);
            ok = false;
        } else if (c->rest.text.n) {
            ok = compose_braces(c) && ok;
        }
    }
    return ok;
}

bool load_template(struct loader *l, const struct yaml_node *node,
                   const struct message_scope *scope, struct message_template *ret)
{
    if (!load_is_text(l, node, "a sentence"))
        return false;
    struct composing c = {.l = l, .rest = node_part(node, 0, node->text.n), .scope = scope};
    bool ok = compose(&c);
    *ret = (struct message_template){c.parts.at, (uint32_t)c.parts.n};
    return ok;
}

struct message_keys {
    const struct yaml_node *en, *sv;
};
// clang-format off
const struct schema_row message_rows[] = {
    {.key = "en", .type = SCHEMA_NODE, .offset = offsetof(struct message_keys, en), .help = "the sentence in English"},
    {.key = "sv", .type = SCHEMA_NODE, .offset = offsetof(struct message_keys, sv), .help = "the sentence in Swedish"},
};
// clang-format on
const size_t message_row_count = sizeof message_rows / sizeof *message_rows;

bool load_message(struct loader *l, const struct yaml_node *node, const struct message_scope *scope,
                  struct message_template *ret_en, struct message_template *ret_sv)
{
    struct message_keys keys = {0};
    if (node->kind == YAML_SCALAR)
        return load_template(l, node, scope, ret_en);
    bool ok = load_bind(l, node, message_rows, message_row_count, &keys);
    if (ok && !keys.en && !keys.sv) {
        load_error(l, node, "rules.empty", "a message without a sentence")->hint =
            "message: {en: ..., sv: ...}, at least one of them";
        return false;
    }
    ok = (!keys.en || load_template(l, keys.en, scope, ret_en)) && ok;
    ok = (!keys.sv || load_template(l, keys.sv, scope, ret_sv)) && ok;
    if (!keys.en)
        *ret_en = *ret_sv; /* English is never empty */
    return ok;
}
