/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/expression.h"
#include "rule/load_parts.h"

static const char *const roll_words[] = {[ROLL_NONE] = "none",
                                         [ROLL_NEXT_WORKDAY] = "next-workday",
                                         [ROLL_PREVIOUS_WORKDAY] = "previous-workday",
                                         NULL};
static const char *const calendar_words[] = {"se", "eu", NULL};
static const char *const receipt_words[RECEIVED_COUNT] = {
    [RECEIVED_STAMP] = "stamp",
    [RECEIVED_FIRST_SEEN] = "first-seen",
    [RECEIVED_DOCUMENT_DATE] = "document-date",
    [RECEIVED_FILE_TIME] = "file-time",
};

struct obligation_keys {
    const struct yaml_node *from, *each, *where, *bearer, *to, *due, *opens, *at, *every;
    const struct yaml_node *fulfilled_by, *content, *remind, *late, *cancelled_if, *superseded_by;
    const struct yaml_node *then, *message;
    int roll, calendar;
    struct span ref, doc;
};
struct every_keys {
    const struct yaml_node *step, *from, *until;
    uint32_t times;
};
struct wanted_keys {
    const struct yaml_node *kind, *where, *received;
};
struct content_keys {
    const struct yaml_node *sections, *facts, *aliases;
};
struct late_keys {
    const struct yaml_node *severity, *escalate;
};
struct escalate_keys {
    const struct yaml_node *after, *severity;
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
const struct schema_row every_rows[] = {
    ROW(every, "step",  step,  .required = true, .help = "a duration: 1 year, 3 months"),
    ROW(every, "from",  from,  .help = "the first time: a date"),
    ROW(every, "until", until, .help = "no time after this date"),
    {.key = "times", .type = SCHEMA_COUNT, .offset = offsetof(struct every_keys, times), .least = 1, .most = 1000, .help = "how many times"},
};
const struct schema_row wanted_rows[] = {
    ROW(wanted, "kind",     kind,     .required = true, .help = "its kind"),
    ROW(wanted, "where",    where,    .help = "a condition on it: doc.dnr == dnr"),
    ROW(wanted, "received", received, .help = "what shows when it came, best first: stamp, first-seen, document-date, file-time"),
};
const struct schema_row content_rows[] = {
    ROW(content, "sections", sections, .help = "titles of sections, leading words"),
    ROW(content, "facts",    facts,    .help = "facts of its kind"),
    ROW(content, "aliases",  aliases,  .help = "other titles of these sections: {title: [other, another]}"),
};
const struct schema_row late_rows[] = {
    ROW(late, "severity", severity, .required = true, .help = "from the first late day"),
    ROW(late, "escalate", escalate, .help = "when it rises, and to which severity"),
};
const struct schema_row escalate_rows[] = {
    ROW(escalate, "after",    after,    .required = true, .help = "a duration, counted from the first late day"),
    ROW(escalate, "severity", severity, .required = true, .help = "from then on"),
};
const struct schema_row then_rows[] = {
    ROW(then, "obligation", obligation, .required = true, .help = "the next duty"),
    ROW(then, "after",      after,      .help = "it is due so long after the day of fulfilment"),
};
#undef ROW
// clang-format on
const size_t obligation_row_count = sizeof obligation_rows / sizeof *obligation_rows;
const size_t every_row_count = sizeof every_rows / sizeof *every_rows;
const size_t wanted_row_count = sizeof wanted_rows / sizeof *wanted_rows;
const size_t content_row_count = sizeof content_rows / sizeof *content_rows;
const size_t late_row_count = sizeof late_rows / sizeof *late_rows;
const size_t escalate_row_count = sizeof escalate_rows / sizeof *escalate_rows;
const size_t then_row_count = sizeof then_rows / sizeof *then_rows;

static const struct expression *optional(struct loader *l, const struct yaml_node *node,
                                         enum value_type wanted, enum value_type it)
{
    return node ? load_expression(l, node, wanted, it) : NULL;
}

/* ---- when ---- */

static void load_at(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    struct span t = node->text;
    bool form = node->kind == YAML_SCALAR && t.n == 5 && t.at[2] == ':';
    for (size_t i = 0; form && i < 5; i++)
        form = i == 2 || (t.at[i] >= '0' && t.at[i] <= '9');
    int hour = form ? (t.at[0] - '0') * 10 + t.at[1] - '0' : 24;
    int minute = form ? (t.at[3] - '0') * 10 + t.at[4] - '0' : 60;
    if (hour > 23 || minute > 59)
        load_error(l, node, "rules.bad-time", "a time of day is wanted here")->hint =
            "hh:mm, as 16:00";
    else
        o->at = (int16_t)(hour * 60 + minute);
}

static void load_every(struct loader *l, const struct yaml_node *node, struct obligation *o,
                       enum value_type it)
{
    struct every_keys keys = {0};
    if (!load_bind(l, node, every_rows, every_row_count, &keys))
        return;
    o->every.times = keys.times;
    if (load_duration(l, keys.step, &o->every.step) && o->every.step.count == 0)
        load_error(l, keys.step, "rules.bad-duration", "a duty cannot come again at once");
    o->every.from = optional(l, keys.from, VALUE_DATE, it);
    o->every.until = optional(l, keys.until, VALUE_DATE, it);
    if (!keys.until && !keys.times)
        load_error(l, node, "rules.unbounded", "a duty that comes again for ever")->hint =
            "until: a date, or times: a number";
}

static void load_remind(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    uint32_t n = yaml_count(node);
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list: nobody would be reminded")->hint =
            "leave the key out for no reminder";
    o->remind = ARENA_ARRAY(l->arena, n, struct duration);
    o->remind_count = n;
    for (uint32_t i = 0; i < n; i++)
        load_duration(l, yaml_item(node, i), &o->remind[i]);
}

static void load_late(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    struct late_keys keys = {0};
    struct escalate_keys escalate = {0};
    if (!load_bind(l, node, late_rows, late_row_count, &keys))
        return;
    load_severity(l, keys.severity, &o->late.severity);
    if (!keys.escalate ||
        !load_bind(l, keys.escalate, escalate_rows, escalate_row_count, &escalate))
        return;
    load_duration(l, escalate.after, &o->late.escalate_after);
    if (load_severity(l, escalate.severity, &o->late.escalate_severity) &&
        o->late.escalate_severity <= o->late.severity)
        load_error(l, escalate.severity, "rules.out-of-range", "this severity is no higher")->hint =
            "it rises from the severity of being late";
}

/* ---- by what ---- */

static void load_received(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    uint32_t n = yaml_count(node);
    unsigned seen = 0;
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list: nothing would count as received");
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *item = yaml_item(node, i);
        unsigned word;
        if (!load_word(l, item, receipt_words, RECEIVED_COUNT, "evidence of receipt", &word))
            continue;
        if (seen & 1u << word)
            load_error(l, item, "rules.duplicate", "'%s' stands here twice", receipt_words[word]);
        else
            o->received[o->received_count++] = (enum evidence_of_receipt)word;
        seen |= 1u << word;
    }
}

