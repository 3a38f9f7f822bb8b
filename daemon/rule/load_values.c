/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things that many parts of a pack are made of. */
#include "base/limits.h"
#include "rule/expression.h"
#include "rule/lexer.h"
#include "rule/load_parts.h"

/* A rule for several kinds is loaded once for each: what is said already is not said again, but
   still returned, so that callers need no case of their own. */
static struct diag *said(const struct loader *l, const struct diag *new)
{
    for (size_t i = l->first_diag; i + 1 < l->diags->list.n; i++) {
        struct diag *d = &l->diags->list.at[i];
        if (d->line == new->line && d->column == new->column &&strcmp(d->id, new->id) == 0 &&
            strcmp(d->text, new->text) == 0 && strcmp(d->file, new->file) == 0)
            return d;
    }
    return NULL;
}

struct diag *load_error(struct loader *l, const struct yaml_node *at, const char *id,
                        const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(l->diags->arena, format, args);
    va_end(args);
    struct diag *new =
        diag_add(l->diags, DIAG_ERROR, id, l->file, at->line, at->column, "%s", text);
    struct diag *old = l->repeats ? said(l, new) : NULL;
    if (old) {
        l->diags->list.n--;
        l->diags->errors--;
    }
    return old ? old : new;
}

const char *load_hint(struct loader *l, struct span word, const char *const *words, size_t count,
                      const char *otherwise)
{
    const char *near = suggest(word, words, count);
    return near ? arena_printf(l->diags->arena, "did you mean '%s'?", near) : otherwise;
}

enum { MANY_FAULTS = 200 };

void load_candidate(struct loader *l, struct candidates *c, struct span name)
{
    if (l->diags->errors < MANY_FAULTS)
        *VEC_ADD(l->diags->arena, c) = arena_copy(l->diags->arena, name).at;
}

struct mark load_mark(const struct loader *l, const struct yaml_node *at)
{
    return (struct mark){l->file, at->line, at->column};
}

bool load_is_text(struct loader *l, const struct yaml_node *node, const char *what)
{
    if (node->kind == YAML_SCALAR && node->text.n)
        return true;
    load_error(l, node, node->kind == YAML_SCALAR ? "rules.empty" : "rules.wrong-type",
               "%s is wanted here", what);
    return false;
}

struct diag *load_error_key(struct loader *l, const struct yaml_entry *entry, const char *id,
                            const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(l->diags->arena, format, args);
    va_end(args);
    const struct yaml_node at = {.line = entry->line, .column = entry->column};
    return load_error(l, &at, id, "%s", text);
}

bool load_is_id(struct loader *l, const struct yaml_entry *entry, const char *what)
{
    bool ok = true;
    for (size_t i = 0; i < entry->key.n; i++) {
        char c = entry->key.at[i];
        ok &= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '_' || c == '.';
    }
    if (!ok)
        load_error_key(l, entry, "rules.bad-name", "'%.*s' cannot be the name of %s",
                       SPAN_ARG(entry->key), what)
            ->hint = "letters a-z, digits, '-', '_' and '.'";
    return ok;
}

/* ---- probes ---- */

bool load_pattern(struct loader *l, const struct yaml_node *node, struct span pattern,
                  enum probe_region region, uint32_t *ret)
{
    size_t offset = 0;
    *ret = NO_PROBE;
    const char *wrong = pattern.n ? probe_pattern_error(l->arena, pattern, &offset) : "it is empty";
    if (wrong) {
        struct yaml_node at = *node;
        at.column = column_in(node, (size_t)(pattern.at - node->text.at) + offset);
        load_error(l, &at, "rules.bad-pattern", "this pattern cannot be used: %s", wrong);
        return false;
    }
    return load_add_probe(l, node, (struct probe){PROBE_PATTERN, region, pattern}, ret);
}

bool load_add_probe(struct loader *l, const struct yaml_node *node, struct probe probe,
                    uint32_t *ret)
{
    *ret = probe_table_add(&l->rules->probes, probe);
    if (*ret == NO_PROBE) {
        load_error(l, node, "rules.limit", "more than %u texts to look for (limit: %s)",
                   (unsigned)LIMIT_PROBES, limit_text(LIMIT_NAME_PROBES));
        return false;
    }
    *VEC_ADD(l->arena, &l->probes) = ret;
    return true;
}

bool load_probe(struct loader *l, const struct yaml_node *node, enum probe_region region,
                uint32_t *ret)
{
    *ret = NO_PROBE;
    if (!load_is_text(l, node, "text, or 're:' and a pattern,"))
        return false;
    if (span_starts(node->text, SPAN("re:")))
        return load_pattern(l, node, span_cut(node->text, 3, node->text.n), region, ret);
    struct span text = span_trim(probe_normalise(l->arena, node->text));
    if (text.n == 0) {
        load_error(l, node, "rules.empty", "only blanks: nothing to look for");
        return false;
    }
    return load_add_probe(l, node, (struct probe){PROBE_LITERAL, region, text}, ret);
}

