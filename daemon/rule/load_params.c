/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/expression.h"
#include "rule/lexer.h"
#include "rule/load_parts.h"

static const char *const type_words[] = {
    [PARAMETER_TEXT] = "text",         [PARAMETER_NUMBER] = "number",
    [PARAMETER_DURATION] = "duration", [PARAMETER_DURATIONS] = "durations",
    [PARAMETER_DATE] = "date",         [PARAMETER_BOOL] = "bool",
    [PARAMETER_TEXTS] = "texts",       [PARAMETER_TEXTS + 1] = NULL,
};

struct param_keys {
    int type;
    const struct yaml_node *value;
    struct span doc;
};
// clang-format off
const struct schema_row param_rows[] = {
    {.key = "type",    .type = SCHEMA_WORD, .offset = offsetof(struct param_keys, type),  .required = true, .words = type_words, .help = "what its value is"},
    {.key = "default", .type = SCHEMA_NODE, .offset = offsetof(struct param_keys, value), .required = true, .help = "its value"},
    {.key = "doc",     .type = SCHEMA_TEXT, .offset = offsetof(struct param_keys, doc),   .required = true, .help = "what it is for, in a sentence"},
};
// clang-format on
const size_t param_row_count = sizeof param_rows / sizeof *param_rows;

static bool is_number(struct span text)
{
    struct lexer x = {.text = text};
    struct token number = lexer_next(&x), end = lexer_next(&x);
    return number.kind == TOKEN_NUMBER && end.kind == TOKEN_END;
}

static bool check_scalar(struct loader *l, const struct parameter *p, const struct yaml_node *node)
{
    struct duration duration;
    struct date date;
    bool ok = true;
    if (!load_is_text(l, node, "a value"))
        return false;
    switch (p->type) {
    case PARAMETER_DURATION:
    case PARAMETER_DURATIONS:
        return load_duration(l, node, &duration);
    case PARAMETER_NUMBER:
        ok = is_number(node->text);
        break;
    case PARAMETER_DATE:
        ok = date_of_text(node->text, &date);
        break;
    case PARAMETER_BOOL:
        ok = span_is(node->text, "true") || span_is(node->text, "false");
        break;
    case PARAMETER_TEXT:
    case PARAMETER_TEXTS:
        break;
    }
    if (!ok)
        load_error(l, node, "rules.wrong-type", "'%.*s' is no %s", SPAN_ARG(node->text),
                   type_words[p->type]);
    return ok;
}

static bool check_value(struct loader *l, const struct parameter *p)
{
    bool list = p->type == PARAMETER_DURATIONS || p->type == PARAMETER_TEXTS;
    if (!list || p->value->kind != YAML_LIST)
        return check_scalar(l, p, p->value);
    bool ok = p->value->count > 0;
    if (!ok)
        load_error(l, p->value, "rules.empty", "an empty list");
    for (uint32_t i = 0; i < p->value->count; i++)
        ok = check_scalar(l, p, p->value->items[i]) && ok;
    return ok;
}

/* A value of its type in place of a faulty one, so that the fault is told once and not again at
   every use. */
static const struct yaml_node *stand_in(struct loader *l, const struct parameter *p)
{
    static const char *const texts[] = {
        [PARAMETER_TEXT] = "-",       [PARAMETER_NUMBER] = "1",        [PARAMETER_DURATION] = "1d",
        [PARAMETER_DURATIONS] = "1d", [PARAMETER_DATE] = "2000-01-01", [PARAMETER_BOOL] = "true",
        [PARAMETER_TEXTS] = "-",
    };
    struct yaml_node *node = ARENA_NEW(l->arena, struct yaml_node);
    *node = (struct yaml_node){.kind = YAML_SCALAR, .text = span_of(texts[p->type])};
    return node;
}

static bool is_name(struct span s)
{
    struct lexer x = {.text = s};
    struct token name = lexer_next(&x), end = lexer_next(&x);
    return name.kind == TOKEN_NAME && name.start == 0 && end.kind == TOKEN_END && name.end == s.n;
}

void load_params(struct loader *l, struct parts parts)
{
    l->pack->params = ARENA_ARRAY(l->arena, parts.n, struct parameter);
    for (uint32_t i = 0; i < parts.n; i++) {
        const struct yaml_entry *e = parts.at[i].entry;
        struct param_keys keys = {0};
        l->file = parts.at[i].file;
        if (!is_name(e->key))
            load_error_key(l, e, "rules.bad-name", "'%.*s' cannot be the name of a parameter",
                           SPAN_ARG(e->key))
                ->hint = "letters, digits and '-' between them";
        if (!load_bind(l, e->value, param_rows, param_row_count, &keys))
            continue;
        struct parameter *p = &l->pack->params[l->pack->param_count++];
        *p = (struct parameter){.name = e->key, .doc = keys.doc, .value = keys.value};
        p->type = (unsigned)keys.type;
        p->mark = (struct mark){l->file, e->line, e->column};
        if (!check_value(l, p))
            p->value = stand_in(l, p);
    }
}

static struct parameter *find(struct loader *l, struct span name)
{
    for (uint32_t i = 0; i < l->pack->param_count; i++)
        if (span_eq(l->pack->params[i].name, name))
            return &l->pack->params[i];
    return NULL;
}

static void unknown(struct loader *l, const struct yaml_node *node, struct span name)
{
    struct candidates names = {0};
    for (uint32_t i = 0; i < l->pack->param_count; i++)
        load_candidate(l, &names, l->pack->params[i].name);
    load_error(l, node, "rules.unknown-param", "no parameter is called '%.*s'", SPAN_ARG(name))
        ->hint = load_hint(l, name, names.at, names.n,
                           "parameters are defined under params; text that begins with '$' goes "
                           "into quotes");
}

static void substitute(struct loader *l, struct yaml_node *node)
{
    for (uint32_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
        substitute(l, node->items[i]);
    for (uint32_t i = 0; node->kind == YAML_MAP && i < node->count; i++)
        substitute(l, node->entries[i].value);
    struct span name = span_cut(node->text, 1, node->text.n);
    if (node->kind != YAML_SCALAR || node->quoted || !span_starts(node->text, SPAN("$")) ||
        !is_name(name))
        return;
    struct parameter *p = find(l, name);
    if (!p) {
        unknown(l, node, name);
        return;
    }
    p->used = true;
    struct yaml_node value = *p->value;
    value.line = node->line;
    value.column = node->column;
    value.verbatim = false; /* its text does not stand here */
    *node = value;
}

void params_substitute(struct loader *l, struct parts parts)
{
    for (uint32_t i = 0; i < parts.n; i++) {
        l->file = parts.at[i].file;
        substitute(l, parts.at[i].entry->value);
    }
}

void params_unused(struct loader *l)
{
    for (uint32_t i = 0; i < l->pack->param_count; i++) {
        const struct parameter *p = &l->pack->params[i];
        if (!p->used)
            diag_add(l->diags, DIAG_WARNING, "rules.unused-param", p->mark.file, p->mark.line,
                     p->mark.column, "parameter '%.*s' is used nowhere", SPAN_ARG(p->name))
                ->hint = arena_printf(
                l->diags->arena, "write $%.*s where it belongs, or take it out", SPAN_ARG(p->name));
    }
}
