/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/expression.h"
#include "rule/load_duty.h"

static const char *const roll_words[] = {[ROLL_NONE] = "none",
                                         [ROLL_NEXT_WORKDAY] = "next-workday",
                                         [ROLL_PREVIOUS_WORKDAY] = "previous-workday",
                                         NULL};
static const char *const calendar_words[] = {"se", "eu", NULL};

struct obligation_keys {
    const struct yaml_node *from, *each, *where, *bearer, *to, *due, *opens, *at, *every;
    const struct yaml_node *fulfilled_by, *content, *remind, *late, *cancelled_if, *superseded_by;
    const struct yaml_node *then, *message;
    int roll, calendar;
    struct span ref, doc;
};
struct then_keys {
    const struct yaml_node *obligation, *after;
};
// clang-format off
#define ROW(of, name, at, ...) {.key = name, .type = SCHEMA_NODE, .offset = offsetof(struct of##_keys, at), __VA_ARGS__}
const struct schema_row obligation_rows[] = {
    ROW(obligation, "from",          from,          .required = true, .help = "the kind of record that creates the duty"),
    ROW(obligation, "each",          each,          .help = "a fact with many values: a duty for each, called it"),
    ROW(obligation, "where",         where,         .help = "a condition on it: which values create a duty"),
    ROW(obligation, "bearer",        bearer,        .help = "the party that owes it: parties.principal"),
    ROW(obligation, "to",            to,            .help = "the party that it is owed to"),
    ROW(obligation, "due",           due,           .help = "the last day: a date, a fact, or a fact and a duration; left out: undated"),
    ROW(obligation, "opens",         opens,         .help = "the first day on which it can be met"),
    ROW(obligation, "at",            at,            .help = "the time on the last day, 16:00; its end unless said otherwise"),
    ROW(obligation, "every",         every,         .help = "how it comes again"),
    {.key = "roll",     .type = SCHEMA_WORD, .offset = offsetof(struct obligation_keys, roll),     .words = roll_words,     .help = "where a last day goes that is no workday"},
    {.key = "calendar", .type = SCHEMA_WORD, .offset = offsetof(struct obligation_keys, calendar), .words = calendar_words, .help = "whose workdays"},
    ROW(obligation, "fulfilled-by",  fulfilled_by,  .help = "the document that meets it"),
    ROW(obligation, "content",       content,       .help = "what that document must hold"),
    ROW(obligation, "remind",        remind,        .help = "how long before the last day it is said: [30d, 7d]"),
    ROW(obligation, "late",          late,          .help = "the severity of being late, and how it rises"),
    ROW(obligation, "cancelled-if",  cancelled_if,  .help = "a condition that ends the duty"),
    ROW(obligation, "superseded-by", superseded_by, .help = "the document that takes its place"),
    ROW(obligation, "then",          then,          .help = "the next duty, from the day of fulfilment"),
    ROW(obligation, "message",       message,       .required = true, .help = "what is owed, in English and Swedish"),
    {.key = "ref", .type = SCHEMA_TEXT, .offset = offsetof(struct obligation_keys, ref), .help = "the clause or statute that demands it"},
    {.key = "doc", .type = SCHEMA_TEXT, .offset = offsetof(struct obligation_keys, doc), .help = "why the duty is there"},
};
const struct schema_row then_rows[] = {
    ROW(then, "obligation", obligation, .required = true, .help = "the next duty"),
    ROW(then, "after",      after,      .help = "it is due so long after the day of fulfilment"),
};
#undef ROW
// clang-format on
const size_t obligation_row_count = sizeof obligation_rows / sizeof *obligation_rows;
const size_t then_row_count = sizeof then_rows / sizeof *then_rows;

const struct expression *load_optional(struct loader *l, const struct yaml_node *node,
                                       enum value_type wanted, enum value_type it)
{
    return node ? load_expression(l, node, wanted, it) : NULL;
}

static enum value_type load_each(struct loader *l, const struct yaml_node *node,
                                 struct obligation *o)
{
    const struct builtin *builtin;
    if (!node)
        return VALUE_NOTHING;
    if (!load_fact_name(l, node, &o->each, &builtin))
        return VALUE_TYPES;
    if (o->each)
        return o->each->type;
    load_error(l, node, "rules.unknown-fact", "a duty comes from a fact of its kind")->hint =
        "define it under facts, with the place where it stands";
    return VALUE_TYPES;
}

static void load_duty_message(struct loader *l, const struct yaml_node *node, struct obligation *o,
                              enum value_type it)
{
    struct named_expression names[2];
    size_t n = 0;
    if (o->to)
        names[n++] = (struct named_expression){"to", o->to};
    if (o->bearer)
        names[n++] = (struct named_expression){"bearer", o->bearer};
    const struct expression_scope scope = {.names = names, .count = n};
    const struct message_scope said = {
        .it = it,
        .specials =
            1u << SPECIAL_AT | 1u << SPECIAL_DUE | 1u << SPECIAL_DAYS | 1u << SPECIAL_MISSING,
        .what = "a duty gives {due}, {days}, {missing}, {at}, {to} and {bearer}",
    };
    l->scope = &scope;
    load_message(l, node, &said, &o->message_en, &o->message_sv);
    l->scope = NULL;
}