bool load_probes(struct loader *l, const struct yaml_node *node, enum probe_region region,
                 struct probe_list *ret)
{
    uint32_t n = yaml_count(node);
    bool ok = n > 0;
    *ret = (struct probe_list){ARENA_ARRAY(l->arena, n, uint32_t),
                               ARENA_ARRAY(l->arena, n, struct span), n};
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list finds nothing");
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *item = yaml_item(node, i);
        ok = load_probe(l, item, region, &ret->at[i]) && ok;
        ret->texts[i] = item->text;
    }
    return ok;
}

/* ---- names ---- */

static bool fold_name(struct loader *l, const struct yaml_node *node, struct span *ret)
{
    if (!load_is_text(l, node, "the title of a section"))
        return false;
    *ret = span_trim(probe_normalise(l->arena, node->text));
    if (ret->n == 0)
        load_error(l, node, "rules.empty", "only blanks: no section is called so");
    return ret->n > 0;
}

bool load_section_name(struct loader *l, const struct yaml_node *node, struct section_name *ret)
{
    uint32_t n = yaml_count(node);
    bool ok = n > 0;
    *ret = (struct section_name){.folded = ARENA_ARRAY(l->arena, n, struct span), .n = n};
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list of alternatives");
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *item = yaml_item(node, i);
        ok = fold_name(l, item, &ret->folded[i]) && ok;
        if (i == 0)
            ret->text = item->text;
    }
    return ok;
}

bool load_fact_name(struct loader *l, const struct yaml_node *node,
                    const struct fact_definition **ret_fact, const struct builtin **ret_builtin)
{
    *ret_fact = NULL;
    *ret_builtin = NULL;
    if (!load_is_text(l, node, "the name of a fact"))
        return false;
    *ret_fact = l->kind ? kind_fact(l->kind, node->text) : NULL;
    *ret_builtin = *ret_fact ? NULL : builtin_find(node->text);
    if (*ret_fact || *ret_builtin)
        return true;
    struct candidates names = {0};
    for (uint32_t i = 0; l->kind && i < l->kind->fact_count; i++)
        load_candidate(l, &names, l->kind->facts[i].name);
    for (size_t i = 0; i < builtin_count; i++)
        load_candidate(l, &names, span_of(builtins[i].name));
    load_error(l, node, "rules.unknown-fact", "no fact is called '%.*s'", SPAN_ARG(node->text))
        ->hint =
        load_hint(l, node->text, names.at, names.n,
                  l->kind ? "facts are defined under facts, for each kind"
                          : "a rule for any document can use dates, sections, parties ...");
    return false;
}

const struct fact_definition *kind_fact(const struct kind *k, struct span name)
{
    for (uint32_t i = 0; i < k->fact_count; i++)
        if (span_eq(k->facts[i].name, name))
            return &k->facts[i];
    return NULL;
}

/* ---- words ---- */

bool load_severity(struct loader *l, const struct yaml_node *node, enum severity *ret)
{
    const char *words[SEVERITY_COUNT];
    for (unsigned i = 0; i < SEVERITY_COUNT; i++)
        words[i] = severity_text((enum severity)i);
    if (!load_is_text(l, node, "a severity"))
        return false;
    if (severity_parse(node->text, ret))
        return true;
    load_error(l, node, "rules.unknown-severity", "no severity is called '%.*s'",
               SPAN_ARG(node->text))
        ->hint =
        load_hint(l, node->text, words, SEVERITY_COUNT, "info, notice, warning, error or critical");
    return false;
}

bool load_duration(struct loader *l, const struct yaml_node *node, struct duration *ret)
{
    if (!load_is_text(l, node, "a duration"))
        return false;
    if (duration_of_text(node->text, ret))
        return true;
    load_error(l, node, "rules.bad-duration", "'%.*s' is no duration", SPAN_ARG(node->text))->hint =
        "30d, 2 weeks, 3 months, 1 year, 5 workdays, 24h";
    return false;
}

bool load_word(struct loader *l, const struct yaml_node *node, const char *const *words,
               size_t count, const char *what, unsigned *ret)
{
    if (!load_is_text(l, node, what))
        return false;
    for (unsigned i = 0; i < count; i++)
        if (words[i] && span_is(node->text, words[i])) {
            *ret = i;
            return true;
        }
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = arena_printf(l->diags->arena, "%s%s%s", all, i ? ", " : "one of ", words[i]);
    load_error(l, node, "rules.unknown-word", "'%.*s' is not %s", SPAN_ARG(node->text), what)
        ->hint = load_hint(l, node->text, words, count, all);
    return false;
}