static void load_wanted(struct loader *l, const struct yaml_node *node, struct obligation *o,
                        enum value_type it, struct wanted_document *ret)
{
    struct wanted_keys keys = {0};
    if (!load_bind(l, node, wanted_rows, wanted_row_count, &keys))
        return;
    ret->kind = load_kind_name(l, keys.kind);
    const struct expression_scope scope = {.doc = ret->kind};
    l->scope = &scope;
    if (ret->kind)
        ret->where = optional(l, keys.where, VALUE_BOOL, it);
    l->scope = NULL;
    if (keys.received && ret != &o->fulfilled_by)
        load_error(l, keys.received, "rules.wrong-place", "'received' belongs to fulfilled-by");
    else if (keys.received)
        load_received(l, keys.received, o);
}

static struct section_name *find_section(struct obligation *o, struct span title)
{
    for (uint32_t i = 0; i < o->content.section_count; i++)
        if (span_eq(o->content.sections[i].text, title))
            return &o->content.sections[i];
    return NULL;
}

static void load_alias(struct loader *l, const struct yaml_entry *e, struct obligation *o)
{
    struct section_name *name = find_section(o, e->key), more;
    if (!name) {
        load_error_key(l, e, "rules.unknown-section", "'%.*s' is not among the sections",
                       SPAN_ARG(e->key));
        return;
    }
    if (!load_section_name(l, e->value, &more))
        return;
    struct span *folded = ARENA_ARRAY(l->arena, name->n + more.n, struct span);
    for (uint32_t i = 0; i < name->n + more.n; i++)
        folded[i] = i < name->n ? name->folded[i] : more.folded[i - name->n];
    name->folded = folded;
    name->n += more.n;
}