static void load_calendar(struct loader *l, const struct yaml_node *map,
                          const struct obligation_keys *keys, struct obligation *o)
{
    const struct yaml_node *calendar = yaml_get(map, "calendar"), *roll = yaml_get(map, "roll");
    o->roll = (enum roll)keys->roll;
    o->calendar = calendar ? (enum calendar)(keys->calendar + 1) : CALENDAR_NONE;
    if (o->roll != ROLL_NONE && !calendar)
        load_error(l, roll, "rules.no-calendar", "workdays of which calendar?")->hint =
            "calendar: se or eu";
}

static void load_then(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    struct then_keys keys = {0};
    if (node->kind == YAML_SCALAR)
        keys.obligation = node;
    else if (!load_bind(l, node, then_rows, then_row_count, &keys))
        return;
    if (load_is_text(l, keys.obligation, "the next duty"))
        o->then.id = keys.obligation->text;
    if (keys.after)
        load_duration(l, keys.after, &o->then.after);
}

static void load_duty(struct loader *l, const struct yaml_node *map,
                      const struct obligation_keys *keys, struct obligation *o)
{
    enum value_type it = load_each(l, keys->each, o);
    if (it == VALUE_TYPES)
        return; /* what `it` is remains unknown */
    if (keys->where && !keys->each)
        load_error(l, keys->where, "rules.no-it", "'where' without 'each'");
    else
        o->where = load_optional(l, keys->where, VALUE_BOOL, it);
    o->bearer = load_optional(l, keys->bearer, VALUE_PARTY, it);
    o->to = load_optional(l, keys->to, VALUE_PARTY, it);
    o->due = load_optional(l, keys->due, VALUE_DATE, it);
    o->opens = load_optional(l, keys->opens, VALUE_DATE, it);
    o->cancelled_if = load_optional(l, keys->cancelled_if, VALUE_BOOL, it);
    load_calendar(l, map, keys, o);
    if (keys->at)
        load_duty_at(l, keys->at, o);
    if (keys->every)
        load_duty_every(l, keys->every, o, it);
    if (keys->fulfilled_by)
        load_duty_document(l, keys->fulfilled_by, o, it, &o->fulfilled_by);
    if (keys->superseded_by)
        load_duty_document(l, keys->superseded_by, o, it, &o->superseded_by);
    if (keys->content)
        load_duty_content(l, keys->content, o);
    if (keys->remind)
        load_duty_remind(l, keys->remind, o);
    if (keys->late)
        load_duty_late(l, keys->late, o);
    if (keys->then)
        load_then(l, keys->then, o);
    if (keys->message)
        load_duty_message(l, keys->message, o, it);
}

static void load_obligation(struct loader *l, const struct yaml_entry *e, struct obligation *o)
{
    struct obligation_keys keys = {0};
    *o = (struct obligation){.pack = l->pack,
                             .mark = {l->file, e->line, e->column},
                             .id = e->key,
                             .at = -1,
                             .late = {.severity = SEVERITY_ERROR}};
    load_is_id(l, e, "an obligation");
    load_bind(l, e->value, obligation_rows, obligation_row_count, &keys);
    o->ref = keys.ref;
    o->doc = keys.doc;
    o->from = keys.from ? load_kind_name(l, keys.from) : NULL;
    l->kind = o->from;
    if (o->from)
        load_duty(l, e->value, &keys, o);
    l->kind = NULL;
}

static void find_next(struct loader *l, const struct yaml_entry *e, struct obligation *o)
{
    struct pack *p = l->pack;
    struct candidates names = {0};
    for (uint32_t i = 0; i < p->obligation_count && !o->then.obligation; i++)
        if (span_eq(p->obligations[i].id, o->then.id))
            o->then.obligation = &p->obligations[i];
    for (uint32_t i = 0; i < p->obligation_count && !o->then.obligation; i++)
        load_candidate(l, &names, p->obligations[i].id);
    const struct yaml_node *then = yaml_get(e->value, "then");
    const struct yaml_node *id = then->kind == YAML_MAP ? yaml_get(then, "obligation") : then;
    if (!o->then.obligation)
        load_error(l, id, "rules.unknown-obligation", "no obligation is called '%.*s'",
                   SPAN_ARG(o->then.id))
            ->hint = load_hint(l, o->then.id, names.at, names.n, NULL);
    else if (o->then.obligation == o)
        load_error(l, id, "rules.circle", "a duty cannot follow itself")->hint =
            "a duty that comes again has 'every'";
}

void load_obligations(struct loader *l, struct parts parts)
{
    l->pack->obligations = ARENA_ARRAY(l->arena, parts.n, struct obligation);
    l->pack->obligation_count = parts.n;
    for (uint32_t i = 0; i < parts.n; i++) {
        l->file = parts.at[i].file;
        load_obligation(l, parts.at[i].entry, &l->pack->obligations[i]);
    }
    for (uint32_t i = 0; i < parts.n; i++) {
        l->file = parts.at[i].file;
        if (l->pack->obligations[i].then.id.n)
            find_next(l, parts.at[i].entry, &l->pack->obligations[i]);
    }
    if (parts.n)
        diag_add(l->diags, DIAG_NOTE, "obligations.not-judged", parts.at[0].file,
                 l->pack->obligations[0].mark.line, l->pack->obligations[0].mark.column,
                 "obligations are checked but not judged yet: %u in this pack", parts.n)
            ->hint = "this version judges rules; the duties are kept for a later one";
}