static void load_content_facts(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    uint32_t n = yaml_count(node);
    const struct kind *from = l->kind;
    o->content.facts = ARENA_ARRAY(l->arena, n, const struct fact_definition *);
    o->content.fact_count = n;
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list demands nothing");
    l->kind = o->fulfilled_by.kind;
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *name = yaml_item(node, i);
        const struct builtin *builtin;
        if (load_fact_name(l, name, &o->content.facts[i], &builtin) && builtin)
            load_error(l, name, "rules.unknown-fact", "'%.*s' is no fact of the kind",
                       SPAN_ARG(name->text));
    }
    l->kind = from;
}

static void load_content(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    struct content_keys keys = {0};
    if (!load_bind(l, node, content_rows, content_row_count, &keys))
        return;
    if (!o->fulfilled_by.kind) {
        load_error(l, node, "rules.wrong-place", "'content' without 'fulfilled-by'")->hint =
            "it is what the fulfilling document must hold";
        return;
    }
    if (!keys.sections && !keys.facts)
        load_error(l, node, "rules.empty", "'content' demands nothing")->hint =
            "sections: [...] or facts: [...]";
    uint32_t n = !keys.sections ? 0 : yaml_count(keys.sections);
    o->content.sections = ARENA_ARRAY(l->arena, n, struct section_name);
    o->content.section_count = n;
    if (keys.sections && n == 0)
        load_error(l, keys.sections, "rules.empty", "an empty list demands nothing");
    for (uint32_t i = 0; i < n; i++)
        load_section_name(l, yaml_item(keys.sections, i), &o->content.sections[i]);
    if (keys.facts)
        load_content_facts(l, keys.facts, o);
    if (keys.aliases && (keys.aliases->kind != YAML_MAP || keys.aliases->count == 0))
        load_error(l, keys.aliases, "rules.wrong-type", "aliases are a mapping: {title: [other]}");
    for (uint32_t i = 0; keys.aliases && i < keys.aliases->count; i++)
        if (keys.aliases->kind == YAML_MAP)
            load_alias(l, &keys.aliases->entries[i], o);
}

/* ---- whole duties ---- */

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
        o->where = optional(l, keys->where, VALUE_BOOL, it);
    o->bearer = optional(l, keys->bearer, VALUE_PARTY, it);
    o->to = optional(l, keys->to, VALUE_PARTY, it);
    o->due = optional(l, keys->due, VALUE_DATE, it);
    o->opens = optional(l, keys->opens, VALUE_DATE, it);
    o->cancelled_if = optional(l, keys->cancelled_if, VALUE_BOOL, it);
    load_calendar(l, map, keys, o);
    if (keys->at)
        load_at(l, keys->at, o);
    if (keys->every)
        load_every(l, keys->every, o, it);
    if (keys->fulfilled_by)
        load_wanted(l, keys->fulfilled_by, o, it, &o->fulfilled_by);
    if (keys->superseded_by)
        load_wanted(l, keys->superseded_by, o, it, &o->superseded_by);
    if (keys->content)
        load_content(l, keys->content, o);
    if (keys->remind)
        load_remind(l, keys->remind, o);
    if (keys->late)
        load_late(l, keys->late, o);
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
    for (uint32_t i = 0; i < p->obligation_count; i++) {
        load_candidate(l, &names, p->obligations[i].id);
        if (span_eq(p->obligations[i].id, o->then.id))
            o->then.obligation = &p->obligations[i];
    }
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
